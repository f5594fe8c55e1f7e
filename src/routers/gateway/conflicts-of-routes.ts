import type { CompiledRoute, RouteInputs } from './compiled-route';
import type { NamedMatch, RouteMatch } from '../../kubernetes/gateway/route';
import { openQuestion, type OpenQuestion } from '../../kubernetes/open-question';

/**
 * What is not decided between the routes of one host: the age of two objects that claim the same requests, and where a pattern stands among prefixes.
 *
 * @returns the questions of each route that has any
 */
export function conflictQuestions(routes: readonly CompiledRoute[], { implementation }: Pick<RouteInputs, 'implementation'>): ReadonlyMap<CompiledRoute, readonly OpenQuestion[]> {
  const found = new Map<CompiledRoute, OpenQuestion[]>();
  const add = (route: CompiledRoute, question: OpenQuestion): void => {
    const known = found.get(route);
    if (known === undefined) found.set(route, [question]);
    else known.push(question);
  };
  for (const group of sameRank(routes)) {
    for (const route of group) {
      const rival = group.find((other) => isYetToAge(route, other) && mayBothMatch(route.match, other.match));
      if (rival !== undefined) add(route, ageQuestion(route, rival));
    }
  }
  if (implementation?.patternOrder == null) addPatternQuestions(routes, add);
  return found;
}

/** Routes whose order only age, names and places decide. */
function sameRank(routes: readonly CompiledRoute[]): readonly (readonly CompiledRoute[])[] {
  const groups = new Map<string, CompiledRoute[]>();
  for (const compiled of routes) {
    const { path, call } = compiled.match;
    const key = JSON.stringify([path, call, compiled.route.rank.slice(0, 5)]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [compiled]);
    else group.push(compiled);
  }
  return [...groups.values()].filter((group) => group.length > 1 && group.length <= MOST_COMPARED);
}

/** More routes with the same path are not compared with each other. */
const MOST_COMPARED = 500;

/** Which of two objects is the older shows only when both are there. */
function isYetToAge(a: CompiledRoute, b: CompiledRoute): boolean {
  return a.owner !== b.owner && a.possible === b.possible && (a.owner.creationTimestamp === null || b.owner.creationTimestamp === null);
}

/** One request can have all headers and parameters of both, unless one of them must have two values. */
function mayBothMatch(a: RouteMatch, b: RouteMatch): boolean {
  if (a.method !== b.method && a.method !== null && b.method !== null) return false;
  return agree(a.headers, b.headers, (name) => name.toLowerCase()) && agree(a.queryParams, b.queryParams, (name) => name);
}

function agree(a: readonly NamedMatch[], b: readonly NamedMatch[], normal: (name: string) => string): boolean {
  return a.every((one) => b.every((other) => normal(one.name) !== normal(other.name) || one.type !== 'Exact' || other.type !== 'Exact' || one.value === other.value));
}

function ageQuestion({ owner, route }: CompiledRoute, other: CompiledRoute): OpenQuestion {
  const names = [owner, other.owner].map(({ kind, namespace, name }) => `${kind} ${namespace}/${name}`).sort();
  return openQuestion('older-route', {}, [route.source, other.route.source],
    () => `which of ${names.join(' and ')} is the older: both match the same requests, and the manifests have no creationTimestamp`);
}

function addPatternQuestions(routes: readonly CompiledRoute[], add: (route: CompiledRoute, question: OpenQuestion) => void): void {
  const prefixes = routes.filter(({ match }) => match.path?.type === 'PathPrefix');
  const [first] = prefixes;
  if (first === undefined) return;
  const another = prefixes.find((each) => !isOfOneRule(each, first));
  for (const compiled of routes) {
    if (compiled.match.path?.type !== 'RegularExpression') continue;
    // within one rule it makes no difference
    const prefix = isOfOneRule(compiled, first) ? another : first;
    if (prefix === undefined) continue;
    add(compiled, openQuestion('pattern-order', {}, [compiled.route.source, prefix.route.source],
      () => `whether the controller puts the pattern ${compiled.match.path?.value ?? ''} before prefixes such as ${prefix.match.path?.value ?? ''}: the order is its own choice`));
  }
}

/** @see rankOf in http-routes.ts for the place of the rule */
function isOfOneRule(a: CompiledRoute, b: CompiledRoute): boolean {
  return a.owner === b.owner && a.route.rank[RULE] === b.route.rank[RULE];
}

const RULE = 7;
