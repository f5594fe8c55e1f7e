import { CLOSE_BRACE, CLOSE_BRACKET, COLON, COMMA, DOUBLE_QUOTE, HASH, isFlowIndicator, isLoneIndicator, LINE_FEED, OPEN_BRACE, OPEN_BRACKET, SINGLE_QUOTE, SPACE, startsPlain } from './characters';
import { LineReader } from './lines';
import { NO_LINE } from './quoted';
import { checkedKey, GIVE_UP } from './scalars';

/** Deeper documents are left to js-yaml, which has a limit of its own. */
const MAX_DEPTH = 100;

export type Mapping = Record<string, unknown>;

/** Reads `[...]` and `{...}`. */
export class FlowReader extends LineReader {
  /** The column that further lines must be deeper than. */
  protected flowParent = -1;
  protected depth = 0;
  /** Items of the lists that are being read, `height` of them: a list that grows item by item has room for 17, and most have one or two. */
  protected readonly items: unknown[] = [];
  protected height = 0;

  protected enter(): void {
    this.depth += 1;
    if (this.depth > MAX_DEPTH) throw GIVE_UP;
  }

  /** The mapping whose opening brace is here; goes past the closing one. */
  protected flowMapping(): Mapping {
    this.enter();
    const mapping: Mapping = {};
    this.at += 1;
    for (let c = this.skipBlanks(); c !== CLOSE_BRACE; c = this.afterEntry(CLOSE_BRACE)) {
      const key = this.flowKey(c);
      if (this.text.charCodeAt(this.at) !== COLON) throw GIVE_UP;
      this.at += 1;
      const next = this.skipBlanks();
      mapping[key] = next === COMMA || next === CLOSE_BRACE ? null : this.flowNode(next);
    }
    this.at += 1;
    this.depth -= 1;
    return mapping;
  }

  /** The list whose opening bracket is here; goes past the closing one. */
  protected flowSequence(): unknown[] {
    this.enter();
    const start = this.height;
    this.at += 1;
    for (let c = this.skipBlanks(); c !== CLOSE_BRACKET; c = this.afterEntry(CLOSE_BRACKET)) {
      const item = this.flowNode(c);
      this.items[this.height] = item;
      this.height += 1;
    }
    const sequence = this.items.slice(start, this.height);
    this.height = start;
    this.at += 1;
    this.depth -= 1;
    return sequence;
  }

  private flowNode(c: number): unknown {
    if (c === SINGLE_QUOTE || c === DOUBLE_QUOTE) return this.quoted(c, this.flowParent);
    if (c === OPEN_BRACE) return this.flowMapping();
    if (c === OPEN_BRACKET) return this.flowSequence();
    this.flowPlain(c);
    return this.plainValue();
  }

  /** Goes to what follows the key, which must be its colon. */
  private flowKey(c: number): string {
    if (c !== SINGLE_QUOTE && c !== DOUBLE_QUOTE) {
      this.flowPlain(c);
      return this.plainKey();
    }
    const key = checkedKey(this.quoted(c, NO_LINE));
    this.skipBlanks();
    return key;
  }

  private flowPlain(c: number): void {
    const next = this.text.charCodeAt(this.at + 1);
    if (!startsPlain(c, next) || (isLoneIndicator(c) && isFlowIndicator(next))) throw GIVE_UP;
    this.scanFlowPlain();
  }

  /** Passes over the comma after an entry, if there is one; returns what comes then. */
  private afterEntry(close: number): number {
    const c = this.skipBlanks();
    if (c === close) return c;
    if (c !== COMMA) throw GIVE_UP;
    this.at += 1;
    return this.skipBlanks();
  }

  /** Passes over blanks, line ends and comments; returns what comes then. */
  private skipBlanks(): number {
    const { text } = this;
    let { at } = this;
    let c = text.charCodeAt(at);
    while (c === SPACE) {
      at += 1;
      c = text.charCodeAt(at);
    }
    this.at = at;
    if (c !== LINE_FEED && c !== HASH) return c;
    this.nextLine();
    if (this.column <= this.flowParent) throw GIVE_UP;
    return text.charCodeAt(this.at);
  }
}
