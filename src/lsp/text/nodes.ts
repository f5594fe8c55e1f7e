import { EVENT_ID, getScalarValue, SCALAR_STYLE } from 'js-yaml';
import type { Event, MappingEvent, ScalarEvent, SequenceEvent } from 'js-yaml';
import { readEvents } from '../../manifests/yaml/events';
import { plainKey } from '../../manifests/yaml/plain-scalar';

/** What an editor needs of a YAML node: where it begins and ends. Offsets are UTF-16 units, the end excluded. */
interface Placed {
  readonly start: number;
  readonly end: number;
}

export interface ScalarNode extends Placed {
  readonly kind: 'scalar';
  /** `absent`: the value was left out, and would begin here. */
  readonly style: 'plain' | 'single-quoted' | 'double-quoted' | 'block' | 'absent';
  readonly text: string;
}

export interface MappingEntry {
  /** The key as the reader makes it a string. */
  readonly name: string;
  readonly key: ScalarNode;
  readonly value: FieldNode;
}

export interface MappingNode extends Placed {
  readonly kind: 'mapping';
  readonly flow: boolean;
  /** A duplicate key is here twice; the last one counts. */
  readonly entries: readonly MappingEntry[];
}

export interface SequenceNode extends Placed {
  readonly kind: 'sequence';
  readonly flow: boolean;
  readonly items: readonly FieldNode[];
}

export interface AliasNode extends Placed {
  readonly kind: 'alias';
  readonly target: FieldNode | null;
}

export type FieldNode = ScalarNode | MappingNode | SequenceNode | AliasNode;

/**
 * The content of one document; null where it has none, or cannot be read.
 *
 * @param base where the document begins in its text, whose offsets the nodes have
 */
export function readNodes(text: string, base = 0): FieldNode | null {
  // JSON may be indented with tabs, which YAML refuses; neither has them inside of strings
  const source = /^\s*\{/.test(text) ? text.replaceAll('\t', ' ') : text;
  try {
    const read = readEvents(source);
    return new NodeReader(read.events, read.source, (offset) => base + read.toOriginal(offset)).document();
  } catch {
    return null;
  }
}

class NodeReader {
  private next = 0;
  /** Where what was read ends, in the source. */
  private at = 0;
  private readonly anchors = new Map<string, FieldNode>();

  constructor(private readonly events: readonly Event[], private readonly source: string, private readonly original: (offset: number) => number) {}

  document(): FieldNode | null {
    while (this.next < this.events.length) {
      const { type } = this.events[this.next];
      this.next += 1;
      if (type !== EVENT_ID.DOCUMENT) continue;
      const node = this.events[this.next].type === EVENT_ID.POP ? null : this.node('');
      if (node !== null && !(node.kind === 'scalar' && node.style === 'absent')) return node;
    }
    return null;
  }

  /** @param mark the character that a value which was left out would follow */
  private node(mark: string): FieldNode {
    const event = this.events[this.next];
    this.next += 1;
    switch (event.type) {
      case EVENT_ID.MAPPING: return this.anchored(event, this.mapping(event));
      case EVENT_ID.SEQUENCE: return this.anchored(event, this.sequence(event));
      case EVENT_ID.SCALAR: return this.anchored(event, this.scalar(event, mark));
      case EVENT_ID.ALIAS: {
        this.at = event.anchorEnd;
        const target = this.anchors.get(this.source.slice(event.anchorStart, event.anchorEnd)) ?? null;
        return { kind: 'alias', ...this.place(event.anchorStart - 1, event.anchorEnd), target };
      }
      default: throw new Error('a document that ends in the middle');
    }
  }

  private anchored<T extends FieldNode>({ anchorStart, anchorEnd }: { readonly anchorStart: number; readonly anchorEnd: number }, node: T): T {
    if (anchorStart !== -1) this.anchors.set(this.source.slice(anchorStart, anchorEnd), node);
    return node;
  }

  private mapping({ start, style }: MappingEvent): MappingNode {
    const flow = style === 2;
    const entries: MappingEntry[] = [];
    this.at = start + (flow ? 1 : 0);
    while (this.events[this.next].type !== EVENT_ID.POP) {
      const key = this.key();
      entries.push({ ...key, value: this.node(':') });
    }
    return { kind: 'mapping', flow, entries, ...this.close(start, flow, '}') };
  }

  private key(): { readonly name: string; readonly key: ScalarNode } {
    const node = this.node('');
    const scalar = node.kind === 'alias' ? node.target : node;
    if (scalar?.kind !== 'scalar') return { name: '', key: { kind: 'scalar', start: node.start, end: node.end, style: 'plain', text: '' } };
    return { name: scalar.style === 'plain' ? plainKey(scalar.text) : scalar.text, key: { ...scalar, start: node.start, end: node.end } };
  }

  private sequence({ start, style }: SequenceEvent): SequenceNode {
    const flow = style === 2;
    const items: FieldNode[] = [];
    this.at = start + (flow ? 1 : 0);
    while (this.events[this.next].type !== EVENT_ID.POP) items.push(this.node('-'));
    return { kind: 'sequence', flow, items, ...this.close(start, flow, ']') };
  }

  private scalar(event: ScalarEvent, mark: string): ScalarNode {
    if (event.valueStart === -1) {
      const found = mark === '' ? -1 : this.source.indexOf(mark, this.at);
      if (found !== -1) this.at = found + 1;
      return { kind: 'scalar', style: 'absent', text: '', ...this.place(this.at, this.at) };
    }
    const style = styleOf(event);
    const quote = style === 'single-quoted' || style === 'double-quoted' ? 1 : 0;
    this.at = event.valueEnd + quote;
    return { kind: 'scalar', style, text: getScalarValue(this.source, event), ...this.place(event.valueStart - quote, this.at) };
  }

  /** The parser does not say where a collection ends: one in brackets does at its bracket, any other where its last value does. */
  private close(start: number, flow: boolean, bracket: string): Placed {
    this.next += 1;
    if (flow) this.at = closingBracket(this.source, this.at, bracket);
    return this.place(start, Math.max(this.at, start));
  }

  private place(start: number, end: number): Placed {
    return { start: this.original(start), end: this.original(end) };
  }
}

function closingBracket(source: string, from: number, bracket: string): number {
  for (let at = from; at < source.length; at += 1) {
    if (source[at] === bracket) return at + 1;
    if (source[at] === '#') {
      const end = source.indexOf('\n', at);
      at = end === -1 ? source.length : end;
    }
  }
  return source.length;
}

function styleOf({ style }: ScalarEvent): ScalarNode['style'] {
  switch (style) {
    case SCALAR_STYLE.SINGLE_QUOTED: return 'single-quoted';
    case SCALAR_STYLE.DOUBLE_QUOTED: return 'double-quoted';
    case SCALAR_STYLE.PLAIN: return 'plain';
    default: return 'block';
  }
}
