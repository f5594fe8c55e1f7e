import type { JsonObject } from '../../../src/kubernetes/resource';
import { validateObject } from '../../../src/kubernetes/validation/validate';

function warnings(spec: JsonObject, kubernetesMinor = 34, annotations: JsonObject = {}): string[] {
  const object = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'quote', annotations }, spec: { ports: [{ port: 80 }], ...spec } };
  return validateObject(object, { kubernetesMinor }).warnings.map(warning => `${warning.path}: ${warning.message}`);
}

test.each<[JsonObject, string[]]>([
  [{}, []],
  [{ externalIPs: ['192.0.2.1'] }, []],
  [{ clusterIP: 'None', externalIPs: ['192.0.2.1'] }, ['spec.externalIPs: spec.externalIPs is ignored for headless services']],
  [{ clusterIP: 'None', loadBalancerIP: '192.0.2.1' }, ['spec.loadBalancerIP: spec.loadBalancerIP is ignored for headless services']],
  [{ clusterIP: 'None', sessionAffinity: 'ClientIP' }, ['spec.sessionAffinity: spec.SessionAffinity is ignored for headless services']],
  [{ externalName: 'A_B' }, ['spec.externalName: spec.externalName is ignored when spec.type is not "ExternalName"']],
  [{ type: 'ExternalName', externalName: 'a.b', externalIPs: ['192.0.2.1'] },
    ['spec.externalIPs: spec.externalIPs is ignored when spec.type is "ExternalName"']],
  [{ clusterIP: '010.0.0.7' },
    ['spec.clusterIPs[0]: non-standard IP address "010.0.0.7" will be considered invalid in a future Kubernetes release: use "10.0.0.7"']],
  [{ type: 'LoadBalancer', loadBalancerSourceRanges: ['192.0.2.7/24'] },
    ['spec.loadBalancerSourceRanges[0]: CIDR value "192.0.2.7/24" is ambiguous in this context (should be "192.0.2.0/24" or "192.0.2.7/32"?)']],
])('the warnings of %j', (spec, expected) => expect(warnings(spec)).toEqual(expected));

test('the annotation of topology hints is deprecated', () => {
  expect(warnings({}, 34, { 'service.kubernetes.io/topology-aware-hints': 'auto' })).toEqual([
    expect.stringContaining('please use service.kubernetes.io/topology-mode instead'),
  ]);
});

test('external IPs and PreferClose are deprecated from 1.36 on', () => {
  const spec = { externalIPs: ['192.0.2.1'], trafficDistribution: 'PreferClose' };
  expect(warnings(spec, 35)).toEqual([]);
  expect(warnings(spec, 36)).toEqual([expect.stringContaining('spec.externalIPs is deprecated'), expect.stringContaining('use "PreferSameZone"')]);
});

test('a Service that is refused has no warnings', () => {
  expect(warnings({ externalName: 'a.b', sessionAffinity: 'Cookie' })).toEqual([]);
  expect(warnings({ externalName: 'a.b', foo: 1 })).toEqual([]);
});
