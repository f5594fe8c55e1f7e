import { BAR, COLON, DASH, DOUBLE_QUOTE, GREATER, HASH, LINE_FEED, OPEN_BRACE, OPEN_BRACKET, SINGLE_QUOTE, SPACE, startsPlain } from './characters';
import type { YamlDocument } from '../document';
import { FlowReader } from './flow';
import type { Places } from './places';
import { NO_LINE } from './quoted';
import { checkedKey, GIVE_UP } from './scalars';

const MARKER = '---';

/**
 * Reads documents of the subset, one after the other.
 *
 * Few functions, none of them small: V8 compiles each of them again into every caller that is hot, and that takes longer than to read a thousand objects.
 */
export class PlainReader extends FlowReader {
  /** Whether the last scalar turned out to be a key; its colon is here then. */
  private isKey = false;

  /**
   * A document that starts with `---` or with its content. Throws `GIVE_UP`.
   *
   * @param end the text before it ends with a line feed
   */
  read(text: string, start: number, end: number, places: Places | null = null): YamlDocument {
    this.places = places;
    this.text = text;
    this.at = start;
    this.end = end;
    this.depth = 0;
    this.height = 0;
    if (text.startsWith(MARKER, start)) {
      this.at += MARKER.length;
      this.nextContent(-1);
    } else {
      this.nextContent(start);
    }
    const root = this.at;
    if (this.column === -1) return { value: null, root: -1 };
    // js-yaml takes it for a marker, be it after blanks
    if (text.startsWith(MARKER, root)) throw GIVE_UP;
    const value = this.block(-1);
    if (this.column !== -1 || typeof value !== 'object' || value === null) throw GIVE_UP;
    return { value, root };
  }

  /** The mapping, list or scalar that starts at `column`, on a line of its own or after `- `. Goes to the content after it. */
  private block(parent: number): unknown {
    const { column } = this;
    let { at } = this;
    this.enter();
    let value: unknown;
    if (this.isItem()) {
      const start = this.height;
      do {
        this.item(column);
      } while (this.column === column && this.isItem());
      value = this.takeItems(start);
    } else {
      value = this.scalar(parent, true);
      if (this.isKey) {
        const start = this.height;
        for (;;) {
          this.push(value, at);
          this.push(this.entry(column), at);
          if (this.column !== column) break;
          at = this.at;
          value = this.scalar(NO_LINE, true);
          if (!this.isKey) throw GIVE_UP;
        }
        this.isKey = false;
        value = this.takeMapping(start);
      }
    }
    if (this.column > column) throw GIVE_UP;
    this.depth -= 1;
    return value;
  }

  /** Adds the item of a list whose dash is here. */
  private item(column: number): void {
    if (!this.endsLine()) this.column = this.at - this.lineStart;
    const start = this.column > column ? this.at : -1;
    this.push(start === -1 ? null : this.block(column), start);
  }

  /** The value of a key whose colon is here. */
  private entry(column: number): unknown {
    if (!this.endsLine()) return this.scalar(column, false);
    return this.column > column || (this.column === column && this.isItem()) ? this.block(column) : null;
  }

  /** Whether nothing follows a colon or a dash on its line; goes to what follows, be it on another line. */
  private endsLine(): boolean {
    const { text } = this;
    let at = this.at + 1;
    while (text.charCodeAt(at) === SPACE) at += 1;
    const c = text.charCodeAt(at);
    this.at = at;
    if (c !== LINE_FEED && c !== HASH) return false;
    this.nextContent(-1);
    return true;
  }

  private isItem(): boolean {
    const { text, at } = this;
    if (text.charCodeAt(at) !== DASH) return false;
    const next = text.charCodeAt(at + 1);
    return next === SPACE || next === LINE_FEED;
  }

  /**
   * The scalar or the brackets that start here. Goes to the next content, or to the colon of a key.
   *
   * @param parent the column that further lines must be deeper than
   */
  private scalar(parent: number, canBeKey: boolean): unknown {
    const { text, at } = this;
    const c = text.charCodeAt(at);
    this.isKey = false;
    if (startsPlain(c, text.charCodeAt(at + 1))) {
      if (this.scanPlain(false) !== COLON) return this.plainLines(parent);
      if (!canBeKey) throw GIVE_UP;
      this.isKey = true;
      return this.plainKey();
    }
    if (c === SINGLE_QUOTE || c === DOUBLE_QUOTE) {
      const { lineStart } = this;
      const value = this.quoted(c, parent);
      // no key has two lines
      if (canBeKey && this.lineStart === lineStart && this.isColon()) {
        this.isKey = true;
        return checkedKey(value);
      }
      this.nextContent(-1);
      return value;
    }
    if (c === BAR || c === GREATER) return this.blockScalar(parent);
    if (c !== OPEN_BRACE && c !== OPEN_BRACKET) throw GIVE_UP;
    const value = this.flow(c, parent);
    this.nextContent(-1);
    return value;
  }

  /** Whether the colon of a key comes next; then goes to it. */
  private isColon(): boolean {
    const { text } = this;
    let { at } = this;
    while (text.charCodeAt(at) === SPACE) at += 1;
    if (text.charCodeAt(at) !== COLON || text.charCodeAt(at + 1) > SPACE) return false;
    this.at = at;
    return true;
  }
}
