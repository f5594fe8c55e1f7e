import { VALUE_CHARACTERS } from './automaton';
import { globPattern, patternLanguage } from './matcher-languages';
import { partitionTexts, type TextMatcher } from './partition';
import type { Conditions, NamedMatcher, Route, RouterRequest, ValueMatcher } from '../model';

/** What a request has besides host and path. */
export type Extras = Pick<RouterRequest, 'method' | 'query' | 'headers'>;

/** Requests for one host and path, one for each way in which the other conditions of some routes may hold. */
export interface ConditionClasses {
  /** The plainest first: GET, without headers and query. */
  readonly extras: readonly Extras[];
  /** Whether combinations were left out, since there are too many. */
  readonly cut: boolean;
}

/** The plainest request. */
export const PLAIN: Extras = { method: 'GET', query: '', headers: {} };
const PLAINEST: ConditionClasses = { extras: [PLAIN], cut: false };

/** More combinations than these of one host and path are not all tried. */
const MOST_COMBINATIONS = 64;

/** A request that is being put together; thousands of headers are added to it one by one. */
interface Draft {
  method: string;
  query: string;
  readonly headers: Map<string, string>;
}

/** One way to send a request, of several that differ in one respect. */
type Choice = (draft: Draft) => void;

/**
 * `routes`: which route takes them. `answers`: what the route refuses some of them for as well.
 */
export type ToldApartBy = 'routes' | 'answers';

/** @param routes those that may take a request for the host and path */
export function conditionClasses(routes: readonly Route[], by: ToldApartBy = 'routes'): ConditionClasses {
  const conditions = routes.flatMap((route) => conditionsOf(route, by));
  if (conditions.length === 0) return PLAINEST;
  const dimensions = [methodChoices(conditions.map(({ methods }) => methods)), ...namedChoices(conditions.flatMap(({ named }) => named ?? []))];
  return combine(dimensions.filter((choices) => choices.length > 1));
}

function conditionsOf({ conditions: { methods, named }, filters }: Route, by: ToldApartBy): readonly Pick<Conditions, 'methods' | 'named'>[] {
  const refusing = by === 'routes' ? [] : filters.flatMap((each) => each.kind === 'reject' ? [{ named: each.when }] : []);
  return methods === undefined && named === undefined ? refusing : [{ methods, named }, ...refusing];
}

/** Whether requests for one host and path may be told apart at the route. */
export function isConditional(route: Route, by: ToldApartBy): boolean {
  return conditionsOf(route, by).length > 0;
}

/** Past the bound: one respect after the other, and all at once. */
function combine(dimensions: readonly (readonly Choice[])[]): ConditionClasses {
  const total = dimensions.reduce((product, { length }) => product * length, 1);
  if (total <= MOST_COMBINATIONS) return { extras: dimensions.reduce(times, [[]]).map(withAll), cut: false };
  const single = dimensions.flatMap((choices) => choices.map((choice) => withAll([choice])));
  const longest = dimensions.reduce((most, { length }) => Math.max(most, length), 0);
  const together = Array.from({ length: longest }, (_, i) => withAll(dimensions.map((choices) => choices[Math.min(i, choices.length - 1)])));
  return { extras: [...single, ...together], cut: true };
}

function times(combinations: readonly (readonly Choice[])[], choices: readonly Choice[]): (readonly Choice[])[] {
  return combinations.flatMap((combination) => choices.map((choice) => [...combination, choice]));
}

function withAll(choices: readonly Choice[]): Extras {
  const draft: Draft = { method: PLAIN.method, query: PLAIN.query, headers: new Map() };
  for (const choose of choices) choose(draft);
  return { method: draft.method, query: draft.query, headers: Object.fromEntries(draft.headers) };
}

const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS', 'CONNECT', 'TRACE'];

/** Of methods that no route tells apart, the commonest. */
function methodChoices(lists: readonly (readonly string[] | undefined)[]): readonly Choice[] {
  const restricting = lists.filter((each) => each !== undefined);
  const all = new Set([...METHODS, ...restricting.flat()]);
  const bySignature = new Map<string, string>();
  for (const method of all) {
    const signature = restricting.map((list) => list.includes(method) ? '1' : '0').join('');
    if (!bySignature.has(signature)) bySignature.set(signature, method);
  }
  return [...bySignature.values()].map((method): Choice => (draft) => { draft.method = method; });
}

/** The Host header is divided with the hosts. */
type Named = Exclude<Extract<NamedMatcher, { readonly value: ValueMatcher }>, { readonly of: 'authority' }>;

function namedChoices(matchers: readonly NamedMatcher[]): readonly (readonly Choice[])[] {
  const byName = new Map<string, Named[]>();
  for (const matcher of matchers) {
    // what no request decides divides none
    if (!('value' in matcher) || matcher.of === 'authority') continue;
    const key = `${matcher.of} ${matcher.name}`;
    const known = byName.get(key);
    if (known === undefined) byName.set(key, [matcher]);
    else known.push(matcher);
  }
  return [...byName.values()].map((group) => {
    const [{ of, name }] = group;
    const values = exampleValues(group.map(({ value }) => value));
    return [() => undefined, ...values.map((value): Choice => (draft) => add(draft, of, name, value))];
  });
}

/** A request that the conditions of a route hold for, where each asks for one plain text; otherwise one that some of them hold for. */
export function ownExtras({ methods, named = [] }: Conditions): Extras {
  return withAll([(draft) => { draft.method = methods?.[0] ?? PLAIN.method; }, ...named.flatMap((each): Choice[] => {
    if (!('value' in each) || each.of === 'authority') return [];
    const value = plainText(each.value);
    return value === null ? [] : [(draft) => add(draft, each.of, each.name, value)];
  })]);
}

function plainText(matcher: ValueMatcher): string | null {
  if (matcher.kind === 'present') return 'x';
  return matcher.kind === 'exact' && /^[!-~]+$/.test(matcher.value) ? matcher.value : null;
}

function add(draft: Draft, of: Named['of'], name: string, value: string): void {
  if (of === 'header') {
    draft.headers.set(name, value);
    return;
  }
  if (of === 'query' || of === 'query-pair') {
    const key = of === 'query' ? name : name.replaceAll('*', '') || 'x';
    draft.query += `${draft.query === '' ? '?' : '&'}${encodeURIComponent(key)}=${encodeURIComponent(value)}`;
    return;
  }
  const cookie = draft.headers.get('cookie');
  draft.headers.set('cookie', `${cookie === undefined ? '' : `${cookie}; `}${name}=${value}`);
}

/** A value for each set of the matchers that one can match, and one that none matches. */
function exampleValues(matchers: readonly ValueMatcher[]): readonly string[] {
  const texts = matchers.map(textMatcher).filter((each) => each !== null);
  const { classes } = partitionTexts(texts, { beginning: '', characters: VALUE_CHARACTERS, mostStates: 2000 });
  return classes.map(({ examples }) => examples.find((each) => each !== '') ?? examples[0]);
}

/** null: of whether there is a value at all. */
function textMatcher(matcher: ValueMatcher): TextMatcher | null {
  switch (matcher.kind) {
    case 'present': case 'absent': return null;
    case 'not': return textMatcher(matcher.value);
    case 'exact':
      if (matcher.ignoreCase === true) return { kind: 'pattern', text: globPattern(matcher.value, ''), ignoreCase: true };
      return { kind: 'exact', text: matcher.value };
    case 'glob': return { kind: 'pattern', text: globPattern(matcher.value, '*?'), ignoreCase: matcher.ignoreCase === true };
    case 'pattern': return patternLanguage(matcher.pattern);
  }
}
