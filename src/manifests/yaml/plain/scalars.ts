import { plainValue } from '../plain-scalar';
import { COLON, HASH, isFlowIndicator, LINE_FEED, SPACE, TAB } from './characters';

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
  private hash = 0;
  // keys and values that were cut out before, of which most come again; of two that fall into one slot the later stays
  private readonly keyTexts: string[] = new Array<string>(KEYS).fill('');
  private readonly keyNames: string[] = new Array<string>(KEYS).fill('');
  private readonly valueTexts: string[] = new Array<string>(VALUES).fill('');
  private readonly values: Scalar[] = new Array<Scalar>(VALUES).fill(null);

  /** Finds the end of a plain scalar that starts here; returns the character that ends it: a colon, the mark of a comment, or a line feed. */
  protected scanPlain(): number {
    const { text } = this;
    let { at } = this;
    let hash = 0;
    let c = text.charCodeAt(at);
    this.from = at;
    for (;;) {
      if (c <= COLON) {
        if (c === LINE_FEED) break;
        if (c === COLON) {
          if (text.charCodeAt(at + 1) <= SPACE) break;
        } else if (c === HASH && text.charCodeAt(at - 1) <= SPACE) {
          break;
        }
      }
      hash = Math.imul(hash + c, 31);
      at += 1;
      c = text.charCodeAt(at);
    }
    this.hash = hash;
    this.at = at;
    this.trimPlain(at);
    return c;
  }

  /** As `scanPlain`, within brackets, whose indicators end it as well. */
  protected scanFlowPlain(): number {
    const { text } = this;
    let { at } = this;
    let hash = 0;
    let c = text.charCodeAt(at);
    this.from = at;
    while (c !== LINE_FEED && !isFlowIndicator(c)) {
      if (c === COLON) {
        const next = text.charCodeAt(at + 1);
        if (next <= SPACE || isFlowIndicator(next)) break;
      } else if (c === HASH && text.charCodeAt(at - 1) <= SPACE) {
        break;
      }
      hash = Math.imul(hash + c, 31);
      at += 1;
      c = text.charCodeAt(at);
    }
    this.hash = hash;
    this.at = at;
    this.trimPlain(at);
    return c;
  }

  private trimPlain(end: number): void {
    let to = end;
    while (this.text.charCodeAt(to - 1) === SPACE) to -= 1;
    if (this.text.charCodeAt(to - 1) === TAB) throw GIVE_UP;
    this.to = to;
  }

  /** The plain scalar that was found last as a key. */
  protected plainKey(): string {
    const slot = Math.abs(this.hash) % KEYS;
    const known = this.keyTexts[slot];
    if (known.length === this.to - this.from && this.text.startsWith(known, this.from)) return this.keyNames[slot];
    const source = this.text.slice(this.from, this.to);
    const value = resolve(source);
    // null is no key
    if (value === null) throw GIVE_UP;
    const name = checkedKey(typeof value === 'string' ? value : String(value));
    this.keyTexts[slot] = source;
    this.keyNames[slot] = name;
    return name;
  }

  /** The plain scalar that was found last as a value. */
  protected plainValue(): Scalar {
    const length = this.to - this.from;
    if (length > LONGEST_KNOWN) return resolve(this.text.slice(this.from, this.to));
    const slot = Math.abs(this.hash) % VALUES;
    const known = this.valueTexts[slot];
    if (known.length === length && this.text.startsWith(known, this.from)) return this.values[slot];
    const source = this.text.slice(this.from, this.to);
    const value = resolve(source);
    this.valueTexts[slot] = source;
    this.values[slot] = value;
    return value;
  }
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
