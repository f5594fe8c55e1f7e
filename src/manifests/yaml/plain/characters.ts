export const TAB = 9;
export const LINE_FEED = 10;
export const SPACE = 32;
export const DOUBLE_QUOTE = 34;
export const HASH = 35;
export const SINGLE_QUOTE = 39;
export const PLUS = 43;
export const COMMA = 44;
export const DASH = 45;
export const COLON = 58;
export const GREATER = 62;
export const QUESTION = 63;
export const OPEN_BRACKET = 91;
export const BACKSLASH = 92;
export const CLOSE_BRACKET = 93;
export const OPEN_BRACE = 123;
export const BAR = 124;
export const CLOSE_BRACE = 125;

/** ASCII: what is above it is looked at one by one. */
export const ASCII = 128;

const table = (has: (c: string) => boolean): Uint8Array =>
  Uint8Array.from({ length: ASCII }, (_, code) => code >= SPACE && code < 127 && has(String.fromCharCode(code)) ? 1 : 0);

/** By ASCII character: whether it is nothing but text wherever it stands in a plain scalar. */
export const IS_TEXT = table((c) => !':#,[]{}'.includes(c));

/** By ASCII character: whether a plain scalar may start with it. `<` may not, as `<<` merges. */
const STARTS_PLAIN = table((c) => !' "#%&\'*,<>@[]`{|}!'.includes(c));

/** Whether a plain scalar may start with a character, given the one after it. */
export function startsPlain(c: number, next: number): boolean {
  return c >= ASCII || (STARTS_PLAIN[c] === 1 && (next > SPACE || !isLoneIndicator(c)));
}

/** What is an indicator only where a blank follows. */
export function isLoneIndicator(c: number): boolean {
  return c === DASH || c === COLON || c === QUESTION;
}

/** What ends a plain scalar within `[...]` and `{...}`, besides a colon. */
export function isFlowIndicator(c: number): boolean {
  return c === COMMA || c === OPEN_BRACKET || c === CLOSE_BRACKET || c === OPEN_BRACE || c === CLOSE_BRACE;
}

/**
 * Whether a character is one that no text may have: a control character, a byte order mark, half of a surrogate pair. js-yaml knows which of them are
 * faults.
 */
export function isUnusual(text: string, at: number): boolean {
  const c = text.charCodeAt(at);
  if (c >= 0xD800 && c < 0xDC00) return !isBetween(text.charCodeAt(at + 1), 0xDC00, 0xDFFF);
  if (c >= 0xDC00 && c < 0xE000) return !isBetween(text.charCodeAt(at - 1), 0xD800, 0xDBFF);
  return (c < SPACE && c !== TAB && c !== LINE_FEED) || isBetween(c, 0x7F, 0x9F) || c === 0xFEFF || c >= 0xFFFE;
}

function isBetween(c: number, first: number, last: number): boolean {
  return c >= first && c <= last;
}

// eslint-disable-next-line no-control-regex
const UNUSUAL = /[\0-\x08\x0B-\x1F\x7F-\x9F\uFEFF\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/** Whether any character is unusual. */
export function hasUnusual(text: string): boolean {
  return UNUSUAL.test(text);
}
