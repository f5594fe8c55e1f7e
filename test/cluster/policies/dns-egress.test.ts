import { judgeDnsEgress } from '../../../src/cluster/policies/dns-egress';
import type { JsonObject } from '../../../src/kubernetes/resource';
import { cluster, pod } from '../objects';
import { policy, policyPod } from '../policy-objects';

const UDP = { port: 53, protocol: 'UDP' };
const KUBE_SYSTEM = { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } } };
const KUBE_DNS = { podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } };

function asks(egress: readonly JsonObject[], spec: JsonObject = {}, more: readonly JsonObject[] = []): string | null {
  return judgeDnsEgress(cluster([policy({ policyTypes: ['Egress'], egress }), ...more]), policyPod({}, spec))?.result ?? null;
}

test('pods that nothing isolates ask freely', () => {
  expect(judgeDnsEgress(cluster([policy({})]), policyPod())).toBeNull();
});

// https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-deny-all-egress-traffic
test.each<[string, readonly JsonObject[], string]>([
  ['nothing', [], 'blocked'],
  ['everything', [{}], 'allowed'],
  ['port 53 to everyone', [{ ports: [UDP] }], 'allowed'],
  ['port 53 to an empty list', [{ to: [], ports: [UDP] }], 'allowed'],
  ['port 53 by TCP alone', [{ ports: [{ port: 53 }] }], 'blocked'],
  ['port 53 to every namespace', [{ to: [{ namespaceSelector: {} }], ports: [UDP] }], 'allowed'],
  ['port 53 to kube-system', [{ to: [KUBE_SYSTEM], ports: [UDP] }], 'allowed'],
  ['port 53 to kube-dns', [{ to: [{ ...KUBE_SYSTEM, ...KUBE_DNS }], ports: [UDP] }], 'allowed'],
  ['port 53 to kube-dns of the own namespace', [{ to: [KUBE_DNS], ports: [UDP] }], 'blocked'],
  ['port 53 to all pods of the own namespace', [{ to: [{ podSelector: {} }], ports: [UDP] }], 'blocked'],
  ['port 53 to other pods of kube-system', [{ to: [{ ...KUBE_SYSTEM, podSelector: { matchLabels: { 'k8s-app': 'metrics-server' } } }], ports: [UDP] }], 'blocked'],
  ['port 53 to pods that may be its', [{ to: [{ ...KUBE_SYSTEM, podSelector: { matchLabels: { app: 'coredns' } } }], ports: [UDP] }], 'depends'],
  ['port 53 to a namespace by labels that are not known', [{ to: [{ namespaceSelector: { matchLabels: { name: 'kube-system' } } }], ports: [UDP] }], 'depends'],
  ['port 53 to another namespace', [{ to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'app' } } }], ports: [UDP] }], 'blocked'],
  ['the port called dns', [{ ports: [{ port: 'dns', protocol: 'UDP' }] }], 'allowed'],
  ['port 5353, as on OpenShift', [{ ports: [{ port: 5353, protocol: 'UDP' }] }], 'depends'],
  ['openshift-dns', [{ to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'openshift-dns' } } }] }], 'depends'],
  ['the node-local cache', [{ to: [{ ipBlock: { cidr: '169.254.20.10/32' } }] }], 'depends'],
  ['private addresses', [{ to: [{ ipBlock: { cidr: '10.0.0.0/8' } }] }], 'depends'],
  ['other addresses', [{ to: [{ ipBlock: { cidr: '203.0.113.0/24' } }] }], 'blocked'],
])('a pod that may connect to %s: %s', (_, egress, expected) => {
  expect(asks(egress)).toBe(expected);
});

test('the option use-vc asks by TCP', () => {
  const spec = { dnsConfig: { options: [{ name: 'use-vc' }] } };
  expect([asks([{ ports: [UDP] }], spec), asks([{ ports: [{ port: 53 }] }], spec)]).toEqual(['blocked', 'allowed']);
});

test('pods with other name servers need those', () => {
  const own = { dnsPolicy: 'None', dnsConfig: { nameservers: ['1.1.1.1'] } };
  expect(asks([{ to: [{ ipBlock: { cidr: '1.1.1.0/24' } }] }], own)).toBe('allowed');
  expect(asks([{ to: [KUBE_SYSTEM] }], own)).toBe('blocked');
  expect(asks([{ to: [{ ipBlock: { cidr: '0.0.0.0/0' } }] }], { dnsPolicy: 'Default' })).toBe('allowed');
});

test('the pods of DNS are believed where the manifests show them', () => {
  const dns = pod('coredns', { metadata: { namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } } });
  expect(asks([{ to: [{ ...KUBE_SYSTEM, podSelector: { matchLabels: { app: 'coredns' } } }], ports: [UDP] }], {}, [dns])).toBe('blocked');
});

test('pods in the network of their node are not decided', () => {
  expect(asks([], { hostNetwork: true, dnsPolicy: 'ClusterFirstWithHostNet' })).toBe('depends');
});
