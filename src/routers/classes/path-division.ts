import { PATH_CHARACTERS } from './automaton';
import { isConditional, type ToldApartBy } from './condition-classes';
import { pathLanguage } from './matcher-languages';
import { partitionTexts } from './partition';
import { pathClasses, type PathClass } from './path-classes';
import { literalMatches, literalOf, type LiteralMatcher } from '../index/literal-path';
import type { PathMatcher, Route } from '../model';

/** What requests are not told apart by, though a router does: patterns that the engine refuses, and classes past the bounds. */
export type LeftOut =
  | { readonly kind: 'refused-pattern'; readonly route: Route }
  | { readonly kind: 'too-many-paths' | 'too-many-conditions' };

export interface DividedPaths {
  readonly paths: readonly { readonly area: PathClass | null; readonly examples: readonly string[]; readonly taking: readonly Route[] }[];
  readonly leftOut: readonly LeftOut[];
  /** The areas, one object for all hosts with the same literal paths, where nothing else divides the requests of a host; null where something does. */
  readonly plain: readonly PathClass[] | null;
}

/** Literal paths are divided by themselves, in one pass; patterns need the automaton. */
export function dividePaths(routes: readonly Route[], by: ToldApartBy): DividedPaths {
  const literals: LiteralMatcher[] = [];
  const conditional: { readonly route: Route; readonly matcher: LiteralMatcher }[] = [];
  for (const route of routes) {
    const matcher = literalOf(route);
    if (matcher === null || route.filters.some(isOfItsOwnPattern)) return divideByLanguages(routes);
    literals.push(matcher);
    if (isConditional(route, by)) conditional.push({ route, matcher });
  }
  const areas = areasOf(literals);
  if (conditional.length === 0) return plainDivision(areas);
  const taking = (path: string): readonly Route[] => conditional.filter(({ matcher }) => literalMatches(matcher, path)).map(({ route }) => route);
  const paths = areas.map((area) => ({ area, examples: [area.example], taking: taking(area.example) }));
  return { paths, leftOut: NONE, plain: null };
}

const NONE: readonly never[] = [];
const DIVISIONS = new WeakMap<readonly PathClass[], DividedPaths>();

function plainDivision(areas: readonly PathClass[]): DividedPaths {
  let known = DIVISIONS.get(areas);
  if (known === undefined) {
    const paths = areas.map((area) => ({ area, examples: [area.example], taking: NONE }));
    DIVISIONS.set(areas, known = { paths, leftOut: NONE, plain: areas });
  }
  return known;
}

/** Thousands of hosts often have the same few paths: what these divide paths into is remembered. */
const AREAS = new Map<string, readonly PathClass[]>();
const MOST_KNOWN = 500;

function areasOf(literals: readonly LiteralMatcher[]): readonly PathClass[] {
  const key = [...new Set(literals.map((each) => each.kind === 'any' ? '' : each.path))].join('\n');
  let known = AREAS.get(key);
  if (known !== undefined) return known;
  known = pathClasses(literals);
  if (AREAS.size >= MOST_KNOWN) AREAS.clear();
  AREAS.set(key, known);
  return known;
}

/** A rewrite whose own pattern does not match leaves the path as it is. */
function isOfItsOwnPattern(filter: Route['filters'][number]): boolean {
  return filter.kind === 'rewrite' && filter.pattern !== undefined;
}

function rewritePatterns({ filters }: Route): readonly PathMatcher[] {
  return filters.flatMap((filter) => filter.kind === 'rewrite' && filter.pattern !== undefined ? [{ kind: 'pattern', pattern: filter.pattern }] : []);
}

const ANY: PathMatcher = { kind: 'any' };

/** By the matchers of the routes, in their order, and behind them by what else paths are told apart by. */
function divideByLanguages(routes: readonly Route[]): DividedPaths {
  const matchers = [...routes.map(({ conditions }) => conditions.path ?? ANY), ...routes.flatMap(rewritePatterns)];
  const texts = matchers.map(pathLanguage);
  const places = [...texts.keys()].filter((i) => texts[i] !== null);
  const always = routes.filter((_, i) => texts[i] === null);
  const { classes, refused, cut } = partitionTexts(texts.filter((each) => each !== null), { beginning: '/', characters: PATH_CHARACTERS });
  const routesAt = (found: readonly number[]): readonly Route[] =>
    found.map((i) => places[i]).filter((place) => place < routes.length).map((place) => routes[place]);
  return {
    paths: classes.map(({ matched, examples }) => ({ area: null, examples, taking: [...always, ...routesAt(matched)] })),
    leftOut: [...routesAt(refused).map((route): LeftOut => ({ kind: 'refused-pattern', route })), ...(cut ? [{ kind: 'too-many-paths' } as const] : [])],
    plain: null,
  };
}
