import type { FieldEntry, FieldTree } from '../field-tree';
import { Places } from './places';
import { readPlainText } from './plain-documents';

/** The fields of a document of the subset. Nodes are numbered as they are asked for. */
export class PlainTree implements FieldTree {
  private readonly values: unknown[];
  /** Where each node starts, null where that is not known. */
  private readonly offsets: (number | null)[];

  constructor(value: unknown, private readonly start: number, private readonly places: Places) {
    this.values = [value];
    this.offsets = [start];
  }

  root(offset: number): number | null {
    return offset === this.start ? 0 : null;
  }

  kind(node: number): 'mapping' | 'sequence' | 'value' {
    const value = this.values[node];
    return Array.isArray(value) ? 'sequence' : typeof value === 'object' && value !== null ? 'mapping' : 'value';
  }

  entry(mapping: number, name: string): FieldEntry | null {
    const object = this.values[mapping] as Record<string, unknown>;
    const offset = this.places.ofKey(object, name);
    return offset === null ? null : { offset, value: this.add(object[name], null) };
  }

  item(sequence: number, index: number): number | null {
    const list = this.values[sequence] as readonly unknown[];
    return index < list.length ? this.add(list[index], this.places.ofItem(list, index)) : null;
  }

  offset(node: number): number | null {
    return this.offsets[node];
  }

  private add(value: unknown, offset: number | null): number {
    this.offsets.push(offset);
    return this.values.push(value) - 1;
  }
}

/** The fields of a text with one document; null where it has more, or is not of the subset. */
export function openPlainTree(text: string): PlainTree | null {
  const places = new Places(text);
  const document = readPlainText(text, places);
  return document === null ? null : new PlainTree(document.value, document.root, places);
}
