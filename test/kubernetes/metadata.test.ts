import { controllerOf, metadataOf } from '../../src/kubernetes/metadata';
import type { JsonObject } from '../../src/kubernetes/resource';
import { pod, resource } from '../cluster/objects';

function owned(...ownerReferences: JsonObject[]): JsonObject {
  return pod('web', { metadata: { ownerReferences } });
}

test('the controller is the owner with controller: true', () => {
  const controller = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web', uid: 'u', controller: true };
  expect(controllerOf(resource(owned({ apiVersion: 'v1', kind: 'X', name: 'y' }, controller)))).toEqual({ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web', uid: 'u' });
});

test('an owner that is no controller, or says too little, is none', () => {
  expect(controllerOf(resource(owned({ apiVersion: 'v1', kind: 'X', name: 'y' })))).toBeNull();
  expect(controllerOf(resource(owned({ kind: 'X', controller: true })))).toBeNull();
});

test('metadata of the wrong type reads as empty', () => {
  expect(metadataOf(resource({ kind: 'Pod', metadata: { labels: 'x', creationTimestamp: 5 } }))).toMatchObject({ creationTimestamp: null, deletionTimestamp: null, controller: null });
});
