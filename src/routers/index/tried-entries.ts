import type { Entry } from './search';
import type { Pattern } from '../model';

/** Fewer are tried one after the other. */
const MANY = 48;

/** Places of patterns in the list, by a text that is known of their matches; one table for each length. */
type ByText = ReadonlyMap<number, ReadonlyMap<string, readonly number[]>>;

interface Index {
  /** Of which nothing is known. */
  readonly others: readonly number[];
  /** By what their matches begin with; in lower case where case is ignored. */
  readonly sensitive: ByText;
  readonly insensitive: ByText;
  /** By what their matches have somewhere, in lower case. */
  readonly contained: ByText;
}

/** Routes of one host that are tried one after the other, since their paths are no texts: of many patterns those whose matches begin as the path does, or have a text that it has. */
export class TriedEntries {
  private index: Index | null = null;

  /** @param all in order of precedence */
  constructor(private readonly all: readonly Entry[]) {}

  /** Those that may match a path, in the same order, also where several have one position; no other does. */
  candidates(path: string): readonly Entry[] {
    if (this.all.length < MANY) return this.all;
    this.index ??= indexOf(this.all);
    const { others, sensitive, insensitive, contained } = this.index;
    const lower = path.toLowerCase();
    // the long s is an s where case is ignored, and has no lower case of its own
    if (lower.includes('\u017f')) return this.all;
    const found = new Set(others);
    for (const [length, byText] of sensitive) takeAt(found, byText, length, path, 0);
    for (const [length, byText] of insensitive) takeAt(found, byText, length, lower, 0);
    for (const [length, byText] of contained) {
      for (let at = 0; at + length <= lower.length; at++) takeAt(found, byText, length, lower, at);
    }
    return [...found].sort((a, b) => a - b).map((place) => this.all[place]);
  }
}

function takeAt(found: Set<number>, byText: ReadonlyMap<string, readonly number[]>, length: number, path: string, at: number): void {
  const places = at + length > path.length ? undefined : byText.get(path.slice(at, at + length));
  if (places !== undefined) for (const each of places) found.add(each);
}

type Table = Map<number, Map<string, number[]>>;

function indexOf(all: readonly Entry[]): Index {
  const others: number[] = [];
  const [sensitive, insensitive, contained]: Table[] = [new Map(), new Map(), new Map()];
  all.forEach(({ route: { conditions: { path } } }, place) => {
    const { beginning = '', contained: needed = '', ignoreCase } = path?.kind === 'pattern' ? path.pattern : NOTHING_KNOWN;
    if (beginning !== '') put(ignoreCase ? insensitive : sensitive, beginning, place);
    else if (needed !== '') put(contained, needed, place);
    else others.push(place);
  });
  return { others, sensitive, insensitive, contained };
}

const NOTHING_KNOWN: Pick<Pattern, 'beginning' | 'contained' | 'ignoreCase'> = { ignoreCase: false };

function put(table: Table, text: string, place: number): void {
  const byText = table.get(text.length) ?? new Map<string, number[]>();
  table.set(text.length, byText);
  const known = byText.get(text);
  if (known === undefined) byText.set(text, [place]);
  else known.push(place);
}
