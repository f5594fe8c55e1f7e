import { buildCluster } from '../../../src/cluster/build';
import { networkPolicies, type NetworkPolicies } from '../../../src/cluster/policies/network-policies';
import type { JsonObject } from '../../../src/kubernetes/resource';
import { cluster, resource, workload } from '../objects';
import { namespaceObject, policy, policyPod } from '../policy-objects';

const WEB = { matchLabels: { app: 'web' } };

function policies(...objects: readonly JsonObject[]): NetworkPolicies {
  return networkPolicies(cluster(objects));
}

function names(table: NetworkPolicies, pod = policyPod()): readonly (readonly string[] | null)[] {
  return (['ingress', 'egress'] as const).map((direction) => table.isolation(pod, direction)?.certain.map((each) => each.resource.name) ?? null);
}

// https://kubernetes.io/docs/concepts/services-networking/network-policies/#the-two-sorts-of-pod-isolation
test('a pod is isolated by the policies of its namespace that select it, in the directions that they have', () => {
  const table = policies(policy({ podSelector: WEB }, 'a'), policy({ policyTypes: ['Egress'] }, 'b'), policy({ podSelector: { matchLabels: { app: 'db' } } }, 'c'), policy({}, 'd', 'other'));
  expect(names(table)).toEqual([['a'], ['b']]);
  expect(names(table, policyPod({ namespace: 'free' }))).toEqual([null, null]);
});

test('whether a policy selects a pod may hang on labels that a controller chooses', () => {
  const table = policies(policy({ podSelector: { matchLabels: { 'pod-template-hash': 'abc' } } }, 'a'));
  expect(table.isolation(policyPod({ generatedLabels: ['pod-template-hash'] }), 'ingress')).toMatchObject({ certain: [], possible: [{ namespace: 'app' }] });
  expect(table.isolation(policyPod(), 'ingress')).toBeNull();
});

test('a policy that the API server refuses isolates nothing', () => {
  const object = resource(policy({}));
  const refused = new Map([[object, { path: 'spec', message: 'is wrong' }]]);
  expect(networkPolicies(buildCluster([object], {}, refused)).none).toBe(true);
});

test('labels of a namespace are known where the manifests hold it; its name always is', () => {
  const table = policies(namespaceObject('known', { team: 'a' }));
  expect(table.namespaceLabels('known')).toMatchObject({ labels: { 'team': 'a', 'kubernetes.io/metadata.name': 'known' }, moreLabels: false });
  expect(table.namespaceLabels('strange')).toMatchObject({ labels: { 'kubernetes.io/metadata.name': 'strange' }, moreLabels: true });
});

test('peers are workloads of the own namespace, or of those that the namespaceSelector selects', () => {
  const other = workload('Deployment', {}, { name: 'other', namespace: 'other' });
  const table = policies(workload('Deployment'), other, policy({ ingress: [{ from: [{ podSelector: WEB }, { namespaceSelector: {} }, { ipBlock: { cidr: '0.0.0.0/0' } }, {}] }] }));
  const [own] = table.all;
  const found = own.ingress?.[0].peers?.map((peer) => table.peers(own, peer).map((each) => `${each.namespace}/${each.name}`));
  expect(found).toEqual([['app/web'], ['app/web', 'other/other'], [], []]);
});

test('policies that select a workload are found by it', () => {
  const built = cluster([workload('Deployment'), policy({ podSelector: WEB }, 'a'), policy({ podSelector: { matchLabels: { app: 'db' } } }, 'b')]);
  expect(networkPolicies(built).of(built.workloads.all[0]).map((each) => each.resource.name)).toEqual(['a']);
});
