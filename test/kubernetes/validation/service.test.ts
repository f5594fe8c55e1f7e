import fc from 'fast-check';
import type { Json, JsonObject } from '../../../src/kubernetes/resource';
import { validateObject } from '../../../src/kubernetes/validation/validate';

function service(spec: JsonObject, metadata: JsonObject = { name: 'quote' }): JsonObject {
  return { apiVersion: 'v1', kind: 'Service', metadata, spec: { ports: [{ port: 80 }], ...spec } };
}

function causes(object: JsonObject, kubernetesMinor?: number): string[] {
  const { violations } = validateObject(object, kubernetesMinor === undefined ? {} : { kubernetesMinor });
  return violations.map(violation => `${violation.path} ${violation.reason}`);
}

test.each<[string, JsonObject]>([
  ['a Service of ports alone', {}],
  ['a target port of 0, empty or null', { ports: [{ name: 'a', port: 80, targetPort: 0 }, { name: 'b', port: 81, targetPort: '' }, { name: 'c', port: 82, targetPort: null }] }],
  ['port names of digits, of 63 characters, with two hyphens', { ports: ['1', 'a'.repeat(63), 'a--b'].map((name, i) => ({ name, port: 80 + i })) }],
  ['one number for every protocol', { ports: ['TCP', 'UDP', 'SCTP'].map(protocol => ({ name: protocol.toLowerCase(), port: 53, protocol })) }],
  ['one node port for TCP and UDP of one port', { type: 'NodePort', ports: [{ name: 'a', port: 53, nodePort: 30053 }, { name: 'b', port: 53, nodePort: 30053, protocol: 'UDP' }] }],
  ['a headless Service without ports', { clusterIP: 'None', ports: [] }],
  ['an affinity config without affinity', { sessionAffinityConfig: { clientIP: { timeoutSeconds: 999999 } } }],
  ['the longest affinity', { sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: { timeoutSeconds: 86400 } } }],
  ['the same external IP twice', { externalIPs: ['192.0.2.1', '192.0.2.1'] }],
  ['an ExternalName with selector, ports and affinity', { type: 'ExternalName', externalName: 'db.example.com.', selector: { app: 'x' }, sessionAffinity: 'ClientIP' }],
  ['an IP as external name', { type: 'ExternalName', externalName: '192.0.2.1' }],
  ['what the cluster adds', { clusterIP: '10.0.0.7', clusterIPs: ['10.0.0.7'], ipFamilies: ['IPv4'], ipFamilyPolicy: 'SingleStack', internalTrafficPolicy: 'Cluster' }],
])('%s is accepted', (_, spec) => expect(causes(service(spec))).toEqual([]));

test.each<[JsonObject, string[]]>([
  [{ ports: [] }, ['spec.ports required']],
  [{ ports: [{ port: 80 }, { port: 81 }] }, ['spec.ports[0].name required', 'spec.ports[1].name required']],
  [{ ports: [{ name: 'a', port: 80 }, { name: 'a', port: 81 }] }, ['spec.ports[1].name duplicate']],
  [{ ports: [{ name: 'a', port: 80 }, { name: 'b', port: 80 }] }, ['spec.ports[1] duplicate']],
  [{ ports: [{ name: 'Http', port: 80 }] }, ['spec.ports[0].name invalid']],
  [{ ports: [{}] }, ['spec.ports[0].port invalid', 'spec.ports[0].targetPort invalid']],
  [{ ports: [{ port: 65536, targetPort: 1 }] }, ['spec.ports[0].port invalid']],
  [{ ports: [{ port: 80, targetPort: '8080' }] }, ['spec.ports[0].targetPort invalid']],
  [{ ports: [{ port: 80, targetPort: 'a'.repeat(16) }] }, ['spec.ports[0].targetPort invalid']],
  [{ ports: [{ port: 80, targetPort: -1 }] }, ['spec.ports[0].targetPort invalid']],
  [{ ports: [{ port: 80, protocol: 'tcp' }] }, ['spec.ports[0].protocol not-supported']],
  [{ ports: [{ port: 80, appProtocol: '' }] }, ['spec.ports[0].appProtocol invalid']],
  [{ ports: [{ port: 80, nodePort: 30080 }] }, ['spec.ports[0].nodePort forbidden']],
  [{ type: 'Lb' }, ['spec.type not-supported']],
  [{ type: 'NodePort', clusterIP: 'None' }, ['spec.clusterIPs[0] invalid']],
  [{ selector: { 'a b': 'c' } }, ['spec.selector invalid']],
  [{ sessionAffinity: 'Cookie' }, ['spec.sessionAffinity not-supported']],
  [{ sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: { timeoutSeconds: 0 } } }, ['spec.sessionAffinityConfig.clientIP.timeoutSeconds invalid']],
  [{ externalIPs: ['abc', '127.0.0.1'] }, ['spec.externalIPs[0] invalid', 'spec.externalIPs[1] invalid']],
  [{ type: 'ExternalName' }, ['spec.externalName required']],
  [{ type: 'ExternalName', externalName: 'A_B' }, ['spec.externalName invalid']],
  [{ type: 'ExternalName', externalName: 'a.b', clusterIP: 'None', ipFamilies: ['IPv4'], ipFamilyPolicy: 'SingleStack' },
    ['spec.clusterIPs forbidden', 'spec.ipFamilies forbidden', 'spec.ipFamilyPolicy forbidden']],
  [{ internalTrafficPolicy: '' }, ['spec.internalTrafficPolicy not-supported']],
  [{ trafficDistribution: 'Near' }, ['spec.trafficDistribution not-supported']],
])('%j is refused', (spec, expected) => expect(causes(service(spec))).toEqual(expected));

test('the annotations for routing by topology have to agree', () => {
  const annotations = (hints: string): JsonObject => ({ 'service.kubernetes.io/topology-aware-hints': hints, 'service.kubernetes.io/topology-mode': 'Auto' });
  expect(causes(service({}, { name: 'quote', annotations: annotations('Auto') }))).toEqual([]);
  expect(causes(service({}, { name: 'quote', annotations: annotations('auto') }))).toEqual([
    'metadata.annotations[service.kubernetes.io/topology-mode] invalid',
  ]);
});

test('a name that starts with a digit is taken from 1.36 on', () => {
  expect(causes(service({}, { name: '1quote' }), 35)).toEqual(['metadata.name invalid']);
  expect(causes(service({}, { name: '1quote' }), 36)).toEqual([]);
});

test('addresses with leading zeros are taken until 1.35', () => {
  expect(causes(service({ externalIPs: ['192.0.2.01'] }), 35)).toEqual([]);
  expect(causes(service({ externalIPs: ['192.0.2.01'] }), 36)).toEqual(['spec.externalIPs[0] invalid']);
});

test('a distribution by zone or node is taken from 1.34 on', () => {
  expect(causes(service({ trafficDistribution: 'PreferSameZone' }), 33)).toEqual(['spec.trafficDistribution not-supported']);
  expect(causes(service({ trafficDistribution: 'PreferSameZone' }), 34)).toEqual([]);
});

test('what cannot be decoded causes no second fault', () => {
  expect(causes(service({ ports: [{ port: '80' }] }))).toEqual(['spec.ports[0].port wrong-type']);
  expect(causes(service({ ports: {} }))).toEqual(['spec.ports wrong-type']);
  expect(causes(service({ type: 5, clusterIPs: ['None'] }))).toEqual(['spec.type wrong-type']);
  expect(causes(service({ clusterIP: 5, clusterIPs: ['10.0.0.1'] }))).toEqual(['spec.clusterIP wrong-type']);
  expect(causes(service({ type: 'ExternalName', externalname: 'a.b' }))).toEqual(['spec.externalname unknown-field']);
});

test('a fault of decoding does not hide the others', () => {
  expect(causes(service({ foo: 1, sessionAffinity: 'Cookie' }))).toEqual(['spec.foo unknown-field', 'spec.sessionAffinity not-supported']);
});

const label = fc.stringMatching(/^[a-z]([-a-z0-9]{0,10}[a-z0-9])?$/);
const validService = fc.record({
  name: label,
  type: fc.constantFrom('ClusterIP', 'NodePort', 'LoadBalancer'),
  ports: fc.uniqueArray(fc.integer({ min: 1, max: 65535 }), { minLength: 1, maxLength: 6 }),
  selector: fc.dictionary(label, label, { maxKeys: 3 }),
  externalIPs: fc.array(fc.tuple(fc.integer({ min: 1, max: 100 }), fc.nat(255), fc.nat(255), fc.nat(255)).map(parts => parts.join('.')), { maxLength: 2 }),
}).map(({ name, ports, ...spec }) => service({ ...spec, ports: ports.map((port, i) => ({ name: `p${i}`, port, targetPort: i === 0 ? 'web' : port })) }, { name }));

test('a Service that keeps the rules is accepted', () => {
  fc.assert(fc.property(validService, object => expect(causes(object)).toEqual([])));
});

test('whatever stands in a field, there is a verdict', () => {
  const keys = ['ports', 'selector', 'clusterIP', 'clusterIPs', 'type', 'externalIPs', 'sessionAffinityConfig', 'ipFamilies', 'loadBalancerSourceRanges',
    'externalTrafficPolicy', 'healthCheckNodePort', 'allocateLoadBalancerNodePorts'];
  fc.assert(fc.property(validService, fc.constantFrom(...keys), fc.jsonValue(), (object, key, value) => {
    const { violations } = validateObject({ ...object, spec: { ...(object.spec as JsonObject), [key]: value as Json } });
    expect(violations.every(violation => violation.path !== '' && violation.message !== '')).toBe(true);
  }));
});

test('whatever the object, there is a verdict', () => {
  fc.assert(fc.property(fc.jsonValue(), fc.jsonValue(), (metadata, spec) => {
    expect(validateObject({ apiVersion: 'v1', kind: 'Service', metadata: metadata as Json, spec: spec as Json }).violations.length).toBeGreaterThan(0);
  }));
});
