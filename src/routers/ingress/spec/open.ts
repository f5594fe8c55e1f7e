import { annotationEffects } from './annotations';
import { deviating, servingIngress } from './controllers';
import { destinationFact } from './destination';
import type { IngressObjects, MatchedRequest } from './model';
import type { Candidate } from './path-index';
import { literalPrefixes, looksLikePattern } from './pattern-prefix';
import * as q from './questions';
import { sameDestination, type Route, type TlsEntry } from './text-table';
import type { Ingress } from '../../../kubernetes/ingress';
import { sourceIn, type OpenQuestion, type Source } from '../../../kubernetes/open-question';
import { prefixKey } from '../../index/path-elements';
import { pathVariants } from '../../index/path-variants';
import { isDeclaredSecret } from '../../secrets';
import { annotation, isCanary } from '../ingress-class';
import { CANARY } from '../ingress-nginx/facts';
import { controllerNamed } from '../known-controllers';

/** What an answer depends on where the Ingress text leaves it open; only what bears on this request, which is mostly nothing. */
export function openQuestions(match: MatchedRequest, into: OpenQuestion[]): void {
  arrivalQuestions(match, into);
  normalization(match, into);
  rivals(match, into);
  sharedHost(match, into);
  implementationSpecific(match, into);
  exactBeforeLonger(match, into);
  otherHosts(match, into);
  withoutPaths(match, into);
  defaultBackend(match, into);
  annotationEffects(match, into);
}

/** Ingress exposes HTTP on 80 and HTTPS on 443; certificates and redirects between them are the controller's. */
export function arrivalQuestions(match: MatchedRequest, into: OpenQuestion[]): void {
  const { request, tls, route, table } = match;
  const usual = request.scheme === 'https' ? 443 : 80;
  if (request.port !== usual) into.push(q.otherPort(request.port));
  if (route === null) return;
  if (request.scheme === 'http') {
    if (tls.length > 0 && request.host !== '' && deviating(match, 'redirectsToHttps').some((each) => !isToldNotTo(match, each))) {
      into.push(q.redirectToHttps(request.host, tlsSource(tls[0])));
    }
    return;
  }
  if (tls.length === 0) {
    into.push(q.noCertificate(request.host));
    return;
  }
  const [first] = tls;
  const namespace = first.resource.namespace;
  if (first.tls.secretName === null) {
    into.push(q.defaultCertificate(request.host, tlsSource(first)));
  } else if (namespace !== null && !hasSecret(table.cluster, namespace, first.tls.secretName)) {
    into.push(q.secretOutside(request.host, tlsSource(first), first.tls.secretName));
  }
}

function tlsSource({ resource, tls }: TlsEntry): Source {
  return sourceIn(resource, tls.fieldPath, 'certificate');
}

export function pathSource({ route: { resource, fieldPath } }: Candidate): Source {
  return sourceIn(resource, fieldPath, 'path');
}

function isToldNotTo(match: MatchedRequest, controller: string): boolean {
  const ingress = servingIngress(match);
  const switches = controllerNamed(controller)?.deviations?.redirectsToHttps?.unless ?? [];
  return ingress !== null && switches.some((key) => annotation(ingress, key) === 'false');
}

function hasSecret({ find, externals }: IngressObjects, namespace: string, name: string): boolean {
  return find('Secret', namespace, name) !== undefined || (externals !== undefined && isDeclaredSecret(externals, namespace, name));
}

function normalization({ request, table, host, route }: MatchedRequest, into: OpenQuestion[]): void {
  if (host === null) return;
  for (const variant of pathVariants(request.path)) {
    const other = host.paths.find(variant.path)?.route ?? host.fallback?.route ?? null;
    if (other === route) continue;
    const taken = other === null ? null : { by: whatTakes(other), to: destinationFact(other, table.cluster) };
    into.push(q.pathNotNormal(variant.by, variant.path, taken));
  }
  if (request.host.endsWith('.') && table.hosts.all.length > 0) into.push(q.hostFinalDot());
}

/** Several Ingress objects with the same host, path and type: the oldest wins in most controllers. */
function rivals({ candidate, table }: MatchedRequest, into: OpenQuestion[]): void {
  if (candidate === null) return;
  const others = candidate.rivals.filter((each) => !sameDestination(each.route, candidate.route));
  if (others.length === 0) return;
  const [rival] = others;
  const kind = isCanary(rival.ingress) ? 'canary' : rival.ingress === candidate.ingress ? 'same' : agesKnown(candidate, rival) ? 'younger' : 'unknown';
  const to = others.map(({ route, ingress }) => [destinationFact(route, table.cluster), canarySettings(ingress)].filter((each) => each !== null).join(' '));
  into.push(q.samePath(kind, candidate.route.label, others.map(pathSource), to.join('; ')));
}

/** Who gets the canary: its weight, headers and cookies; null for other objects. */
function canarySettings(ingress: Ingress): string | null {
  if (!isCanary(ingress)) return null;
  return Object.entries(ingress.annotations).filter(([key]) => key.startsWith(CANARY)).map(([key, value]) => `${key}: ${value}`).sort().join('; ');
}

function agesKnown(a: Candidate, b: Candidate): boolean {
  return a.ingress.creationTimestamp !== null && a.ingress.creationTimestamp !== b.ingress.creationTimestamp;
}

/** Rules of several Ingress objects for one host are merged by most controllers. */
function sharedHost({ host, candidate, request }: MatchedRequest, into: OpenQuestion[]): void {
  if (host === null || candidate === null || host.owners.length < 2 || host.virtualHost.host.kind === 'any') return;
  const { paths } = host;
  const other = paths.candidates.some((each) => each.ingress !== candidate.ingress);
  if (!other) return;
  into.push(q.mergedHost(request.host, host.owners.map((each) => each.resource)));
}

/** ImplementationSpecific is read as Prefix, the commonest meaning. */
function implementationSpecific({ host, candidate, path, table }: MatchedRequest, into: OpenQuestion[]): void {
  if (host === null) return;
  if (candidate?.pathType === 'ImplementationSpecific' && path !== candidate.path) {
    into.push(q.readAsPrefix(candidate.route.label, pathSource(candidate)));
    return;
  }
  if (candidate !== null && candidate.path === path) return;
  for (const each of host.paths.implementationSpecific) {
    if (each === candidate || each.path.length <= (candidate?.path.length ?? 0)) continue;
    const isPattern = looksLikePattern(each.path);
    if (isPattern && literalPrefixes(each.path, false).some((literal) => path.startsWith(prefixKey(literal)))) {
      into.push(q.mayBePattern(each.route.label, pathSource(each), each.path, destinationFact(each.route, table.cluster)));
      return;
    }
    if (!isPattern && path.startsWith(each.path)) {
      into.push(q.mayBeCharacters(each.route.label, pathSource(each), each.path, destinationFact(each.route, table.cluster)));
      return;
    }
  }
}

/** `/foo` Exact beside `/foo/` Prefix: the text counts length before type, every controller takes Exact. */
function exactBeforeLonger({ host, candidate, path, table }: MatchedRequest, into: OpenQuestion[]): void {
  if (host === null || candidate?.pathType !== 'Exact') return;
  const longer = host.paths.prefixAt(path);
  if (longer === null || longer.path.length <= candidate.path.length) return;
  into.push(q.exactBeforeLongerPrefix(longer.route.label, pathSource(longer), destinationFact(longer.route, table.cluster)));
}

/** A path that the host's rules don't match does not fall through to rules of a less specific host in most controllers. */
function otherHosts({ table, host, candidate, request, path }: MatchedRequest, into: OpenQuestion[]): void {
  if (host === null || candidate !== null) return;
  for (const other of table.hosts.matching(request.host)) {
    if (other === host) continue;
    const found = other.paths.find(path);
    if (found === null) continue;
    const kind = other.virtualHost.host.kind === 'any' ? 'every host' : 'the wildcard host';
    into.push(q.fallsThrough(pathSource(found), kind, destinationFact(found.route, table.cluster)));
    return;
  }
}

function withoutPaths({ host, candidate }: MatchedRequest, into: OpenQuestion[]): void {
  if (host === null || candidate !== null || host.withoutPaths.length === 0) return;
  into.push(q.ruleWithoutPaths(host.withoutPaths[0]));
}

function defaultBackend({ table, host, candidate, route }: MatchedRequest, into: OpenQuestion[]): void {
  if (host === null || candidate !== null || route === null || host.fallback === null) return;
  const { ingress } = host.fallback;
  const named = host.virtualHost.host.kind !== 'any';
  const own = host.owners.includes(ingress);
  if (named && !own) {
    into.push(q.defaultBackendOfOthers(ingress.resource));
  } else if (!named && ingress.rules.length > 0) {
    into.push(q.defaultBackendBesideRules(ingress.resource));
  }
  const candidates = table.fallbacks.filter((each) => !sameDestination(each.route, route) && (!own || host.owners.includes(each.ingress)));
  if (candidates.length > 0) {
    const to = candidates.map((each) => destinationFact(each.route, table.cluster));
    into.push(q.severalDefaultBackends(candidates.map((each) => each.ingress.resource), to));
  }
}

function whatTakes(route: Route): string {
  return route.path.kind === 'any' ? 'the default backend' : route.label;
}

