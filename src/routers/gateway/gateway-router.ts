import { byAge } from './age';
import type { GatewayModel } from './compile';
import type { CompiledRoute, RouteInputs } from './compiled-route';
import { conflictQuestions } from './conflicts-of-routes';
import { attachmentFaults, listenerFaults } from './faults';
import { describeHostname, hostMatcher, type Hostname } from './hostnames';
import { compileHttpRoute, PRECEDENCE } from './http-routes';
import { implementationOf, TRAEFIK, type Implementation } from './implementations';
import type { AttachedListener, Attachment, CompiledGateway, GatewayListener } from './model';
import { compileStreamRoute, oldestQuestion } from './stream-routes';
import { clientValidationOn } from '../../kubernetes/gateway/gateway';
import type { GatewayRoute } from '../../kubernetes/gateway/route';
import { openQuestion, type OpenQuestion, type Source } from '../../kubernetes/open-question';
import type { Resource } from '../../kubernetes/resource';
import type { Answer, Certificate, Fault, Listener, Route, Router, Situation, VirtualHost } from '../model';

/** A route on a listener, with the hosts that it has there. */
interface RouteOnListener {
  readonly route: GatewayRoute;
  readonly attached: AttachedListener;
}

/** A listener of a router, and what it was compiled from. */
export interface BuiltListener {
  readonly listener: Listener;
  readonly compiled: GatewayListener;
  readonly hosts: readonly BuiltHost[];
}

export interface BuiltHost {
  readonly hostname: Hostname;
  readonly routes: readonly CompiledRoute[];
}

export interface BuiltRouter {
  readonly router: Router;
  readonly listeners: readonly BuiltListener[];
  readonly implementation: Implementation | null;
}

/**
 * A Gateway with the routes attached to it as a router, read as the specification says.
 *
 * @param unattached routes that are attached to nothing
 */
export function buildGatewayRouter(
  model: GatewayModel, compiled: CompiledGateway, attachments: readonly Attachment[], unattached: readonly Fault[],
): BuiltRouter {
  const { gateway, controllerName } = compiled;
  const implementation = implementationOf(controllerName);
  const context: RouteInputs = { inputs: model.inputs, policies: model.policies, implementation };
  const routes = routesByListener(attachments);
  const compileOnce = remembered((route: GatewayRoute) => compileHttpRoute(context, route));
  const serving = compiled.serves ? compiled.listeners.filter(({ serves, spec }) => serves && spec.port !== null) : [];
  const listeners = serving.map((each) => buildListener(context, compiled, each, routes.get(each) ?? [], compileOnce));
  const owners = [...new Set(attachments.filter(({ accepted }) => accepted !== 'False').map(({ route }) => route))].sort(byAge);
  const sets = compiled.listenerSets.filter(({ accepted }) => accepted);
  const router: Router = {
    id: { kind: 'Gateway', controller: controllerName, className: gateway.className, name: `${gateway.namespace}/${gateway.name}` },
    name: `Gateway ${gateway.namespace}/${gateway.name}`,
    resources: [gateway, ...sets.map(({ set }) => set), ...owners].map(({ resource }) => resource),
    listeners: listeners.map(({ listener }) => listener),
    hostSteps: ['lower-case', 'strip-port', 'strip-final-dot'],
    ...(implementation === null ? { pathSteps: [] } : implementation.paths),
    precedence: PRECEDENCE,
    endpointsWithoutReady: 'unknown',
    answers: ANSWERS,
    misdirected: { status: 421 },
    ...(implementation?.title === TRAEFIK ? { unclaimed: entryPoints(gateway.resource) } : {}),
    addresses: addressesOf(compiled),
    placeholders: ['<gateway>', `<gateway:${gateway.name}>`, `<gateway:${gateway.namespace}/${gateway.name}>`],
    services: servicesOf(model, compiled),
    open: compiled.open,
    faults: [...listenerFaults(compiled), ...attachmentFaults(attachments)],
    unattached,
  };
  return { router, listeners, implementation };
}

/**
 * What a Gateway answers by itself.
 *
 * @see https://github.com/kubernetes-sigs/gateway-api/blob/v1.6.1/apis/v1/httproute_types.go HTTPRouteRule.BackendRefs
 */
export const ANSWERS: Readonly<Record<Situation, Answer>> = {
  'no-route': { status: 404 }, 'no-service': { status: 500 }, 'no-port': { status: 500 }, 'no-endpoints': { status: 503 }, 'http-on-tls-port': { status: 400 },
};

/** Traefik's entry points are part of its own configuration, and a request that no route takes is answered there. */
function entryPoints(resource: Resource): Answer {
  const open = openQuestion('entry-points', { controller: TRAEFIK }, [{ resource, field: 'spec.listeners', kind: 'listener' }],
    () => 'whether Traefik has an entry point for the port: it then answers 404, otherwise the connection is refused');
  return { status: 404, open };
}

function routesByListener(attachments: readonly Attachment[]): ReadonlyMap<GatewayListener, readonly RouteOnListener[]> {
  const found = new Map<GatewayListener, Map<GatewayRoute, RouteOnListener>>();
  for (const { route, accepted, listeners } of attachments) {
    if (accepted === 'False') continue;
    for (const attached of listeners) {
      const known = found.get(attached.listener) ?? new Map<GatewayRoute, RouteOnListener>();
      if (!known.has(route)) known.set(route, { route, attached });
      found.set(attached.listener, known);
    }
  }
  return new Map([...found].map(([listener, routes]) => [listener, [...routes.values()]]));
}

function buildListener(
  context: RouteInputs, { gateway }: CompiledGateway, compiled: GatewayListener, routes: readonly RouteOnListener[],
  compileOnce: (route: GatewayRoute) => readonly CompiledRoute[],
): BuiltListener {
  const { spec, owner } = compiled;
  const isHttp = spec.protocol === 'HTTP' || spec.protocol === 'HTTPS';
  const hosts = isHttp ? httpHosts(routes, compileOnce) : [];
  const source: Source = { resource: owner.resource, field: spec.fieldPath, kind: 'listener' };
  const listener: Listener = {
    name: spec.name,
    port: spec.port ?? 0,
    protocol: protocolOf(spec.protocol),
    tls: spec.protocol === 'HTTPS' ? 'terminate' : spec.protocol !== 'TLS' ? 'none' : spec.tls?.mode === 'Passthrough' ? 'passthrough' : 'terminate',
    host: hostMatcher(spec.hostname),
    certificates: certificatesOf(compiled, source),
    hosts: isHttp ? hosts.map((host) => httpHost(context, host, hosts)) : streamHosts(context, routes),
    source,
    open: [...compiled.open, ...clientCertificates(gateway, compiled, source)],
  };
  return { listener, compiled, hosts };
}

function protocolOf(protocol: string): Listener['protocol'] {
  return protocol === 'HTTPS' || protocol === 'TLS' || protocol === 'TCP' || protocol === 'UDP' ? protocol : 'HTTP';
}

function certificatesOf({ spec, owner }: GatewayListener, source: Source): readonly Certificate[] {
  if (spec.tls?.mode === 'Passthrough') return [];
  return (spec.tls?.certificateRefs ?? []).filter(({ kind }) => kind === 'Secret').map(({ namespace, name, fieldPath }) => ({
    hosts: [hostMatcher(spec.hostname)], secret: { namespace: namespace ?? owner.namespace, name }, source: { ...source, field: fieldPath, kind: 'certificate' },
  }));
}

/** A handshake without a certificate of the client fails, where the listener checks clients. */
function clientCertificates(gateway: CompiledGateway['gateway'], { spec }: GatewayListener, source: Source): readonly OpenQuestion[] {
  if (spec.protocol !== 'HTTPS' || spec.port === null) return [];
  const validation = clientValidationOn(gateway, spec.port);
  if (validation === null || validation.mode === 'AllowInsecureFallback') return [];
  return [openQuestion('client-certificate', {}, [source], () => `whether the client shows a certificate that the authorities of ${validation.fieldPath} signed: without one the TLS handshake fails`)];
}

/** The routes of each hostname; one that depends on something says so. */
function httpHosts(routes: readonly RouteOnListener[], compileOnce: (route: GatewayRoute) => readonly CompiledRoute[]): readonly BuiltHost[] {
  const hosts = new Map<Hostname, CompiledRoute[]>();
  for (const { route, attached } of routes) {
    const made = attached.open.length === 0 ? compileOnce(route)
      : compileOnce(route).map((each) => ({ ...each, route: { ...each.route, open: [...each.route.open, ...attached.open] } }));
    for (const hostname of attached.hostnames) {
      const known = hosts.get(hostname);
      if (known === undefined) hosts.set(hostname, [...made]);
      else known.push(...made);
    }
  }
  return [...hosts].map(([hostname, list]) => ({ hostname, routes: list }));
}

function httpHost(context: RouteInputs, { hostname, routes }: BuiltHost, all: readonly BuiltHost[]): VirtualHost {
  const questions = conflictQuestions(routes, context);
  const withQuestions = (compiled: CompiledRoute): Route => {
    const more = questions.get(compiled);
    return more === undefined ? compiled.route : { ...compiled.route, open: [...compiled.route.open, ...more] };
  };
  const possible = routes.filter((each) => each.possible);
  const sources = hostSources(routes);
  return {
    host: hostMatcher(hostname),
    routes: routes.filter((each) => !each.possible).map(withQuestions),
    ...(possible.length === 0 ? {} : { possible: possible.map(({ route }) => route) }),
    onMiss: 'next-host',
    ...(all.length > 1 && hostname !== null ? missQuestion(context.implementation, hostname, sources) : {}),
    sources,
  };
}

function hostSources(routes: readonly CompiledRoute[]): readonly Source[] {
  return [...new Set(routes.map(({ owner }) => owner))].map(({ resource, hostnames }) => ({ resource, field: hostnames.length === 0 ? '' : 'spec.hostnames', kind: 'host' }));
}

/** By the text any matching rule may take a request; Envoy chooses a host first, and looks no further. */
function missQuestion(implementation: Implementation | null, hostname: Hostname, sources: readonly Source[]): Pick<VirtualHost, 'missQuestion'> {
  if (implementation?.missedHost === 'next-host') return {};
  const who = implementation?.missedHost === 'not-found' ? `${implementation.title} answers` : 'controllers that are based on Envoy answer';
  return {
    missQuestion: openQuestion('missed-host', { controller: implementation?.title ?? null }, sources.slice(0, 1),
      () => `whether a route with a wider hostname takes what no rule for ${describeHostname(hostname)} matches: by the text it does, ${who} 404`),
  };
}

/** Of TLS the hosts are those of the handshake. */
function streamHosts(context: RouteInputs, routes: readonly RouteOnListener[]): readonly VirtualHost[] {
  const hosts = new Map<Hostname, Route[]>();
  for (const { route, attached } of [...routes].sort((a, b) => byAge(a.route, b.route))) {
    for (const hostname of attached.hostnames) {
      const known = hosts.get(hostname) ?? [];
      known.push(...compileStreamRoute(context, route).map((each) => ({ ...each, open: [...each.open, ...attached.open] })));
      hosts.set(hostname, known);
    }
  }
  return [...hosts].filter(([, list]) => list.length > 0).map(([hostname, [first, ...others]]) => {
    const question = oldestQuestion(first, others);
    return {
      host: hostMatcher(hostname),
      routes: [question === null ? first : { ...first, open: [...first.open, question] }, ...others],
      onMiss: 'stop',
      sources: [first, ...others].map(({ source }) => ({ ...source, field: 'spec.hostnames', kind: 'host' })),
    };
  });
}

function addressesOf({ gateway }: CompiledGateway): readonly string[] {
  return [...new Set([...gateway.statusAddresses, ...gateway.addresses.flatMap(({ value }) => value ?? [])].map((each) => each.toLowerCase()))];
}

const GATEWAY_NAME = 'gateway.networking.k8s.io/gateway-name';

/**
 * Services that controllers make for a Gateway: they carry its name as a label, or are called after it.
 *
 * @see https://gateway-api.sigs.k8s.io/geps/gep-1762/
 */
function servicesOf({ inputs: { cluster } }: GatewayModel, { gateway: { namespace, name, className } }: CompiledGateway): NonNullable<Router['services']> {
  return cluster.services.inNamespace(namespace)
    .filter((service) => service.labels[GATEWAY_NAME] === name || ((service.name === name || service.name === `${name}-${className}`) && isEmpty(service.namespace, service.name)))
    .map((service) => ({ namespace: service.namespace, name: service.name }));

  function isEmpty(of: string, service: string): boolean {
    return cluster.slicesOf(of, service).every(({ endpoints }) => endpoints.length === 0);
  }
}

function remembered<K, V>(make: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    let value = known.get(key);
    if (value === undefined) known.set(key, value = make(key));
    return value;
  };
}
