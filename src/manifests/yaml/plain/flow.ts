import { CLOSE_BRACE, CLOSE_BRACKET, COLON, COMMA, DOUBLE_QUOTE, HASH, isFlowIndicator, isLoneIndicator, LINE_FEED, OPEN_BRACE, OPEN_BRACKET, SINGLE_QUOTE, SPACE, startsPlain } from './characters';
import { LineReader } from './lines';
import type { Places } from './places';
import { NO_LINE } from './quoted';
import { checkedKey, GIVE_UP } from './scalars';

/** Deeper documents are left to js-yaml, which has a limit of its own. */
const MAX_DEPTH = 100;

export type Mapping = Record<string, unknown>;

/** Reads `[...]` and `{...}`. */
export class FlowReader extends LineReader {
  protected depth = 0;
  /** Items of the lists that are being read, `height` of them: a list that grows item by item has room for 17, and most have one or two. */
  protected readonly items: unknown[] = [];
  protected height = 0;
  /** Where keys and items stand, if somebody asks. */
  protected places: Places | null = null;
  /** The column that further lines of the brackets must be deeper than. */
  private flowParent = -1;

  protected enter(): void {
    this.depth += 1;
    if (this.depth > MAX_DEPTH) throw GIVE_UP;
  }

  /** The items since the list had `start` of all. */
  protected takeItems(start: number): unknown[] {
    const items = this.items.slice(start, this.height);
    this.height = start;
    if (this.places !== null) this.places.addList(items, start);
    return items;
  }

  /** The mapping or list whose opening bracket is here; goes past the closing one. */
  protected flow(open: number, parent: number): unknown {
    this.enter();
    this.flowParent = parent;
    const start = this.height;
    const mapping: Mapping = {};
    const close = open === OPEN_BRACE ? CLOSE_BRACE : CLOSE_BRACKET;
    this.at += 1;
    let c = this.skipBlanks();
    while (c !== close) {
      if (open === OPEN_BRACE) {
        const { at } = this;
        const key = this.flowKey(c);
        if (this.places !== null) this.places.addKey(mapping, key, at);
        c = this.skipBlanks();
        mapping[key] = c === COMMA || c === CLOSE_BRACE ? null : this.flowNode(c);
      } else {
        const { at } = this;
        this.items[this.height] = this.flowNode(c);
        if (this.places !== null) this.places.addItem(this.height, at);
        this.height += 1;
      }
      c = this.skipBlanks();
      if (c === COMMA) {
        this.at += 1;
        c = this.skipBlanks();
      } else if (c !== close) {
        throw GIVE_UP;
      }
    }
    this.at += 1;
    this.depth -= 1;
    return open === OPEN_BRACE ? mapping : this.takeItems(start);
  }

  private flowNode(c: number): unknown {
    if (c === SINGLE_QUOTE || c === DOUBLE_QUOTE) return this.quoted(c, this.flowParent);
    if (c === OPEN_BRACE || c === OPEN_BRACKET) return this.flow(c, this.flowParent);
    this.flowPlain(c);
    return this.plainValue();
  }

  /** Goes past the colon of the key. */
  private flowKey(c: number): string {
    let key: string;
    if (c === SINGLE_QUOTE || c === DOUBLE_QUOTE) {
      key = checkedKey(this.quoted(c, NO_LINE));
      this.skipBlanks();
    } else {
      this.flowPlain(c);
      key = this.plainKey();
    }
    if (this.text.charCodeAt(this.at) !== COLON) throw GIVE_UP;
    this.at += 1;
    return key;
  }

  private flowPlain(c: number): void {
    const next = this.text.charCodeAt(this.at + 1);
    if (!startsPlain(c, next) || (isLoneIndicator(c) && isFlowIndicator(next))) throw GIVE_UP;
    this.scanPlain(true);
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
    this.nextContent(-1);
    if (this.column <= this.flowParent) throw GIVE_UP;
    return text.charCodeAt(this.at);
  }
}
