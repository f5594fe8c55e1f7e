import { mapOf } from './maps';
import { cutGraph, type Cut } from '../../src/graph/cut';
import { app, ingress } from '../diff/simulations';

const SHOP = app('one') + app('two') + ingress('web', ['a.example.com Prefix / one', 'b.example.com Prefix / two']);

const labels = (cut: Cut): readonly string[] => cutGraph(mapOf(SHOP), cut).nodes.map(({ column, label }) => `${column} ${label}`);

test('a host keeps its routes and what they lead to', () => {
  expect(labels({ host: 'B.example.com' })).toEqual(['entry Internet', 'router ingress class web', 'route b.example.com/', 'service two', 'workload two']);
});

test('a namespace keeps what leads there', () => {
  expect(labels({ namespace: 'shop' })).toContain('route a.example.com/');
  expect(labels({ namespace: 'other' })).toEqual([]);
});
