import { indexResources } from '../../../src/cluster/resource-index';
import { ownerInInput, workloadOfPod } from '../../../src/cluster/workloads/ownership';
import type { JsonObject, Resource } from '../../../src/kubernetes/resource';
import { pod, resource, workload } from '../objects';

const owned = (apiVersion: string, kind: string, name: string, labels: JsonObject = {}): JsonObject =>
  ({ labels, ownerReferences: [{ apiVersion, kind, name, controller: true }] });

function ownerOf(object: JsonObject, ...others: readonly JsonObject[]): Resource | undefined {
  return ownerInInput(resource(object), indexResources(others.map(resource)).findInGroup);
}

test('an owner is found by group, whichever version the reference names', () => {
  expect(ownerOf(pod('p', { metadata: owned('apps/v1beta2', 'ReplicaSet', 'web') }), workload('ReplicaSet'))?.name).toBe('web');
  expect(ownerOf(pod('p', { metadata: owned('example.com/v1', 'ReplicaSet', 'web') }), workload('ReplicaSet'))).toBeUndefined();
});

test('the owner of a missing owner is found by the names that controllers give', () => {
  const ofReplicaSet = pod('p', { metadata: owned('apps/v1', 'ReplicaSet', 'web-abc', { 'pod-template-hash': 'abc' }) });
  expect(ownerOf(ofReplicaSet, workload('Deployment'))?.kind).toBe('Deployment');
  expect(ownerOf(pod('p', { metadata: owned('apps/v1', 'ReplicaSet', 'web-abc') }), workload('Deployment'))).toBeUndefined();
  expect(ownerOf(pod('p', { metadata: owned('batch/v1', 'Job', 'web-29000000') }), workload('CronJob'))?.kind).toBe('CronJob');
});

test('a mirror pod of a node belongs to itself', () => {
  const mirror = resource(pod('kube-proxy', { metadata: owned('v1', 'Node', 'node-a') }));
  expect(workloadOfPod(mirror, () => undefined, () => false)).toEqual({ kind: 'Pod', namespace: 'app', name: 'kube-proxy' });
});

test('an operator\'s object above a workload is not the workload', () => {
  const custom = { apiVersion: 'example.com/v1', kind: 'Shop', metadata: { name: 'shop' }, spec: {} };
  const deployment = workload('Deployment', {}, owned('example.com/v1', 'Shop', 'shop'));
  const index = indexResources([custom, { ...deployment, metadata: { ...deployment.metadata as JsonObject, name: 'web' } }].map(resource));
  const replicaSetPod = resource(pod('p', { metadata: owned('apps/v1', 'ReplicaSet', 'web-abc', { 'pod-template-hash': 'abc' }) }));
  expect(workloadOfPod(replicaSetPod, index.findInGroup, ({ kind }) => kind === 'Deployment')).toMatchObject({ kind: 'Deployment', name: 'web' });
});
