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
export const OPEN_BRACKET = 91;
export const BACKSLASH = 92;
export const CLOSE_BRACKET = 93;
export const OPEN_BRACE = 123;
export const BAR = 124;
export const CLOSE_BRACE = 125;

const QUESTION = 63;

/** What no plain scalar of the subset starts with: indicators, and `<`, as `<<` merges. */
const NO_STARTS = new Set([...'"#%&\'*,<>@[]`{|}!'].map((c) => c.charCodeAt(0)));

/** By character: whether a plain scalar may start with it. */
const STARTS = Uint8Array.from({ length: 128 }, (_, c) => c > SPACE && !NO_STARTS.has(c) ? 1 : 0);

/** Whether a plain scalar may start with a character, given the one after it. */
export function startsPlain(c: number, next: number): boolean {
  return c > 127 || (STARTS[c] === 1 && (next > SPACE || !isLoneIndicator(c)));
}

/** What is an indicator only where a blank follows. */
export function isLoneIndicator(c: number): boolean {
  return c === DASH || c === COLON || c === QUESTION;
}

/** What ends a plain scalar within `[...]` and `{...}`, besides a colon. */
export function isFlowIndicator(c: number): boolean {
  return c === COMMA || c === OPEN_BRACKET || c === CLOSE_BRACKET || c === OPEN_BRACE || c === CLOSE_BRACE;
}
