import type { Json, JsonObject } from '../../../src/kubernetes/resource';
import { validateObject } from '../../../src/kubernetes/validation/validate';

function causes(spec: JsonObject, kubernetesMinor = 34): string[] {
  const object = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: { containers: [{ name: 'web', image: 'web' }], ...spec } };
  return validateObject(object, { kubernetesMinor }).violations.map(violation => `${violation.path} ${violation.reason}`);
}

const searches = (...domains: Json[]): JsonObject => ({ dnsConfig: { searches: domains } });

test.each<[JsonObject]>([
  [{ hostname: '1a', subdomain: 'web', dnsPolicy: '', restartPolicy: 'OnFailure' }],
  [{ dnsPolicy: 'None', dnsConfig: { nameservers: ['192.0.2.1', '2001:db8::1'], options: [{ name: 'ndots', value: '2' }] } }],
  [searches('a.b.', '_tcp.a_b', '.')],
  [{ nodeName: 'node-1.example', serviceAccount: 'web', nodeSelector: { 'a/b': '' } }],
  [{ schedulingGates: [{ name: 'a/b' }] }],
  [{ hostAliases: [{ ip: '192.0.2.1', hostnames: ['a', 'b.c'] }], readinessGates: [{ conditionType: 'example.com/ready' }] }],
  [{ volumes: 'not read', affinity: 5, tolerations: [{}] }],
])('%j is accepted', spec => expect(causes(spec)).toEqual([]));

test.each<[JsonObject, string[]]>([
  [{ hostname: 'a.b', subdomain: 'Web' }, ['spec.hostname invalid', 'spec.subdomain invalid']],
  [{ hostname: 'a'.repeat(64) }, ['spec.hostname invalid']],
  [{ dnsPolicy: 'none' }, ['spec.dnsPolicy not-supported']],
  [{ dnsPolicy: 'None' }, ['spec.dnsConfig required']],
  [{ dnsPolicy: 'None', dnsConfig: { searches: ['A'] } }, ['spec.dnsConfig.nameservers required']],
  [{ dnsConfig: { nameservers: ['a', '1.1.1.1', '1.1.1.1', '1.1.1.1'] } }, ['spec.dnsConfig.nameservers invalid', 'spec.dnsConfig.nameservers[0] invalid']],
  [{ dnsConfig: { options: [{ value: '2' }, null] } }, ['spec.dnsConfig.options[0] required', 'spec.dnsConfig.options[1] required']],
  [searches('A', '', 'a..b'), ['spec.dnsConfig.searches[0] invalid', 'spec.dnsConfig.searches[1] invalid', 'spec.dnsConfig.searches[2] invalid']],
  [searches(...Array.from({ length: 33 }, () => 'a')), ['spec.dnsConfig.searches invalid']],
  [searches(...Array.from({ length: 20 }, () => `a.${'b'.repeat(60)}.${'c'.repeat(60)}`)), ['spec.dnsConfig.searches invalid']],
  [{ restartPolicy: 'always' }, ['spec.restartPolicy not-supported']],
  [{ nodeName: 'A', serviceAccountName: 'B', priorityClassName: 'C' }, ['spec.serviceAccountName invalid', 'spec.nodeName invalid', 'spec.priorityClassName invalid']],
  [{ nodeSelector: { 'a b': 'c' } }, ['spec.nodeSelector invalid']],
  [{ hostAliases: [{ ip: 'x', hostnames: ['A'] }] }, ['spec.hostAliases[0].ip invalid', 'spec.hostAliases[0].hostnames[0] invalid']],
  [{ readinessGates: [{}] }, ['spec.readinessGates[0].conditionType invalid']],
  [{ schedulingGates: [{ name: 'a' }, { name: 'a' }] }, ['spec.schedulingGates[1] duplicate']],
  [{ activeDeadlineSeconds: 2 ** 31 }, ['spec.activeDeadlineSeconds invalid']],
  [{ hostNetwork: 'true' }, ['spec.hostNetwork wrong-type']],
  [{ hostnetwork: true }, ['spec.hostnetwork unknown-field']],
])('%j is refused', (spec, expected) => expect(causes(spec)).toEqual(expected));

test('search domains have no underscores until 1.33', () => {
  expect(causes(searches('_tcp', '.'), 32)).toEqual(['spec.dnsConfig.searches[0] invalid', 'spec.dnsConfig.searches[1] invalid']);
});

test('nameservers are written strictly from 1.36', () => {
  expect(causes({ dnsConfig: { nameservers: ['010.0.0.1'] } }, 35)).toEqual([]);
  expect(causes({ dnsConfig: { nameservers: ['010.0.0.1'] } }, 36)).toEqual(['spec.dnsConfig.nameservers[0] invalid']);
});

test('a hostname override is read from 1.35', () => {
  const spec = { hostnameOverride: 'A', setHostnameAsFQDN: true, hostNetwork: true };
  expect(causes(spec)).toEqual([]);
  expect(causes(spec, 35)).toEqual(['spec.hostnameOverride forbidden', 'spec.hostnameOverride forbidden', 'spec.hostnameOverride invalid']);
  expect(causes({ hostnameOverride: 'a'.repeat(65) }, 35)).toEqual(['spec.hostnameOverride too-long']);
});
