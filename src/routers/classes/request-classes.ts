import { PATH_CHARACTERS } from './automaton';
import { conditionClasses, isConditional, type ToldApartBy } from './condition-classes';
import { hostClasses, type HostClass } from './host-classes';
import { pathLanguage } from './matcher-languages';
import { partitionTexts } from './partition';
import { pathClasses, type PathClass } from './path-classes';
import { hostMatchers, routesForHost, ruledHosts } from './router-hosts';
import { compareHosts, hostMatches, HostTable } from '../index/host-table';
import { speaks } from '../index/router-index';
import type { Listener, PathMatcher, Route, Router, RouterRequest } from '../model';

/** Where requests are sent. */
export interface Entry {
  readonly scheme: RouterRequest['scheme'];
  readonly port: number;
}

/** Requests that every one of some routers treats alike. */
export interface RequestClass {
  readonly host: HostClass;
  readonly entry: Entry;
  /** Where the path lies, seen from the literal paths of the rules; null where patterns divide the paths of the host. */
  readonly area: PathClass | null;
  /** The shortest and plainest of them. */
  readonly request: RouterRequest;
  /** The same with paths that go on otherwise: where routers change the path, they may be told apart by these. */
  readonly others: readonly RouterRequest[];
}

/** All classes of one host at one entry. */
export interface HostRequests {
  readonly host: HostClass;
  readonly entry: Entry;
  readonly classes: readonly RequestClass[];
  /** What requests are not told apart by, though a router does: patterns that the engine refuses, and classes past the bounds. */
  readonly leftOut: readonly LeftOut[];
}

export type LeftOut =
  | { readonly kind: 'refused-pattern'; readonly route: Route }
  | { readonly kind: 'too-many-paths' | 'too-many-conditions' };

/**
 * Divides all requests into classes that each of the routers treats as a whole: hosts by their names, paths as regular languages, then methods, headers,
 * query parameters and cookies. Paths are in normal form.
 */
export function* requestClasses(routers: readonly Router[]): Iterable<HostRequests> {
  for (const { host, entry, divide } of hostEntries(routers, 'routes')) yield { host, entry, ...divide() };
}

/** One host at one entry, whose requests are divided when that is asked for. */
export interface HostEntry {
  readonly host: HostClass;
  readonly entry: Entry;
  /** @param routers whose rules divide the requests; all where nothing is said, else some of them */
  divide(routers?: readonly Router[]): Pick<HostRequests, 'classes' | 'leftOut'>;
}

/** Every host and entry that some routers serve. */
export function* hostEntries(routers: readonly Router[], by: ToldApartBy): Iterable<HostEntry> {
  const hosts = hostClasses(matchersOf(routers));
  for (const entry of entriesOf(routers)) {
    const listeners = routers.flatMap((router) => listenersAt(router, entry));
    const byHost = new HostTable(listeners, (each) => each.host);
    const byRules = new HostTable(listeners.flatMap((each, at) => [...ruledHosts(each)].map((host) => ({ host, at }))), (each) => each.host);
    for (const host of hosts) {
      const [first] = matching(byHost, host);
      if (first === undefined) continue;
      // of thousands of load balancers for every host few have a rule for this one
      const places = [...new Set(matching(byRules, host).map(({ at }) => at))].sort((a, b) => a - b);
      const ruled = places.map((at) => listeners[at]).filter((each) => hostMatches(each.host, host.example) !== false);
      const serving = ruled.length > 0 ? ruled : [first];
      const divide = (some?: readonly Router[]): Pick<HostRequests, 'classes' | 'leftOut'> => hostRequests(host, entry, by, some === undefined ? serving
        : some.flatMap((router) => listenersAt(router, entry)).filter((each) => hostMatches(each.host, host.example) !== false));
      yield { host, entry, divide };
    }
  }
}

function listenersAt({ listeners }: Router, { port, scheme }: Entry): readonly Listener[] {
  return listeners.filter((each) => each.port === port && speaks(each, scheme));
}

/** What may take requests for a host, the closest first. */
function matching<T>(table: HostTable<T>, { example }: HostClass): readonly T[] {
  const found: T[] = [];
  table.visit(example, (each) => {
    found.push(each);
    return false;
  });
  return found;
}

function* matchersOf(routers: readonly Router[]): Iterable<Parameters<typeof hostMatches>[0]> {
  for (const router of routers) yield* hostMatchers(router);
}

/** Every scheme and port that one of the routers serves, plain http first. */
function entriesOf(routers: readonly Router[]): readonly Entry[] {
  const entries = new Map<string, Entry>();
  for (const { listeners } of routers) {
    for (const listener of listeners) {
      for (const scheme of ['http', 'https'] as const) {
        if (speaks(listener, scheme)) entries.set(`${scheme} ${listener.port}`, { scheme, port: listener.port });
      }
    }
  }
  return [...entries.values()].sort((a, b) => a.scheme.localeCompare(b.scheme) || a.port - b.port);
}

function hostRequests(host: HostClass, entry: Entry, by: ToldApartBy, listeners: readonly Listener[]): Pick<HostRequests, 'classes' | 'leftOut'> {
  if (listeners.length === 0) return { classes: [], leftOut: [] };
  const routes = [...new Set([...listeners].sort((a, b) => compareHosts(a.host, b.host)).flatMap((each) => routesForHost(each, host.example)))];
  const divided = dividePaths(routes, by);
  const leftOut = [...divided.leftOut];
  const classes: RequestClass[] = [];
  for (const { area, examples, taking } of divided.paths) {
    const { extras, cut } = conditionClasses(taking, by);
    if (cut) leftOut.push({ kind: 'too-many-conditions' });
    for (const extra of extras) {
      const [request, ...others] = examples.map((path): RouterRequest => ({
        ...extra, path: sendable(path), scheme: entry.scheme, port: entry.port, authority: host.example, sni: entry.scheme === 'https' ? host.example : null,
      }));
      classes.push({ host, entry, area, request, others });
    }
  }
  return { classes, leftOut };
}

/** What cannot stand in a request line is sent escaped, as `/a%20b`. */
function sendable(path: string): string {
  return UNSENDABLE.test(path) ? path.replace(new RegExp(UNSENDABLE, 'gu'), (each) => encodeURIComponent(each)) : path;
}

const UNSENDABLE = /[^\x21-\x7e\ud800-\udfff]|[#?]/u;

interface DividedPaths {
  readonly paths: readonly { readonly area: PathClass | null; readonly examples: readonly string[]; readonly taking: readonly Route[] }[];
  readonly leftOut: readonly LeftOut[];
}

/** Literal paths are divided by themselves, in one pass; patterns need the automaton. */
function dividePaths(routes: readonly Route[], by: ToldApartBy): DividedPaths {
  const matchers = routes.map(({ conditions }) => conditions.path ?? ANY);
  const rewrites = routes.flatMap(rewritePatterns);
  if (rewrites.length > 0 || !matchers.every(isLiteral)) return divideByLanguages(routes, [...matchers, ...rewrites]);
  const conditional = routes.flatMap((route, i) => isConditional(route, by) ? [{ route, matcher: matchers[i] }] : []);
  const taking = (path: string): readonly Route[] => conditional.filter(({ matcher }) => literalMatches(matcher, path)).map(({ route }) => route);
  return { paths: pathClasses(matchers).map((area) => ({ area, examples: [area.example], taking: taking(area.example) })), leftOut: [] };
}

/** A rewrite whose own pattern does not match leaves the path as it is. */
function rewritePatterns({ filters }: Route): readonly PathMatcher[] {
  return filters.flatMap((filter) => filter.kind === 'rewrite' && filter.pattern !== undefined ? [{ kind: 'pattern', pattern: filter.pattern }] : []);
}

const ANY: PathMatcher = { kind: 'any' };

type LiteralMatcher = Exclude<PathMatcher, { readonly kind: 'glob' | 'pattern' }>;

function isLiteral(matcher: PathMatcher): matcher is LiteralMatcher {
  return matcher.kind === 'any' || (matcher.kind !== 'glob' && matcher.kind !== 'pattern' && matcher.ignoreCase !== true);
}

function literalMatches(matcher: LiteralMatcher, path: string): boolean {
  switch (matcher.kind) {
    case 'any': return true;
    case 'exact': return path === matcher.path;
    case 'string-prefix': return path.startsWith(matcher.path);
    case 'element-prefix': {
      const prefix = matcher.path.endsWith('/') ? matcher.path.slice(0, -1) : matcher.path;
      return path === prefix || path.startsWith(`${prefix}/`);
    }
  }
}

/** @param matchers of the routes, in their order, and behind them what else paths are told apart by */
function divideByLanguages(routes: readonly Route[], matchers: readonly PathMatcher[]): DividedPaths {
  const texts = matchers.map(pathLanguage);
  const places = [...texts.keys()].filter((i) => texts[i] !== null);
  const always = routes.filter((_, i) => texts[i] === null);
  const { classes, refused, cut } = partitionTexts(texts.filter((each) => each !== null), { beginning: '/', characters: PATH_CHARACTERS });
  const routesAt = (found: readonly number[]): readonly Route[] =>
    found.map((i) => places[i]).filter((place) => place < routes.length).map((place) => routes[place]);
  return {
    paths: classes.map(({ matched, examples }) => ({ area: null, examples, taking: [...always, ...routesAt(matched)] })),
    leftOut: [...routesAt(refused).map((route): LeftOut => ({ kind: 'refused-pattern', route })), ...(cut ? [{ kind: 'too-many-paths' } as const] : [])],
  };
}
