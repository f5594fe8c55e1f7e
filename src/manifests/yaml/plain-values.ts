import { EVENT_ID, getScalarValue, SCALAR_STYLE } from 'js-yaml';
import type { Event, ScalarEvent } from 'js-yaml';
import { plainValue } from './plain-scalar';
import { Texts } from './texts';

/**
 * Makes values of a text's events where it uses nothing but mappings, lists and scalars, as nearly every manifest does.
 *
 * js-yaml's own constructor carries what tags, anchors, merge keys and faults need, and takes twice as long; both read a text alike.
 *
 * @returns the value of each document, null where the text uses more or has a fault: js-yaml knows what to make of it
 */
export function plainValues(events: readonly Event[], source: string, texts: Texts): unknown[] | null {
  const reader = new EventReader(events, source, texts);
  try {
    return reader.documents();
  } catch (error) {
    if (error === NOT_PLAIN) return null;
    throw error;
  }
}

const NOT_PLAIN = new Error('not plain');

const LESS_THAN = 0x3C;

class EventReader {
  private next = 0;
  /** Items of the lists that are being read, `height` of them: a list that grows item by item has room for 17, and most have one or two. */
  private readonly items: unknown[] = [];
  private height = 0;

  constructor(private readonly events: readonly Event[], private readonly source: string, private readonly texts: Texts) {}

  documents(): unknown[] {
    const documents: unknown[] = [];
    while (this.next < this.events.length) {
      this.next += 1;
      documents.push(this.node());
      this.next += 1;
    }
    return documents;
  }

  private node(): unknown {
    const event = this.events[this.next++];
    switch (event.type) {
      case EVENT_ID.SCALAR:
        return this.scalar(event);
      case EVENT_ID.MAPPING:
        if (event.tagStart !== -1 || event.anchorStart !== -1) throw NOT_PLAIN;
        return this.mapping();
      case EVENT_ID.SEQUENCE:
        if (event.tagStart !== -1 || event.anchorStart !== -1) throw NOT_PLAIN;
        return this.sequence();
      default:
        throw NOT_PLAIN;
    }
  }

  private mapping(): Record<string, unknown> {
    const mapping: Record<string, unknown> = {};
    for (;;) {
      const event = this.events[this.next++];
      if (event.type === EVENT_ID.POP) return mapping;
      if (event.type !== EVENT_ID.SCALAR) throw NOT_PLAIN;
      const key = this.scalar(event);
      // plain assignment would set the prototype
      if (key === null || key === '__proto__') throw NOT_PLAIN;
      mapping[typeof key === 'string' ? key : String(key)] = this.node();
    }
  }

  private sequence(): unknown[] {
    const start = this.height;
    while (this.events[this.next].type !== EVENT_ID.POP) {
      const item = this.node();
      this.items[this.height++] = item;
    }
    this.next += 1;
    const sequence = this.items.slice(start, this.height);
    this.height = start;
    return sequence;
  }

  private scalar(event: ScalarEvent): string | number | boolean | null {
    if (event.tagStart !== -1 || event.anchorStart !== -1) throw NOT_PLAIN;
    const text = event.fast ? this.texts.slice(this.source, event.valueStart, event.valueEnd) : getScalarValue(this.source, event);
    if (event.style !== SCALAR_STYLE.PLAIN) return text;
    // `<<` merges
    if (text.charCodeAt(0) === LESS_THAN) throw NOT_PLAIN;
    const value = plainValue(text);
    if (typeof value === 'number' && !Number.isFinite(value)) throw NOT_PLAIN;
    return value;
  }
}
