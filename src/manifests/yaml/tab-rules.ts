import { COLLECTION_STYLE, EVENT_ID, SCALAR_STYLE } from 'js-yaml';
import type { Event, ScalarEvent } from 'js-yaml';

/** A tab where kubectl's parser wants spaces. */
export interface TabFault {
  readonly offset: number;
  readonly message: string;
}

/** Tabs after the spaces and dashes at the start of a line; elsewhere they are blanks like others. */
const LEADING_TAB = /(?:^|[\n\r])(?: |- )*-?\t/g;

/**
 * The first tab that go-yaml, and so kubectl, refuses and YAML 1.2 allows: in lines that are blank or comments, after `- `, and before a block scalar's text.
 *
 * @see https://github.com/kubernetes-sigs/yaml/blob/v1.4.0/goyaml.v2/scannerc.go yaml_parser_scan_to_next_token, yaml_parser_scan_plain_scalar,
 * yaml_parser_scan_block_scalar_breaks
 */
export function tabFault(events: readonly Event[], source: string): TabFault | null {
  if (!source.includes('\t')) return null;
  let walk: Walk | null = null;
  for (const { index, 0: match } of source.matchAll(LEADING_TAB)) {
    walk ??= new Walk(events, source);
    const offset = index + match.length - 1;
    walk.to(offset);
    const message = walk.fault(offset, match.includes('-'));
    if (message !== null) return { offset, message };
  }
  return null;
}

interface Open {
  readonly flow: boolean;
  readonly column: number;
}

/** The parser's events up to an offset. */
class Walk {
  private next = 0;
  private readonly open: Open[] = [];
  /** The last event that has a place, and where its text ends. */
  private last: Event | null = null;
  private lastEnd = 0;

  constructor(private readonly events: readonly Event[], private readonly source: string) {}

  to(offset: number): void {
    for (let i = this.next; i < this.events.length; i += 1) {
      const start = startOf(this.events[i]);
      // an event without a place happens when one after it does
      if (start === -1) continue;
      if (start > offset) return;
      while (this.next <= i) this.apply(this.events[this.next++]);
    }
  }

  /** What is wrong with a tab; null where go-yaml takes it as a blank. */
  fault(offset: number, afterDash: boolean): string | null {
    const column = offset - this.lineStart(offset);
    const { last } = this;
    if (last?.type === EVENT_ID.SCALAR && last.valueStart !== -1) {
      if (isBlock(last)) return column < last.indent || this.isIndentation(last, offset) ? 'a tab where the text of a block scalar is indented; use spaces' : null;
      if (offset < this.lastEnd && last.style !== SCALAR_STYLE.PLAIN) return null;
      const between = this.source.slice(this.lastEnd, Math.max(offset, this.lastEnd));
      if (last.style === SCALAR_STYLE.PLAIN && !afterDash && between.trim() === '') return column <= this.blockColumn() ? 'a tab at the start of a line; use spaces' : null;
    }
    if (this.isInFlow(offset)) return null;
    return afterDash ? 'a tab after -; use a space' : 'a tab at the start of a line; use spaces';
  }

  private apply(event: Event): void {
    if (event.type === EVENT_ID.POP) this.open.pop();
    else if (event.type === EVENT_ID.DOCUMENT) this.open.push({ flow: false, column: -1 });
    const start = startOf(event);
    if (start === -1) return;
    this.last = event;
    this.lastEnd = start;
    if (event.type === EVENT_ID.MAPPING || event.type === EVENT_ID.SEQUENCE) {
      const flow = event.style === COLLECTION_STYLE.FLOW;
      this.open.push({ flow, column: start - this.lineStart(start) });
      if (flow) this.lastEnd += 1;
    } else if (event.type === EVENT_ID.SCALAR) {
      this.lastEnd = isQuoted(event) ? event.valueEnd + 1 : event.valueEnd;
    } else if (event.type === EVENT_ID.ALIAS) {
      this.lastEnd = event.anchorEnd;
    }
  }

  /** Whether a flow collection is open at an offset: those that are, less the brackets that close since the last event. */
  private isInFlow(offset: number): boolean {
    const closed = this.source.slice(this.lastEnd, offset).replace(/#.*/g, '').replace(/[^\]}]/g, '').length;
    return this.open.filter(({ flow }) => flow).length > closed;
  }

  /** Whether a tab is in what tells how deep the text of a block scalar is: the blanks before its first character, where the header says no number. */
  private isIndentation({ valueStart }: ScalarEvent, offset: number): boolean {
    const header = this.source.slice(this.lineStart(valueStart - 1), valueStart);
    return this.source.slice(valueStart, offset).trim() === '' && !/[|>][-+]?[1-9]/.test(header);
  }

  private blockColumn(): number {
    return this.open.filter(({ flow }) => !flow).at(-1)?.column ?? -1;
  }

  private lineStart(offset: number): number {
    return Math.max(this.source.lastIndexOf('\n', offset - 1), this.source.lastIndexOf('\r', offset - 1)) + 1;
  }
}

function startOf(event: Event): number {
  if (event.type === EVENT_ID.SCALAR) return event.valueStart;
  if (event.type === EVENT_ID.MAPPING || event.type === EVENT_ID.SEQUENCE) return event.start;
  return event.type === EVENT_ID.ALIAS ? event.anchorStart : -1;
}

function isQuoted({ style }: ScalarEvent): boolean {
  return style === SCALAR_STYLE.SINGLE_QUOTED || style === SCALAR_STYLE.DOUBLE_QUOTED;
}

function isBlock({ style }: ScalarEvent): boolean {
  return style === SCALAR_STYLE.LITERAL_BLOCK || style === SCALAR_STYLE.FOLDED_BLOCK;
}
