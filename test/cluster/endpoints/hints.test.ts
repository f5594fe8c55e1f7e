import type { EndpointHints } from '../../../src/cluster/model';
import type { JsonObject } from '../../../src/kubernetes/resource';
import { cluster, node, pod, service } from '../objects';

function hints(spec: JsonObject): (EndpointHints | null)[] {
  const pods = [pod('a', { ips: ['10.0.0.1'], spec: { nodeName: 'n' } }), pod('b', { ips: ['10.0.0.2'], ready: false, spec: { nodeName: 'n' } }), pod('c', { ips: ['10.0.0.3'] })];
  return cluster([node('n', 'zone-a'), ...pods, service(spec)]).slices[0].endpoints.map((endpoint) => endpoint.hints);
}

test('ready endpoints whose zone is known are for clients of their zone', () => {
  const sameZone = [{ forZones: ['zone-a'], forNodes: [] }, null, null];
  expect(hints({ trafficDistribution: 'PreferClose' })).toEqual(sameZone);
  expect(hints({ trafficDistribution: 'PreferSameZone' })).toEqual(sameZone);
});

test('PreferSameNode adds the node', () => {
  expect(hints({ trafficDistribution: 'PreferSameNode' })[0]).toEqual({ forZones: ['zone-a'], forNodes: ['n'] });
});

test('without trafficDistribution there are no hints', () => {
  expect(hints({})).toEqual([null, null, null]);
});

test('the annotation asks for zones in proportion to their CPUs, and comes first', () => {
  const readyNode = (name: string, zone: string): JsonObject =>
    node(name, zone, { status: { allocatable: { cpu: '4' }, conditions: [{ type: 'Ready', status: 'True' }] } });
  const onNode = (name: string, nodeName: string): JsonObject => pod(name, { ips: [`10.0.0.${name}`], spec: { nodeName } });
  const auto = service({ trafficDistribution: 'PreferSameNode' }, { annotations: { 'service.kubernetes.io/topology-mode': 'Auto' } });
  const zones = (...pods: readonly JsonObject[]): unknown =>
    cluster([readyNode('a', 'zone-a'), readyNode('b', 'zone-b'), ...pods, auto]).slices[0].endpoints.map((endpoint) => endpoint.hints);
  const forZone = (zone: string): EndpointHints => ({ forZones: [zone], forNodes: [] });
  expect(zones(onNode('1', 'a'), onNode('2', 'b'))).toEqual([forZone('zone-a'), forZone('zone-b')]);
  expect(zones(onNode('1', 'a'), onNode('2', 'a'), onNode('3', 'a'), onNode('4', 'a')))
    .toEqual([forZone('zone-b'), forZone('zone-b'), forZone('zone-a'), forZone('zone-a')]);
  expect(zones(onNode('1', 'a'))).toEqual([null]);
});
