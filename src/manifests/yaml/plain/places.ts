import { BAR, GREATER } from './characters';

/** Where the keys of mappings and the items of lists stand, by the objects that were read. */
export class Places {
  private readonly keys = new Map<object, Map<string, number>>();
  private readonly items = new Map<object, readonly number[]>();
  /** Of the items and keys that were read last, by their place among those of all that is open. */
  private readonly starts: number[] = [];

  constructor(private readonly text: string) {}

  /** The item or key that was read last, where it is among those of what is open; -1: it was left out. */
  addStart(height: number, offset: number): void {
    this.starts[height] = this.contentOf(offset);
  }

  /** A mapping, whose keys and values are `open` from `start` to `end`, in turns. */
  addMapping(mapping: object, open: readonly unknown[], start: number, end: number): void {
    const keys = new Map<string, number>();
    for (let at = start; at < end; at += 2) keys.set(open[at] as string, this.starts[at]);
    this.keys.set(mapping, keys);
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
