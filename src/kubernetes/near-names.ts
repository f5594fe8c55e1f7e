/* eslint-disable no-bitwise -- hashes and sets of letters */
import { editDistance, isMisspelling, nearest } from './near-miss';

/** So few names are compared one by one, which costs less than to index them. */
const FEW = 32;

/** Of so many names those that are one letter away are found one by one for the first questions: an index takes as long as some of these. */
const SOME = 1_000;
const FIRST_QUESTIONS = 3;

/** Of names that differ in more than a letter so many are looked at. */
const MOST_SCANNED = 20_000;

/** Of those, so many are measured whose letters do not rule them out. */
const MOST_MEASURED = 200;

/**
 * Names among which a misspelled one is looked for, often: what `nearest` and `misspelled` find, in time that does not grow with the number of names as
 * long as the name that was meant is one letter away.
 *
 * Names at distance one share what is left when a letter is taken away, or the letter of the one is taken away: hashes of that are the index.
 */
export class NearNames {
  private index: Index | null = null;
  private known: ReadonlySet<string> | null = null;
  private questions = 0;

  constructor(readonly all: readonly string[]) {}

  has(name: string): boolean {
    return (this.known ??= new Set(this.all)).has(name);
  }

  /** The nearest name, the first of equally near ones; null where none is near enough. */
  nearest(name: string): string | null {
    if (this.all.length <= FEW) return nearest(name, this.all);
    const close = nearest(name, this.atOne(name).filter((each) => isOneAway(name, each)));
    if (close !== null) return close;
    const index = this.indexed();
    return nearest(name, [...index.farther(name), ...index.withAffix(name)]);
  }

  /** The first name that the given one is surely meant to be; null where it is none of them. */
  misspelled(name: string): string | null {
    return this.atOne(name).find((each) => isMisspelling(name, each)) ?? null;
  }

  /** The first name that is the same but for its dashes. */
  alikeButForDashes(name: string): string | null {
    const wanted = name.replace(/-/g, '');
    return this.atOne(name).find((each) => each.replace(/-/g, '') === wanted) ?? null;
  }

  /** Names among which those at distance one are, in their order. */
  private atOne(name: string): readonly string[] {
    if (this.all.length <= FEW) return this.all;
    this.questions += 1;
    return this.all.length <= SOME && this.questions <= FIRST_QUESTIONS ? this.all : this.indexed().atOne(name);
  }

  private indexed(): Index {
    return this.index ??= new Index(this.all);
  }
}

function isOneAway(a: string, b: string): boolean {
  return editDistance(a, b, 1) <= 1 || (a.length === b.length && a.toLowerCase() === b.toLowerCase());
}

/** Places of names in their list by what they have in common with names that are near. */
class Index {
  private readonly byHash = new Map<number, number | number[]>();
  private readonly affixes = new Map<string, number>();
  private readonly places = new Map<string, number>();
  private readonly letters: Int32Array;

  constructor(private readonly names: readonly string[]) {
    this.letters = new Int32Array(names.length);
    names.forEach((name, at) => {
      this.letters[at] = lettersOf(name);
      if (!this.places.has(name)) this.places.set(name, at);
      for (const hash of hashesOf(name)) this.add(hash, at);
      for (const affix of affixesOf(name)) if (!this.affixes.has(affix)) this.affixes.set(affix, at);
    });
  }

  private add(hash: number, at: number): void {
    const known = this.byHash.get(hash);
    if (known === undefined || known === at) this.byHash.set(hash, at);
    else if (typeof known === 'number') this.byHash.set(hash, [known, at]);
    else if (known[known.length - 1] !== at) known.push(at);
  }

  /** Names at distance one, or the same but for case and separators, in their order; a few others may be among them. */
  atOne(name: string): readonly string[] {
    const places = new Set<number>();
    for (const hash of hashesOf(name)) {
      const found = this.byHash.get(hash);
      if (typeof found === 'number') places.add(found);
      else for (const at of found ?? []) places.add(at);
    }
    return [...places].sort((a, b) => a - b).map((at) => this.names[at]);
  }

  /** Names whose letters do not rule out that they are at most three letters away; not all of very many. */
  farther(name: string): readonly string[] {
    const limit = Math.min(3, Math.max(1, Math.floor(name.length / 3)));
    if (limit === 1) return [];
    const found: string[] = [];
    const letters = lettersOf(name);
    for (let at = 0; at < this.names.length && at < MOST_SCANNED && found.length < MOST_MEASURED; at++) {
      if (Math.abs(this.names[at].length - name.length) <= limit && bitsOf(this.letters[at] ^ letters) <= 2 * limit) found.push(this.names[at]);
    }
    return found;
  }

  /** Names that begin or end with the given one as a word, or that it begins or ends with: the first of each kind. */
  withAffix(name: string): readonly string[] {
    const containing = this.affixes.get(name);
    const contained = affixesOf(name).map((affix) => this.places.get(affix));
    return [containing, ...contained].filter((at) => at !== undefined).sort((a, b) => a - b).map((at) => this.names[at]);
  }
}

/** What the beginnings and ends of a name are that consist of whole words. */
function affixesOf(name: string): readonly string[] {
  const affixes: string[] = [];
  for (let at = name.indexOf('-'); at >= 0; at = name.indexOf('-', at + 1)) affixes.push(name.slice(0, at), name.slice(at + 1));
  return affixes;
}

const PRIME = 0x01000193;
const SEPARATOR = 0x2d;

/** Hashes of a name without its separators, as it is, and without each of its letters; case and the kind of separator do not count. */
function hashesOf(name: string): readonly number[] {
  const { length } = name;
  const after = new Int32Array(length + 1);
  const power = new Int32Array(length + 1);
  power[0] = 1;
  for (let at = length - 1; at >= 0; at--) {
    after[at] = (Math.imul(codeAt(name, at), power[length - 1 - at]) + after[at + 1]) | 0;
    power[length - at] = Math.imul(power[length - 1 - at], PRIME);
  }
  const hashes = [after[0]];
  let before = 0;
  let squeezed = 1;
  for (let at = 0; at < length; at++) {
    const code = codeAt(name, at);
    hashes.push((Math.imul(before, power[length - 1 - at]) + after[at + 1]) | 0);
    before = (Math.imul(before, PRIME) + code) | 0;
    if (code !== SEPARATOR) squeezed = (Math.imul(squeezed, PRIME) + code) | 0;
  }
  hashes.push(squeezed);
  return hashes;
}

function codeAt(name: string, at: number): number {
  const code = name.charCodeAt(at);
  if (code >= 0x41 && code <= 0x5a) return code + 0x20;
  return code === 0x2e || code === 0x5f || code === 0x2f ? SEPARATOR : code;
}

/** The letters and digits that a name has, as bits; `k` and the letters that are seldom share theirs. */
function lettersOf(name: string): number {
  let bits = 0;
  for (let at = 0; at < name.length; at++) bits |= 1 << (name.charCodeAt(at) % 32);
  return bits;
}

function bitsOf(value: number): number {
  let bits = value - ((value >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
