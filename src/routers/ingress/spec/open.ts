import { annotationEffects } from './annotations';
import { mayServe, servingIngress } from './controllers';
import type { SpecMatch } from './match';
import type { IngressObjects } from './spec';
import { describe, type Resource } from '../../../kubernetes/resource';
import { prefixKey, type Candidate } from '../../index/path-index';
import { pathVariants } from '../../index/path-variants';
import { routeId, sameDestination, type Route } from '../../route-table';
import type { ClassController } from '../class-controller';
import { annotation, isCanary } from '../ingress-class';

/** What an answer hangs on where the Ingress text leaves it open, one sentence each; only what bears on this request. */
export function openQuestions(match: SpecMatch): readonly string[] {
  return [
    ...entryPoint(match),
    ...normalisation(match),
    ...rivals(match),
    ...sharedHost(match),
    ...implementationSpecific(match),
    ...exactBeforeLonger(match),
    ...otherHosts(match),
    ...withoutPaths(match),
    ...defaultBackend(match),
    ...annotationEffects(match),
  ];
}

/** Ingress exposes HTTP on 80 and HTTPS on 443; certificates and redirects between them are the controller's. */
function* entryPoint(match: SpecMatch): Iterable<string> {
  const { request, tls, route, table } = match;
  const usual = request.scheme === 'https' ? 443 : 80;
  if (request.port !== usual) yield `port ${request.port}: Ingress controllers listen on 80 and 443, others are theirs to add`;
  if (route === null) return;
  if (request.scheme === 'http') {
    if (tls.length > 0 && request.host !== '' && mayServe(match, REDIRECTING.filter((each) => !isToldNotTo(match, each))).length > 0) {
      yield `${request.host} has TLS: ingress-nginx, both HAProxy controllers and NGINX Inc. redirect http to https unless told not to`;
    }
    return;
  }
  if (tls.length === 0) {
    yield `no spec.tls entry covers ${request.host}: https is served with the controller's default certificate, or not at all (Traefik, Contour, GKE)`;
    return;
  }
  const [first] = tls;
  const namespace = first.resource.namespace;
  if (first.tls.secretName === null) {
    yield `the spec.tls entry for ${request.host} names no Secret: the controller's default certificate is served`;
  } else if (namespace !== null && !hasSecret(table.cluster, namespace, first.tls.secretName)) {
    yield `Secret ${namespace}/${first.tls.secretName} with the certificate for ${request.host} is not among the manifests`;
  }
}

/** Controllers that redirect http to https for hosts with a certificate. */
const REDIRECTING: readonly ClassController[] = ['ingress-nginx', 'haproxy', 'nginx-inc'];

/** The annotations that switch the redirect off, by who reads them. */
const SWITCHES: Readonly<Partial<Record<ClassController, readonly string[]>>> = {
  'ingress-nginx': ['nginx.ingress.kubernetes.io/ssl-redirect'],
  'haproxy': ['haproxy.org/ssl-redirect', 'haproxy-ingress.github.io/ssl-redirect', 'ingress.kubernetes.io/ssl-redirect'],
  'nginx-inc': ['ingress.kubernetes.io/ssl-redirect', 'nginx.org/ssl-redirect'],
};

function isToldNotTo(match: SpecMatch, controller: ClassController): boolean {
  const ingress = servingIngress(match);
  return ingress !== null && (SWITCHES[controller] ?? []).some((key) => annotation(ingress, key) === 'false');
}

function hasSecret({ find, externals }: IngressObjects, namespace: string, name: string): boolean {
  return find('Secret', namespace, name) !== undefined
    || (externals?.secrets.some((each) => each.namespace === namespace && each.name === name) ?? false);
}

function* normalisation({ request, table, host, route }: SpecMatch): Iterable<string> {
  if (host === null) return;
  for (const variant of pathVariants(request.path)) {
    const other = host.paths.find(variant.path)?.route ?? host.fallback?.route ?? null;
    if (other === route) continue;
    yield `the path is not in normal form: ${variant.by} match ${variant.path}, and then ${other === null ? 'nothing matches' : whereTo(other)}`;
  }
  if (request.host.endsWith('.') && table.hosts.all.length > 0) yield 'the host ends with a dot: most controllers ignore it';
}

/** Several Ingress objects with the same host, path and type: the oldest wins in most controllers. */
function* rivals({ candidate }: SpecMatch): Iterable<string> {
  const rival = candidate?.rivals.find((each) => !sameDestination(each.route, candidate.route));
  if (candidate === null || rival === undefined) return;
  const what = `${candidate.route.label} also stands in ${routeId(rival.route)}`;
  if (isCanary(rival.ingress)) yield `${what}, a canary: ingress-nginx sends it a share of the requests`;
  else if (rival.ingress === candidate.ingress) yield `${what}: the first is taken, GKE takes the last`;
  else if (agesKnown(candidate, rival)) yield `${what}: the older Ingress is taken, which not every controller does (Traefik, Contour: not defined)`;
  else yield `${what}: the older Ingress is taken, and the manifests do not say which that is`;
}

function agesKnown(a: Candidate, b: Candidate): boolean {
  return a.ingress.creationTimestamp !== null && a.ingress.creationTimestamp !== b.ingress.creationTimestamp;
}

/** Rules of several Ingress objects for one host are merged by most controllers. */
function* sharedHost({ host, candidate, request }: SpecMatch): Iterable<string> {
  if (host === null || candidate === null || host.owners.length < 2 || host.virtualHost.host.kind === 'any') return;
  const { paths } = host;
  const other = paths.candidates.some((each) => each.ingress !== candidate.ingress);
  if (!other) return;
  yield `${request.host} has rules in ${list(host.owners.map((each) => each.resource))}, which are merged;`
    + ' NGINX Inc. serves only the oldest, GKE and AWS ALB (without a common group) make a load balancer for each';
}

const PATTERN = /[*?+^$()[\]{}|\\%]/;

/** ImplementationSpecific is read as Prefix, the commonest meaning. */
function* implementationSpecific({ host, candidate, path }: SpecMatch): Iterable<string> {
  if (host === null) return;
  if (candidate?.pathType === 'ImplementationSpecific' && path !== candidate.path) {
    yield `${candidate.route.label} is read as Prefix; AWS ALB and GKE read it as that path alone, Traefik and the HAProxy controllers by characters`;
    return;
  }
  if (candidate !== null && candidate.path === path) return;
  for (const each of host.paths.implementationSpecific) {
    if (each === candidate || each.path.length <= (candidate?.path.length ?? 0)) continue;
    const special = each.path.search(PATTERN);
    if (special >= 0 && path.startsWith(prefixKey(each.path.slice(0, special)))) {
      yield `${each.route.label} is read as a plain path; it is a pattern for AWS ALB, GKE and Contour, and for ingress-nginx with use-regex`;
      return;
    }
    if (special < 0 && path.startsWith(each.path)) {
      yield `${each.route.label} is read as Prefix, by whole elements; Traefik, Contour, NGINX Inc. and the HAProxy controllers read it by characters`;
      return;
    }
  }
}

/** `/foo` Exact beside `/foo/` Prefix: the text counts length before type, every controller takes Exact. */
function* exactBeforeLonger({ host, candidate, path }: SpecMatch): Iterable<string> {
  if (host === null || candidate?.pathType !== 'Exact') return;
  const longer = host.paths.prefixAt(path);
  if (longer !== null && longer.path.length > candidate.path.length) yield `${longer.route.label} also matches and is longer by its slash; controllers let Exact win`;
}

/** A path that the host's rules don't match does not fall through to rules of a less specific host in most controllers. */
function* otherHosts({ table, host, candidate, request, path }: SpecMatch): Iterable<string> {
  if (host === null || candidate !== null) return;
  for (const other of table.hosts.matching(request.host)) {
    if (other === host) continue;
    const found = other.paths.find(path);
    if (found === null) continue;
    yield `${routeId(found.route)} would match for ${other.virtualHost.host.kind === 'any' ? 'every host' : 'the wildcard host'}:`
      + ' Traefik and haproxy-ingress (jcmoraisjr) fall through to it, others stay with the host';
    return;
  }
}

function* withoutPaths({ host, candidate }: SpecMatch): Iterable<string> {
  if (host === null || candidate !== null || host.withoutPaths.length === 0) return;
  yield `a rule for the host has no paths (${host.withoutPaths[0]}): what it means is up to the controller, most use the default backend`;
}

function* defaultBackend({ table, host, candidate, route }: SpecMatch): Iterable<string> {
  if (host === null || candidate !== null || route === null || host.fallback === null) return;
  const { ingress } = host.fallback;
  const named = host.virtualHost.host.kind !== 'any';
  const own = host.owners.includes(ingress);
  if (named && !own) {
    yield `the default backend is that of ${describe(ingress.resource)}, which has no rule for the host: ingress-nginx, Contour and NGINX Inc. answer 404 instead`;
  } else if (!named && ingress.rules.length > 0) {
    yield `${describe(ingress.resource)} has rules besides its default backend: ingress-nginx and NGINX Inc. use it for their hosts alone`;
  }
  const candidates = table.fallbacks.filter((each) => !sameDestination(each.route, route) && (!own || host.owners.includes(each.ingress)));
  if (candidates.length > 0) {
    yield `${list(candidates.map((each) => each.ingress.resource))} also ${candidates.length > 1 ? 'have' : 'has'} a default backend: most controllers take that of the oldest Ingress`;
  }
}

function whereTo(route: Route): string {
  return route.path.kind === 'any' ? 'the default backend takes it' : `${route.label} takes it`;
}

function list(resources: readonly Resource[]): string {
  const names = [...new Set(resources.map(describe))];
  return names.length <= 3 ? names.join(', ') : `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`;
}

