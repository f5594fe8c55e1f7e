import { policy } from './rules/network-policy-texts';
import { admitsPort, readNetworkPolicy } from '../../src/checks/network-policies';
import { parseManifests } from '../../src/manifests/parse';

const read = (spec: string): ReturnType<typeof readNetworkPolicy> => readNetworkPolicy(parseManifests(policy('p', '', spec), null).resources[0]);

// https://github.com/kubernetes/kubernetes/blob/v1.36.1/pkg/apis/networking/v1/defaults.go
test.each([
  ['ingress: []', true, false],
  ['egress: []', true, false],
  ['egress: [{}]', true, true],
  ['policyTypes: [Egress]', false, true],
  ['policyTypes: [Ingress, Egress]', true, true],
])('%s is about ingress: %s, about egress: %s', (spec, ingress, egress) => {
  const { ingress: ingressRules, egress: egressRules } = read(spec);
  expect([ingressRules !== null, egressRules !== null]).toEqual([ingress, egress]);
});

test('missing and empty peers and ports mean everyone and every port', () => {
  expect(read('ingress: [{}, { from: [], ports: [] }]').ingress).toMatchObject([{ peers: null, ports: null }, { peers: null, ports: null }]);
});

test('an empty selector is one, a missing selector is none', () => {
  expect(read('ingress: [{ from: [{ podSelector: {} }] }]').ingress?.[0].peers?.[0]).toMatchObject({ podSelector: { matchLabels: {} }, namespaceSelector: null });
});

test.each([
  ['{ port: 80 }', true], ['{ port: 81 }', false], ['{ port: 80, protocol: UDP }', false], ['{ protocol: TCP }', true], ['{ protocol: UDP }', false],
  ['{ port: 1, endPort: 100 }', true], ['{ port: http }', true], ['{ port: web }', false],
])('port entry %s admits 80/TCP, which is called http: %s', (port, expected) => {
  const [rule] = read(`ingress: [{ ports: [${port}] }]`).ingress ?? [];
  expect(admitsPort(rule, 80, 'TCP', (name) => name === 'http')).toBe(expected);
});
