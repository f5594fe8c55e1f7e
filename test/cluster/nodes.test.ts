import { node, resource, template } from './objects';
import { nodesForDaemon, readNodes } from '../../src/cluster/nodes';
import type { JsonObject } from '../../src/kubernetes/resource';

const tainted = (effect: string, key = 'dedicated'): JsonObject => node('n', 'zone-a', { spec: { taints: [{ key, value: 'gpu', effect }] } });

function runsOn(of: JsonObject, spec: JsonObject = {}): boolean {
  return nodesForDaemon(template({ app: 'web' }, spec), readNodes([resource(of)]).values()).length === 1;
}

test('a taint keeps pods away that do not tolerate it', () => {
  expect(runsOn(tainted('NoSchedule'))).toBe(false);
  expect(runsOn(tainted('PreferNoSchedule'))).toBe(true);
  expect(runsOn(tainted('NoSchedule', 'node.kubernetes.io/not-ready'))).toBe(true);
});

test.each([
  [{ operator: 'Exists' }, true],
  [{ key: 'dedicated', operator: 'Exists' }, true],
  [{ key: 'dedicated', value: 'gpu' }, true],
  [{ key: 'dedicated', value: 'gpu', effect: 'NoExecute' }, false],
  [{ key: 'dedicated', value: 'cpu' }, false],
  [{ key: 'other', operator: 'Exists' }, false],
])('the toleration %j lets it in: %p', (toleration, expected) => {
  expect(runsOn(tainted('NoSchedule'), { tolerations: [toleration] })).toBe(expected);
});

test('nodeName and nodeSelector choose nodes', () => {
  expect(runsOn(node('n', 'zone-a'), { nodeName: 'other' })).toBe(false);
  expect(runsOn(node('n', 'zone-a'), { nodeSelector: { 'topology.kubernetes.io/zone': 'zone-a' } })).toBe(true);
});

test('a node knows its zone and addresses', () => {
  const nodes = readNodes([resource(node('n', 'zone-a', { status: { addresses: [{ address: '192.0.2.1' }, {}] } }))]);
  expect(nodes.get('n')).toMatchObject({ zone: 'zone-a', addresses: ['192.0.2.1'] });
});
