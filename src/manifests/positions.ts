import { EVENT_ID, getScalarValue, SCALAR_STYLE } from 'js-yaml';
import type { Event, ScalarEvent } from 'js-yaml';
import { nodeStart, readEvents } from './document';
import type { ReadEvents } from './document';
import { parseFieldPath } from './field-path';
import type { FieldStep } from './field-path';
import { plainKey } from './kubectl-schema';
import type { Span } from './stream';
import type { Origin, Position } from '../kubernetes/resource';

/** How many documents of one text are kept open for positions. */
const OPEN_DOCUMENTS = 4;

/** A text of manifests: finds lines and fields in it when somebody asks. */
export class ManifestText {
  private lineStarts: number[] | null = null;
  /** By offset; the most recently used last. */
  private readonly open = new Map<number, FieldIndex | null>();

  constructor(readonly text: string) {}

  /** The line and column of an offset. */
  position(offset: number): Position {
    this.lineStarts ??= lineStartsOf(this.text);
    const line = lastAtOrBefore(this.lineStarts, offset);
    return { line: line + 1, column: offset - this.lineStarts[line] + 1 };
  }

  /**
   * The offset of a field, or of its nearest parent that exists.
   *
   * @param root where the content of the field's document starts
   * @param span the piece of the text that the document is in
   */
  offsetOf(root: number, span: Span, steps: readonly FieldStep[]): number {
    if (steps.length === 0) return root;
    const index = this.fieldIndex(span);
    return index === null ? root : span.start + index.offsetOf(root - span.start, steps);
  }

  private fieldIndex({ start, end }: Span): FieldIndex | null {
    let index = this.open.get(start);
    if (index === undefined) {
      index = openDocument(this.text.slice(start, end));
      if (this.open.size >= OPEN_DOCUMENTS) this.open.delete(this.open.keys().next().value ?? 0);
    } else {
      this.open.delete(start);
    }
    this.open.set(start, index);
    return index;
  }
}

/** Where an object stands in a text. */
export interface Place {
  /** The piece of the text that holds its document. */
  readonly span: Span;
  /** Where the content of its document starts. */
  readonly root: number;
  /** The way from the document to the object; empty unless it stands in a List. */
  readonly base: readonly FieldStep[];
}

/** The origin of an object that was read from text. Reads its document again when a position is asked for. */
export class TextOrigin implements Origin {
  constructor(
    private readonly manifest: ManifestText,
    private readonly place: Place,
    readonly file: string | null,
    readonly construct: string | null = null,
  ) {}

  locate(path: string): Position {
    const { span, root, base } = this.place;
    return this.manifest.position(this.manifest.offsetOf(root, span, [...base, ...parseFieldPath(path)]));
  }

  withConstruct(construct: string): TextOrigin {
    return new TextOrigin(this.manifest, this.place, this.file, construct);
  }
}

function openDocument(text: string): FieldIndex | null {
  try {
    return new FieldIndex(readEvents(text));
  } catch {
    // JSON that is no YAML (a key of more than 1,024 characters): the document's start has to do
    return null;
  }
}

/** The fields of a text's documents by name and index; each collection is indexed when it is first entered. */
class FieldIndex {
  private readonly events: readonly Event[];
  /** The node of each document, by its offset in the text as it was. */
  private readonly roots = new Map<number, number>();
  /** The event after each collection. */
  private readonly ends: Int32Array;
  /** Which node each alias means. */
  private readonly targets = new Map<number, number>();
  private readonly entries = new Map<number, Map<string, number>>();
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
        this.roots.set(read.toOriginal(nodeStart(this.events[i + 1]) ?? 0), i + 1);
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

  offsetOf(root: number, steps: readonly FieldStep[]): number {
    let node = this.roots.get(root) ?? -1;
    if (node === -1) return root;
    let offset = nodeStart(this.events[node]) ?? 0;
    for (let i = 0; i < steps.length;) {
      node = this.targets.get(node) ?? node;
      const event = this.events[node];
      if (event.type === EVENT_ID.MAPPING) {
        const found = this.findEntry(node, steps, i);
        if (found === null) break;
        offset = nodeStart(this.events[found.key]) ?? offset;
        node = found.key + 1;
        i += found.steps;
      } else if (event.type === EVENT_ID.SEQUENCE) {
        const item = /^\d+$/.test(steps[i].name) ? this.itemsOf(node)[Number(steps[i].name)] : undefined;
        if (item === undefined) break;
        offset = nodeStart(this.events[item]) ?? offset;
        node = item;
        i += 1;
      } else {
        break;
      }
    }
    return this.read.toOriginal(offset);
  }

  /** The entry that the next step names; a key with dots in it may take several steps (`annotations.example.com/x`). */
  private findEntry(node: number, steps: readonly FieldStep[], from: number): { readonly key: number; readonly steps: number } | null {
    let name = steps[from].name;
    for (let taken = 1; ; taken += 1) {
      const key = this.keyOf(node, name);
      if (key !== null) return { key, steps: taken };
      const next = steps[from + taken];
      if (next === undefined || next.bracket || taken > 20) return null;
      name += `.${next.name}`;
    }
  }

  /** The key of an entry; one that stands there itself wins over merged ones (`<<`). */
  private keyOf(node: number, name: string): number | null {
    const key = this.entriesOf(node).get(name);
    if (key !== undefined) return key;
    for (const source of this.merged.get(node) ?? []) {
      const target = this.targets.get(source) ?? source;
      const event = this.events[target];
      const mappings = event.type === EVENT_ID.SEQUENCE ? this.itemsOf(target) : [target];
      for (const mapping of mappings) {
        const mergedNode = this.targets.get(mapping) ?? mapping;
        const found = this.events[mergedNode].type === EVENT_ID.MAPPING ? this.keyOf(mergedNode, name) : null;
        if (found !== null) return found;
      }
    }
    return null;
  }

  private entriesOf(node: number): Map<string, number> {
    let entries = this.entries.get(node);
    if (entries !== undefined) return entries;
    entries = new Map();
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
    let items = this.items.get(node);
    if (items !== undefined) return items;
    const found: number[] = [];
    for (let item = node + 1; this.events[item].type !== EVENT_ID.POP; item = this.after(item)) found.push(item);
    items = found;
    this.items.set(node, items);
    return items;
  }

  private after(node: number): number {
    const { type } = this.events[node];
    return type === EVENT_ID.MAPPING || type === EVENT_ID.SEQUENCE ? this.ends[node] : node + 1;
  }

  /** The key as the reader makes it a string. */
  private keyName(key: number): string {
    const event = this.events[this.targets.get(key) ?? key];
    if (event.type !== EVENT_ID.SCALAR) return '';
    const text = getScalarValue(this.read.source, event);
    return event.style === SCALAR_STYLE.PLAIN && event.tagStart === -1 ? plainKey(text) : text;
  }
}

function isMergeKey(event: ScalarEvent, source: string): boolean {
  return event.style === SCALAR_STYLE.PLAIN && event.valueEnd - event.valueStart === 2 && source.startsWith('<<', event.valueStart);
}

/** Offsets of the lines of a text; a line ends in LF, CR LF or CR, as YAML has it. */
function lineStartsOf(text: string): number[] {
  const starts = [0];
  if (!text.includes('\r')) {
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    return starts;
  }
  for (const match of text.matchAll(/\r\n?|\n/g)) starts.push(match.index + match[0].length);
  return starts;
}

function lastAtOrBefore(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (sorted[middle] <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
