import * as fc from 'fast-check';
import { Likeness } from '../../../src/cluster/policies/likeness';
import { networkPolicies } from '../../../src/cluster/policies/network-policies';
import { ROUTER, type Party, type PolicyPod } from '../../../src/cluster/policies/party';
import { judgeConnection } from '../../../src/cluster/policies/verdict';
import type { JsonObject } from '../../../src/kubernetes/resource';
import { cluster } from '../objects';
import { policy, policyPod } from '../policy-objects';

const label = fc.constantFrom('app', 'tier', 'pod-template-hash', '__proto__');
const labels = fc.dictionary(label, fc.constantFrom('web', 'db'), { maxKeys: 2, noNullPrototype: false });
/** As objects are read: without a prototype, so that `__proto__` is a key like any other. */
const labelsOfPod = labels.map((each): Record<string, string> => Object.assign(Object.create(null) as Record<string, string>, each));
const selector = fc.oneof(
  fc.record({ matchLabels: labels }),
  fc.record({ matchExpressions: fc.array(fc.record({ key: label, operator: fc.constantFrom('Exists', 'DoesNotExist') }), { maxLength: 1 }) }),
);
const peer = fc.oneof(
  fc.record({ podSelector: selector, namespaceSelector: fc.constant({}) }, { requiredKeys: ['podSelector'] }),
  fc.record({ ipBlock: fc.record({ cidr: fc.constantFrom('10.0.0.0/8', '10.9.0.0/16') }) }),
);
const port = fc.record({ port: fc.constantFrom(8080, 'http', 'metrics') });
const rules = (peers: string) =>
  fc.array(fc.record({ [peers]: fc.array(peer, { maxLength: 2 }), ports: fc.array(port, { maxLength: 1 }) }), { maxLength: 2 });
const specs = fc.array(fc.record({ podSelector: selector, ingress: rules('from'), egress: rules('to') }), { maxLength: 4 });

const pod: fc.Arbitrary<PolicyPod> = fc.record({
  namespace: fc.constantFrom('app', 'other'),
  labels: labelsOfPod,
  generatedLabels: fc.subarray(['pod-template-hash', 'tier']),
  moreLabels: fc.boolean(),
  ips: fc.constantFrom([], ['10.9.0.1'], ['192.0.2.1']),
  hostNetwork: fc.boolean(),
  portName: fc.constantFrom('http', 'metrics'),
}).map(({ hostNetwork, portName, ...given }) => policyPod(given, { hostNetwork, containers: [{ name: 'main', ports: [{ name: portName, containerPort: 8080 }] }] }));

// so many that pods are judged by those that are alike
const others = Array.from({ length: 9 }, (_, i) => policy({}, `other-${i}`, 'elsewhere'));

test('pods that are alike are judged alike, at both ends of a connection', () => {
  let alike = 0;
  fc.assert(fc.property(specs, fc.array(pod, { minLength: 10, maxLength: 20 }), (some, pods) => {
    const objects: readonly JsonObject[] = some.map((spec, i) => policy(spec as unknown as JsonObject, `p${i}`));
    const [few, many] = [networkPolicies(cluster(objects)), networkPolicies(cluster([...objects, ...others]))];
    const likeness = new Likeness(many.all);
    const verdict = (policies: typeof few, subject: PolicyPod, party: Party, direction: 'ingress' | 'egress', spec: PolicyPod['spec']) => {
      const found = judgeConnection(policies, subject, direction, party, { numbers: [8080], protocol: 'TCP', spec });
      if (found === null) return null;
      const open = found.open.map(({ policy: { resource }, rule }) => [resource.name, rule.path]);
      return { result: found.result, admitting: found.admitting?.rule.path, open };
    };
    for (const each of pods) {
      const first = likeness.first(each);
      if (first !== each) alike += 1;
      for (const client of [ROUTER, { kind: 'pod', pod: pods[0] } as const]) {
        expect(verdict(many, first, client, 'ingress', first.spec)).toEqual(verdict(few, each, client, 'ingress', each.spec));
      }
      expect(verdict(many, pods[0], { kind: 'pod', pod: first }, 'egress', first.spec)).toEqual(verdict(few, pods[0], { kind: 'pod', pod: each }, 'egress', each.spec));
    }
  }));
  expect(alike).toBeGreaterThan(0);
});

test('labels that no policy names tell no pods apart, those that one names do', () => {
  const likeness = new Likeness(networkPolicies(cluster([policy({ ingress: [{ from: [{ podSelector: { matchLabels: { app: 'shop' } } }] }] })])).all);
  const first = policyPod({ labels: { app: 'web', index: '0' } });
  expect(likeness.first(first)).toBe(first);
  expect(likeness.first(policyPod({ labels: { app: 'web', index: '1' }, ips: ['10.0.0.1'] }))).toBe(first);
  const other = policyPod({ labels: { app: 'db' } });
  expect(likeness.first(other)).toBe(other);
});
