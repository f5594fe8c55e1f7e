import { SpecMatch } from './match';
import type { Fallback, IngressObjects, SpecHost } from './model';
import { PathIndex, comparePrecedence, type Candidate } from './path-index';
import { hostText, type HttpRequest, type Route, type RouteAction, type RouteMatch, type VirtualHost } from './text-table';
import { TlsIndex } from './tls-index';
import type { Ingress, IngressBackend, IngressPath } from '../../../kubernetes/ingress';
import { NearNames } from '../../../kubernetes/near-names';
import type { OpenQuestion } from '../../../kubernetes/open-question';
import type { Resource } from '../../../kubernetes/resource';
import { HostIndex } from '../../index/host-index';
import { normalPath } from '../../index/path-variants';
import { classController } from '../class-controller';
import { compare, isCanary } from '../ingress-class';
import type { IngressGroup } from '../ingress-class';
import { FACTS as NGINX } from '../ingress-nginx/facts';

/**
 * What the Ingress v1 text says of each request, and where it is silent what most controllers do: the words and open questions of the `spec` router.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/ingress/
 * @see https://github.com/kubernetes/api/blob/v0.36.1/networking/v1/types.go IngressSpec
 */
export class SpecTable {
  readonly name: string;
  readonly className: string | null;
  readonly resources: readonly Resource[];
  readonly virtualHosts: readonly VirtualHost[];
  readonly routes: readonly Route[];
  readonly questions: readonly OpenQuestion[];
  readonly tls: TlsIndex;
  readonly hosts: HostIndex<SpecHost>;
  /** All default backends of the class, the one for unknown hosts first. */
  readonly fallbacks: readonly Fallback[];

  private names: NearNames | undefined;

  constructor(readonly group: IngressGroup, readonly cluster: IngressObjects) {
    this.className = group.className;
    this.name = group.className === null ? 'Ingress objects without a class' : `ingress class ${group.className}`;
    this.resources = group.ingresses.map((each) => each.resource);
    this.questions = group.questions;
    this.tls = new TlsIndex(group.ingresses);
    this.fallbacks = fallbacksOf(group.ingresses);
    const specHosts = compileHosts(group.ingresses, this.fallbacks, this.tls, isDeclaredNginx(cluster, group));
    this.hosts = new HostIndex(specHosts);
    this.virtualHosts = specHosts.map((each) => each.virtualHost);
    this.routes = [...new Set(specHosts.flatMap((each) => [...each.paths.candidates.map((candidate) => candidate.route), ...each.dropped])),
      ...this.fallbacks.map((each) => each.route)];
  }

  /** The hosts of the rules, as they write them. */
  get hostNames(): NearNames {
    return this.names ??= new NearNames(this.virtualHosts.map((each) => hostText(each.host)).filter((text) => text !== ''));
  }

  match(request: HttpRequest): RouteMatch {
    const host = this.hosts.find(request.host);
    const path = normalPath(request.path);
    const candidate = host === null ? null : host.paths.find(path);
    return new SpecMatch(this, request, path, host, candidate);
  }
}

/** A rule's contribution to a host. */
interface HostPart {
  readonly host: string;
  readonly candidates: Candidate[];
  readonly owners: Set<Ingress>;
  readonly withoutPaths: string[];
}

/** Whether an IngressClass of the manifests says that ingress-nginx serves the class. */
function isDeclaredNginx(cluster: IngressObjects, group: IngressGroup): boolean {
  return classController(cluster, group) === NGINX.name && cluster.ingressClasses.some(({ name }) => name === group.className);
}

function compileHosts(ingresses: readonly Ingress[], fallbacks: readonly Fallback[], tls: TlsIndex, dropsCanaries: boolean): readonly SpecHost[] {
  const parts = new Map<string, HostPart>();
  for (const ingress of ingresses) {
    for (const rule of ingress.rules) {
      const host = rule.host.toLowerCase();
      const part = parts.get(host) ?? newPart(host, parts);
      part.owners.add(ingress);
      if (rule.paths === null) part.withoutPaths.push(rule.fieldPath);
      for (const path of rule.paths ?? []) part.candidates.push(candidateOf(ingress, part.host, path));
    }
  }
  if (fallbacks.length > 0 && !parts.has('')) newPart('', parts);
  return [...parts.values()].sort(byHost).map((part) => compileHost(part, fallbacks, tls, dropsCanaries));
}

function newPart(host: string, parts: Map<string, HostPart>): HostPart {
  const part: HostPart = { host, candidates: [], owners: new Set(), withoutPaths: [] };
  parts.set(host, part);
  return part;
}

/** Exact hosts, then wildcards, then every host. */
function byHost(a: HostPart, b: HostPart): number {
  return hostRank(a.host) - hostRank(b.host) || compare(a.host, b.host);
}

function hostRank(host: string): number {
  return host === '' ? 2 : host.startsWith('*.') ? 1 : 0;
}

/** @param dropsCanaries ingress-nginx drops a canary that has no Ingress of the same host, path and type beside it (`mergeAlternativeBackends`) */
function compileHost(part: HostPart, fallbacks: readonly Fallback[], tls: TlsIndex, dropsCanaries: boolean): SpecHost {
  const winners = settle(part.candidates).sort(comparePrecedence);
  const dropped = dropsCanaries ? winners.filter((each) => isCanary(each.ingress)) : [];
  const fallback = fallbacks.find((each) => part.owners.has(each.ingress)) ?? fallbacks[0] ?? null;
  const routes = winners.map((each) => each.route);
  if (fallback !== null) routes.push(fallback.route);
  return {
    virtualHost: { host: hostMatcher(part.host), routes, tls: tls.covering(part.host) },
    paths: new PathIndex(dropped.length === 0 ? winners : winners.filter((each) => !dropped.includes(each))),
    dropped: dropped.map((each) => each.route),
    fallback,
    owners: [...part.owners],
    withoutPaths: part.withoutPaths,
  };
}

/** One candidate for each path and type, the first in order of the Ingress objects; the others become its rivals. */
function settle(candidates: readonly Candidate[]): Candidate[] {
  const winners = new Map<string, Candidate>();
  for (const candidate of candidates) {
    const key = `${candidate.pathType} ${candidate.path}`;
    const winner = winners.get(key);
    if (winner === undefined) winners.set(key, candidate);
    else winner.rivals.push(candidate);
  }
  return [...winners.values()];
}

function candidateOf(ingress: Ingress, host: string, path: IngressPath): Candidate {
  const text = path.path === '' ? '/' : path.path;
  const route: Route = {
    host: hostMatcher(host),
    path: { kind: path.pathType === 'Exact' ? 'exact' : 'element-prefix', path: text },
    action: actionOf(ingress, path.backend),
    label: `\`${text}\` (${path.pathType})`,
    resource: ingress.resource,
    fieldPath: path.fieldPath,
  };
  return { route, ingress, pathType: path.pathType, path: text, rivals: [] };
}

function hostMatcher(host: string): Route['host'] {
  if (host === '') return { kind: 'any' };
  return host.startsWith('*.') ? { kind: 'wildcard', suffix: host.slice(1), labels: 'one' } : { kind: 'exact', host };
}

/** A backend is a Service of the Ingress's own namespace, or an object that only its controller understands. */
function actionOf(ingress: Ingress, backend: IngressBackend | null): RouteAction {
  if (backend === null) return { kind: 'unknown', what: 'a path without a backend' };
  if (backend.kind === 'resource') {
    const group = backend.apiGroup === null || backend.apiGroup === '' ? '' : ` (${backend.apiGroup})`;
    return { kind: 'unknown', what: `${backend.resourceKind}${group} ${ingress.namespace}/${backend.name}` };
  }
  const { service, port, path } = backend;
  return { kind: 'backends', backends: [{ namespace: ingress.namespace, service, port, share: 1, fieldPath: path }] };
}

/**
 * The default backends of a class: those of Ingress objects without rules first, since they ask for everything.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/ingress/#default-backend
 */
function fallbacksOf(ingresses: readonly Ingress[]): readonly Fallback[] {
  const withDefault = ingresses.filter((each) => each.defaultBackend !== null);
  const ordered = [...withDefault.filter((each) => each.rules.length === 0), ...withDefault.filter((each) => each.rules.length > 0)];
  return ordered.map((ingress) => ({
    ingress,
    route: {
      host: { kind: 'any' },
      path: { kind: 'any' },
      action: actionOf(ingress, ingress.defaultBackend),
      label: 'the default backend',
      resource: ingress.resource,
      fieldPath: 'spec.defaultBackend',
    },
  }));
}
