import { app, gateway, grant, ofRoute, route, statusOf } from './objects';

const EDGE = gateway('listeners: [{ name: http, port: 80, protocol: HTTP, allowedRoutes: { namespaces: { from: All } } }, { name: udp, port: 53, protocol: UDP, allowedRoutes: { namespaces: { from: All } } }]');

function refs(backend: string, ...more: readonly string[]): string | undefined {
  return ofRoute(statusOf(EDGE, app('web'), app('api', 'other'), route(`rules: [{ backendRefs: [${backend}] }]`), ...more), 'ResolvedRefs');
}

test.each([
  ['a Service and its port', '{ name: web, port: 80 }', 'True'],
  ['no such Service', '{ name: wbe, port: 80 }', 'False BackendNotFound'],
  ['the target port', '{ name: web, port: 8080 }', 'False BackendNotFound'],
  ['another kind', '{ kind: Pod, name: web, port: 80 }', 'False InvalidKind'],
  ['another namespace without a grant', '{ name: api, namespace: other, port: 80 }', 'False RefNotPermitted'],
  ['another namespace, where it does not exist', '{ name: no, namespace: other, port: 80 }', 'False RefNotPermitted'],
  ['its own namespace by name', '{ name: web, namespace: shop, port: 80 }', 'True'],
  ['weight 0', '{ name: wbe, port: 80, weight: 0 }', 'False BackendNotFound'],
])('%s: ResolvedRefs is %3$s, and the route stays accepted', (_, backend, wanted) => {
  expect(refs(backend)).toBe(wanted);
});

test.each([
  ['HTTPRoute', 'shop', 'True'],
  ['GRPCRoute', 'shop', 'False RefNotPermitted'],
  ['HTTPRoute', 'infra', 'False RefNotPermitted'],
])('a grant from %s in namespace %s', (kind, namespace, wanted) => {
  const granted = grant('other', `from: [{ group: gateway.networking.k8s.io, kind: ${kind}, namespace: ${namespace} }]\nto: [{ group: "", kind: Service }]`);
  expect(refs('{ name: api, namespace: other, port: 80 }', granted)).toBe(wanted);
});

test('backends of mirrors are looked at, too', () => {
  const mirror = 'rules: [{ backendRefs: [{ name: web, port: 80 }], filters: [{ type: RequestMirror, requestMirror: { backendRef: { name: no, port: 80 } } }] }]';
  expect(ofRoute(statusOf(EDGE, app('web'), route(mirror)), 'ResolvedRefs')).toBe('False BackendNotFound');
});

test('a UDPRoute needs a UDP port', () => {
  expect(ofRoute(statusOf(EDGE, app('web'), route('rules: [{ backendRefs: [{ name: web, port: 80 }] }]', { kind: 'UDPRoute' })), 'ResolvedRefs')).toBe('False UnsupportedProtocol');
});

test('a rule with filters that exclude each other is dropped, and the route is partially invalid', () => {
  const odd = 'filters: [{ type: RequestRedirect, requestRedirect: { scheme: https } }, { type: URLRewrite, urlRewrite: { hostname: x.example.com } }]';
  const one = statusOf(EDGE, app('web'), route(`rules: [{ ${odd} }, { backendRefs: [{ name: web, port: 80 }] }]`));
  expect([ofRoute(one, 'Accepted'), ofRoute(one, 'PartiallyInvalid')]).toEqual(['True', 'True']);
  const all = statusOf(EDGE, app('web'), route(`rules: [{ ${odd} }]`));
  expect([ofRoute(all, 'Accepted'), ofRoute(all, 'PartiallyInvalid')]).toEqual(['False IncompatibleFilters', undefined]);
});
