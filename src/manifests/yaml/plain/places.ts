import { BAR, GREATER } from './characters';

/** Where the keys of mappings and the items of lists stand, by the objects that were read. */
export class Places {
  private readonly keys = new Map<object, Map<string, number>>();
  private readonly items = new Map<object, readonly number[]>();
  /** Of the lists that are being read, as many as their items. */
  private readonly starts: number[] = [];

  constructor(private readonly text: string) {}

  addKey(mapping: object, key: string, offset: number): void {
    let keys = this.keys.get(mapping);
    if (keys === undefined) {
      keys = new Map();
      this.keys.set(mapping, keys);
    }
    keys.set(key, offset);
  }

  /** The item that was read last, where it is among those of the lists that are open; -1: it was left out. */
  addItem(height: number, offset: number): void {
    this.starts[height] = this.contentOf(offset);
  }

  addList(list: readonly unknown[], height: number): void {
    this.items.set(list, this.starts.slice(height, height + list.length));
  }

  ofKey(mapping: object, key: string): number | null {
    return this.keys.get(mapping)?.get(key) ?? null;
  }

  ofItem(list: object, index: number): number | null {
    const offset = this.items.get(list)?.[index] ?? -1;
    return offset === -1 ? null : offset;
  }

  /** A block scalar stands where its first line does. */
  private contentOf(offset: number): number {
    const c = this.text.charCodeAt(offset);
    if (c !== BAR && c !== GREATER) return offset;
    const lineEnd = this.text.indexOf('\n', offset);
    return lineEnd === -1 ? this.text.length : lineEnd + 1;
  }
}
