import { buildCluster } from '../../../src/cluster/build';
import type { Cluster } from '../../../src/cluster/model';
import { judgeAbsentPods } from '../../../src/cluster/workloads/absent-pods';
import { nearWorkloads } from '../../../src/cluster/workloads/near-workloads';
import { parseManifests } from '../../../src/manifests/yaml/parse';

function deployment(name: string, labels: Readonly<Record<string, string>>): object {
  const template = { metadata: { labels }, spec: { containers: [{ name: 'main', image: 'x' }] } };
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name, namespace: 'shop' }, spec: { selector: { matchLabels: labels }, template } };
}

function clusterOf(items: readonly object[]): Cluster {
  return buildCluster(parseManifests(JSON.stringify({ apiVersion: 'v1', kind: 'List', items }), null).resources);
}

const many = clusterOf(Array.from({ length: 1500 }, (_, i) => deployment(`quote-${i}`, { app: `quote-${i}`, tier: i % 2 === 0 ? 'web' : 'api' })));

const namesOf = (cluster: Cluster, labels: Readonly<Record<string, string>>): readonly string[] => nearWorkloads(cluster, 'shop', labels).map(({ name }) => name);

test('a value with a mistake leads to the workload that has the right one, however many there are', () => {
  expect(namesOf(many, { app: 'quotes-1400' })).toContain('quote-1400');
  expect(namesOf(many, { app: 'quotes-1400', tier: 'web' })).toContain('quote-1400');
});

test('a value under another key leads to its workload', () => {
  expect(namesOf(many, { name: 'quote-1400' })).toEqual(['quote-1400']);
});

test('labels that have nothing to do with any workload lead to none', () => {
  expect(namesOf(many, { app: 'kiada' })).toEqual([]);
});

test('what was meant by a selector is told of the last of many workloads as of the first', () => {
  for (const i of [0, 1499]) {
    expect(judgeAbsentPods(many, 'shop', { app: `quotes-${i}` })).toMatchObject({ severity: 'error', meant: { app: `quote-${i}` } });
  }
});

test('labels that stand on a workload itself, and not on its template, are told', () => {
  const labelled = { ...deployment('web', { app: 'web' }), metadata: { name: 'web', namespace: 'shop', labels: { release: 'blue' } } };
  expect(judgeAbsentPods(clusterOf([deployment('a', { app: 'a' }), labelled]), 'shop', { release: 'blue' })?.because).toContain('Deployment shop/web has them on itself');
});
