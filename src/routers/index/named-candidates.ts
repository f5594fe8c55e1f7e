import { oncePer } from '../../kubernetes/once-per';
import type { NamedMatcher, Route, RouterRequest, ValueMatcher } from '../model';

interface Conditional {
  readonly route: Route;
}

/** Fewer are tried one after the other. */
const MANY = 32;

/** Places, in the list, of entries that ask for a header or a query parameter of one name. */
interface OfName {
  /** Of those that ask for one text alone, by that text. */
  readonly byValue: Map<string, number[]>;
  readonly others: number[];
}

interface ByName {
  /** Those that ask for none. */
  readonly others: readonly number[];
  readonly headers: ReadonlyMap<string, OfName>;
  readonly parameters: ReadonlyMap<string, OfName>;
}

/**
 * Those of many entries that may hold for a request, in the same order, also where several have one position: not those that ask for a header or query
 * parameter which it has not.
 */
export function namedCandidates<E extends Conditional>(entries: readonly E[], { headers, query }: Pick<RouterRequest, 'headers' | 'query'>): readonly E[] {
  if (entries.length < MANY) return entries;
  const index = byName(entries);
  if (index.headers.size === 0 && index.parameters.size === 0) return entries;
  const found = new Set(index.others);
  if (index.headers.size > 0) for (const name of Object.keys(headers)) take(found, index.headers.get(name), headers[name]);
  if (index.parameters.size > 0) for (const [name, value] of new URLSearchParams(query)) take(found, index.parameters.get(name), value);
  return [...found].sort((a, b) => a - b).map((place) => entries[place]);
}

function take(found: Set<number>, of: OfName | undefined, value: string): void {
  if (of === undefined) return;
  for (const each of of.others) found.add(each);
  for (const each of of.byValue.get(value) ?? []) found.add(each);
}

const byName = oncePer((entries: readonly Conditional[]): ByName => {
  const others: number[] = [];
  const tables = { header: new Map<string, OfName>(), query: new Map<string, OfName>() };
  entries.forEach(({ route: { conditions: { named = [] } } }, place) => {
    const needed = named.filter(isNeeded);
    // one text divides better than all that have the name
    const best = needed.find((each) => textOf(each) !== null) ?? needed[0];
    if (best === undefined) {
      others.push(place);
      return;
    }
    const table = tables[best.of];
    let ofName = table.get(best.name);
    if (ofName === undefined) table.set(best.name, ofName = { byValue: new Map(), others: [] });
    put(ofName, textOf(best), place);
  });
  return { others, headers: tables.header, parameters: tables.query };
});

function put({ byValue, others }: OfName, text: string | null, place: number): void {
  if (text === null) {
    others.push(place);
    return;
  }
  const known = byValue.get(text);
  if (known === undefined) byValue.set(text, [place]);
  else known.push(place);
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
