import { globMatches } from './conditions';
import type { Entry, Search } from './search';
import { TriedEntries } from './tried-entries';
import type { PathMatcher } from '../model';

/** The path without its trailing slash: the elements that an element prefix compares. The root is the empty string. */
export function elementsOf(path: string): string {
  return path.endsWith('/') ? path.slice(0, -1) : path;
}

/** Entries of one text. */
interface Bucket {
  /** In order of precedence. */
  readonly entries: Entry[];
  /** The longest element prefix that is shorter: the others are found from there, without a look-up for each element of long paths. */
  above: Bucket | null;
  /** The best place among element prefixes that are shorter, so that most searches end at the first that is found. */
  shorter: number;
}

interface OfLength {
  readonly length: number;
  readonly byText: Map<string, Entry[]>;
  /** The best place among these and all shorter ones. */
  least: number;
}

const EMPTY: ReadonlyMap<string, Bucket> = new Map();

/**
 * Routes of one host by path. Literal paths are look-ups whatever their number: an exact one at once, element prefixes in as many look-ups as
 * the path has elements, prefixes by characters in as many as there are lengths; patterns and globs are tried in order.
 */
export class PathTable {
  private readonly exact: ReadonlyMap<string, Bucket>;
  private readonly elements: ReadonlyMap<string, Bucket>;
  private readonly lengths: readonly OfLength[];
  /** Patterns, globs, and routes for every path. */
  private readonly tried: TriedEntries;
  private readonly longestElements: number;

  /** @param entries in order of precedence */
  constructor(entries: readonly Entry[]) {
    this.exact = bucketsOf(entries, 'exact', (path) => path);
    this.elements = bucketsOf(entries, 'element-prefix', elementsOf);
    this.longestElements = Math.max(-1, ...lengthsOf(this.elements));
    linkElements(this.elements);
    for (const [path, bucket] of this.exact) bucket.shorter = leastFrom(this.elements.get(elementsOf(path)) ?? nearestAbove(path, this.elements));
    this.lengths = byLength(entries);
    this.tried = new TriedEntries(entries.filter(({ route: { conditions: { path } } }) =>
      path === undefined || path.kind === 'any' || path.kind === 'glob' || path.kind === 'pattern'));
  }

  search(search: Search, path: string): void {
    const exact = this.exact.get(path);
    if (exact !== undefined) search.take(exact.entries);
    if (exact === undefined || !search.passes(exact.shorter)) this.searchElements(search, path);
    for (const { length, byText, least } of this.lengths) {
      if (search.passes(least)) break;
      const found = length <= path.length ? byText.get(path.slice(0, length)) : undefined;
      if (found !== undefined) search.take(found);
    }
    for (const entry of this.tried.candidates(path)) {
      if (search.passes(entry.position)) break;
      const matches = isMatched(entry.route.conditions.path, path);
      if (matches !== false) search.offer(entry, matches);
    }
  }

  private searchElements(search: Search, path: string): void {
    if (this.longestElements < 0) return;
    let end = path.endsWith('/') ? path.length - 1 : path.length;
    if (end > this.longestElements) end = path.lastIndexOf('/', this.longestElements);
    for (; end >= 0; end = end === 0 ? -1 : path.lastIndexOf('/', end - 1)) {
      const found = this.elements.get(path.slice(0, end));
      if (found === undefined) continue;
      for (let bucket: Bucket | null = found; bucket !== null; bucket = bucket.above) {
        search.take(bucket.entries);
        if (search.passes(bucket.shorter)) return;
      }
      return;
    }
  }
}

/** Of the kinds that are not looked up. */
function isMatched(matcher: PathMatcher | undefined, path: string): boolean | null {
  if (matcher?.kind === 'pattern') return matcher.pattern.test(path);
  return matcher?.kind === 'glob' ? globMatches(matcher.path, path, matcher.ignoreCase === true) : true;
}

function bucketsOf(entries: readonly Entry[], kind: 'exact' | 'element-prefix', keyOf: (path: string) => string): ReadonlyMap<string, Bucket> {
  const buckets = new Map<string, Bucket>();
  for (const entry of entries) {
    const { path } = entry.route.conditions;
    if (path?.kind !== kind) continue;
    const key = keyOf(path.ignoreCase === true ? path.path.toLowerCase() : path.path);
    const bucket = buckets.get(key);
    if (bucket === undefined) buckets.set(key, { entries: [entry], above: null, shorter: Infinity });
    else bucket.entries.push(entry);
  }
  return buckets.size === 0 ? EMPTY : buckets;
}

function* lengthsOf(buckets: ReadonlyMap<string, Bucket>): Iterable<number> {
  for (const key of buckets.keys()) yield key.length;
}

/** Shorter ones first, since what is above the nearest is above all that are longer. */
function linkElements(elements: ReadonlyMap<string, Bucket>): void {
  for (const [key, bucket] of [...elements].sort(([a], [b]) => a.length - b.length)) {
    bucket.above = nearestAbove(key, elements);
    bucket.shorter = leastFrom(bucket.above);
  }
}

/** The longest of the prefixes above a path. */
function nearestAbove(path: string, elements: ReadonlyMap<string, Bucket>): Bucket | null {
  for (let end = path.lastIndexOf('/'); end >= 0; end = end === 0 ? -1 : path.lastIndexOf('/', end - 1)) {
    const found = elements.get(path.slice(0, end));
    if (found !== undefined) return found;
  }
  return null;
}

/** The best place among a prefix and those above it. */
function leastFrom(bucket: Bucket | null): number {
  return bucket === null ? Infinity : Math.min(bucket.entries[0].position, bucket.shorter);
}

function byLength(entries: readonly Entry[]): readonly OfLength[] {
  const lengths = new Map<number, OfLength>();
  for (const entry of entries) {
    const { path } = entry.route.conditions;
    if (path?.kind !== 'string-prefix') continue;
    const text = path.ignoreCase === true ? path.path.toLowerCase() : path.path;
    const same = lengths.get(text.length) ?? { length: text.length, byText: new Map(), least: Infinity };
    lengths.set(text.length, same);
    const known = same.byText.get(text);
    if (known === undefined) same.byText.set(text, [entry]);
    else known.push(entry);
    same.least = Math.min(same.least, entry.position);
  }
  const shortestFirst = [...lengths.values()].sort((a, b) => a.length - b.length);
  shortestFirst.forEach((each, i) => {
    if (i > 0) each.least = Math.min(each.least, shortestFirst[i - 1].least);
  });
  return shortestFirst.reverse();
}
