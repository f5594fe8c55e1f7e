import { causes, EXPERIMENTAL, gatewayObject } from './objects';
import type { JsonObject } from '../../../../src/kubernetes/resource';
import { validateObject } from '../../../../src/kubernetes/validation/validate';

const rules = [{ backendRefs: [{ name: 'api', port: 80 }] }];

test.each<[string, JsonObject]>([
  ['GRPCRoute', gatewayObject('GRPCRoute', {})],
  ['TLSRoute', gatewayObject('TLSRoute', { hostnames: ['a.example.com'], rules })],
  ['TCPRoute', gatewayObject('TCPRoute', { rules })],
  ['UDPRoute', gatewayObject('UDPRoute', { rules })],
  ['ReferenceGrant', gatewayObject('ReferenceGrant', { from: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'shop' }], to: [{ group: '', kind: 'Service' }] })],
  ['BackendTLSPolicy', gatewayObject('BackendTLSPolicy', {
    targetRefs: [{ group: '', kind: 'Service', name: 'api' }], validation: { hostname: 'api.example.com', wellKnownCACertificates: 'System' },
  })],
  ['GatewayClass', { ...gatewayObject('GatewayClass', { controllerName: 'example.com/gateway' }) }],
])('a %s of the standard channel is accepted', (_, object) => expect(causes(object)).toEqual([]));

test.each<[string, JsonObject, readonly string[]]>([
  ['a TLSRoute without hosts', gatewayObject('TLSRoute', { rules }), ['spec.hostnames required']],
  ['a TLSRoute for an address', gatewayObject('TLSRoute', { hostnames: ['192.0.2.1'], rules }), ['spec.hostnames invalid']],
  ['a TCPRoute with two rules', gatewayObject('TCPRoute', { rules: [...rules, ...rules] }), ['spec.rules too-many']],
  ['a gRPC match of nothing', gatewayObject('GRPCRoute', { rules: [{ matches: [{ method: {} }] }] }), ['spec.rules[0].matches[0].method invalid']],
  ['a gRPC service with a slash', gatewayObject('GRPCRoute', { rules: [{ matches: [{ method: { service: 'a/b' } }] }] }), ['spec.rules[0].matches[0].method invalid']],
  ['a grant of nothing', gatewayObject('ReferenceGrant', { from: [], to: [] }), ['spec.from invalid', 'spec.to invalid']],
  ['a grant with a status', { ...gatewayObject('ReferenceGrant', { from: [{ group: '', kind: 'A', namespace: 'b' }], to: [{ group: '', kind: 'Service' }] }), status: {} }, ['status unknown-field']],
  ['a policy without certificates', gatewayObject('BackendTLSPolicy', { targetRefs: [{ group: '', kind: 'Service', name: 'api' }], validation: { hostname: 'a.example.com' } }),
    ['spec.validation invalid']],
  ['a controller name without slash', gatewayObject('GatewayClass', { controllerName: 'example.com' }), ['spec.controllerName invalid']],
])('%s is refused', (_, object, expected) => expect(causes(object)).toEqual(expected));

test('an unknown field of a status is refused, unless a server printed the object', () => {
  const object = { ...gatewayObject('HTTPRoute', {}), status: { nope: 1 } };
  expect(causes(object)).toEqual(['status.nope unknown-field']);
  expect(causes({ ...object, metadata: { name: 'web', resourceVersion: '7' } })).toEqual([]);
});

test.each([
  ['gateway.networking.k8s.io/v1alpha2', 'HTTPRoute'],
  ['networking.k8s.io/v1', 'Gateway'],
  ['v1', 'HTTPRoute'],
  ['gateway.networking.k8s.io/v1', 'HttpRoute'],
])('%s %s is not served', (apiVersion, kind) => {
  expect(causes({ ...gatewayObject(kind, {}), apiVersion })).toEqual(['apiVersion not-supported']);
});

test('a Gateway of another group is somebody else\'s', () => {
  expect(causes({ ...gatewayObject('Gateway', { servers: [] }), apiVersion: 'networking.istio.io/v1' })).toEqual([]);
});

test('what another channel serves or knows is refused for the default of a flag', () => {
  const older = gatewayObject('TLSRoute', { rules }, 'v1alpha2');
  expect(validateObject(older).violations).toEqual([expect.objectContaining({ path: 'apiVersion', ofDefaults: true })]);
  expect(causes(older, EXPERIMENTAL)).toEqual([]);
  const retry = gatewayObject('HTTPRoute', { rules: [{ retry: { attempts: 2 } }] });
  expect(validateObject(retry).violations).toEqual([expect.objectContaining({ path: 'spec.rules[0].retry', ofDefaults: true })]);
  expect(causes(retry, EXPERIMENTAL)).toEqual([]);
});
