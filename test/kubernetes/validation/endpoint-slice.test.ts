import fc from 'fast-check';
import type { Json, JsonObject } from '../../../src/kubernetes/resource';
import { validateObject } from '../../../src/kubernetes/validation/validate';

function slice(fields: JsonObject): JsonObject {
  return {
    apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', metadata: { name: 'db-1', labels: { 'kubernetes.io/service-name': 'db' } }, addressType: 'IPv4', ...fields,
  };
}

function causes(fields: JsonObject, kubernetesMinor = 34): string[] {
  return validateObject(slice(fields), { kubernetesMinor }).violations.map(violation => `${violation.path} ${violation.reason}`);
}

const endpoint = (fields: JsonObject): JsonObject => ({ endpoints: [{ addresses: ['192.0.2.1'], ...fields }] });
const address = (addressType: string, ...addresses: Json[]): JsonObject => ({ addressType, endpoints: [{ addresses }] });
const named = (...names: string[]): JsonObject[] => names.map(name => ({ name }));

test.each<[string, JsonObject]>([
  ['no endpoints and no ports', {}],
  ['any port number', { ports: [{ name: 'a', port: 0 }, { name: 'b', port: -1 }, { name: 'c', port: 65536 }, { name: 'd' }] }],
  ['one unnamed port', { ports: [{ port: 80 }, { name: 'a', port: 81 }] }],
  ['any zone and topology', endpoint({ zone: 'Zone A', deprecatedTopology: { 'a b': 'c d' } })],
  ['any target', endpoint({ targetRef: { kind: 'Bogus', name: 'A B' } })],
  ['an IPv4-mapped address', address('IPv4', '::ffff:192.0.2.1')],
  ['domain names', address('FQDN', 'db.example.com', 'a.b.', '192.0.2.1')],
  ['hints', endpoint({ hints: { forZones: named('Zone-a', ''), forNodes: named('n1') } })],
])('%s is accepted', (_, fields) => expect(causes(fields)).toEqual([]));

test.each<[JsonObject, string[]]>([
  [{ addressType: null }, ['addressType required']],
  [{ addressType: 'ipv4', endpoints: [{ addresses: ['x'] }] }, ['addressType not-supported']],
  [{ endpoints: [null] }, ['endpoints[0].addresses required']],
  [{ endpoints: Array.from({ length: 1001 }, () => ({})) }, ['endpoints too-many']],
  [address('IPv4', ...Array.from({ length: 101 }, (_, i) => `192.0.2.${i}`)), ['endpoints[0].addresses too-many']],
  [address('IPv4', 'abc'), ['endpoints[0].addresses[0] invalid']],
  [address('IPv4', '2001:db8::1'), ['endpoints[0].addresses invalid']],
  [address('IPv6', '192.0.2.1'), ['endpoints[0].addresses invalid']],
  [address('IPv6', '2001:DB8::1'), ['endpoints[0].addresses[0] invalid']],
  [address('IPv4', '127.0.0.1'), ['endpoints[0].addresses[0] invalid']],
  [address('FQDN', null), ['endpoints[0].addresses[0] required']],
  [address('FQDN', 'localhost'), ['endpoints[0].addresses[0] invalid']],
  [address('FQDN', 'A.b'), ['endpoints[0].addresses[0] invalid']],
  [address('FQDN', `${'a'.repeat(64)}.b`), ['endpoints[0].addresses[0] invalid']],
  [endpoint({ hostname: '' }), ['endpoints[0].hostname invalid']],
  [endpoint({ nodeName: 'A' }), ['endpoints[0].nodeName invalid']],
  [endpoint({ hints: { forZones: named('a', 'a') } }), ['endpoints[0].hints.forZones[1].name duplicate']],
  [endpoint({ hints: { forZones: named('a b') } }), ['endpoints[0].hints.forZones[0].name invalid']],
  [endpoint({ hints: { forNodes: named(...'abcdefghi') } }), ['endpoints[0].hints.forNodes too-many']],
  [{ ports: [{ port: 80 }, { name: '', port: 81 }] }, ['ports[1].name duplicate']],
  [{ ports: [{ name: 'A' }] }, ['ports[0].name invalid']],
  [{ ports: [{ protocol: '' }] }, ['ports[0].protocol not-supported']],
  [{ ports: [{ appProtocol: 'a b' }] }, ['ports[0].appProtocol invalid']],
  [{ ports: Array.from({ length: 20001 }, () => ({})) }, ['ports too-many']],
  [{ addressType: ['IPv4'] }, ['addressType wrong-type']],
  [endpoint({ conditions: { Ready: true } }), ['endpoints[0].conditions.Ready unknown-field']],
])('%j is refused', (fields, expected) => expect(causes(fields)).toEqual(expected));

test('hints for nodes are dropped until 1.33', () => {
  expect(causes(endpoint({ hints: { forNodes: named('a', 'a') } }), 33)).toEqual([]);
});

test('what is accepted may have warnings', () => {
  const warnings = (fields: JsonObject): string[] => validateObject(slice(fields)).warnings.map(warning => `${warning.path}: ${warning.message}`);
  expect(warnings(address('FQDN', 'a.b'))).toEqual(['addressType: FQDN endpoints are deprecated']);
  expect(warnings(address('IPv4', '192.0.2.08'))).toEqual([expect.stringMatching(/^endpoints\[0\]\.addresses\[0\]: non-standard IP address/)]);
  expect(warnings(address('FQDN', 'a'))).toEqual([]);
});

test('whatever the fields are, there is a verdict', () => {
  fc.assert(fc.property(fc.jsonValue(), fc.jsonValue(), fc.constantFrom('IPv4', 'IPv6', 'FQDN'), (endpoints, ports, addressType) => {
    expect(Array.isArray(causes({ addressType, endpoints: endpoints as Json, ports: ports as Json }))).toBe(true);
  }));
});
