import type { NamedMatcher, Route, RouterRequest, ValueMatcher } from '../model';

interface Ranked {
  readonly route: Route;
  readonly position: number;
}

/** Fewer are tried one after the other. */
const MANY = 32;

/** Entries that ask for a header or a query parameter of one name. */
interface OfName<E> {
  /** Of those that ask for one text alone, by that text. */
  readonly byValue: Map<string, E[]>;
  readonly others: E[];
}

interface ByName<E> {
  /** Those that ask for none. */
  readonly others: readonly E[];
  readonly headers: ReadonlyMap<string, OfName<E>>;
  readonly parameters: ReadonlyMap<string, OfName<E>>;
}

const INDEXES = new WeakMap<readonly Ranked[], ByName<Ranked>>();

/** Those of many entries that may hold for a request, in the same order: not those that ask for a header or query parameter which it has not. */
export function namedCandidates<E extends Ranked>(entries: readonly E[], { headers, query }: Pick<RouterRequest, 'headers' | 'query'>): readonly E[] {
  if (entries.length < MANY) return entries;
  let index = INDEXES.get(entries) as ByName<E> | undefined;
  if (index === undefined) INDEXES.set(entries, index = byName(entries));
  if (index.headers.size === 0 && index.parameters.size === 0) return entries;
  const found = new Set<E>();
  if (index.headers.size > 0) for (const name of Object.keys(headers)) take(found, index.headers.get(name), headers[name]);
  if (index.parameters.size > 0) for (const [name, value] of new URLSearchParams(query)) take(found, index.parameters.get(name), value);
  return found.size === 0 ? index.others : [...index.others, ...found].sort((a, b) => a.position - b.position);
}

function take<E>(found: Set<E>, of: OfName<E> | undefined, value: string): void {
  if (of === undefined) return;
  for (const each of of.others) found.add(each);
  for (const each of of.byValue.get(value) ?? []) found.add(each);
}

function byName<E extends Ranked>(entries: readonly E[]): ByName<E> {
  const others: E[] = [];
  const tables = { header: new Map<string, OfName<E>>(), query: new Map<string, OfName<E>>() };
  for (const entry of entries) {
    const needed = (entry.route.conditions.named ?? []).filter(isNeeded);
    // one text divides better than all that have the name
    const best = needed.find((each) => textOf(each) !== null) ?? needed[0];
    if (best === undefined) {
      others.push(entry);
      continue;
    }
    const table = tables[best.of];
    let ofName = table.get(best.name);
    if (ofName === undefined) table.set(best.name, ofName = { byValue: new Map(), others: [] });
    put(ofName, textOf(best), entry);
  }
  return { others, headers: tables.header, parameters: tables.query };
}

function put<E>({ byValue, others }: OfName<E>, text: string | null, entry: E): void {
  if (text === null) {
    others.push(entry);
    return;
  }
  const known = byValue.get(text);
  if (known === undefined) byValue.set(text, [entry]);
  else known.push(entry);
}

interface Needed {
  readonly of: 'header' | 'query';
  readonly name: string;
  readonly value: ValueMatcher;
}

/** Whether a condition does not hold without a header or parameter of its name. */
function isNeeded(matcher: NamedMatcher): matcher is NamedMatcher & Needed {
  return (matcher.of === 'header' || matcher.of === 'query') && matcher.value.kind !== 'absent' && matcher.value.kind !== 'not';
}

/** null: not one text. */
function textOf({ value }: Needed): string | null {
  return value.kind === 'exact' && value.ignoreCase !== true ? value.value : null;
}
