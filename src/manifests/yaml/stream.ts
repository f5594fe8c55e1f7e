/** A piece of a text: offsets, the end excluded. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Cuts a YAML stream as kubectl does: at every line that starts with `---`, which stays with the document after it.
 *
 * @see https://github.com/kubernetes/apimachinery/blob/v0.33.0/pkg/util/yaml/decoder.go YAMLReader.Read
 */
export function* splitYamlStream(text: string): Iterable<Span> {
  let start = 0;
  for (let dashes = text.indexOf('\n---'); dashes !== -1; dashes = text.indexOf('\n---', dashes + 1)) {
    yield { start, end: dashes + 1 };
    start = dashes + 1;
  }
  yield { start, end: text.length };
}

/** A document of a stream without what is around it, or why kubectl does not read it. */
export type Piece =
  /** `alone`: it must not be parsed together with others, since more than blanks is left out, or its marker is none to a parser. */
  | { readonly kind: 'document'; readonly span: Span; readonly alone: boolean }
  | { readonly kind: 'refused'; readonly offset: number; readonly message: string };

/** Looks at the markers around a document that `splitYamlStream` cut out. */
export function documentIn(text: string, span: Span, dots = new DotsFinder(text)): Piece {
  const separated = text.startsWith('---', span.start) && span.end - span.start >= 3;
  const body = separated ? lineAfter(text, span.start, span.end) : span.start;
  if (separated) {
    const at = afterBlanks(text, span.start + 3);
    if (at < body && !isLineEnd(text.charCodeAt(at)) && text.charCodeAt(at) !== HASH) {
      return { kind: 'refused', offset: at, message: 'text after ---, on the same line: kubectl refuses it; begin the document on the next line' };
    }
  }
  const first = firstContent(text, body, span.end);
  const c = first < span.end ? text.charCodeAt(first) : NaN;
  if (c === PERCENT) return { kind: 'refused', offset: first, message: 'a directive such as %YAML: kubectl refuses it; remove the line' };
  const start = c === BYTE_ORDER_MARK ? first + 1 : span.start;
  const end = dots.next(body, span.end);
  // `---# comment` cuts the stream all the same
  const glued = separated && text.charCodeAt(span.start + 3) === HASH;
  if (end === -1) return { kind: 'document', span: { start, end: span.end }, alone: glued || start !== span.start };
  if (end <= first) return { kind: 'refused', offset: end, message: '... ends a document, and there is none before it; remove the line' };
  const rest = firstContentAfterDots(text, lineAfter(text, end, span.end), span.end);
  if (rest < span.end) return { kind: 'refused', offset: rest, message: 'text after ..., which kubectl does not read; begin the next document with ---' };
  return { kind: 'document', span: { start, end }, alone: true };
}

const HASH = 0x23;
const PERCENT = 0x25;
const BYTE_ORDER_MARK = 0xFEFF;

/** Finds lines of three dots, which a blank or the end of the line must follow. Documents come in order, and most texts have no dots at all: they are searched once. */
export class DotsFinder {
  /** The first three dots at or after `from`, be they such a line or not. */
  private known = -1;
  private from = Infinity;

  constructor(private readonly text: string) {}

  /** The first such line of a part of the text; -1 where there is none. */
  next(start: number, end: number): number {
    for (let at = this.search(start); at < end; at = this.search(at + 1)) {
      if (isDotsLine(this.text, at, end)) return at;
    }
    return -1;
  }

  private search(from: number): number {
    if (from < this.from || from > this.known) {
      const found = this.text.indexOf('...', from);
      this.known = found === -1 ? Infinity : found;
      this.from = from;
    }
    return this.known;
  }
}

function isDotsLine(text: string, at: number, end: number): boolean {
  return text.startsWith('...', at) && (at === 0 || isLineEnd(text.charCodeAt(at - 1))) && (at + 3 >= end || isBlank(text.charCodeAt(at + 3)));
}

/** What comes first besides blank lines and comments. No regular expression: a hundred million lines overflow its stack. */
function firstContent(text: string, from: number, end: number): number {
  let at = from;
  while (at < end) {
    const c = text.charCodeAt(at);
    if (c === HASH) at = lineAfter(text, at, end);
    else if (isBlank(c)) at += 1;
    else return at;
  }
  return end;
}

/** As `firstContent`, passing over more dots and the directives of the next document. */
function firstContentAfterDots(text: string, from: number, end: number): number {
  let at = firstContent(text, from, end);
  while (at < end && (text.charCodeAt(at) === PERCENT || isDotsLine(text, at, end))) {
    at = firstContent(text, lineAfter(text, at, end), end);
  }
  return at;
}

/** The start of the next line, at most `end`. */
function lineAfter(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && !isLineEnd(text.charCodeAt(at))) at += 1;
  if (text.charCodeAt(at) === 13 && text.charCodeAt(at + 1) === 10) at += 1;
  return Math.min(at + 1, end);
}

function isLineEnd(c: number): boolean {
  return c === 10 || c === 13;
}

function afterBlanks(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9) at += 1;
  return at;
}

/** Cuts JSON texts that follow each other (`jq` writes them so), null where the text is something else. */
export function splitJsonStream(text: string): Span[] | null {
  const pieces: Span[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    const c = text.charCodeAt(at);
    if (c === 0x22) {
      at = jsonStringEnd(text, at) - 1;
    } else if (c === 0x7B || c === 0x5B) {
      if (depth === 0) start = at;
      depth += 1;
    } else if (c === 0x7D || c === 0x5D) {
      depth -= 1;
      if (depth < 0) return null;
      if (depth === 0) pieces.push({ start, end: at + 1 });
    } else if (depth === 0 && !isBlank(c)) {
      return null;
    }
  }
  return depth === 0 ? pieces : null;
}

/** What JSON calls whitespace. */
export function isBlank(c: number): boolean {
  return c === 32 || c === 10 || c === 13 || c === 9;
}

/** The offset after the string that starts at an offset. */
export function jsonStringEnd(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at += 1) {
    const c = text.charCodeAt(at);
    if (c === 0x5C) at += 1;
    else if (c === 0x22) return at + 1;
  }
  return text.length;
}
