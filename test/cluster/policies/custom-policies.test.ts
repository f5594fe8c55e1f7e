import { CustomPolicies } from '../../../src/cluster/policies/custom-policies';
import type { JsonObject } from '../../../src/kubernetes/resource';
import { resource } from '../objects';
import { policyPod } from '../policy-objects';

function about(object: JsonObject, namespace = 'app'): readonly string[] {
  return new CustomPolicies([resource({ metadata: { name: 'x' }, ...object })]).about(policyPod({ namespace })).map(({ kind }) => kind);
}

const CILIUM = { apiVersion: 'cilium.io/v2', kind: 'CiliumNetworkPolicy' };

test.each<[string, JsonObject, boolean]>([
  ['of Cilium without selector', CILIUM, true],
  ['of Cilium for these pods', { ...CILIUM, spec: { endpointSelector: { matchLabels: { app: 'web' } } } }, true],
  ['of Cilium for other pods', { ...CILIUM, spec: { endpointSelector: { matchLabels: { app: 'db' } } } }, false],
  ['of Cilium with labels that it makes itself', { ...CILIUM, spec: { endpointSelector: { matchLabels: { 'k8s:app': 'web' } } } }, true],
  ['of Cilium with several specs', { ...CILIUM, specs: [{ endpointSelector: { matchLabels: { app: 'db' } } }, { endpointSelector: {} }] }, true],
  ['of Cilium with no specs', { ...CILIUM, specs: [] }, false],
  ['of administrators', { apiVersion: 'policy.networking.k8s.io/v1alpha1', kind: 'AdminNetworkPolicy', spec: { subject: { namespaces: {} } } }, true],
  ['of administrators for other pods', { apiVersion: 'policy.networking.k8s.io/v1alpha1', kind: 'AdminNetworkPolicy', spec: { subject: { pods: { podSelector: { matchLabels: { app: 'db' } } } } } }, false],
  ['of Calico', { apiVersion: 'projectcalico.org/v3', kind: 'GlobalNetworkPolicy', spec: { selector: 'all()' } }, true],
  ['of Kubernetes', { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy' }, false],
  ['of a kind that is none', { apiVersion: 'cilium.io/v2', kind: 'CiliumIdentity', spec: null }, false],
])('a policy %s may be about the pod: %s', (_, object, expected) => {
  expect(about(object).length > 0).toBe(expected);
});

test('policies of a namespace are about its pods, those of the cluster about all', () => {
  expect(about(CILIUM, 'other')).toEqual([]);
  expect(about({ apiVersion: 'cilium.io/v2', kind: 'CiliumClusterwideNetworkPolicy' }, 'other')).toEqual(['CiliumClusterwideNetworkPolicy']);
});
