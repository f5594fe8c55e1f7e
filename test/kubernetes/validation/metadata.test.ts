import type { JsonObject } from '../../../src/kubernetes/resource';
import { validateMetadata } from '../../../src/kubernetes/validation/metadata';
import { dns1035Label, dns1123Subdomain } from '../../../src/kubernetes/validation/names';
import { Report } from '../../../src/kubernetes/validation/report';

function causes(metadata: JsonObject, nameRule = dns1123Subdomain): string[] {
  const report = new Report();
  validateMetadata({ metadata }, nameRule, report);
  return report.violations.map(violation => `${violation.path} ${violation.reason}`);
}

test.each<[string, JsonObject]>([
  ['a name', { name: 'web' }],
  ['a prefix of a name', { generateName: 'web-' }],
  ['a namespace', { name: 'web', namespace: 'kiada' }],
  ['labels', { name: 'web', labels: { 'app.kubernetes.io/name': 'web', 'empty': '' } }],
  ['annotations with keys in upper case', { name: 'web', annotations: { 'Example.com/A': 'any thing' } }],
  ['standard and qualified finalizers', { name: 'web', finalizers: ['orphan', 'example.com/x'] }],
  ['an owner', { name: 'web', ownerReferences: [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'a', uid: 'u', controller: true }] }],
])('%s is accepted', (_, metadata) => expect(causes(metadata)).toEqual([]));

test.each<[JsonObject, string[]]>([
  [{}, ['metadata.name required']],
  [{ name: 'Web' }, ['metadata.name invalid']],
  [{ name: 'web', namespace: 'a.b' }, ['metadata.namespace invalid']],
  [{ generateName: 'Web-' }, ['metadata.generateName invalid', 'metadata.name invalid']],
  [{ name: 'web', generateName: '-' }, ['metadata.generateName invalid']],
  [{ name: 'web', labels: { 'a b': 'c d' } }, ['metadata.labels invalid', 'metadata.labels invalid']],
  [{ name: 'web', annotations: { 'a/b/c': '' } }, ['metadata.annotations invalid']],
  [{ name: 'web', annotations: { a: 'x'.repeat(256 * 1024) } }, ['metadata.annotations too-long']],
  [{ name: 'web', finalizers: ['mine'] }, ['metadata.finalizers[0] invalid']],
  [{ name: 'web', finalizers: ['orphan', 'foregroundDeletion'] }, ['metadata.finalizers invalid']],
  [{ name: 'web', ownerReferences: [{ apiVersion: 'v1', kind: 'Pod', name: 'a' }] }, ['metadata.ownerReferences.uid invalid']],
  [{ name: 'web', ownerReferences: [{ apiVersion: 'a/b/c', kind: 'Pod', name: 'a', uid: 'u' }] }, ['metadata.ownerReferences.apiVersion invalid']],
])('%j is refused', (metadata, expected) => expect(causes(metadata)).toEqual(expected));

test('two owners that both control are refused', () => {
  const owner = { apiVersion: 'v1', kind: 'Pod', name: 'a', uid: 'u', controller: true };
  expect(causes({ name: 'web', ownerReferences: [owner, owner] })).toEqual(['metadata.ownerReferences invalid']);
});

test('a generated name has to be valid as a whole', () => {
  expect(causes({ generateName: '1-' }, dns1035Label)).toEqual(['metadata.name invalid']);
  expect(causes({ generateName: 'a'.repeat(60) }, dns1035Label)).toEqual([]);
});

test('annotations count by bytes', () => {
  expect(causes({ name: 'web', annotations: { a: 'é'.repeat(128 * 1024) } })).toEqual(['metadata.annotations too-long']);
});

test('metadata of a wrong type counts as missing', () => {
  const report = new Report();
  validateMetadata({ metadata: [] }, dns1123Subdomain, report);
  expect(report.violations.map(violation => violation.path)).toEqual(['metadata.name']);
});
