import { cluster, node, pod, service } from './objects';
import type { EndpointHints } from '../../src/cluster/model';
import type { JsonObject } from '../../src/kubernetes/resource';

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
