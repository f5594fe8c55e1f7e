import * as fc from 'fast-check';
import { PolicyIndex } from '../../../src/cluster/policies/policy-index';
import { judgeSelector, readLabelSelector, type KnownLabels } from '../../../src/kubernetes/label-selector';
import { readNetworkPolicy } from '../../../src/kubernetes/network-policy';
import { NO_ORIGIN } from '../../../src/kubernetes/resource';

const key = fc.constantFrom('a', 'b', 'pod-template-hash', '__proto__', 'constructor');
const value = fc.constantFrom('x', 'y', '');
const labels = fc.dictionary(key, value, { maxKeys: 3, noNullPrototype: false });
const operator = fc.constantFrom('In', 'NotIn', 'Exists', 'DoesNotExist');
const expressions = fc.array(fc.record({ key, operator, values: fc.array(value, { maxLength: 2 }) }), { maxLength: 1 });
const selector = fc.record({ matchLabels: labels, matchExpressions: expressions });
const known = fc.record({ labels, generatedLabels: fc.uniqueArray(key, { maxLength: 2 }), moreLabels: fc.boolean() });

test('every policy that may be about a pod is found, in order', () => {
  fc.assert(fc.property(fc.array(selector, { maxLength: 20 }), known, (selectors, pod: KnownLabels) => {
    const index = new PolicyIndex();
    selectors.forEach((podSelector, i) => {
      const object = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: `n${i}` }, spec: { podSelector } };
      index.add(readNetworkPolicy({ apiVersion: object.apiVersion, kind: object.kind, namespace: 'a', name: `n${i}`, object, origin: NO_ORIGIN }));
    });
    const concerned = (all: readonly { podSelector: ReturnType<typeof readLabelSelector> }[]) => all.filter(({ podSelector }) => judgeSelector(podSelector, pod) !== 'no');
    expect(concerned(index.candidates(pod))).toEqual(concerned(index.all));
  }));
});

test('policies about other pods are not looked at', () => {
  const index = new PolicyIndex();
  for (let i = 0; i < 100; i += 1) {
    const object = { spec: { podSelector: { matchLabels: { app: `app-${i}` } } } };
    index.add(readNetworkPolicy({ apiVersion: '', kind: '', namespace: 'a', name: `n${i}`, object, origin: NO_ORIGIN }));
  }
  expect(index.candidates({ labels: { app: 'app-7' }, generatedLabels: ['pod-template-hash'] })).toEqual([index.all[7]]);
});
