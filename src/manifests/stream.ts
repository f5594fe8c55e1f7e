/** A piece of a text: offsets, the end excluded. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Blank lines and comments, then a directive: what may stand before `---` and belongs to the document after it. */
const DIRECTIVES = /(?:[ \t]*(?:#[^\n]*)?\r?\n)*%/y;

/**
 * Cuts a YAML stream into its documents without parsing it.
 *
 * `---` and `...` at the start of a line cannot be content, not even inside of quotes and block scalars (YAML 1.2, rule 206 `c-forbidden`).
 * A document keeps its markers, so that a parser can read each piece alone.
 */
export function* splitYamlStream(text: string): Iterable<Span> {
  let start = 0;
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
      if (holdsOnlyDirectives(text, start)) continue;
    }
    if (dashes !== -1 && dashes < next - 1) dashes = nextMarker(text, '\n---', next - 1);
    yield { start, end: next };
    start = next;
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

function holdsOnlyDirectives(text: string, start: number): boolean {
  DIRECTIVES.lastIndex = start;
  return DIRECTIVES.test(text);
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
    } else if (depth === 0 && c !== 32 && c !== 10 && c !== 13 && c !== 9) {
      return null;
    }
  }
  return depth === 0 ? pieces : null;
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
