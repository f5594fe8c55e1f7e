import type { Entry } from './search';
import type { Pattern } from '../model';

/** Fewer are tried one after the other. */
const MANY = 48;

/** Patterns by a text that is known of their matches; one table for each length. */
type ByText = ReadonlyMap<number, ReadonlyMap<string, readonly Entry[]>>;

interface Index {
  /** Of which nothing is known. */
  readonly others: readonly Entry[];
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

  /** Those that may match a path, in order of precedence; no other does. */
  candidates(path: string): readonly Entry[] {
    if (this.all.length < MANY) return this.all;
    this.index ??= indexOf(this.all);
    const { others, sensitive, insensitive, contained } = this.index;
    const lower = path.toLowerCase();
    // the long s is an s where case is ignored, and has no lower case of its own
    if (lower.includes('\u017f')) return this.all;
    const found = new Set<Entry>();
    for (const [length, byText] of sensitive) takeAt(found, byText, length, path, 0);
    for (const [length, byText] of insensitive) takeAt(found, byText, length, lower, 0);
    for (const [length, byText] of contained) {
      for (let at = 0; at + length <= lower.length; at++) takeAt(found, byText, length, lower, at);
    }
    return found.size === 0 ? others : [...others, ...found].sort((a, b) => a.position - b.position);
  }
}

function takeAt(found: Set<Entry>, byText: ReadonlyMap<string, readonly Entry[]>, length: number, path: string, at: number): void {
  const entries = at + length > path.length ? undefined : byText.get(path.slice(at, at + length));
  if (entries !== undefined) for (const each of entries) found.add(each);
}

type Table = Map<number, Map<string, Entry[]>>;

function indexOf(all: readonly Entry[]): Index {
  const others: Entry[] = [];
  const [sensitive, insensitive, contained]: Table[] = [new Map(), new Map(), new Map()];
  for (const entry of all) {
    const { path } = entry.route.conditions;
    const { beginning = '', contained: needed = '', ignoreCase } = path?.kind === 'pattern' ? path.pattern : NOTHING_KNOWN;
    if (beginning !== '') put(ignoreCase ? insensitive : sensitive, beginning, entry);
    else if (needed !== '') put(contained, needed, entry);
    else others.push(entry);
  }
  return { others, sensitive, insensitive, contained };
}

const NOTHING_KNOWN: Pick<Pattern, 'beginning' | 'contained' | 'ignoreCase'> = { ignoreCase: false };

function put(table: Table, text: string, entry: Entry): void {
  const byText = table.get(text.length) ?? new Map<string, Entry[]>();
  table.set(text.length, byText);
  const known = byText.get(text);
  if (known === undefined) byText.set(text, [entry]);
  else known.push(entry);
}
