import { deviating, mayServe, servingIngress } from './controllers';
import { destinationFact } from './destination';
import type { MatchedRequest } from './model';
import { pathSource } from './open';
import type { Candidate } from './path-index';
import { literalPrefixes } from './pattern-prefix';
import * as q from './questions';
import { sameDestination } from './text-table';
import type { OpenQuestion } from '../../../kubernetes/open-question';
import { prefixKey } from '../../index/path-elements';
import { classController, controllerTitles } from '../class-controller';
import { annotation } from '../ingress-class';
import { FACTS as NGINX, REWRITE_TARGET, USE_REGEX } from '../ingress-nginx/facts';
import { FACTS as TRAEFIK, PRIORITY, ROUTER_TLS } from '../traefik/facts';

/**
 * Where controllers are known to part from the Ingress text in their default settings; only what bears on this
 * request, and only controllers that may serve the class.
 */
export function deviations(match: MatchedRequest, into: OpenQuestion[]): void {
  const first = into.length;
  prefixByCharacters(match, into);
  prefixWithSlash(match, into);
  exactBehindPrefix(match, into);
  wildcardOfSeveralLabels(match, into);
  tlsOfTraefik(match, into);
  regexHost(match, into);
  markWithin(into, first);
}

/** Those that have nothing to do with the path. */
export function arrivalDeviations(match: MatchedRequest, into: OpenQuestion[]): void {
  const first = into.length;
  tlsOfTraefik(match, into);
  markWithin(into, first);
}

function markWithin(into: OpenQuestion[], first: number): void {
  for (let i = first; i < into.length; i++) into[i] = { ...into[i], withinClass: true };
}

/**
 * `/v1` as Prefix takes `/v11` too.
 *
 * @see https://doc.traefik.io/traefik/reference/install-configuration/providers/kubernetes/kubernetes-ingress/ strictPrefixMatching
 * @see https://nginx.org/en/docs/http/ngx_http_core_module.html#location
 */
function prefixByCharacters(match: MatchedRequest, into: OpenQuestion[]): void {
  const { host, candidate, path } = match;
  if (host === null || candidate?.pathType === 'Exact') return;
  const titles = controllerTitles(deviating(match, 'prefixes'));
  if (titles === '') return;
  const longest = host.paths.longestByCharacters(path, candidate?.path.length ?? 0);
  if (longest === null || (candidate !== null && sameDestination(longest.route, candidate.route))) return;
  into.push(q.byCharacters(longest.route.label, pathSource(longest), titles, destinationFact(longest.route, match.table.cluster)));
}

/** `/foo/` as Prefix, asked for `/foo`. */
function prefixWithSlash(match: MatchedRequest, into: OpenQuestion[]): void {
  const { candidate, path } = match;
  if (candidate === null || candidate.pathType === 'Exact' || candidate.path !== `${path}/`) return;
  const nginx = controllerTitles(deviating(match, 'finalSlash', 'redirects'));
  const others = controllerTitles(deviating(match, 'finalSlash', 'no-match'));
  const said = [
    ...nginx === '' ? [] : [`${nginx} answer${nginx.includes(' and ') ? '' : 's'} 301 to ${candidate.path}`],
    ...others === '' ? [] : [`${others} does not match it`],
  ];
  if (said.length > 0) into.push(q.prefixWithFinalSlash(candidate.route.label, pathSource(candidate), path, said));
}

/** How much longer `PathPrefix` is than `Path`. */
const LONGER_RULE = 'PathPrefix'.length - 'Path'.length;

/**
 * Traefik lets the longest rule win, and `PathPrefix(...)` is longer than `Path(...)`.
 *
 * @see https://doc.traefik.io/traefik/reference/routing-configuration/http/routing/rules-and-priority/#priority-calculation
 */
function exactBehindPrefix(match: MatchedRequest, into: OpenQuestion[]): void {
  const { host, candidate, path } = match;
  if (host === null || candidate?.pathType !== 'Exact' || mayServe(match, [TRAEFIK.name]).length === 0) return;
  if (annotation(candidate.ingress, PRIORITY) !== null) return;
  const prefix = host.paths.matching(path).find((each) => each.pathType !== 'Exact' && path.startsWith(each.path));
  if (prefix === undefined || prefix.path.length + LONGER_RULE <= candidate.path.length || sameDestination(prefix.route, candidate.route)) return;
  into.push(q.longerRuleOfTraefik(prefix.route.label, pathSource(prefix), destinationFact(prefix.route, match.table.cluster)));
}

/** `*.example.com` for `a.b.example.com`. */
function wildcardOfSeveralLabels(match: MatchedRequest, into: OpenQuestion[]): void {
  const { request, table, host } = match;
  if (host?.virtualHost.host.kind === 'exact' || host?.virtualHost.host.kind === 'wildcard') return;
  const titles = controllerTitles(deviating(match, 'wildcards'));
  if (titles === '') return;
  for (let dot = request.host.indexOf('.', request.host.indexOf('.') + 1); dot > 0; dot = request.host.indexOf('.', dot + 1)) {
    if (table.hosts.wildcard(request.host.slice(dot)) === null) continue;
    into.push(q.wildcardOfLabels(`*${request.host.slice(dot)}`, titles));
    return;
  }
}

/** Traefik loads the certificates of `spec.tls`, and serves https only on entry points, or by routers, that are told to. */
function tlsOfTraefik(match: MatchedRequest, into: OpenQuestion[]): void {
  const { request, tls, table } = match;
  const ingress = servingIngress(match);
  if (request.scheme !== 'https' || ingress === null || tls.length === 0 || classController(table.cluster, table) !== TRAEFIK.name) return;
  if (annotation(ingress, ROUTER_TLS) === 'true') return;
  into.push(q.tlsOfTraefik(ingress.resource, ROUTER_TLS));
}

/**
 * One Ingress with `use-regex`, or a `rewrite-target`, makes regular expressions of all paths of its hosts: case does not count then,
 * and what follows the path does not either.
 *
 * @see https://kubernetes.github.io/ingress-nginx/user-guide/ingress-path-matching/
 */
function regexHost(match: MatchedRequest, into: OpenQuestion[]): void {
  const { host, candidate, path } = match;
  if (host === null || host.virtualHost.host.kind === 'any' || mayServe(match, [NGINX.name]).length === 0) return;
  const owner = host.owners.find((each) => annotation(each, USE_REGEX) === 'true' || annotation(each, REWRITE_TARGET) !== null);
  if (owner === undefined) return;
  const taken = candidate?.path.length ?? 0;
  const lower = path.toLowerCase();
  const other = host.paths.candidates.find((each) => each !== candidate && each.path.length > taken && mayMatchAsPattern(each, lower));
  if (other === undefined) return;
  into.push(q.pathsAsPatterns(owner.resource, other.route.label, pathSource(other), other.path, destinationFact(other.route, match.table.cluster)));
}

function mayMatchAsPattern({ path: rule }: Candidate, lowerPath: string): boolean {
  return literalPrefixes(rule, true).some((each) => lowerPath.startsWith((each === rule ? rule : prefixKey(each)).toLowerCase()));
}
