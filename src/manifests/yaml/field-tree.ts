import type { FieldStep } from './field-path';

/** An entry of a mapping: where its key stands, null where that is nowhere, and the node of its value. */
export interface FieldEntry {
  readonly offset: number | null;
  readonly value: number;
}

/** A text as a tree of nodes, each a number that only its tree understands. Offsets are those of the text. */
export interface FieldTree {
  /** The content of the document that starts at an offset, null where none does. */
  root(offset: number): number | null;
  kind(node: number): 'mapping' | 'sequence' | 'value';
  /** The entry of a mapping; of a duplicate key the last. */
  entry(mapping: number, name: string): FieldEntry | null;
  item(sequence: number, index: number): number | null;
  /** Where a node starts, null for a value that was left out. */
  offset(node: number): number | null;
}

/** A key with dots in it may come as several steps (`annotations.example.com/x`): no more than these are tried. */
const MOST_STEPS_OF_KEY = 20;

/**
 * The offset of a field, or of its nearest parent that exists.
 *
 * A field of a mapping stands where its key stands, whatever its value is; an item of a list stands where it starts.
 *
 * @param root where the content of the document starts
 */
export function locateField(tree: FieldTree, root: number, steps: readonly FieldStep[]): number {
  let node = tree.root(root);
  let offset = root;
  for (let i = 0; node !== null && i < steps.length;) {
    const kind = tree.kind(node);
    if (kind === 'mapping') {
      const found = findEntry(tree, node, steps, i);
      if (found === null) break;
      offset = found.entry.offset ?? offset;
      node = found.entry.value;
      i += found.taken;
    } else {
      node = kind === 'sequence' && /^\d{1,9}$/.test(steps[i].name) ? tree.item(node, Number(steps[i].name)) : null;
      if (node !== null) offset = tree.offset(node) ?? offset;
      i += 1;
    }
  }
  return offset;
}

function findEntry(
  tree: FieldTree, node: number, steps: readonly FieldStep[], from: number,
): { readonly entry: FieldEntry; readonly taken: number } | null {
  let { name } = steps[from];
  for (let taken = 1; ; taken += 1) {
    const entry = tree.entry(node, name);
    if (entry !== null) return { entry, taken };
    const next = steps[from + taken];
    if (next === undefined || next.bracket || taken >= MOST_STEPS_OF_KEY) return null;
    name += `.${next.name}`;
  }
}
