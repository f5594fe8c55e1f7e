import type { CompiledRoute } from './compiled-route';
import type { BuiltListener, BuiltRouter } from './gateway-router';
import { hostMatcher, type Hostname } from './hostnames';
import { TRAEFIK } from './implementations';
import { literal } from './patterns';
import type { RedirectFilter } from '../../kubernetes/gateway/filters';
import { compilePattern } from '../index/pattern';
import type { Filter, HostMatcher, Listener, Reading, Route, Template, VirtualHost } from '../model';

/**
 * How Traefik reads a Gateway: every listener of a port at once, and the route with the highest sum of points, not the first by one criterion after the other.
 *
 * @see https://github.com/traefik/traefik/blob/v3.7.9/pkg/provider/kubernetes/gateway/httproute.go buildMatchRule
 */
export function traefikReading({ router }: BuiltRouter, listeners: readonly BuiltListener[]): Reading {
  const ports = new Map<number, BuiltListener[]>();
  for (const built of listeners) {
    const known = ports.get(built.listener.port);
    if (known === undefined) ports.set(built.listener.port, [built]);
    else known.push(built);
  }
  return {
    code: 'controller-differs',
    facts: { controller: TRAEFIK, what: 'precedence' },
    title: 'Traefik adds up points for path, method, headers, query parameters and host, over all listeners of a port',
    // a semicolon separates parameters there
    requestOf: (request) => ({ ...request, query: request.query.replace(/;/g, '&') }),
    router: {
      ...router,
      misdirected: undefined,
      ties: 'unordered',
      precedence: ['points'],
      hostSteps: ['lower-case', 'strip-port'],
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

/** The filter that a redirect was compiled from. */
function redirectOf({ owner, route: { action } }: CompiledRoute): RedirectFilter | null {
  if (action.kind !== 'redirect') return null;
  const filters = owner.rules.flatMap((rule) => rule.filters);
  const found = filters.find((filter) => filter.fieldPath === action.source.field);
  return found?.kind === 'redirect' ? found : null;
}

/** The port of the filter is spelled out, and the one of the Host header stays where the filter sets neither port nor scheme. */
function traefikAction(compiled: CompiledRoute): Route['action'] {
  const { route: { action } } = compiled;
  const filter = redirectOf(compiled);
  if (action.kind !== 'redirect' || filter === null) return action;
  const { scheme, hostname, port } = filter;
  const ofHost = { of: 'replaced', parts: [{ of: 'authority' }], pattern: HOST_AND_PORT, by: [{ of: 'group', index: 1 }] } as const;
  const origin: Template = [scheme ?? { of: 'scheme' }, '://', hostname ?? { of: 'host' }, ...(port !== null ? [`:${port}`] : scheme === null ? [ofHost] : [])];
  const path = filter.path !== null && filter.path.path === '' ? filter.path.kind : null;
  const rest = action.location.slice(1);
  return { ...action, location: [...origin, ...(path === null ? rest : rest.map(withoutRoot))] };
}

const HOST_AND_PORT = compilePattern('^(?:\\[[^\\]]*\\]|[^:]*)(:[0-9]*)?$');

/** Nothing is put in place of an empty path. */
function withoutRoot(part: Template[number]): Template[number] {
  return typeof part !== 'string' && part.of === 'changed' && part.by === 'root-if-empty' ? { ...part, by: 'join-slashes' } : part;
}

function traefikRoute(compiled: CompiledRoute, hostname: Hostname, hostLength: number): Route {
  const { route, match, owner } = compiled;
  const points = match.path === null ? grpcPoints(match.call) : httpPoints(compiled) + owner.rules.length - Number(route.rank[7]);
  const named = (route.conditions.named ?? []).filter((each) => each.of !== 'header' || each.name !== 'content-type' || match.path !== null);
  const path = match.path === null ? { path: { kind: 'pattern', pattern: compilePattern(callPattern(match.call)) } } as const : {};
  return {
    ...route,
    filters: route.filters.map((filter) => traefikFilter(filter)),
    action: traefikAction(compiled),
    conditions: { ...route.conditions, ...path, named, ...(hostname === null ? {} : { host: traefikHost(hostname) }) },
    rank: [-(points + hostLength)],
  };
}

/** A wildcard is a pattern there, which takes no underscore and no trailing dot. */
function traefikHost(hostname: string): HostMatcher {
  if (!hostname.startsWith('*.')) return hostMatcher(hostname);
  return { kind: 'pattern', pattern: compilePattern(`^[a-z0-9.-]+${literal(hostname.slice(1))}$`) };
}

function httpPoints({ match: { path, method, headers, queryParams } }: CompiledRoute): number {
  const ofPath = path === null || path.type === 'Exact' ? 100_000 : path.type === 'PathPrefix' && path.value === '/' ? 1 : 10_000 + 100 * path.value.length;
  return ofPath + (method === null ? 0 : 1000) + 100 * headers.length + 10 * queryParams.length;
}

/** The length of the matcher's text: a missing part is the pattern `[^/]+`. */
function grpcPoints(call: CompiledRoute['match']['call']): number {
  return call === null ? 'PathPrefix("/")'.length : `PathRegexp("${callPattern(call)}")`.length;
}

/** Not anchored, so that it matches in the middle of a path, too. */
function callPattern(call: CompiledRoute['match']['call']): string {
  return call === null ? '^/' : `/${call.service ?? '[^/]+'}/${call.method ?? '[^/]+'}`;
}

/** A prefix is replaced in the decoded path, and what comes of it is cleaned (`path.Join`). */
function traefikFilter(filter: Filter): Filter {
  if (filter.kind !== 'rewrite' || filter.path === undefined) return filter;
  return { ...filter, path: [{ of: 'replaced', parts: [{ of: 'changed', parts: filter.path, by: 'join-slashes' }], pattern: ESCAPED_SLASH, by: ['/'] }] };
}

const ESCAPED_SLASH = compilePattern('%2[Ff]');
