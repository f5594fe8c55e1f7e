/** A text with blanks put in at the start of some lines. */
export interface IndentedText {
  readonly source: string;
  /** The offset in the text as it was. */
  toOriginal(offset: number): number;
}

interface Insertion {
  readonly at: number;
  readonly size: number;
}

/** What is put in stays within a small multiple of the text. */
const MAX_INDENT = 2_000;

/**
 * Indents the continuation lines of quoted scalars and of `[...]` and `{...}`, null where no line needs it.
 *
 * YAML 1.2 wants such lines deeper than their parent; go-yaml, and so kubectl, takes them at any depth, and people write
 *
 *     args: [
 *       "a"
 *     ]
 *
 * Leading blanks of these lines mean nothing, so the values stay what they are.
 */
export function indentFlowLines(source: string): IndentedText | null {
  const insertions = new LineScanner(source).scan();
  if (insertions.length === 0) return null;
  const parts: string[] = [];
  let from = 0;
  let total = 0;
  for (const { at, size } of insertions) {
    total += size;
    parts.push(source.slice(from, at), ' '.repeat(size));
    from = at;
  }
  if (total > source.length * 8 + 100_000) return null;
  parts.push(source.slice(from));
  return { source: parts.join(''), toOriginal: (offset) => originalOffset(insertions, offset) };
}

function originalOffset(insertions: readonly Insertion[], offset: number): number {
  let shift = 0;
  for (const { at, size } of insertions) {
    if (at + shift > offset) break;
    if (offset < at + shift + size) return at;
    shift += size;
  }
  return offset - shift;
}

/** Just enough of a YAML scanner to tell flow constructs from plain text, comments and block scalars. */
class LineScanner {
  private readonly insertions: Insertion[] = [];
  private at = 0;
  private lineStart = 0;
  /** Column of the last key or `-` of this line, -1 where there is none. */
  private parentColumn = -1;

  constructor(private readonly source: string) {}

  scan(): readonly Insertion[] {
    while (this.at < this.source.length) this.scanLine();
    return this.insertions;
  }

  private scanLine(): void {
    this.lineStart = this.at;
    this.parentColumn = -1;
    if (this.source.startsWith('---', this.at)) this.at += 3;
    for (;;) {
      this.skipBlanks();
      const c = this.source[this.at];
      if (c === undefined || c === '\n' || c === '#') return this.nextLine();
      if ((c === '-' || c === '?' || c === ':') && isBlankOrEnd(this.source[this.at + 1])) {
        if (c !== ':') this.parentColumn = this.at - this.lineStart;
        this.at += 1;
      } else if (c === '!' || c === '&') {
        while (!isBlankOrEnd(this.source[this.at])) this.at += 1;
      } else if (c === '|' || c === '>') {
        return this.skipBlockScalar();
      } else if (c === '[' || c === '{' || c === '"' || c === "'") {
        this.scanFlow(c);
      } else if (!this.scanPlain()) {
        return this.nextLine();
      }
    }
  }

  /** A key, with its colon; false where it is a value, or no value follows on this line. */
  private scanPlain(): boolean {
    const start = this.at;
    for (; this.at < this.source.length; this.at += 1) {
      const c = this.source[this.at];
      if (c === '\n') return false;
      if (c === '#' && isBlankOrEnd(this.source[this.at - 1])) return false;
      if (c === ':' && isBlankOrEnd(this.source[this.at + 1])) {
        this.parentColumn = start - this.lineStart;
        return true;
      }
    }
    return false;
  }

  private scanFlow(opener: string): void {
    const start = this.at;
    const keyColumn = start - this.lineStart;
    const indent = Math.min(this.parentColumn === -1 ? keyColumn : this.parentColumn + 1, MAX_INDENT);
    if (opener === '[' || opener === '{') this.scanCollection(indent);
    else this.scanQuoted(opener, indent);
    if (this.source[this.at] === ':') this.parentColumn = keyColumn;
  }

  private scanQuoted(quote: string, indent: number): void {
    for (this.at += 1; this.at < this.source.length; this.at += 1) {
      const c = this.source[this.at];
      if (c === '\n') {
        this.continuationLine(indent);
      } else if (c === '\\' && quote === '"' && this.source[this.at + 1] !== '\n') {
        this.at += 1;
      } else if (c === quote) {
        this.at += 1;
        if (quote === '"' || this.source[this.at] !== "'") return;
      }
    }
  }

  private scanCollection(indent: number): void {
    let depth = 0;
    // a quote opens a string only where a value can start: not in `[it's]`
    let valueCanStart = true;
    while (this.at < this.source.length) {
      const c = this.source[this.at];
      if (valueCanStart && (c === '"' || c === "'")) {
        this.scanQuoted(c, indent);
        valueCanStart = false;
        continue;
      }
      if (c === '#' && isBlankOrEnd(this.source[this.at - 1])) {
        this.toLineEnd();
        continue;
      }
      if (c === '\n') this.continuationLine(indent);
      else if (c === '[' || c === '{') depth += 1;
      else if (c === ']' || c === '}') depth -= 1;
      this.at += 1;
      if (depth === 0) return;
      if (!isBlankOrEnd(c)) valueCanStart = '[{,:?'.includes(c);
    }
  }

  private continuationLine(indent: number): void {
    let first = this.at + 1;
    while (this.source[first] === ' ') first += 1;
    const missing = indent - (first - this.at - 1);
    if (missing > 0) this.insertions.push({ at: this.at + 1, size: missing });
  }

  private skipBlockScalar(): void {
    const parent = this.parentColumn;
    this.nextLine();
    while (this.at < this.source.length) {
      let first = this.at;
      while (this.source[first] === ' ') first += 1;
      const c = this.source[first];
      if (c !== '\n' && c !== '\r' && first - this.at <= parent) return;
      this.nextLine();
    }
  }

  private skipBlanks(): void {
    while (this.source[this.at] === ' ' || this.source[this.at] === '\t' || this.source[this.at] === '\r') this.at += 1;
  }

  private toLineEnd(): void {
    const end = this.source.indexOf('\n', this.at);
    this.at = end === -1 ? this.source.length : end;
  }

  private nextLine(): void {
    this.toLineEnd();
    this.at += 1;
  }
}

function isBlankOrEnd(c: string | undefined): boolean {
  return c === undefined || c === ' ' || c === '\n' || c === '\t' || c === '\r';
}
