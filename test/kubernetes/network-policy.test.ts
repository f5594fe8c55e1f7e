import { isInBlock, overlaps, readNetworkPolicy, selectsPods } from '../../src/kubernetes/network-policy';
import type { JsonObject } from '../../src/kubernetes/resource';
import { NO_ORIGIN } from '../../src/kubernetes/resource';
import { parseCidr, parseIp } from '../../src/kubernetes/validation/addresses';

const read = (spec: JsonObject): ReturnType<typeof readNetworkPolicy> =>
  readNetworkPolicy({ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', namespace: 'app', name: 'p', object: { spec }, origin: NO_ORIGIN });

const peerOf = (peer: JsonObject): ReturnType<typeof read> => read({ ingress: [{ from: [peer] }] });

// https://github.com/kubernetes/kubernetes/blob/v1.36.1/pkg/apis/networking/v1/defaults.go
test.each<[JsonObject, boolean, boolean]>([
  [{ ingress: [] }, true, false],
  [{ egress: [] }, true, false],
  [{ egress: [{}] }, true, true],
  [{ policyTypes: ['Egress'] }, false, true],
  [{ policyTypes: ['Ingress', 'Egress'] }, true, true],
])('%j is about ingress: %s, about egress: %s', (spec, ingress, egress) => {
  const { ingress: ingressRules, egress: egressRules } = read(spec);
  expect([ingressRules !== null, egressRules !== null]).toEqual([ingress, egress]);
});

test('missing and empty peers and ports mean everyone and every port', () => {
  expect(read({ ingress: [{}, { from: [], ports: [] }] }).ingress).toMatchObject([{ peers: null, ports: null }, { peers: null, ports: null }]);
});

test('an empty selector is one, a missing selector is none', () => {
  const [rule] = peerOf({ podSelector: {} }).ingress ?? [];
  expect(rule.peers?.[0]).toMatchObject({ podSelector: { matchLabels: {} }, namespaceSelector: null, ipBlock: null });
});

test('a peer that has nothing selects nothing', () => {
  const peers = read({ ingress: [{ from: [{}, { podSelector: {} }] }] }).ingress?.[0].peers ?? [];
  expect(peers.map(selectsPods)).toEqual([false, true]);
});

test('ports are TCP unless they say otherwise, and those that no port can match are left out', () => {
  const ports = [{ port: 80 }, { protocol: 'UDP' }, { port: 99999 }, { port: 80, protocol: 'ICMP' }, { port: 'http' }];
  const [rule] = read({ ingress: [{ ports }] }).ingress ?? [];
  expect(rule.ports?.map(({ port, protocol, path }) => [port, protocol, path])).toEqual([
    [80, 'TCP', 'spec.ingress[0].ports[0]'], [null, 'UDP', 'spec.ingress[0].ports[1]'], ['http', 'TCP', 'spec.ingress[0].ports[4]'],
  ]);
});

test('an ipBlock is its addresses less those of its exceptions', () => {
  const block = peerOf({ ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } }).ingress?.[0].peers?.[0].ipBlock;
  if (block == null) throw new Error('the peer has no ipBlock');
  const isIn = (address: string): boolean => isInBlock(block, parseIp(address)!);
  expect(['10.0.0.1', '10.1.0.1', '11.0.0.1', 'fd00::1', '::ffff:10.0.0.1'].map(isIn)).toEqual([true, false, false, false, true]);
});

test.each([
  ['0.0.0.0/0', [], true], ['0.0.0.0/0', ['10.0.0.0/8'], false], ['10.1.0.0/16', [], true], ['10.1.0.0/16', ['10.1.2.0/24'], true], ['203.0.113.0/24', [], false], ['nonsense', [], false],
])('%s except %j has addresses of 10.0.0.0/8: %s', (cidr, except, expected) => {
  const block = peerOf({ ipBlock: { cidr, except } }).ingress?.[0].peers?.[0].ipBlock;
  const network = parseCidr('10.0.0.0/8');
  expect(block != null && network !== null && overlaps(block, network)).toBe(expected);
});
