import * as fc from 'fast-check';
import { allocateZones, cpuSharesByZone } from '../../../src/cluster/endpoints/zone-allocation';
import { readNodes } from '../../../src/cluster/nodes';
import type { Json } from '../../../src/kubernetes/resource';
import { node, resource } from '../objects';

function shares(...given: readonly [zone: string, cpu: Json][]): unknown {
  const conditions = [{ type: 'Ready', status: 'True' }];
  const nodes = readNodes(given.map(([zone, cpu], i) => resource(node(`n${i}`, zone, { status: { allocatable: { cpu }, conditions } }))));
  const found = cpuSharesByZone(nodes.values());
  return found === null ? null : Object.fromEntries(found);
}

test('zones have their share of the CPUs', () => {
  expect(shares(['a', '3'], ['b', '500m'], ['b', 0.5])).toEqual({ a: 0.75, b: 0.25 });
});

test('one zone, or a node without CPUs, gives no shares', () => {
  expect(shares(['a', '4'])).toBeNull();
  expect(shares(['a', '4'], ['b', 'many'])).toBeNull();
});

const EVEN = new Map([['a', 0.5], ['b', 0.5]]);

test('endpoints serve their own zone when they are spread well', () => {
  expect(allocateZones(['a', 'b', 'a', 'b'], EVEN)).toEqual(['a', 'b', 'a', 'b']);
});

test('a zone with too many gives to one with too few', () => {
  expect(allocateZones(['a', 'a', 'a', 'a', 'a', 'b'], EVEN)).toEqual(['b', 'b', 'a', 'a', 'a', 'b']);
});

test('fewer endpoints than zones, and zones that are not known, give no allocation', () => {
  expect(allocateZones(['a'], EVEN)).toBeNull();
  expect(allocateZones(['a', 'b', null], EVEN)).toBeNull();
  expect(allocateZones(['a', 'b'], null)).toBeNull();
});

test('shares that would overload a zone give no allocation', () => {
  expect(allocateZones(['a', 'b', 'c'], new Map([['a', 0.1], ['b', 0.1], ['c', 0.8]]))).toEqual(null);
});

test('every endpoint keeps one zone, and moving ends', () => {
  const zone = fc.constantFrom('a', 'b', 'c');
  fc.assert(fc.property(fc.array(zone, { minLength: 3, maxLength: 30 }), (zones) => {
    const allocated = allocateZones(zones, new Map([['a', 0.25], ['b', 0.25], ['c', 0.5]]));
    expect(allocated === null || allocated.length === zones.length).toBe(true);
  }));
});
