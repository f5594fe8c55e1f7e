/** Longer texts hardly ever come again. */
const LONGEST = 40;

const SLOTS = 2_048;

/**
 * Texts that were cut out of manifests, of which most come again and again: keys, kinds, names of ports.
 *
 * A text that was cut out before is found without being cut out again. Of two texts that fall into one slot the later stays.
 */
export class Texts {
  private readonly slots: (string | undefined)[] = new Array<string | undefined>(SLOTS).fill(undefined);

  slice(source: string, start: number, end: number): string {
    const length = end - start;
    if (length > LONGEST || length < 1) return source.slice(start, end);
    const middle = source.charCodeAt(start + Math.floor(length / 2));
    const slot = (((source.charCodeAt(start) * 31 + middle) * 31 + source.charCodeAt(end - 1)) * 31 + length) % SLOTS;
    const known = this.slots[slot];
    if (known !== undefined && known.length === length && source.startsWith(known, start)) return known;
    const text = source.slice(start, end);
    this.slots[slot] = text;
    return text;
  }
}
