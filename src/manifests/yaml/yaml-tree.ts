import { EVENT_ID, getScalarValue, SCALAR_STYLE } from 'js-yaml';
import type { Event, ScalarEvent } from 'js-yaml';
import { nodeStart } from './events';
import type { ReadEvents } from './events';
import type { FieldEntry, FieldTree } from './field-tree';
import { plainKey } from './plain-scalar';

/** The fields of YAML documents; a node is the index of its event. Each collection is indexed when it is first entered. */
export class YamlTree implements FieldTree {
  private readonly events: readonly Event[];
  private readonly roots = new Map<number, number>();
  /** The event after each collection. */
  private readonly ends: Int32Array;
  /** Which node each alias means. */
  private readonly targets = new Map<number, number>();
  private readonly entries = new Map<number, Map<string, number>>();
  /** The values of each mapping's merge keys. */
  private readonly merged = new Map<number, readonly number[]>();
  private readonly items = new Map<number, readonly number[]>();

  constructor(private readonly read: ReadEvents) {
    this.events = read.events;
    this.ends = new Int32Array(this.events.length);
    const open: number[] = [];
    let anchors = new Map<string, number>();
    this.events.forEach((event, i) => {
      if (event.type === EVENT_ID.DOCUMENT) {
        anchors = new Map();
        this.roots.set(this.offset(i + 1) ?? 0, i + 1);
        open.push(i);
      } else if (event.type === EVENT_ID.POP) {
        this.ends[open.pop() ?? 0] = i + 1;
      } else if (event.type === EVENT_ID.ALIAS) {
        const target = anchors.get(read.source.slice(event.anchorStart, event.anchorEnd));
        if (target !== undefined) this.targets.set(i, target);
      } else {
        if (event.anchorStart !== -1) anchors.set(read.source.slice(event.anchorStart, event.anchorEnd), i);
        if (event.type !== EVENT_ID.SCALAR) open.push(i);
      }
    });
  }

  root(offset: number): number | null {
    return this.roots.get(offset) ?? null;
  }

  kind(node: number): 'mapping' | 'sequence' | 'value' {
    const { type } = this.events[this.target(node)];
    return type === EVENT_ID.MAPPING ? 'mapping' : type === EVENT_ID.SEQUENCE ? 'sequence' : 'value';
  }

  /** An entry that stands in the mapping itself wins over merged ones (`<<`). */
  entry(mapping: number, name: string): FieldEntry | null {
    const node = this.target(mapping);
    const key = this.entriesOf(node).get(name);
    if (key !== undefined) return { offset: this.offset(key), value: key + 1 };
    for (const source of this.merged.get(node) ?? []) {
      const sources = this.kind(source) === 'sequence' ? this.itemsOf(this.target(source)) : [source];
      for (const each of sources) {
        const found = this.kind(each) === 'mapping' ? this.entry(each, name) : null;
        if (found !== null) return found;
      }
    }
    return null;
  }

  item(sequence: number, index: number): number | null {
    return this.itemsOf(this.target(sequence))[index] ?? null;
  }

  offset(node: number): number | null {
    const start = nodeStart(this.events[node]);
    return start === null ? null : this.read.toOriginal(start);
  }

  private target(node: number): number {
    return this.targets.get(node) ?? node;
  }

  private entriesOf(node: number): Map<string, number> {
    const known = this.entries.get(node);
    if (known !== undefined) return known;
    const entries = new Map<string, number>();
    const merged: number[] = [];
    for (let key = node + 1; this.events[key].type !== EVENT_ID.POP; key = this.after(key + 1)) {
      const event = this.events[key];
      if (event.type === EVENT_ID.SCALAR && isMergeKey(event, this.read.source)) merged.push(key + 1);
      else entries.set(this.keyName(key), key);
    }
    this.entries.set(node, entries);
    if (merged.length > 0) this.merged.set(node, merged);
    return entries;
  }

  private itemsOf(node: number): readonly number[] {
    const known = this.items.get(node);
    if (known !== undefined) return known;
    const items: number[] = [];
    for (let item = node + 1; this.events[item].type !== EVENT_ID.POP; item = this.after(item)) items.push(item);
    this.items.set(node, items);
    return items;
  }

  private after(node: number): number {
    const { type } = this.events[node];
    return type === EVENT_ID.MAPPING || type === EVENT_ID.SEQUENCE ? this.ends[node] : node + 1;
  }

  /** The key as the reader makes it a string. */
  private keyName(key: number): string {
    const event = this.events[this.target(key)];
    if (event.type !== EVENT_ID.SCALAR) return '';
    const text = getScalarValue(this.read.source, event);
    return event.style === SCALAR_STYLE.PLAIN && event.tagStart === -1 ? plainKey(text) : text;
  }
}

function isMergeKey(event: ScalarEvent, source: string): boolean {
  return event.style === SCALAR_STYLE.PLAIN && event.valueEnd - event.valueStart === 2 && source.startsWith('<<', event.valueStart);
}
