/** A piece of a text: offsets, the end excluded. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Cuts a YAML stream into its documents without parsing it.
 *
 * `---` and `...` at the start of a line cannot be content, not even inside of quotes and block scalars (YAML 1.2, rule 206 `c-forbidden`).
 * A document keeps its markers, so that a parser can read each piece alone.
 */
export function* splitYamlStream(text: string): Iterable<Span> {
  let start = 0;
  // where a directive stands first, the next `---` opens its document, and ends none
  let directive = startsWithDirective(text, start);
  let dots = nextMarker(text, '\n...', 0);
  let dashes = nextMarker(text, '\n---', 0);
  while (dashes !== -1 || dots !== -1) {
    let next: number;
    if (dots !== -1 && (dashes === -1 || dots < dashes)) {
      const lineEnd = text.indexOf('\n', dots + 1);
      next = lineEnd === -1 ? text.length : lineEnd + 1;
      dots = nextMarker(text, '\n...', next - 1);
    } else {
      next = dashes + 1;
      dashes = nextMarker(text, '\n---', next);
      if (directive) {
        directive = false;
        continue;
      }
    }
    if (dashes !== -1 && dashes < next - 1) dashes = nextMarker(text, '\n---', next - 1);
    yield { start, end: next };
    start = next;
    directive = startsWithDirective(text, start);
  }
  yield { start, end: text.length };
}

/** The line break before the next marker, which a blank or the end of the line must follow. */
function nextMarker(text: string, marker: string, from: number): number {
  for (let at = text.indexOf(marker, from); at !== -1; at = text.indexOf(marker, at + 1)) {
    const after = text.charCodeAt(at + marker.length);
    if (Number.isNaN(after) || after === 10 || after === 13 || after === 32 || after === 9) return at;
  }
  return -1;
}

/** Whether a directive is what comes first besides blank lines and comments. No regular expression: a hundred million lines overflow its stack. */
function startsWithDirective(text: string, start: number): boolean {
  for (let line = start; line < text.length;) {
    const at = afterBlanks(text, line);
    const c = text.charCodeAt(at);
    if (c === 37) return at === line;
    if (c !== 35 && c !== 10 && c !== 13) return false;
    const end = text.indexOf('\n', at);
    if (end === -1) return false;
    line = end + 1;
  }
  return false;
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
