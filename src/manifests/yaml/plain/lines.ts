import { DASH, GREATER, HASH, hasUnusual, LINE_FEED, PLUS, SPACE, TAB } from './characters';
import { NO_LINE, QuotedReader } from './quoted';
import { GIVE_UP } from './scalars';
import type { Scalar } from './scalars';
import { plainValue } from '../plain-scalar';

/** What the lines of block scalars start with, by its length. */
const MARGINS: (RegExp | undefined)[] = [];

/** No manifest is so deep, and V8 refuses long patterns. */
const DEEPEST_MARGIN = 200;

/** Takes blanks away from the start of each line but the first. */
function withoutMargin(lines: string, indent: number): string {
  const margin = MARGINS[indent] ??= new RegExp(`\n${' '.repeat(indent)}`, 'g');
  return lines.replace(margin, '\n');
}

/** Reads what takes more than one line: blank lines and comments, block scalars, plain scalars that are continued. */
export class LineReader extends QuotedReader {
  /** The column of the content that comes next; -1 at the end of the text. */
  protected column = -1;
  /** Whether a comment is among the lines that were passed over last. */
  private commented = false;

  /**
   * Goes to the next content, past blank lines and comments.
   *
   * @param start the start of a line, where that is here; else -1, and nothing but blanks and a comment may follow on this line
   */
  protected nextContent(start: number): void {
    const { text, end } = this;
    let { at } = this;
    let lineStart = start;
    this.breaks = 0;
    this.commented = false;
    for (;;) {
      let c = text.charCodeAt(at);
      while (c === SPACE) {
        at += 1;
        c = text.charCodeAt(at);
      }
      if (c === HASH && (at === lineStart || text.charCodeAt(at - 1) === SPACE)) {
        at = this.commentEnd(at);
        this.commented = true;
      } else if (c !== LINE_FEED) {
        if (lineStart === -1 || c === TAB) throw GIVE_UP;
        this.at = at;
        this.lineStart = lineStart;
        this.column = at - lineStart;
        return;
      }
      at += 1;
      this.breaks += 1;
      lineStart = at;
      if (at >= end) break;
    }
    this.at = end;
    this.column = -1;
  }

  /** Where the line of a comment ends. What ends lines elsewhere is left to js-yaml. */
  private commentEnd(from: number): number {
    const { text } = this;
    for (let at = from; ; at += 1) {
      const c = text.charCodeAt(at);
      if (c >= SPACE) continue;
      if (c === LINE_FEED) return at;
      if (c !== TAB) throw GIVE_UP;
    }
  }

  /** The plain scalar that was found last, with the lines that continue it: all that are deeper than its parent. */
  protected plainLines(parent: number): Scalar {
    const { from } = this;
    const value = this.plainValue();
    this.nextContent(-1);
    return this.column <= parent ? value : this.foldedPlain(this.text.slice(from, this.to), parent);
  }

  private foldedPlain(first: string, parent: number): Scalar {
    let folded = first;
    while (this.column > parent) {
      if (this.commented) throw GIVE_UP;
      folded += this.breaks === 1 ? ' ' : '\n'.repeat(this.breaks - 1);
      this.scanPlain(false);
      folded += this.text.slice(this.from, this.to);
      // gives up where a colon ended it
      this.nextContent(-1);
    }
    return plainValue(folded);
  }

  /** A literal or folded block scalar, whose header starts here. */
  protected blockScalar(parent: number): string {
    const { text, end } = this;
    const folded = text.charCodeAt(this.at) === GREATER;
    let chomping = 0;
    let digit = 0;
    for (;;) {
      this.at += 1;
      const c = text.charCodeAt(this.at);
      if ((c === PLUS || c === DASH) && chomping === 0) chomping = c;
      else if (c > 48 && c < 58 && digit === 0) digit = c - 48;
      else break;
    }
    const first = this.afterHeader();
    const indent = digit === 0 ? this.detectIndent(first, parent) : parent + digit;
    // lines that are deeper are text; blank lines after the last of them are left to chomping
    let line = first;
    let textEnd = first;
    let blanks = 0;
    let ragged = false;
    let raggedBlanks = false;
    while (line < end) {
      let at = line;
      const margin = line + indent;
      while (at < margin && text.charCodeAt(at) === SPACE) at += 1;
      const c = text.charCodeAt(at);
      if (c === LINE_FEED) {
        blanks += 1;
        if (at < margin && at > line) raggedBlanks = true;
        line = at + 1;
        continue;
      }
      if (at < margin) break;
      blanks = 0;
      ragged ||= raggedBlanks;
      line = text.indexOf('\n', at) + 1;
      textEnd = line;
    }
    this.at = line;
    if (line < end) this.nextContent(line);
    else this.column = -1;
    if (hasUnusual(text.slice(first, textEnd))) throw GIVE_UP;
    if (textEnd === first) return chomping === PLUS ? '\n'.repeat(blanks) : '';
    if (folded || ragged || indent > DEEPEST_MARGIN) {
      const value = unindented(text.slice(first, textEnd - 1), indent, folded);
      return chomping === DASH ? value : value + '\n'.repeat(chomping === PLUS ? blanks + 1 : 1);
    }
    const value = withoutMargin(text.slice(first - 1, chomping === DASH ? textEnd - 1 : textEnd), indent).slice(1);
    return chomping === PLUS ? value + '\n'.repeat(blanks) : value;
  }

  /** Where the line after the header of a block scalar starts. */
  private afterHeader(): number {
    const { text } = this;
    let { at } = this;
    while (text.charCodeAt(at) === SPACE) at += 1;
    const c = text.charCodeAt(at);
    if (c === LINE_FEED) return at + 1;
    if (c !== HASH || text.charCodeAt(at - 1) !== SPACE) throw GIVE_UP;
    return this.commentEnd(at) + 1;
  }

  /** How deep the first line of a block scalar's text is; where it has none, `NO_LINE`. */
  private detectIndent(first: number, parent: number): number {
    const { text, end } = this;
    let deepest = 0;
    for (let line = first, at = first; line < end; line = at + 1, at = line) {
      while (text.charCodeAt(at) === SPACE) at += 1;
      const c = text.charCodeAt(at);
      if (c !== LINE_FEED) {
        const indent = at - line;
        if (indent <= parent) return NO_LINE;
        if (indent < deepest || c === TAB) throw GIVE_UP;
        return indent;
      }
      deepest = Math.max(deepest, at - line);
    }
    return NO_LINE;
  }
}

/** The lines of a block scalar, folded or with blank lines of all lengths. */
function unindented(source: string, indent: number, folded: boolean): string {
  let result = '';
  let blanks = 0;
  let started = false;
  let deeper = false;
  for (const line of source.split('\n')) {
    if (line.length <= indent) {
      blanks += 1;
      continue;
    }
    const c = line.charCodeAt(indent);
    const wasDeeper = deeper;
    deeper = folded && (c === SPACE || c === TAB);
    const breaks = !started || (folded && !wasDeeper && !deeper && blanks > 0) ? blanks : blanks + 1;
    result += folded && started && !wasDeeper && !deeper && blanks === 0 ? ' ' : '\n'.repeat(breaks);
    result += line.slice(indent);
    started = true;
    blanks = 0;
  }
  return result;
}
