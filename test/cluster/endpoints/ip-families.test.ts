import { ipFamiliesOf } from '../../../src/cluster/endpoints/ip-families';
import type { JsonObject } from '../../../src/kubernetes/resource';
import { readService } from '../../../src/kubernetes/service';
import type { IpFamily } from '../../../src/kubernetes/service';
import { resource, service } from '../objects';

function families(spec: JsonObject, cluster: readonly IpFamily[]): readonly IpFamily[] {
  return ipFamiliesOf(readService(resource(service(spec))), cluster);
}

test.each<[JsonObject, IpFamily[], IpFamily[]]>([
  [{}, ['IPv4'], ['IPv4']],
  [{}, ['IPv6', 'IPv4'], ['IPv6']],
  [{ ipFamilies: ['IPv6'] }, ['IPv4', 'IPv6'], ['IPv6']],
  [{ clusterIPs: ['fd00::1'] }, ['IPv4'], ['IPv6']],
  [{ clusterIPs: ['10.0.0.1', 'fd00::1'] }, ['IPv4'], ['IPv4', 'IPv6']],
  [{ ipFamilyPolicy: 'PreferDualStack' }, ['IPv4'], ['IPv4']],
  [{ ipFamilyPolicy: 'PreferDualStack' }, ['IPv4', 'IPv6'], ['IPv4', 'IPv6']],
  [{ ipFamilyPolicy: 'RequireDualStack', ipFamilies: ['IPv6'] }, ['IPv4', 'IPv6'], ['IPv6', 'IPv4']],
  [{ clusterIP: 'None' }, ['IPv4', 'IPv6'], ['IPv4']],
  [{ clusterIP: 'None', selector: null }, ['IPv4', 'IPv6'], ['IPv4', 'IPv6']],
  [{ clusterIP: 'None', selector: null, ipFamilyPolicy: 'SingleStack' }, ['IPv4', 'IPv6'], ['IPv4']],
  [{ type: 'ExternalName', externalName: 'example.com' }, ['IPv4'], []],
])('%j in a cluster of %j has %j', (spec, cluster, expected) => {
  expect(families(spec, cluster)).toEqual(expected);
});

test('a Service that the cluster shows has the families that it was given', () => {
  const live = service({ ipFamilyPolicy: 'PreferDualStack', ipFamilies: ['IPv4'], clusterIPs: ['10.96.0.7'] }, { creationTimestamp: '2026-01-01T00:00:00Z' });
  expect(ipFamiliesOf(readService(resource(live)), ['IPv4', 'IPv6'])).toEqual(['IPv4']);
});
