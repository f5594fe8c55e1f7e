import { BAR, COLON, DASH, DOUBLE_QUOTE, GREATER, HASH, LINE_FEED, OPEN_BRACE, OPEN_BRACKET, SINGLE_QUOTE, SPACE, startsPlain } from './characters';
import { FlowReader } from './flow';
import type { Mapping } from './flow';
import { NO_LINE } from './quoted';
import { checkedKey, GIVE_UP } from './scalars';

export class PlainReader extends FlowReader {
  read(text: string, start: number, end: number): { readonly value: unknown; readonly root: number } {
    this.text = text;
    this.at = start;
    this.end = end;
    this.depth = 0;
    this.height = 0;
    if (text.startsWith('---', start)) {
      this.at += 3;
      this.nextLine();
    } else {
      this.nextContent();
    }
    const root = this.at;
    if (this.column === -1) return { value: null, root: -1 };
    const value = this.node(-1);
    if (this.column !== -1 || typeof value !== 'object' || value === null) throw GIVE_UP;
    return { value, root };
  }

  /** What starts here, be it on a line of its own or after `- `. Ends at the next content. */
  private node(parent: number): unknown {
    const { text, at, column } = this;
    const c = text.charCodeAt(at);
    const next = text.charCodeAt(at + 1);
    if (c === DASH && (next === SPACE || next === LINE_FEED)) return this.sequence(column);
    if (c === SINGLE_QUOTE || c === DOUBLE_QUOTE) {
      const { lineStart } = this;
      const value = this.quoted(c, parent);
      // no key has two lines
      if (this.lineStart === lineStart && this.isColon()) return this.mapping(column, checkedKey(value));
      this.nextLine();
      return value;
    }
    if (!startsPlain(c, next)) return this.inline(c, parent);
    const stop = this.scanPlain();
    return stop === COLON ? this.mapping(column, this.plainKey()) : this.plainLines(stop, parent);
  }

  /** What starts here and is neither a mapping nor a list of lines. */
  private inline(c: number, parent: number): unknown {
    if (startsPlain(c, this.text.charCodeAt(this.at + 1))) return this.plainLines(this.scanPlain(), parent);
    if (c === BAR || c === GREATER) return this.blockScalar(parent);
    this.flowParent = parent;
    let value: unknown;
    if (c === SINGLE_QUOTE || c === DOUBLE_QUOTE) value = this.quoted(c, parent);
    else if (c === OPEN_BRACE) value = this.flowMapping();
    else if (c === OPEN_BRACKET) value = this.flowSequence();
    else throw GIVE_UP;
    this.nextLine();
    return value;
  }

  /** @param first its first key, whose colon is here */
  private mapping(column: number, first: string): Mapping {
    this.enter();
    const mapping: Mapping = {};
    let key = first;
    for (;;) {
      mapping[key] = this.entry(column);
      if (this.column < column) break;
      if (this.column > column) throw GIVE_UP;
      key = this.key();
    }
    this.depth -= 1;
    return mapping;
  }

  /** Goes to the colon. */
  private key(): string {
    const { text, at } = this;
    const c = text.charCodeAt(at);
    if (startsPlain(c, text.charCodeAt(at + 1))) {
      if (this.scanPlain() !== COLON) throw GIVE_UP;
      return this.plainKey();
    }
    if (c !== SINGLE_QUOTE && c !== DOUBLE_QUOTE) throw GIVE_UP;
    const key = this.quoted(c, NO_LINE);
    if (!this.isColon()) throw GIVE_UP;
    return checkedKey(key);
  }

  /** Whether the colon of a key comes next. */
  private isColon(): boolean {
    const { text } = this;
    let { at } = this;
    while (text.charCodeAt(at) === SPACE) at += 1;
    if (text.charCodeAt(at) !== COLON || text.charCodeAt(at + 1) > SPACE) return false;
    this.at = at;
    return true;
  }

  /** The value after the colon that is here. */
  private entry(column: number): unknown {
    const c = this.afterIndicator();
    if (c !== LINE_FEED) return this.inline(c, column);
    this.nextLine();
    if (this.column > column) return this.node(column);
    return this.column === column && this.isItem() ? this.sequence(column) : null;
  }

  /** Passes over a colon or a dash, blanks and a comment; returns the character that comes then. */
  private afterIndicator(): number {
    const { text } = this;
    let at = this.at + 1;
    let c = text.charCodeAt(at);
    while (c === SPACE) {
      at += 1;
      c = text.charCodeAt(at);
    }
    if (c === HASH && text.charCodeAt(at - 1) === SPACE) {
      at = text.indexOf('\n', at);
      c = LINE_FEED;
    }
    this.at = at;
    return c;
  }

  private isItem(): boolean {
    const next = this.text.charCodeAt(this.at + 1);
    return this.text.charCodeAt(this.at) === DASH && (next === SPACE || next === LINE_FEED);
  }

  private sequence(column: number): unknown[] {
    this.enter();
    const start = this.height;
    do {
      const item = this.item(column);
      this.items[this.height] = item;
      this.height += 1;
    } while (this.column === column && this.isItem());
    if (this.column > column) throw GIVE_UP;
    const sequence = this.items.slice(start, this.height);
    this.height = start;
    this.depth -= 1;
    return sequence;
  }

  private item(column: number): unknown {
    if (this.afterIndicator() !== LINE_FEED) {
      this.column = this.at - this.lineStart;
      return this.node(column);
    }
    this.nextLine();
    return this.column > column ? this.node(column) : null;
  }
}
