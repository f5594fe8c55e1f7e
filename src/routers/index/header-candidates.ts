import type { NamedMatcher, Route } from '../model';

interface Ranked {
  readonly route: Route;
  readonly position: number;
}

/** Fewer are tried one after the other. */
const MANY = 32;

/** Entries by the name of a header that they ask for; `others` ask for none. */
interface ByHeader<E> {
  readonly others: readonly E[];
  readonly named: ReadonlyMap<string, readonly E[]>;
}

const INDEXES = new WeakMap<readonly Ranked[], ByHeader<Ranked>>();

/** Those of many entries that may hold for a request with some headers, in the same order: not those that ask for a header which it has not. */
export function headerCandidates<E extends Ranked>(entries: readonly E[], headers: Readonly<Record<string, string>>): readonly E[] {
  if (entries.length < MANY) return entries;
  let index = INDEXES.get(entries) as ByHeader<E> | undefined;
  if (index === undefined) INDEXES.set(entries, index = byHeader(entries));
  if (index.named.size === 0) return entries;
  const { others, named } = index;
  const asked = Object.keys(headers).flatMap((name) => named.get(name) ?? []);
  return asked.length === 0 ? others : [...others, ...asked].sort((a, b) => a.position - b.position);
}

function byHeader<E extends Ranked>(entries: readonly E[]): ByHeader<E> {
  const others: E[] = [];
  const named = new Map<string, E[]>();
  for (const entry of entries) {
    const name = entry.route.conditions.named?.map(neededHeader).find((each) => each !== null) ?? null;
    const found = name === null ? others : named.get(name);
    if (found !== undefined) found.push(entry);
    else if (name !== null) named.set(name, [entry]);
  }
  return { others, named };
}

/** The header without which a condition does not hold; null: there is none. */
function neededHeader(matcher: NamedMatcher): string | null {
  if (matcher.of !== 'header') return null;
  const { kind } = matcher.value;
  return kind === 'absent' || kind === 'not' ? null : matcher.name;
}
