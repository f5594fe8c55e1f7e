import { hostText } from './host-table';
import { differingPlace } from './rank';
import { indexRouter, type Found } from './router-index';
import { nearest } from '../../kubernetes/near-miss';
import { NearNames } from '../../kubernetes/near-names';
import type { Source } from '../../kubernetes/open-question';
import type { Explainer, HostMatcher, Route, Router, RouterRequest } from '../model';

/** Words for what a router decided: its own, or those that its ranks and conditions give. */
export function explainerOf(router: Router): Explainer {
  return router.explainer ?? {
    host: (request) => hostReason(router, indexRouter(router).find(request)),
    route: (request) => routeReason(router, request, indexRouter(router).find(request)),
    questions: () => [],
    asksByHost: () => true,
  };
}

function hostReason(router: Router, { host, route, hostName }: Found): string {
  const matcher = route?.conditions.host ?? host?.host;
  switch (matcher?.kind) {
    case 'exact': return 'an exact host rule';
    case 'wildcard': return `no exact host rule; ${hostText(matcher)} stands for ${matcher.labels === 'one' ? 'one label' : 'any number of labels'}`;
    case 'pattern': return `the pattern ${hostText(matcher)} matches it`;
    case 'any': return `no rule has host ${hostName}`;
    case undefined: return noHost(router, hostName);
  }
}

/** More hosts than these are not listed. */
const MOST_LISTED = 3;

function noHost(router: Router, hostName: string): string {
  if (hostName === '') return 'the request names no host';
  const names = hostNames(router);
  const near = namesOfHosts(router).nearest(hostName);
  if (near !== null) return `no rule has host ${hostName}; the closest is ${near}`;
  return names.length > 0 && names.length <= MOST_LISTED ? `no rule has host ${hostName}, only ${names.join(', ')}` : `no rule has host ${hostName}`;
}

const NAMES = new WeakMap<Router, NearNames>();

/** The hosts of all rules, as they are written. */
export function hostNames(router: Router): readonly string[] {
  return namesOfHosts(router).all;
}

function namesOfHosts(router: Router): NearNames {
  let names = NAMES.get(router);
  if (names === undefined) {
    const virtualHosts = router.listeners.flatMap((listener) => listener.hosts);
    const hosts = virtualHosts.flatMap(({ host, routes }) => [host, ...routes.map((each) => each.conditions.host)]);
    const named = hosts.filter((each): each is HostMatcher => each !== undefined && each.kind !== 'any');
    NAMES.set(router, names = new NearNames([...new Set(named.map(hostText))]));
  }
  return names;
}

function routeReason(router: Router, request: RouterRequest, found: Found): string {
  const read = found.path === request.path ? '' : `the path is read as ${found.path}; `;
  if (found.host === null) return 'no rule is for this host';
  return read + (found.route === null ? whyNoneMatches(found) : whyItWon(router, found.route, indexRouter(router).matching(request)));
}

/** Against which alternatives a route won; what one path makes of requests under further conditions is not an alternative to it. */
function whyItWon({ precedence }: Router, winner: Route, matching: readonly Route[]): string {
  const others = oncePerSource(matching.filter((each) => !isOfSource(each, winner.source)));
  if (others.length === 0) return 'the only matching path';
  const [second] = others;
  const more = others.length > 1 ? ` and ${others.length - 1} more` : '';
  const place = differingPlace(winner.rank, second.rank);
  return `${winner.label} takes precedence over ${second.label}${more}: ${place < 0 ? 'it comes first' : precedence[place] ?? 'it comes first'}`;
}

function isOfSource({ source }: Route, { resource, field }: Source): boolean {
  return source.resource === resource && source.field === field;
}

/** The first route of each field. */
function oncePerSource(routes: readonly Route[]): readonly Route[] {
  const fields = new Map<Source['resource'], Set<string>>();
  return routes.filter(({ source: { resource, field } }) => {
    const known = fields.get(resource) ?? new Set();
    fields.set(resource, known);
    if (known.has(field)) return false;
    known.add(field);
    return true;
  });
}

/** Past this many paths the nearest spelling is not looked for. */
const MOST_COMPARED = 1000;

function whyNoneMatches({ host, path, hostName }: Found): string {
  const routes = (host?.routes ?? []).slice(0, MOST_COMPARED);
  if (routes.length === 0) return `no path is for ${hostName}`;
  const near = nearest(path, routes.map(pathText));
  const label = near === null ? undefined : routes.find((each) => pathText(each) === near)?.label;
  return label === undefined ? `no path of ${hostName} matches ${path}` : `no path of ${hostName} matches ${path}; closest: ${label}`;
}

function pathText({ conditions: { path } }: Route): string {
  if (path === undefined || path.kind === 'any') return '/';
  return path.kind === 'pattern' ? path.pattern.text : path.path;
}
