import { mapOf } from './maps';
import { groupedGraph } from '../../src/graph/group';
import { app, ingress } from '../diff/simulations';

const MANY = Array.from({ length: 6 }, (_, i) => app(`s${i}`)).join('') + ingress('web', Array.from({ length: 6 }, (_, i) => `a.example.com Prefix /p${i} s${i}`));

test('a map that can be read stays as it is', () => {
  const map = mapOf(MANY);
  expect(groupedGraph(map)).toBe(map);
});

test('too many routes become one box for each host, and the map says so', () => {
  const { nodes, notes } = groupedGraph(mapOf(MANY), 16);
  expect(nodes.filter(({ column }) => column === 'route').map(({ label, detail }) => [label, detail])).toEqual([['a.example.com', '6 routes']]);
  expect(notes).toEqual([expect.stringContaining('20 boxes')]);
});

test('then Services and workloads become one box for each namespace', () => {
  const { nodes } = groupedGraph(mapOf(MANY), 10);
  expect(nodes.map(({ detail }) => detail)).toEqual(expect.arrayContaining(['6 Services', '6 workloads']));
});

test('what is broken in a group makes the group broken', () => {
  const broken = mapOf(MANY.replace('name: s3, port', 'name: gone, port'));
  expect(groupedGraph(broken, 10).nodes.find(({ column }) => column === 'route')?.state).toBe('broken');
});
