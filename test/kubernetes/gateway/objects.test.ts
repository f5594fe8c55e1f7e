import * as fc from 'fast-check';
import { readGatewayObjects } from '../../../src/kubernetes/gateway/objects';
import { NO_ORIGIN, type JsonObject, type Resource } from '../../../src/kubernetes/resource';

function resource(kind: string, spec: unknown, apiVersion = 'gateway.networking.k8s.io/v1'): Resource {
  return { apiVersion, kind, namespace: 'shop', name: 'x', object: { spec } as JsonObject, origin: NO_ORIGIN };
}

test('versions that clusters still serve are read alike', () => {
  const { routes, listenerSets, grants } = readGatewayObjects([
    resource('HTTPRoute', {}, 'gateway.networking.k8s.io/v1beta1'),
    resource('TCPRoute', {}, 'gateway.networking.k8s.io/v1alpha2'),
    resource('XListenerSet', {}, 'gateway.networking.x-k8s.io/v1alpha1'),
    resource('ReferenceGrant', {}, 'gateway.networking.k8s.io/v1beta1'),
    resource('HTTPRoute', {}, 'example.com/v1'),
  ]);
  expect(routes.map(({ kind }) => kind)).toEqual(['HTTPRoute', 'TCPRoute']);
  expect(listenerSets.map(({ kind }) => kind)).toEqual(['XListenerSet']);
  expect(grants).toHaveLength(1);
});

test('what the API server fills in is filled in', () => {
  const { routes: [route] } = readGatewayObjects([resource('HTTPRoute', { parentRefs: [{ name: 'edge' }], rules: [{ backendRefs: [{ name: 'web', port: 80 }] }] })]);
  expect(route.parentRefs[0]).toMatchObject({ group: 'gateway.networking.k8s.io', kind: 'Gateway', namespace: null });
  expect(route.rules[0].matches[0].path).toEqual({ type: 'PathPrefix', value: '/' });
  expect(route.rules[0].backendRefs[0]).toMatchObject({ group: '', kind: 'Service', weight: 1 });
});

test('a GRPCRoute rule without matches takes every call', () => {
  const { routes: [route] } = readGatewayObjects([resource('GRPCRoute', { rules: [{}] })]);
  expect(route.rules[0].matches).toEqual([expect.objectContaining({ path: null, call: null })]);
});

test('a mirror says its share in percent or as a fraction', () => {
  const mirror = (share: JsonObject): unknown => ({ rules: [{ filters: [{ type: 'RequestMirror', requestMirror: { backendRef: { name: 'web' }, ...share } }] }] });
  const percent = (share: JsonObject): unknown => readGatewayObjects([resource('HTTPRoute', mirror(share))]).routes[0].rules[0].filters[0];
  expect(percent({ percent: 5 })).toMatchObject({ percent: 5 });
  expect(percent({ fraction: { numerator: 1, denominator: 200 } })).toMatchObject({ percent: 0.5 });
  expect(percent({})).toMatchObject({ percent: 100 });
});

test('fields of any type are read, and what does not fit is left out', () => {
  const kinds = fc.constantFrom('GatewayClass', 'Gateway', 'HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute', 'ReferenceGrant', 'BackendTLSPolicy', 'ListenerSet');
  const keys = fc.constantFrom('parentRefs', 'rules', 'matches', 'filters', 'backendRefs', 'listeners', 'tls', 'allowedRoutes', 'namespaces', 'kinds', 'from', 'to', 'hostnames',
    'targetRefs', 'validation', 'path', 'headers', 'type', 'name', 'port', 'frontend', 'perPort', 'addresses', 'infrastructure', 'certificateRefs', 'method', 'cors');
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof({ depthSize: 'medium' }, fc.constantFrom(null, true, 0, -1, 1.5, '', 'Exact', 'RequestMirror', '*.x'), fc.array(tie('value'), { maxLength: 3 }), fc.dictionary(keys, tie('value'), { maxKeys: 4 })),
  }));
  fc.assert(fc.property(kinds, value, (kind, spec) => {
    readGatewayObjects([resource(kind, spec)]);
  }), { numRuns: 300 });
});
