import { NO_ORIGIN, type Resource } from '../../../src/kubernetes/resource';
import { compilePattern } from '../../../src/routers/index/pattern';
import type { Conditions, HostMatcher, Listener, PathMatcher, Rank, Route, Router, RouterRequest, VirtualHost } from '../../../src/routers/model';

const RESOURCE: Resource = { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', namespace: 'shop', name: 'web', object: {}, origin: NO_ORIGIN };

/** A route that answers by itself; its label tells it apart. */
export function route(label: string, conditions: Conditions, rank: Rank, more: Partial<Route> = {}): Route {
  const source = { resource: RESOURCE, field: label, kind: 'path' as const };
  return { source, covers: [], label, conditions, filters: [], action: { kind: 'respond', status: 200, code: 'fixed-response', reason: label, source }, rank, open: [], ...more };
}

/** `*` every host, `*.a.t` one label, `**.a.t` many, `~pattern`, else exact. */
export function host(text: string): HostMatcher {
  if (text === '*') return { kind: 'any' };
  if (text.startsWith('~')) return { kind: 'pattern', pattern: compilePattern(text.slice(1)) };
  if (text.startsWith('**')) return { kind: 'wildcard', suffix: text.slice(2), labels: 'many' };
  return text.startsWith('*') ? { kind: 'wildcard', suffix: text.slice(1), labels: 'one' } : { kind: 'exact', host: text };
}

/** `exact /a`, `pattern ^/a`, `any`. */
export function path(text: string, ignoreCase = false): PathMatcher {
  const [kind, value = ''] = text.split(' ');
  switch (kind) {
    case 'exact': case 'element-prefix': case 'string-prefix': case 'glob': return ignoreCase ? { kind, path: value, ignoreCase } : { kind, path: value };
    case 'pattern': return { kind, pattern: compilePattern(value, { ignoreCase }) };
    default: return { kind: 'any' };
  }
}

export function virtualHost(name: string, routes: readonly Route[], onMiss: VirtualHost['onMiss'] = 'stop'): VirtualHost {
  return { host: host(name), routes, onMiss, sources: [] };
}

export function listener(hosts: readonly VirtualHost[], more: Partial<Listener> = {}): Listener {
  return { name: 'http', port: 80, protocol: 'HTTP', tls: 'none', host: { kind: 'any' }, certificates: [], hosts, source: null, ...more };
}

export function router(hosts: readonly VirtualHost[], more: Partial<Router> = {}): Router {
  return {
    id: { kind: 'Ingress', controller: 'spec', className: null, name: null },
    name: 'test',
    resources: [RESOURCE],
    listeners: [listener(hosts)],
    hostSteps: ['lower-case', 'strip-port', 'strip-final-dot'],
    pathSteps: [],
    precedence: [],
    answers: {
      'no-route': { status: 404 }, 'no-service': { status: 503 }, 'no-port': { status: 503 }, 'no-endpoints': { status: 503 }, 'http-on-tls-port': { status: 400 },
    },
    open: [],
    faults: [],
    ...more,
  };
}

export function request(authority: string, requestPath: string, more: Partial<RouterRequest> = {}): RouterRequest {
  return { method: 'GET', scheme: 'http', authority, port: 80, path: requestPath, query: '', headers: {}, sni: null, ...more };
}
