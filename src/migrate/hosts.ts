import { passthroughOf } from './passthrough';
import { oncePer } from '../kubernetes/once-per';
import { hostMatchers } from '../routers/classes/router-hosts';
import { valueHolds } from '../routers/index/conditions';
import { compareHosts, hostMatches, HostTable, hostText } from '../routers/index/host-table';
import { normalPath } from '../routers/index/path-steps';
import { compareRanks } from '../routers/index/rank';
import type { Certificate, Conditions, HostMatcher, Listener, PathMatcher, PathStep, Route, Router, VirtualHost } from '../routers/model';

/** A host that a router tells apart, with the routes that its requests are tried against, in this order. */
export interface RoutedHost {
  readonly matcher: HostMatcher;
  /** null: every host that has no other. */
  readonly hostname: string | null;
  readonly entries: readonly HostEntry[];
}

export interface HostEntry {
  readonly scheme: 'http' | 'https';
  readonly listener: Listener;
  readonly routes: readonly Route[];
  /** Of https; null: the controller's own. */
  readonly certificate: Certificate | null;
  /** Of https that annotations ask to pass on undecrypted: the route whose backends get the connections; null: it is decrypted. */
  readonly passthrough: Route | null;
}

const HOSTNAME = /^(?:\*\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** Whether a Gateway can name the host. */
export function isHostname(matcher: HostMatcher): boolean {
  return matcher.kind === 'any' || (matcher.kind !== 'pattern' && HOSTNAME.test(hostText(matcher)) && !/^\d+\.\d+\.\d+\.\d+$/.test(hostText(matcher)));
}

/** Every host of a router, exact ones first. */
export function routedHosts(router: Router): readonly RoutedHost[] {
  const matchers = new Map<string, HostMatcher>();
  for (const each of hostMatchers([router])) matchers.set(`${each.kind} ${hostText(each)}`, each);
  return [...matchers.values()].filter(isHostname).sort(compareHosts).map((matcher): RoutedHost => ({
    matcher,
    hostname: matcher.kind === 'any' ? null : hostText(matcher),
    entries: router.listeners.flatMap((listener) => entryOf(router, listener, matcher)),
  }));
}

/** A port of a Gateway speaks http or https: where a controller's speaks both, the usual one is kept. */
export function withOneProtocol(listeners: readonly Listener[]): readonly Listener[] {
  const spoken = new Set(listeners.map(({ port, protocol }) => `${port} ${protocol}`));
  return listeners.filter(({ port, protocol }) => {
    const isHttp = protocol === 'HTTP';
    return !spoken.has(`${port} ${isHttp ? 'HTTPS' : 'HTTP'}`) || (port === 443) === !isHttp;
  });
}

/** A name that no closer host is likely to take. */
function exampleOf(matcher: HostMatcher): string {
  if (matcher.kind === 'exact') return matcher.host;
  return matcher.kind === 'wildcard' ? `any-other-name${matcher.suffix}` : 'no-rule-names-this.invalid';
}

function entryOf({ pathSteps }: Router, listener: Listener, matcher: HostMatcher): readonly HostEntry[] {
  const host = exampleOf(matcher);
  const { protocol, tls } = listener;
  if ((protocol !== 'HTTP' && protocol !== 'HTTPS') || tls === 'passthrough' || hostMatches(listener.host, host) === false) return [];
  const scheme = protocol === 'HTTPS' ? 'https' : 'http';
  const isFor = ({ conditions }: Route): boolean => (conditions.scheme ?? scheme) === scheme && isAskable(pathSteps, conditions.path);
  const routes = routesInOrder(listener, host).filter(isFor);
  // a TLSRoute has a hostname
  const passthrough = scheme === 'https' && matcher.kind !== 'any' ? passthroughOf(routes) : null;
  return [{ scheme, listener, routes, certificate: scheme === 'https' && passthrough === null ? certificateOf(listener, host) : null, passthrough }];
}

/** The routes of the closest host by rank, then those of the next one where a miss goes on to it. */
function routesInOrder(listener: Listener, host: string): readonly Route[] {
  const found: Route[] = [];
  hostsOf(listener).visit(host, (virtualHost, sure) => {
    if (sure !== true) return false;
    found.push(...routesFor(virtualHost, host));
    return virtualHost.onMiss === 'stop';
  });
  return found;
}

function routesFor(virtualHost: VirtualHost, host: string): readonly Route[] {
  const own: RouteAt[] = [];
  routesByHost(virtualHost).visit(host, (each, sure) => {
    if (sure === true && holdsFor(each.route.conditions, host)) own.push(each);
    return false;
  });
  return own.sort((a, b) => compareRanks(a.route.rank, b.route.rank) || a.position - b.position).map(({ route }) => route);
}

interface RouteAt {
  readonly route: Route;
  readonly position: number;
}

const ANY: HostMatcher = { kind: 'any' };

const hostsOf = oncePer(({ hosts }: Listener) => new HostTable(hosts, ({ host }) => host));

/** One host may have the routes of thousands of names, each with its own as a condition. */
const routesByHost = oncePer(({ routes }: VirtualHost) =>
  new HostTable(routes.map((route, position): RouteAt => ({ route, position })), ({ route: { conditions } }) => conditions.host ?? ANY));

const certificatesOf = oncePer(({ certificates }: Listener) => new HostTable(
  certificates.flatMap((certificate) => (certificate.hosts.length === 0 ? [ANY] : certificate.hosts).map((matcher) => ({ matcher, certificate }))),
  ({ matcher }) => matcher,
));

/** Whether paths, as they are when they are matched, can begin so: those that are cleaned have no `//` and no dot segments. */
function isAskable(steps: Router['pathSteps'], path: PathMatcher = { kind: 'any' }): boolean {
  if (!('path' in path) || path.kind === 'glob' || path.path.includes('%')) return true;
  const asked = path.kind === 'string-prefix' ? `${path.path}x` : path.path;
  return normalPath(steps.filter((step) => CLEANING.has(step)), asked) === asked;
}

const CLEANING: ReadonlySet<PathStep> = new Set(['clean', 'merge-slashes', 'dot-segments']);

/** Whether the conditions on the Host header, as it is sent, hold. */
function holdsFor({ named = [] }: Conditions, example: string): boolean {
  return named.every((each) => each.of !== 'authority' || valueHolds(each.value, [example]) === true);
}

/** The closest one that is in a Secret. */
function certificateOf(listener: Listener, host: string): Certificate | null {
  let found: Certificate | null = null;
  certificatesOf(listener).visit(host, ({ certificate }, sure) => {
    if (sure === true && certificate.secret !== null) found = certificate;
    return found !== null;
  });
  return found;
}
