import type { Entry } from './search';

/** Fewer are tried one after the other. */
const MANY = 32;

/** Patterns whose matches begin with one text, by that text; one table for each length. */
type ByBeginning = ReadonlyMap<number, ReadonlyMap<string, readonly Entry[]>>;

interface Index {
  /** Of which nothing is known. */
  readonly others: readonly Entry[];
  readonly sensitive: ByBeginning;
  readonly insensitive: ByBeginning;
}

/** Routes of one host that are tried one after the other, since their paths are no texts: of many patterns those whose matches begin as the path does. */
export class TriedEntries {
  private index: Index | null = null;

  /** @param all in order of precedence */
  constructor(private readonly all: readonly Entry[]) {}

  /** Those that may match a path, in order of precedence; no other does. */
  candidates(path: string): readonly Entry[] {
    if (this.all.length < MANY) return this.all;
    this.index ??= indexOf(this.all);
    const { others, sensitive, insensitive } = this.index;
    const found: Entry[] = [];
    for (const [length, byText] of sensitive) if (length <= path.length) found.push(...byText.get(path.slice(0, length)) ?? []);
    for (const [length, byText] of insensitive) if (length <= path.length) found.push(...byText.get(path.slice(0, length).toLowerCase()) ?? []);
    return found.length === 0 ? others : [...others, ...found].sort((a, b) => a.position - b.position);
  }
}

function indexOf(all: readonly Entry[]): Index {
  const others: Entry[] = [];
  const [sensitive, insensitive] = [new Map<number, Map<string, Entry[]>>(), new Map<number, Map<string, Entry[]>>()];
  for (const entry of all) {
    const { path } = entry.route.conditions;
    const beginning = path?.kind === 'pattern' ? path.pattern.beginning ?? '' : '';
    if (path?.kind !== 'pattern' || beginning === '') others.push(entry);
    else put(path.pattern.ignoreCase ? insensitive : sensitive, beginning, entry);
  }
  return { others, sensitive, insensitive };
}

function put(table: Map<number, Map<string, Entry[]>>, beginning: string, entry: Entry): void {
  const byText = table.get(beginning.length) ?? new Map<string, Entry[]>();
  table.set(beginning.length, byText);
  const known = byText.get(beginning);
  if (known === undefined) byText.set(beginning, [entry]);
  else known.push(entry);
}
