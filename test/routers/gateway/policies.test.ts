import { app, condition, gateway, route, statusOf } from './objects';

const EDGE = gateway('listeners: [{ name: http, port: 80, protocol: HTTP, allowedRoutes: { namespaces: { from: All } } }]');
const ROUTE = route('rules: [{ backendRefs: [{ name: web, port: 80 }] }]');
const AUTHORITIES = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ca, namespace: shop }\ndata: { ca.crt: "-----BEGIN CERTIFICATE-----" }\n';

function policy(name: string, { target = 'name: web', ca = 'kind: ConfigMap, name: ca', created = '' } = {}): string {
  return `apiVersion: gateway.networking.k8s.io/v1
kind: BackendTLSPolicy
metadata: { name: ${name}, namespace: shop${created === '' ? '' : `, creationTimestamp: '${created}'`} }
spec: { targetRefs: [{ group: "", kind: Service, ${target} }], validation: { hostname: web.example.com, caCertificateRefs: [{ group: "", ${ca} }] } }
`;
}

function conditions(...policies: readonly string[]): readonly string[] {
  return statusOf(EDGE, ROUTE, app('web'), AUTHORITIES, ...policies).policies.map(({ policy: { policy: { name } }, ancestors }) =>
    `${name}: ${ancestors.map((each) => ['Accepted', 'ResolvedRefs'].map((type) => condition(each.conditions, type) ?? '').join(', ')).join('; ')}`);
}

test('a policy for the backend of a route has its Gateway as ancestor', () => {
  expect(conditions(policy('one'))).toEqual(['one: True, True']);
});

test('a policy that no route leads to has no ancestors', () => {
  expect(conditions(policy('one', { target: 'name: api' }))).toEqual(['one: ']);
});

test('of two policies for one target the older is accepted', () => {
  expect(conditions(policy('a', { created: '2026-02-01T00:00:00Z' }), policy('b', { created: '2026-01-01T00:00:00Z' }))).toEqual(['b: True, True', 'a: False Conflicted, True']);
});

test('a policy for a port and one for all ports do not conflict', () => {
  expect(conditions(policy('a'), policy('b', { target: 'name: web, sectionName: http' }))).toEqual(['a: True, True', 'b: True, True']);
});

test('without one certificate authority a policy is not accepted', () => {
  expect(conditions(policy('a', { ca: 'kind: ConfigMap, name: no' }))).toEqual(['a: False NoValidCACertificate, False InvalidCACertificateRef']);
  expect(conditions(policy('a', { ca: 'kind: Odd, name: ca' }))).toEqual(['a: False NoValidCACertificate, False InvalidKind']);
});
