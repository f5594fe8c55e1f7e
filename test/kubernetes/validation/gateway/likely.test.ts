import { isGatewayKind } from '../../../../src/kubernetes/validation/gateway/kinds';
import { isLikelyGatewayKind } from '../../../../src/kubernetes/validation/gateway/likely';

const GROUPS = ['gateway.networking.k8s.io/', 'gateway.networking.x-k8s.io/', 'networking.x-k8s.io/', 'networking.k8s.io/', '', '/', 'apps/', 'example.com/'];
const NAMED = [
  'GatewayClass', 'Gateway', 'HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute', 'ListenerSet', 'ReferenceGrant', 'BackendTLSPolicy', 'BackendLBPolicy',
  'XListenerSet', 'XBackendTrafficPolicy', 'XMesh', 'XBackend',
];
const KINDS = [...NAMED, ...NAMED.map((kind) => kind.toLowerCase()), 'ConfigMap', 'Namespace', 'ServiceAccount', ''];

test('whatever is taken for a kind of the Gateway API is likely to be one', () => {
  const taken = GROUPS.flatMap((group) => KINDS.map((kind) => [`${group}v1`, kind] as const)).filter(([apiVersion, kind]) => isGatewayKind(apiVersion, kind));
  expect(taken.length).toBeGreaterThan(NAMED.length * 2);
  expect(taken.filter(([apiVersion, kind]) => !isLikelyGatewayKind(apiVersion, kind))).toEqual([]);
});

test.each(['ConfigMap', 'Namespace', 'Secret', 'ServiceAccount', 'PersistentVolumeClaim'])('a %s is not', (kind) => {
  expect(isLikelyGatewayKind('v1', kind)).toBe(false);
});
