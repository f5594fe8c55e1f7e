import type { CompiledRoute } from './compiled-route';
import type { BuiltListener, BuiltRouter } from './gateway-router';
import { hostMatcher, type Hostname } from './hostnames';
import type { Listener, Reading, Route, VirtualHost } from '../model';

/**
 * How Traefik reads a Gateway: every listener of a port at once, and the route with the highest sum of points, not the first by one criterion after the other.
 *
 * @see https://github.com/traefik/traefik/blob/v3.7.9/pkg/provider/kubernetes/gateway/httproute.go buildMatchRule
 */
export function traefikReading({ router, listeners }: BuiltRouter): Reading {
  const ports = new Map<number, BuiltListener[]>();
  for (const built of listeners) {
    const known = ports.get(built.listener.port);
    if (known === undefined) ports.set(built.listener.port, [built]);
    else known.push(built);
  }
  return {
    code: 'controller-differs',
    facts: { controller: 'Traefik', what: 'precedence' },
    title: 'Traefik adds up points for path, method, headers, query parameters and host, over all listeners of a port',
    router: {
      ...router,
      misdirected: undefined,
      ties: 'unordered',
      precedence: ['points'],
      readings: undefined,
      pathSteps: ['clean', 'decode-unreserved'],
      listeners: [...ports.values()].flatMap(mergeByProtocol),
    },
  };
}

function mergeByProtocol(group: readonly BuiltListener[]): readonly Listener[] {
  const http = ['HTTP', 'HTTPS'] as const;
  const merged = http.flatMap((protocol) => {
    const own = group.filter(({ listener }) => listener.protocol === protocol);
    return own.length === 0 ? [] : [{ ...own[0].listener, host: { kind: 'any' } as const, hosts: [everyHost(own)] }];
  });
  return [...merged, ...group.map(({ listener }) => listener).filter(({ protocol }) => protocol !== 'HTTP' && protocol !== 'HTTPS')];
}

/** One host for all: the hostname is a condition of the route, and so many points. */
function everyHost(group: readonly BuiltListener[]): VirtualHost {
  const routes = group.flatMap(({ hosts }) => {
    const longest = longestHosts(hosts);
    return hosts.flatMap(({ hostname, routes: own }) => own.map((compiled) => traefikRoute(compiled, hostname, longest.get(compiled.owner) ?? 0)));
  });
  return { host: { kind: 'any' }, routes, onMiss: 'stop', sources: [] };
}

/** The length of the longest hostname that a route has on a listener. */
function longestHosts(hosts: BuiltListener['hosts']): ReadonlyMap<CompiledRoute['owner'], number> {
  const longest = new Map<CompiledRoute['owner'], number>();
  for (const { hostname, routes } of hosts) {
    for (const { owner } of routes) longest.set(owner, Math.max(longest.get(owner) ?? 0, hostname?.length ?? 0));
  }
  return longest;
}

function traefikRoute(compiled: CompiledRoute, hostname: Hostname, hostLength: number): Route {
  const { route, match, owner } = compiled;
  const points = match.path === null ? grpcPoints(match.call) : httpPoints(compiled) + owner.rules.length - Number(route.rank[7]);
  const named = (route.conditions.named ?? []).filter((each) => each.of !== 'header' || each.name !== 'content-type' || match.path !== null);
  return {
    ...route,
    conditions: { ...route.conditions, named, ...(hostname === null ? {} : { host: hostMatcher(hostname) }) },
    rank: [-(points + hostLength)],
  };
}

function httpPoints({ match: { path, method, headers, queryParams } }: CompiledRoute): number {
  const ofPath = path === null || path.type === 'Exact' ? 100_000 : path.type === 'PathPrefix' && path.value === '/' ? 1 : 10_000 + 100 * path.value.length;
  return ofPath + (method === null ? 0 : 1000) + 100 * headers.length + 10 * queryParams.length;
}

/** The length of the matcher's text: a missing part is the pattern `[^/]+`. */
function grpcPoints(call: CompiledRoute['match']['call']): number {
  if (call === null) return PREFIX.length;
  return `PathRegexp("/${call.service ?? '[^/]+'}/${call.method ?? '[^/]+'}")`.length;
}

const PREFIX = 'PathPrefix("/")';
