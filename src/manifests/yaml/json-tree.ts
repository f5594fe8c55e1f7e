import type { FieldEntry, FieldTree } from './field-tree';
import { isBlank, jsonStringEnd } from './stream';

/** The fields of one JSON text that is known to be valid; a node is its offset. What nobody asks for is only skipped. */
export class JsonTree implements FieldTree {
  private readonly entries = new Map<number, Map<string, FieldEntry>>();
  private readonly items = new Map<number, readonly number[]>();

  constructor(private readonly text: string) {}

  root(offset: number): number {
    return offset;
  }

  kind(node: number): 'mapping' | 'sequence' | 'value' {
    const c = this.text[node];
    return c === '{' ? 'mapping' : c === '[' ? 'sequence' : 'value';
  }

  entry(mapping: number, name: string): FieldEntry | null {
    let entries = this.entries.get(mapping);
    if (entries === undefined) {
      entries = this.readEntries(mapping);
      this.entries.set(mapping, entries);
    }
    return entries.get(name) ?? null;
  }

  item(sequence: number, index: number): number | null {
    let items = this.items.get(sequence);
    if (items === undefined) {
      items = this.readItems(sequence);
      this.items.set(sequence, items);
    }
    return items[index] ?? null;
  }

  offset(node: number): number {
    return node;
  }

  private readEntries(mapping: number): Map<string, FieldEntry> {
    const entries = new Map<string, FieldEntry>();
    for (let at = this.skipBlanks(mapping + 1); this.text[at] === '"'; at = this.nextElement(at)) {
      const end = jsonStringEnd(this.text, at);
      const value = this.skipBlanks(this.skipBlanks(end) + 1);
      entries.set(String(JSON.parse(this.text.slice(at, end))), { offset: at, value });
      at = this.skipValue(value);
    }
    return entries;
  }

  private readItems(sequence: number): readonly number[] {
    const items: number[] = [];
    for (let at = this.skipBlanks(sequence + 1); at < this.text.length && this.text[at] !== ']'; at = this.nextElement(at)) {
      items.push(at);
      at = this.skipValue(at);
    }
    return items;
  }

  /** Past the comma, where there is one. */
  private nextElement(at: number): number {
    const end = this.skipBlanks(at);
    return this.text[end] === ',' ? this.skipBlanks(end + 1) : this.text[end] === ']' ? end : this.text.length;
  }

  private skipBlanks(from: number): number {
    let at = from;
    while (isBlank(this.text.charCodeAt(at))) at += 1;
    return at;
  }

  private skipValue(from: number): number {
    let depth = 0;
    for (let at = from; at < this.text.length; at += 1) {
      const c = this.text.charCodeAt(at);
      if (c === 0x22) {
        at = jsonStringEnd(this.text, at) - 1;
        if (depth === 0) return at + 1;
      } else if (c === 0x7B || c === 0x5B) {
        depth += 1;
      } else if (c === 0x7D || c === 0x5D) {
        depth -= 1;
        if (depth <= 0) return depth === 0 ? at + 1 : at;
      } else if (depth === 0 && (c === 0x2C || isBlank(c))) {
        return at;
      }
    }
    return this.text.length;
  }
}
