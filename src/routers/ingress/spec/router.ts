import { ANSWERS, annotationBackend, externalNameBackend, targetPortAccepted } from './answers';
import { asksAlike } from './host-traits';
import { KnownRoutes } from './known-routes';
import type { IngressObjects } from './model';
import type { SpecTable } from './spec';
import type { RouteMatch } from './text-table';
import type { Ingress, IngressBackend, IngressPath, IngressRule } from '../../../kubernetes/ingress';
import type { OpenQuestion } from '../../../kubernetes/open-question';
import { normalHost } from '../../index/host-steps';
import { elementCount } from '../../index/path-elements';
import { indexRouter, type Found } from '../../index/router-index';
import type { Action, Certificate, Explainer, HostMatcher, HostStep, Listener, Route, Router, RouterRequest, VirtualHost } from '../../model';
import { resolveBackendPort } from '../backend-port';
import { backendSource, defaultBackendSource, hostSource, pathSource, ruleSource, tlsSource } from '../sources';

const HOST_STEPS: readonly HostStep[] = ['lower-case', 'strip-port', 'strip-final-dot'];

const ROUTERS = new WeakMap<SpecTable, Router>();

/** The router of a table. */
export function specRouter(table: SpecTable): Router {
  let router = ROUTERS.get(table);
  if (router === undefined) ROUTERS.set(table, router = compileSpec(table));
  return router;
}

/** What the places of a route's rank compare. */
const PRECEDENCE = ['longer', 'Exact takes precedence over Prefix', 'longer', 'Prefix takes precedence over ImplementationSpecific', 'its Ingress is older, or first by name'];

/**
 * Ingress objects of one class as the text of the Ingress v1 API means them, and where the text is silent as most controllers do.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/ingress/
 */
function compileSpec(table: SpecTable): Router {
  const { group, cluster } = table;
  const hosts = virtualHosts(group.ingresses, cluster);
  const certificates = group.ingresses.flatMap(certificatesOf);
  const listener = (port: number, protocol: 'HTTP' | 'HTTPS'): Listener => ({
    name: protocol.toLowerCase(),
    port,
    protocol,
    tls: protocol === 'HTTPS' ? 'terminate' : 'none',
    host: { kind: 'any' },
    certificates: protocol === 'HTTPS' ? certificates : [],
    hosts,
    source: null,
  });
  const router: Router = {
    id: { kind: 'Ingress', controller: 'spec', className: group.className, name: null },
    name: table.name,
    resources: table.resources,
    listeners: [listener(80, 'HTTP'), listener(443, 'HTTPS')],
    hostSteps: HOST_STEPS,
    pathSteps: ['decode-unreserved', 'merge-slashes', 'dot-segments'],
    otherPorts: 'by-scheme',
    plainHttp: 'most controllers send',
    precedence: PRECEDENCE,
    answers: ANSWERS,
    explainer: explainerOf(table, (request) => indexRouter(router).find(request)),
    open: group.questions,
    faults: [],
  };
  return router;
}

interface HostPart {
  readonly host: string;
  readonly routes: Route[];
  readonly sources: VirtualHost['sources'][number][];
  readonly owners: Set<Ingress>;
}

function virtualHosts(ingresses: readonly Ingress[], cluster: IngressObjects): readonly VirtualHost[] {
  const parts = new Map<string, HostPart>();
  const partOf = (host: string): HostPart => {
    let part = parts.get(host);
    if (part === undefined) parts.set(host, part = { host, routes: [], sources: [], owners: new Set() });
    return part;
  };
  ingresses.forEach((ingress, age) => {
    for (const rule of ingress.rules) {
      const part = partOf(rule.host.toLowerCase());
      part.owners.add(ingress);
      part.sources.push(hostSource(ingress, rule));
      for (const path of rule.paths ?? []) part.routes.push(routeOf(ingress, rule, path, age, cluster));
    }
  });
  const fallbacks = fallbacksOf(ingresses, cluster);
  if (fallbacks.length > 0) partOf('');
  return [...parts.values()].map(({ host, routes, sources, owners }) => {
    const fallback = fallbacks.find((each) => owners.has(each.ingress)) ?? fallbacks[0];
    return { host: hostMatcher(host), routes: fallback === undefined ? routes : [...routes, fallback.route], onMiss: 'stop', sources };
  });
}

function routeOf(ingress: Ingress, rule: IngressRule, path: IngressPath, age: number, cluster: IngressObjects): Route {
  const text = path.path === '' ? '/' : path.path;
  const exact = path.pathType === 'Exact';
  return {
    source: pathSource(ingress, path),
    covers: [ruleSource(ingress, rule), hostSource(ingress, rule)],
    label: `\`${text}\` (${path.pathType})`,
    conditions: { path: { kind: exact ? 'exact' : 'element-prefix', path: text } },
    filters: [],
    ...backendOf(ingress, path.backend, cluster, pathSource(ingress, path)),
    // of the same path and type the first is taken
    rank: [-elementCount(text), exact ? 0 : 1, -text.length, path.pathType === 'ImplementationSpecific' ? 1 : 0, age],
  };
}

/**
 * The default backends of a class: those of Ingress objects without rules first, since they ask for everything.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/ingress/#default-backend
 */
function fallbacksOf(ingresses: readonly Ingress[], cluster: IngressObjects): readonly { readonly ingress: Ingress; readonly route: Route }[] {
  const withDefault = ingresses.filter((each) => each.defaultBackend !== null);
  const ordered = [...withDefault.filter((each) => each.rules.length === 0), ...withDefault.filter((each) => each.rules.length > 0)];
  return ordered.map((ingress) => {
    const source = defaultBackendSource(ingress);
    const route = { source, covers: [], label: 'the default backend', conditions: {}, filters: [], rank: [1], ...backendOf(ingress, ingress.defaultBackend, cluster, source) };
    return { ingress, route };
  });
}

/** A backend is a Service of the Ingress's own namespace, or an object that only its controller understands. */
function backendOf(ingress: Ingress, backend: IngressBackend | null, cluster: IngressObjects, source: Route['source']): { readonly action: Action; readonly open: readonly OpenQuestion[] } {
  const object = (what: string, open?: OpenQuestion): Action => ({ kind: 'forward', to: [{ target: { kind: 'object', what, source, open }, weight: 1, filters: [] }] });
  if (backend === null) return { action: object('a path without a backend'), open: [] };
  if (backend.kind === 'resource') {
    const group = backend.apiGroup === null || backend.apiGroup === '' ? '' : ` (${backend.apiGroup})`;
    return { action: object(`${backend.resourceKind}${group} ${ingress.namespace}/${backend.name}`), open: [] };
  }
  const { service: name, port } = backend;
  if (port === 'use-annotation') return { action: object(`the action ${name} in an annotation`, annotationBackend(ingress, backend)), open: [] };
  const target = { kind: 'service' as const, namespace: ingress.namespace, name, port, via: 'endpoints' as const, protocol: 'HTTP' as const, source: backendSource(ingress, backend) };
  return { action: { kind: 'forward', to: [{ target, weight: 1, filters: [] }] }, open: portQuestions(ingress, backend, cluster) };
}

function portQuestions(ingress: Ingress, backend: IngressBackend & { readonly kind: 'service' }, { services }: IngressObjects): readonly OpenQuestion[] {
  const service = services?.get(ingress.namespace, backend.service);
  if (service === undefined) return [];
  const lookup = resolveBackendPort(service, backend.port);
  if (lookup.kind === 'missing') return lookup.acceptedBy.length === 0 ? [] : [targetPortAccepted(ingress, backend, lookup.acceptedBy)];
  return service.type === 'ExternalName' ? [externalNameBackend(service.resource)] : [];
}

function hostMatcher(host: string): HostMatcher {
  if (host === '') return { kind: 'any' };
  return host.startsWith('*.') ? { kind: 'wildcard', suffix: host.slice(1), labels: 'one' } : { kind: 'exact', host };
}

/** An entry without hosts covers what its Ingress has rules for. */
function certificatesOf(ingress: Ingress): readonly Certificate[] {
  return ingress.tls.map((tls) => {
    const hosts = tls.hosts.length > 0 ? tls.hosts : ingress.rules.map((rule) => rule.host);
    const secret = tls.secretName === null ? null : { namespace: ingress.namespace, name: tls.secretName };
    const byItsNames = tls.hosts.length === 0 ? { byItsNames: true as const } : {};
    return { ...byItsNames, hosts: [...new Set(hosts.map((each) => each.toLowerCase()))].map(hostMatcher), secret, source: tlsSource(ingress, tls) };
  });
}

/** The words of the table: hosts and paths that are nearest, and what the text leaves to controllers. */
function explainerOf(table: SpecTable, find: (request: RouterRequest) => Found): Explainer {
  const known = new KnownRoutes(table);
  let last: { readonly request: RouterRequest; readonly match: RouteMatch } | null = null;
  const matchOf = (request: RouterRequest): RouteMatch => {
    if (last?.request !== request) last = { request, match: table.match(tableRequest(request)) };
    return last.match;
  };
  return {
    host: (request) => matchOf(request).hostBecause,
    route: (request) => known.reason(request, find(request)) ?? matchOf(request).routeBecause,
    questions: (request) => known.questions(request, find(request)) ?? matchOf(request).ownQuestions,
    asksByHost: (authority) => {
      const host = hostOf(authority);
      return asksAlike(table.hosts.find(host), table, host);
    },
  };
}

function tableRequest({ method, scheme, authority, port, path, query, headers }: RouterRequest): Parameters<SpecTable['match']>[0] {
  return { method, scheme: scheme === 'https' ? 'https' : 'http', host: hostOf(authority), port, path, query, headers };
}

function hostOf(authority: string): string {
  const host = normalHost(HOST_STEPS, authority);
  return host.startsWith('[') ? host.slice(1, -1) : host;
}
