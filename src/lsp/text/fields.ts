import type { FieldNode, MappingEntry, ScalarNode } from './nodes';
import { formatFieldPath, type FieldStep } from '../../manifests/yaml/field-path';

/** A field that was looked for, as far as it is there. */
export interface FoundField {
  /** The nodes on the way, the object itself first. */
  readonly way: readonly FieldNode[];
  /** The key of the last one, where that is the value of a mapping's entry. */
  readonly entry: MappingEntry | null;
  /** How many of the steps were found. */
  readonly taken: number;
  /** Whether it lies behind an alias or a merge key, so that what is written there counts for other fields, too. */
  readonly shared: boolean;
}

/** A key with dots in it may come as several steps (`annotations.example.com/x`): no more than these are tried. */
const MOST_STEPS_OF_KEY = 20;

/** Follows a field path as far as it leads. */
export function findField(root: FieldNode, steps: readonly FieldStep[]): FoundField {
  const way = [root];
  let entry: MappingEntry | null = null;
  let shared = false;
  let taken = 0;
  while (taken < steps.length) {
    const reached = way[way.length - 1];
    const node = targetOf(reached);
    shared ||= node !== reached;
    if (node?.kind === 'mapping') {
      const found = findEntry(node, steps, taken);
      if (found === null) break;
      shared ||= found.merged;
      entry = found.entry;
      way.push(entry.value);
      taken += found.taken;
    } else if (node?.kind === 'sequence') {
      const item = /^\d{1,9}$/.test(steps[taken].name) ? node.items[Number(steps[taken].name)] : undefined;
      if (item === undefined) break;
      entry = null;
      way.push(item);
      taken += 1;
    } else {
      break;
    }
  }
  return { way, entry, taken, shared };
}

export function targetOf(node: FieldNode): FieldNode | null {
  return node.kind === 'alias' ? node.target : node;
}

interface FoundEntry {
  readonly entry: MappingEntry;
  readonly taken: number;
  readonly merged: boolean;
}

function findEntry(node: FieldNode, steps: readonly FieldStep[], from: number): FoundEntry | null {
  let { name } = steps[from];
  for (let taken = 1; ; taken += 1) {
    const own = entryOf(node, name);
    if (own !== null) return { entry: own, taken, merged: false };
    const merged = mergedEntry(node, name, 0);
    if (merged !== null) return { entry: merged, taken, merged: true };
    const next = steps[from + taken];
    if (next === undefined || next.bracket || taken >= MOST_STEPS_OF_KEY) return null;
    name += `.${next.name}`;
  }
}

/** The entry of a mapping; of a duplicate key the last. */
export function entryOf(node: FieldNode | null, name: string): MappingEntry | null {
  return node?.kind === 'mapping' ? last(node.entries, (each) => each.name === name) ?? null : null;
}

const MOST_MERGES = 20;

function mergedEntry(node: FieldNode, name: string, depth: number): MappingEntry | null {
  if (node.kind !== 'mapping' || depth > MOST_MERGES) return null;
  for (const { name: key, key: { style }, value } of node.entries) {
    if (key !== '<<' || style !== 'plain') continue;
    const merged = targetOf(value);
    for (const source of merged?.kind === 'sequence' ? merged.items : [value]) {
      const target = targetOf(source);
      const found = target === null ? null : entryOf(target, name) ?? mergedEntry(target, name, depth + 1);
      if (found !== null) return found;
    }
  }
  return null;
}

/** What is under a cursor. */
export interface FieldAtOffset {
  readonly steps: readonly FieldStep[];
  /** As the API server writes it: `spec.ports[0].name`. */
  readonly path: string;
  /** The key or the value that the cursor is on. */
  readonly token: ScalarNode;
  readonly on: 'key' | 'value';
}

/** The key or scalar at an offset; an offset right behind it counts. null where there is none. */
export function fieldAt(root: FieldNode, offset: number): FieldAtOffset | null {
  const steps: FieldStep[] = [];
  let node: FieldNode | null = root;
  while (node !== null) {
    if (node.kind === 'scalar') return contains(node, offset) ? atOffset(steps, node, 'value') : null;
    if (node.kind === 'alias') return null;
    if (node.kind === 'mapping') {
      const entry: MappingEntry | undefined = lastBefore(node.entries, offset, ({ key }) => key.start);
      if (entry === undefined) return null;
      steps.push(stepOf(entry.name));
      if (contains(entry.key, offset)) return atOffset(steps, entry.key, 'key');
      node = entry.value;
    } else {
      const item: FieldNode | undefined = lastBefore(node.items, offset, ({ start }) => start);
      if (item === undefined) return null;
      steps.push({ name: String(node.items.indexOf(item)), bracket: true });
      node = item;
    }
  }
  return null;
}

function atOffset(steps: readonly FieldStep[], token: ScalarNode, on: 'key' | 'value'): FieldAtOffset {
  return { steps, path: formatFieldPath(steps), token, on };
}

const contains = ({ start, end }: FieldNode, offset: number): boolean => start <= offset && offset <= end;

function lastBefore<T>(list: readonly T[], offset: number, startOf: (each: T) => number): T | undefined {
  return last(list, (each) => startOf(each) <= offset);
}

/** The last one that something holds for. */
export function last<T>(list: readonly T[], holds: (each: T) => boolean): T | undefined {
  for (let i = list.length - 1; i >= 0; i -= 1) {
    if (holds(list[i])) return list[i];
  }
  return undefined;
}

/** A key that is not a plain word stands in brackets. */
function stepOf(name: string): FieldStep {
  return { name, bracket: !/^[A-Za-z][A-Za-z0-9]*$/.test(name) };
}
