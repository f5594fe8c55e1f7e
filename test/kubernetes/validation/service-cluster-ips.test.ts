import type { JsonObject } from '../../../src/kubernetes/resource';
import { Report } from '../../../src/kubernetes/validation/report';
import { validateClusterIps } from '../../../src/kubernetes/validation/service-cluster-ips';
import { serviceFields } from '../../../src/kubernetes/validation/service-fields';

function causes(spec: JsonObject): string[] {
  const report = new Report();
  validateClusterIps(serviceFields({ spec: { selector: { app: 'web' }, ...spec } }), false, report);
  return report.violations.map(violation => `${violation.path} ${violation.reason}`);
}

test.each<JsonObject>([
  {},
  { clusterIP: 'None' },
  { clusterIP: '', clusterIPs: [] },
  { clusterIP: '10.0.0.7' },
  { clusterIP: '10.0.0.7', clusterIPs: ['10.0.0.7'] },
  { clusterIP: '10.0.0.7', clusterIPs: ['10.0.0.7', 'fd00::7'], ipFamilyPolicy: 'PreferDualStack' },
  { clusterIP: 'fd00::7', ipFamilies: ['IPv6', 'IPv4'], ipFamilyPolicy: 'RequireDualStack' },
  { clusterIP: 'None', ipFamilies: ['IPv6', 'IPv4'], selector: {} },
  { ipFamilies: ['IPv6'] },
])('%j is accepted on some cluster', spec => expect(causes(spec)).toEqual([]));

test.each<[JsonObject, string[]]>([
  [{ clusterIP: 'none' }, ['spec.clusterIPs[0] invalid']],
  [{ clusterIPs: ['10.0.0.7'] }, ['spec.clusterIPs invalid']],
  [{ clusterIP: '10.0.0.7', clusterIPs: ['10.0.0.8'] }, ['spec.clusterIPs invalid']],
  [{ clusterIP: 'None', clusterIPs: ['None', '10.0.0.7'] }, ['spec.clusterIPs invalid']],
  [{ clusterIP: '10.0.0.7', clusterIPs: ['10.0.0.7', 'None'] }, ['spec.clusterIPs[1] invalid']],
  [{ clusterIP: '10.0.0.7', clusterIPs: ['10.0.0.7', '10.0.0.8'] }, ['spec.clusterIPs invalid']],
  [{ clusterIP: '10.0.0.7', clusterIPs: ['10.0.0.7', 'fd00::7'] }, ['spec.ipFamilyPolicy invalid']],
  [{ clusterIP: '10.0.0.7', ipFamilies: ['IPv6'] }, ['spec.clusterIPs[0] invalid']],
  [{ ipFamilies: ['IPv5'] }, ['spec.ipFamilies[0] not-supported']],
  [{ ipFamilies: ['IPv4', 'IPv4'] }, ['spec.ipFamilies[1] duplicate']],
  [{ ipFamilies: ['IPv4', 'IPv6'] }, ['spec.ipFamilyPolicy invalid']],
  [{ ipFamilyPolicy: 'DualStack' }, ['spec.ipFamilyPolicy not-supported']],
  [{ clusterIP: '0.0.0.0' }, ['spec.clusterIPs invalid']],
])('%j is refused on every cluster', (spec, expected) => expect(causes(spec)).toEqual(expected));
