/** More candidates are not compared, so that thousands of wrong names among thousands stay affordable. */
const MOST_COMPARED = 1000;

/** Names longer than this are never compared: Kubernetes has none, and the cost grows with the square. */
const LONGEST = 253;

/**
 * The name that was probably meant instead of one that does not exist; null where none is near enough.
 *
 * Near is: the same but for case, at most a third of the letters (three at most) mistyped, or one name starting or ending with
 * the other (`quote` and `quote-svc`). The nearest wins, the first of equally near ones; of many candidates only the first thousand are looked at.
 */
export function nearest(name: string, candidates: Iterable<string>): string | null {
  const limit = Math.min(3, Math.max(1, Math.floor(name.length / 3)));
  let best: string | null = null;
  let bestDistance = Infinity;
  let left = MOST_COMPARED;
  for (const candidate of candidates) {
    if (candidate === name || candidate === '') continue;
    if (left-- === 0) break;
    // Only what is nearer than the best so far is worth measuring
    const distance = distanceWithin(name, candidate, Math.min(limit, Math.ceil(bestDistance) - 1), limit + 1);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** A distance; `affix` where it is larger than `limit` and one name contains the other, else Infinity. */
function distanceWithin(a: string, b: string, limit: number, affix: number): number {
  if (a.length > LONGEST || b.length > LONGEST) return Infinity;
  if (Math.abs(a.length - b.length) <= limit && differentLetters(a, b) <= limit) {
    if (a.length === b.length && a.toLowerCase() === b.toLowerCase()) return 0.5;
    const distance = editDistance(a, b, limit);
    if (distance <= limit) return distance;
  }
  return isAffix(a, b) || isAffix(b, a) ? affix : Infinity;
}

/** How many letters the one name has more than the other: each takes an edit, so that most names are told apart without measuring. */
function differentLetters(a: string, b: string): number {
  const surplus = new Int16Array(LETTERS);
  for (let i = 0; i < a.length; i++) surplus[a.charCodeAt(i) % LETTERS] += 1;
  for (let i = 0; i < b.length; i++) surplus[b.charCodeAt(i) % LETTERS] -= 1;
  let ofA = 0;
  let ofB = 0;
  for (const count of surplus) {
    if (count > 0) ofA += count;
    else ofB -= count;
  }
  return Math.max(ofA, ofB);
}

/** Letters of either case are alike; digits share the places of letters. */
const LETTERS = 32;

/** `part` is a whole leading or trailing word of `whole`: `quote` of `quote-svc`. */
function isAffix(part: string, whole: string): boolean {
  if (part.length < 3 || part.length >= whole.length) return false;
  return whole.startsWith(part + '-') || whole.endsWith('-' + part);
}

/**
 * Edit distance with swaps of neighbours counted once (optimal string alignment); larger than `limit` where it is given up.
 */
export function editDistance(a: string, b: string, limit: number): number {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  // what names have in common at both ends, such as a domain, changes nothing and is most of them
  return distanceBetween(a.slice(start, a.length - end), b.slice(start, b.length - end), limit);
}

function distanceBetween(a: string, b: string, limit: number): number {
  if (a === '' || b === '') return a.length + b.length;
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let smallest = i;
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let value = Math.min(previous[j] + 1, row[j - 1] + 1, previous[j - 1] + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) value = Math.min(value, before[j - 2] + 1);
      row.push(value);
      if (value < smallest) smallest = value;
    }
    if (smallest > limit) return limit + 1;
    before = previous;
    previous = row;
  }
  return previous[b.length];
}

const SEPARATORS = /[-._/]/;

/** In shorter words one letter makes another word: `main` and `mail`. */
const SHORTEST_WORD = 5;

/** Swapped letters make no other word even in short ones. */
const SHORTEST_SWAPPED = 3;

/**
 * Whether one name is surely meant to be the other: the same but for case or separators, or with one letter of one long word mistyped.
 *
 * Stricter than `nearest`: `internal` and `external`, `web-1` and `web-2`, `app-a` and `app-b` are near, and different on purpose.
 */
export function isMisspelling(name: string, meant: string): boolean {
  if (name === meant || name.length > LONGEST || meant.length > LONGEST || Math.abs(name.length - meant.length) > 2) return false;
  if (!hasSameDigits(name, meant) || !mayBeMisspelling(name, meant)) return false;
  const words = name.toLowerCase().split(SEPARATORS);
  const others = meant.toLowerCase().split(SEPARATORS);
  if (words.join('') === others.join('')) return true;
  if (words.length !== others.length) return false;
  const differing = words.flatMap((word, i) => (word === others[i] ? [] : [i]));
  if (differing.length !== 1) return false;
  const [word, other] = [words[differing[0]], others[differing[0]]];
  if (editDistance(word, other, 1) > 1) return false;
  return Math.max(word.length, other.length) >= (isSwapped(word, other) ? SHORTEST_SWAPPED : SHORTEST_WORD);
}

/** The first of the names that the given one is surely meant to be; null where it is none of them. */
export function misspelled(name: string, candidates: Iterable<string>): string | null {
  let left = MOST_COMPARED;
  for (const candidate of candidates) {
    if (isMisspelling(name, candidate)) return candidate;
    if (--left === 0) break;
  }
  return null;
}

/** Digits in the same order: whatever else differs, `web-1` is not meant by `web-2`. */
function hasSameDigits(a: string, b: string): boolean {
  let i = 0;
  let j = 0;
  for (;;) {
    while (i < a.length && !isDigit(a.charCodeAt(i))) i += 1;
    while (j < b.length && !isDigit(b.charCodeAt(j))) j += 1;
    if (i === a.length || j === b.length) return i === a.length && j === b.length;
    if (a.charCodeAt(i) !== b.charCodeAt(j)) return false;
    i += 1;
    j += 1;
  }
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** What is left of both when equal beginnings and ends are taken off is short, or has separators or capitals. */
function mayBeMisspelling(a: string, b: string): boolean {
  const shorter = Math.min(a.length, b.length);
  let start = 0;
  while (start < shorter && a.charCodeAt(start) === b.charCodeAt(start)) start += 1;
  let end = 0;
  while (end < shorter - start && a.charCodeAt(a.length - 1 - end) === b.charCodeAt(b.length - 1 - end)) end += 1;
  if (Math.max(a.length, b.length) - start - end <= 2) return true;
  return LOOSE.test(a.slice(start, a.length - end)) || LOOSE.test(b.slice(start, b.length - end));
}

const LOOSE = /[-._/A-Z]/;

function isSwapped(a: string, b: string): boolean {
  return a.length === b.length && [...a].sort().join('') === [...b].sort().join('');
}
