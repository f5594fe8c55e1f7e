import type { JsonObject } from '../../../src/kubernetes/resource';
import { validateObject } from '../../../src/kubernetes/validation/validate';

function service(spec: JsonObject, metadata: JsonObject = { name: 'quote' }): JsonObject {
  return { apiVersion: 'v1', kind: 'Service', metadata, spec: { ports: [{ port: 80 }], ...spec } };
}

function causes(object: JsonObject): string[] {
  return validateObject(object).violations.map(violation => `${violation.path} ${violation.reason}`);
}

test.each<[string, JsonObject]>([
  ['any loadBalancerIP', { type: 'LoadBalancer', loadBalancerIP: 'abc' }],
  ['an external traffic policy with external IPs', { externalIPs: ['192.0.2.1'], externalTrafficPolicy: 'Local' }],
  ['source ranges with blanks', { type: 'LoadBalancer', loadBalancerSourceRanges: [' 192.0.2.0/24 '] }],
])('%s is accepted', (_, spec) => expect(causes(service(spec))).toEqual([]));

test.each<[JsonObject, string[]]>([
  [{ loadBalancerSourceRanges: ['192.0.2.0'] }, ['spec.LoadBalancerSourceRanges forbidden', 'spec.LoadBalancerSourceRanges[0] invalid']],
  [{ loadBalancerClass: 'x' }, ['spec.loadBalancerClass forbidden']],
  [{ type: 'LoadBalancer', loadBalancerClass: 'x y' }, ['spec.loadBalancerClass invalid']],
  [{ allocateLoadBalancerNodePorts: false }, ['spec.allocateLoadBalancerNodePorts forbidden']],
  [{ externalTrafficPolicy: 'Cluster' }, ['spec.externalTrafficPolicy invalid']],
  [{ type: 'NodePort', externalTrafficPolicy: 'X' }, ['spec.externalTrafficPolicy not-supported']],
  [{ healthCheckNodePort: 31000 }, ['spec.healthCheckNodePort invalid']],
])('%j is refused', (spec, expected) => expect(causes(service(spec))).toEqual(expected));

test('an annotation may give the source ranges', () => {
  const annotations = { 'service.beta.kubernetes.io/load-balancer-source-ranges': '192.0.2.0/24, abc' };
  const path = 'metadata.annotations[service.beta.kubernetes.io/load-balancer-source-ranges]';
  expect(causes(service({ type: 'LoadBalancer' }, { name: 'quote', annotations }))).toEqual([`${path} invalid`]);
  expect(causes(service({}, { name: 'quote', annotations }))).toEqual([`${path} forbidden`, `${path} invalid`]);
});
