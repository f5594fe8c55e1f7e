import { BACKSLASH, DOUBLE_QUOTE, LINE_FEED, SINGLE_QUOTE, SPACE, TAB } from './characters';
import { GIVE_UP, ScalarReader } from './scalars';

/** Deeper than any line: the parent of a scalar that may not go on on the next line. */
export const NO_LINE = 2 ** 30;

/** Reads quoted scalars. */
export class QuotedReader extends ScalarReader {
  protected lineStart = 0;
  /** How many lines ended before what comes next. */
  protected breaks = 0;

  /**
   * The quoted scalar that starts here; goes past its end.
   *
   * @param parent the column that further lines must be deeper than
   */
  protected quoted(quote: number, parent: number): string {
    const { text } = this;
    const from = this.at + 1;
    let at = from;
    let simple = true;
    for (;;) {
      const c = text.charCodeAt(at);
      if (c === quote) {
        if (quote === DOUBLE_QUOTE || text.charCodeAt(at + 1) !== SINGLE_QUOTE) break;
        simple = false;
        at += 1;
      } else if (c === BACKSLASH && quote === DOUBLE_QUOTE && text.charCodeAt(at + 1) !== LINE_FEED) {
        simple = false;
        at += 1;
      } else if (c < SPACE && c !== TAB) {
        if (c === LINE_FEED) return this.quotedLines(quote, parent);
        throw GIVE_UP;
      }
      at += 1;
    }
    this.at = at + 1;
    const inner = text.slice(from, at);
    return simple ? inner : unescaped(inner, quote);
  }

  /** As `quoted`, of more than one line: a line break is a blank, each blank line a line feed. */
  private quotedLines(quote: number, parent: number): string {
    const { text } = this;
    const double = quote === DOUBLE_QUOTE;
    let folded = '';
    // what is not in `folded` yet, and where it ends without blanks
    let from = this.at + 1;
    let to = from;
    let at = from;
    for (;;) {
      const c = text.charCodeAt(at);
      const next = text.charCodeAt(at + 1);
      if (c === LINE_FEED) {
        folded += text.slice(from, to);
        from = to = at = this.nextQuotedLine(at, parent);
        folded += this.breaks === 1 ? ' ' : (double ? '\\n' : '\n').repeat(this.breaks - 1);
      } else if (c === BACKSLASH && double) {
        if (next === LINE_FEED || next === SPACE) folded += text.slice(from, at);
        if (next === LINE_FEED) from = to = at = this.nextQuotedLine(at + 1, parent);
        else if (next === SPACE) from = at + 1;
        if (next !== LINE_FEED) to = at += 2;
      } else if (c === quote && !double && next === SINGLE_QUOTE) {
        to = at += 2;
      } else if (c === quote) {
        break;
      } else {
        if (c < SPACE && c !== TAB) throw GIVE_UP;
        at += 1;
        if (c !== SPACE && c !== TAB) to = at;
      }
    }
    this.at = at + 1;
    return unescaped(folded + text.slice(from, at), quote);
  }

  /** Where the text of the next line that is not blank starts. */
  private nextQuotedLine(lineEnd: number, parent: number): number {
    const { text, end } = this;
    let at = lineEnd;
    this.breaks = 0;
    for (let c = LINE_FEED; c === LINE_FEED; c = text.charCodeAt(at)) {
      at += 1;
      this.breaks += 1;
      this.lineStart = at;
      if (at >= end) throw GIVE_UP;
      while (text.charCodeAt(at) === SPACE) at += 1;
    }
    if (at - this.lineStart <= parent || text.charCodeAt(at) === TAB) throw GIVE_UP;
    return at;
  }
}

/** What stands between quotes on one line. The escapes of JSON mean the same in YAML, which has more of them. */
function unescaped(inner: string, quote: number): string {
  if (quote === SINGLE_QUOTE) return inner.replaceAll("''", "'");
  try {
    return JSON.parse(`"${inner}"`) as string;
  } catch {
    throw GIVE_UP;
  }
}
