import fc from 'fast-check';
import type { Json, JsonObject } from '../../../src/kubernetes/resource';
import { validateObject } from '../../../src/kubernetes/validation/validate';

const DEPRECATED = 'v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice';

function endpoints(subset: Json): JsonObject {
  return { apiVersion: 'v1', kind: 'Endpoints', metadata: { name: 'db' }, subsets: [subset] };
}

function causes(subset: Json): string[] {
  return validateObject(endpoints(subset)).violations.map(violation => `${violation.path} ${violation.reason}`);
}

test.each<JsonObject>([
  { addresses: [{ ip: '192.0.2.1' }], ports: [{ port: 80 }] },
  { notReadyAddresses: [{ ip: '192.0.2.1' }] },
  { addresses: [{ ip: '192.0.2.1' }, { ip: '2001:db8::1' }, { ip: '192.0.2.1' }] },
  { addresses: [{ ip: '192.0.2.1', hostname: '', nodeName: 'n.example.com', targetRef: {} }] },
  { addresses: [{ ip: '192.0.2.1' }], ports: [{ name: 'a', port: 80 }, { name: 'a', port: 80, protocol: '' }] },
])('%j is accepted', subset => expect(causes(subset)).toEqual([]));

test.each<[Json, string[]]>([
  [null, ['subsets[0] required']],
  [{ addresses: [], ports: [{ port: 80 }] }, ['subsets[0] required']],
  [{ addresses: [{}] }, ['subsets[0].addresses[0].ip invalid']],
  [{ notReadyAddresses: [{ ip: '127.0.0.1' }] }, ['subsets[0].notReadyAddresses[0].ip invalid']],
  [{ addresses: [{ ip: '192.0.2.1', hostname: 'A', nodeName: '' }] }, ['subsets[0].addresses[0].hostname invalid', 'subsets[0].addresses[0].nodeName invalid']],
  [{ addresses: [{ ip: '192.0.2.1' }], ports: [{ port: 80 }, { port: 81 }] }, ['subsets[0].ports[0].name required', 'subsets[0].ports[1].name required']],
  [{ addresses: [{ ip: '192.0.2.1' }], ports: [{ name: 'a.b' }] }, ['subsets[0].ports[0].name invalid', 'subsets[0].ports[0].port invalid']],
  [{ addresses: [{ ip: '192.0.2.1' }], ports: [{ port: 80, protocol: 'tcp', appProtocol: 'a b' }] },
    ['subsets[0].ports[0].protocol not-supported', 'subsets[0].ports[0].appProtocol invalid']],
  [{ addresses: ['192.0.2.1'] }, ['subsets[0].addresses[0] wrong-type']],
  [{ addresses: [{ ip: '192.0.2.1' }], ports: [{ port: '80' }] }, ['subsets[0].ports[0].port wrong-type']],
])('%j is refused', (subset, expected) => expect(causes(subset)).toEqual(expected));

test('Endpoints are deprecated from 1.33 on, whether accepted or not', () => {
  const messages = (subset: Json, kubernetesMinor: number): string[] =>
    validateObject(endpoints(subset), { kubernetesMinor }).warnings.map(warning => warning.message);
  expect(messages({ addresses: [{ ip: '192.0.2.1' }] }, 34)).toEqual([DEPRECATED]);
  expect(messages(null, 34)).toEqual([DEPRECATED]);
  expect(messages(null, 32)).toEqual([]);
});

test('odd addresses are accepted with a warning', () => {
  expect(validateObject(endpoints({ addresses: [{ ip: '2001:DB8::A' }] })).warnings.map(warning => warning.path)).toEqual(['', 'subsets[0].addresses[0].ip']);
});

test('whatever a subset is, there is a verdict', () => {
  fc.assert(fc.property(fc.jsonValue(), fc.jsonValue(), (addresses, ports) => {
    expect(Array.isArray(causes({ addresses: addresses as Json, ports: ports as Json }))).toBe(true);
  }));
});
