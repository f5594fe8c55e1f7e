import { plainValue } from '../plain-scalar';
import { ASCII, COLON, HASH, IS_TEXT, isFlowIndicator, isUnusual, LINE_FEED, SPACE, TAB } from './characters';

/** Thrown where a text has more than the subset, or may have: js-yaml reads it. */
export const GIVE_UP = new Error('not in the subset');

export type Scalar = string | number | boolean | null;

/** Longer texts hardly ever come again. */
const LONGEST_KNOWN = 40;

// primes, as the slot is what remains of a hash
const KEYS = 1_021;
const VALUES = 2_039;

/**
 * Finds plain scalars, and says what they stand for.
 *
 * The text from `at` to `end` ends with a line feed, so that no loop over a line needs to look for the end of the text.
 */
export class ScalarReader {
  protected text = '';
  protected at = 0;
  protected end = 0;
  /** The plain scalar that was found last. */
  protected from = 0;
  protected to = 0;
  // keys and values that were cut out before, of which most come again; of two that fall into one slot the later stays
  private readonly keyTexts: string[] = new Array<string>(KEYS).fill('');
  private readonly keyNames: string[] = new Array<string>(KEYS).fill('');
  private readonly valueTexts: string[] = new Array<string>(VALUES).fill('');
  private readonly values: Scalar[] = new Array<Scalar>(VALUES).fill(null);

  /**
   * Finds the end of a plain scalar that starts here.
   *
   * @returns what ends it: a colon, the mark of a comment, a line feed, in brackets their indicators
   */
  protected scanPlain(inFlow: boolean): number {
    const { text } = this;
    let { at } = this;
    let c: number;
    this.from = at;
    for (; ; at += 1) {
      c = text.charCodeAt(at);
      if (c < ASCII && IS_TEXT[c] === 1) continue;
      if (c === LINE_FEED) break;
      if (c === COLON) {
        const next = text.charCodeAt(at + 1);
        if (next <= SPACE || (inFlow && isFlowIndicator(next))) break;
      } else if (c === HASH) {
        if (text.charCodeAt(at - 1) <= SPACE) break;
      } else if (isFlowIndicator(c)) {
        if (inFlow) break;
      } else if (c !== TAB && isUnusual(text, at)) {
        throw GIVE_UP;
      }
    }
    this.at = at;
    while (text.charCodeAt(at - 1) === SPACE) at -= 1;
    if (text.charCodeAt(at - 1) === TAB) throw GIVE_UP;
    this.to = at;
    return c;
  }

  /** The plain scalar that was found last as a key. */
  protected plainKey(): string {
    const { text, from, to } = this;
    const slot = hashOf(text, from, to) % KEYS;
    const known = this.keyTexts[slot];
    if (known.length === to - from && text.startsWith(known, from)) return this.keyNames[slot];
    const source = text.slice(from, to);
    const value = resolve(source);
    // null is no key
    if (value === null) throw GIVE_UP;
    const name = checkedKey(String(value));
    this.keyTexts[slot] = source;
    this.keyNames[slot] = name;
    return name;
  }

  /** The plain scalar that was found last as a value. */
  protected plainValue(): Scalar {
    const { text, from, to } = this;
    if (to - from > LONGEST_KNOWN) return resolve(text.slice(from, to));
    const slot = hashOf(text, from, to) % VALUES;
    const known = this.valueTexts[slot];
    if (known.length === to - from && text.startsWith(known, from)) return this.values[slot];
    const source = text.slice(from, to);
    const value = resolve(source);
    this.valueTexts[slot] = source;
    this.values[slot] = value;
    return value;
  }
}

/** Of a text that is not empty. */
function hashOf(text: string, from: number, to: number): number {
  const length = to - from;
  const middle = text.charCodeAt(from + Math.floor(length / 2));
  return ((text.charCodeAt(from) * 31 + middle) * 31 + text.charCodeAt(to - 1)) * 31 + length;
}

function resolve(source: string): Scalar {
  const value = plainValue(source);
  if (typeof value === 'number' && !Number.isFinite(value)) throw GIVE_UP;
  return value;
}

/** A key that can be assigned: `__proto__` would set the prototype. */
export function checkedKey(name: string): string {
  if (name === '__proto__') throw GIVE_UP;
  return name;
}
