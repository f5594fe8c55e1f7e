import { entryOf, findField, targetOf } from './fields';
import type { FieldNode, MappingNode, SequenceNode } from './nodes';
import { blockLines, flowText, scalarText } from './yaml-value';
import type { Edit } from '../../checks/finding';
import type { Json } from '../../kubernetes/resource';
import { parseFieldPath, type FieldStep } from '../../manifests/yaml/field-path';

/** A part of a text, and what comes in its place. */
export interface TextChange {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * What an edit of a field changes in the text of its object; comments, quotes and the rest of the text stay.
 *
 * @returns null where the field lies behind an alias, or in a way that cannot be changed by itself
 */
export function textChanges(source: string, root: FieldNode, { path, value }: Edit): readonly TextChange[] | null {
  const steps = parseFieldPath(path);
  const { way, taken, shared } = findField(root, steps);
  if (shared) return null;
  const node = way[way.length - 1];
  if (taken < steps.length) return value === null ? [] : insertion(source, node, steps.slice(taken), value);
  if (value !== null) return replacement(source, node, value);
  return way.length < 2 ? null : removal(source, way[way.length - 2], node);
}

function replacement(source: string, node: FieldNode, value: Json): readonly TextChange[] | null {
  if (node.kind === 'scalar') {
    if (node.style === 'block' || typeof value === 'object') return typeof value === 'object' && node.style !== 'block' ? [placed(source, node, flowText(value, node.style === 'double-quoted'))] : null;
    return [placed(source, node, scalarText(value, node.style))];
  }
  return node.kind === 'mapping' && typeof value === 'object' && value !== null && !Array.isArray(value) ? mappingChanges(source, node, value as Fields) : null;
}

type Fields = Readonly<Record<string, Json | undefined>>;

/** A mapping becomes another one field by field, so that what stays is left as it is written. */
function mappingChanges(source: string, node: MappingNode, fields: Fields): readonly TextChange[] | null {
  const wanted = Object.entries(fields);
  const gone = node.entries.filter(({ name }) => !Object.hasOwn(fields, name));
  const added = wanted.filter(([name]) => entryOf(node, name) === null);
  const changes: TextChange[] = [];
  // a key that takes the place of another one is written over it
  for (const [i, { key, value }] of gone.entries()) {
    const [name, field] = added[i] ?? [];
    if (name === undefined || field === undefined || typeof field === 'object' || value.kind !== 'scalar') return null;
    changes.push(placed(source, key, scalarText(name, key.style)), placed(source, value, scalarText(field, value.style)));
  }
  for (const [name, field] of added.slice(gone.length)) {
    const inserted = insertion(source, node, [{ name, bracket: false }], field ?? null);
    if (inserted === null) return null;
    changes.push(...inserted);
  }
  for (const [name, field] of wanted) {
    const entry = entryOf(node, name);
    if (entry === null) continue;
    if (entry.value.kind === 'scalar' && entry.value.text === String(field)) continue;
    const replaced = replacement(source, entry.value, field ?? null);
    if (replaced === null) return null;
    changes.push(...replaced);
  }
  return changes;
}

/** Writes a field that is not there, with the mappings that lead to it. */
function insertion(source: string, node: FieldNode, [step, ...rest]: readonly FieldStep[], value: Json): readonly TextChange[] | null {
  const inner = rest.reduceRight<Json>((below, { name }) => ({ [name]: below }), value);
  const place = targetOf(node);
  if (place?.kind === 'scalar' && place.style === 'absent') return [placed(source, place, flowText({ [step.name]: inner }, false))];
  if (place?.kind !== 'mapping') return null;
  const last = place.entries.at(-1);
  if (place.flow) {
    const json = isJson(place);
    const text = `${scalarText(step.name, json ? 'double-quoted' : null)}: ${flowText(inner, json)}`;
    return last === undefined ? [{ start: place.start, end: place.end, text: `{ ${text} }` }] : [{ start: last.value.end, end: last.value.end, text: `, ${text}` }];
  }
  if (last === undefined) return null;
  const indent = indentAt(source, place.entries[0].key.start);
  if (indent === null) return null;
  const at = endOfEntry(source, place, last.value.end);
  const lineEnd = source.includes('\r\n') ? '\r\n' : '\n';
  const text = blockLines({ [step.name]: inner }, indent, '  ').map((line) => `${lineEnd}${line}`).join('');
  return [{ start: at, end: at, text }];
}

/** A mapping whose keys are quoted may be a part of JSON. */
function isJson({ flow, entries }: MappingNode): boolean {
  return flow && entries.length > 0 && entries.every(({ key }) => key.style === 'double-quoted');
}

/** Removes a field of a mapping, or an item of a list. */
function removal(source: string, parent: FieldNode, node: FieldNode): readonly TextChange[] | null {
  if (parent.kind === 'mapping') return removeEntry(source, parent, node);
  return parent.kind === 'sequence' ? removeItem(parent, node) : null;
}

function removeEntry(source: string, parent: MappingNode, node: FieldNode): readonly TextChange[] | null {
  const index = parent.entries.findIndex(({ value }) => value === node);
  const { key } = parent.entries[index];
  if (parent.entries.length === 1) return null;
  if (parent.flow) return [flowRemoval(parent.entries.map((each) => ({ start: each.key.start, end: each.value.end })), index)];
  if (indentAt(source, key.start) === null || /^\s*- /.test(lineOf(source, key.start))) {
    // the first field stands behind the dash of its item: the next one takes its place
    return index === 0 ? [{ start: key.start, end: parent.entries[1].key.start, text: '' }] : null;
  }
  return [{ start: lineStart(source, key.start), end: nextLine(source, Math.max(node.end, key.end)), text: '' }];
}

function removeItem(parent: SequenceNode, node: FieldNode): readonly TextChange[] | null {
  if (!parent.flow || parent.items.length === 1) return null;
  return [flowRemoval(parent.items, parent.items.indexOf(node))];
}

function flowRemoval(parts: readonly { readonly start: number; readonly end: number }[], index: number): TextChange {
  if (index > 0) return { start: parts[index - 1].end, end: parts[index].end, text: '' };
  return { start: parts[0].start, end: parts[1].start, text: '' };
}

/** A value that was left out needs the blank after its colon. */
function placed(source: string, { start, end }: FieldNode, text: string): TextChange {
  const before = source[start - 1];
  const glued = start === end && before !== ' ' && before !== '\n';
  return { start, end, text: glued ? ` ${text}` : text };
}

/** The column of a key as blanks; of the first key of a list's item the dash counts as one. null where a tab or other text is before it. */
function indentAt(source: string, offset: number): string | null {
  const before = source.slice(lineStart(source, offset), offset);
  return /^ *(?:- +)*$/.test(before) ? ' '.repeat(before.length) : null;
}

const lineStart = (source: string, offset: number): number => source.lastIndexOf('\n', offset - 1) + 1;

function nextLine(source: string, offset: number): number {
  const end = source.indexOf('\n', offset);
  return end === -1 ? source.length : end + 1;
}

function lineOf(source: string, offset: number): string {
  const start = lineStart(source, offset);
  return source.slice(start, nextLine(source, start));
}

/** Where the line ends that a block's last value ends in; a comment behind it stays with it. */
function endOfEntry(source: string, { end }: MappingNode, valueEnd: number): number {
  const from = Math.max(end, valueEnd);
  // a block scalar ends with its line
  if (source[from - 1] === '\n') return from - 1;
  const line = source.indexOf('\n', from);
  const stop = line === -1 ? source.length : line;
  return source[stop - 1] === '\r' ? stop - 1 : stop;
}
