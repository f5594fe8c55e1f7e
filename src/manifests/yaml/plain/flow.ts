import { CLOSE_BRACE, CLOSE_BRACKET, COLON, COMMA, DOUBLE_QUOTE, HASH, isFlowIndicator, isLoneIndicator, LINE_FEED, OPEN_BRACE, OPEN_BRACKET, SINGLE_QUOTE, SPACE, startsPlain } from './characters';
import { LineReader } from './lines';
import { newMapping } from './mapping';
import type { Mapping } from './mapping';
import type { Places } from './places';
import { NO_LINE } from './quoted';
import { checkedKey, GIVE_UP } from './scalars';

/** Deeper documents are left to js-yaml, which has a limit of its own. */
const MAX_DEPTH = 100;

/** Reads `[...]` and `{...}`. */
export class FlowReader extends LineReader {
  protected depth = 0;
  /** The items of lists, keys and values of mappings that are being read, `height` of them: lists and mappings are made when their size is known. */
  protected readonly open: unknown[] = [];
  protected height = 0;
  /** Where keys and items stand, if somebody asks. */
  protected places: Places | null = null;
  /** The column that further lines of the brackets must be deeper than. */
  private flowParent = -1;

  protected enter(): void {
    this.depth += 1;
    if (this.depth > MAX_DEPTH) throw GIVE_UP;
  }

  /** Adds an item, a key or a value, and where it stands. */
  protected push(value: unknown, at: number): void {
    if (this.places !== null) this.places.addStart(this.height, at);
    this.open[this.height] = value;
    this.height += 1;
  }

  /** The items since the list had `start` of all. A list that grows item by item has room for 17, and most have one or two. */
  protected takeItems(start: number): unknown[] {
    const items = this.open.slice(start, this.height);
    if (this.places !== null) this.places.addList(items, start);
    this.height = start;
    return items;
  }

  /** The mapping whose first key was `start` of all. */
  protected takeMapping(start: number): Mapping {
    const { open, height } = this;
    const mapping = newMapping((height - start) / 2);
    for (let at = start; at < height; at += 2) mapping[open[at] as string] = open[at + 1];
    if (this.places !== null) this.places.addMapping(mapping, open, start, height);
    this.height = start;
    return mapping;
  }

  /** The mapping or list whose opening bracket is here; goes past the closing one. */
  protected flow(bracket: number, parent: number): unknown {
    this.enter();
    this.flowParent = parent;
    const start = this.height;
    const isMapping = bracket === OPEN_BRACE;
    const close = isMapping ? CLOSE_BRACE : CLOSE_BRACKET;
    this.at += 1;
    let c = this.skipBlanks();
    while (c !== close) {
      const { at } = this;
      if (isMapping) {
        this.push(this.flowKey(c), at);
        c = this.skipBlanks();
        this.push(c === COMMA || c === CLOSE_BRACE ? null : this.flowNode(c), at);
      } else {
        this.push(this.flowNode(c), at);
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
    return isMapping ? this.takeMapping(start) : this.takeItems(start);
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
