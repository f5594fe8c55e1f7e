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

/** One way to send a request, of several that differ in one respect. */
type Choice = (request: Extras) => Extras;

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
  if (total <= MOST_COMBINATIONS) return { extras: dimensions.reduce(times, [PLAIN]), cut: false };
  const single = dimensions.flatMap((choices) => choices.map((choice) => choice(PLAIN)));
  const longest = Math.max(...dimensions.map((choices) => choices.length));
  const together = Array.from({ length: longest }, (_, i) =>
    dimensions.reduce((request, choices) => choices[Math.min(i, choices.length - 1)](request), PLAIN));
  return { extras: [...single, ...together], cut: true };
}

function times(requests: readonly Extras[], choices: readonly Choice[]): Extras[] {
  return requests.flatMap((request) => choices.map((choice) => choice(request)));
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
  return [...bySignature.values()].map((method) => (request) => ({ ...request, method }));
}

/** The Host header is divided with the hosts. */
type Named = Exclude<Extract<NamedMatcher, { readonly value: ValueMatcher }>, { readonly of: 'authority' }>;

function namedChoices(matchers: readonly NamedMatcher[]): readonly (readonly Choice[])[] {
  const byName = new Map<string, Named[]>();
  for (const matcher of matchers) {
    // what no request decides divides none
    if (!('value' in matcher) || matcher.of === 'authority') continue;
    const key = `${matcher.of} ${matcher.name}`;
    byName.set(key, [...byName.get(key) ?? [], matcher]);
  }
  return [...byName.values()].map((group) => {
    const [{ of, name }] = group;
    const values = exampleValues(group.map(({ value }) => value));
    return [(request: Extras) => request, ...values.map((value): Choice => (request) => withValue(request, of, name, value))];
  });
}

/** A request that the conditions of a route hold for, where each asks for one plain text; otherwise one that some of them hold for. */
export function ownExtras({ methods, named = [] }: Conditions): Extras {
  let request: Extras = { ...PLAIN, method: methods?.[0] ?? PLAIN.method };
  for (const each of named) {
    if (!('value' in each) || each.of === 'authority') continue;
    const value = plainText(each.value);
    if (value !== null) request = withValue(request, each.of, each.name, value);
  }
  return request;
}

function plainText(matcher: ValueMatcher): string | null {
  if (matcher.kind === 'present') return 'x';
  return matcher.kind === 'exact' && /^[!-~]+$/.test(matcher.value) ? matcher.value : null;
}

function withValue(request: Extras, of: Named['of'], name: string, value: string): Extras {
  if (of === 'header') return { ...request, headers: { ...request.headers, [name]: value } };
  if (of === 'query' || of === 'query-pair') {
    const key = of === 'query' ? name : name.replaceAll('*', '') || 'x';
    const pair = `${encodeURIComponent(key)}=${encodeURIComponent(value)}`;
    return { ...request, query: `${request.query === '' ? '?' : `${request.query}&`}${pair}` };
  }
  const before = Object.hasOwn(request.headers, 'cookie') ? `${request.headers.cookie}; ` : '';
  return { ...request, headers: { ...request.headers, cookie: `${before}${name}=${value}` } };
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
