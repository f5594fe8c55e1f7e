import { resolverOf } from '../dns/resolver';
import type { Cluster } from '../model';
import { networkPolicies, type NetworkPolicies } from './network-policies';
import { outsider, type Party, type PolicyPod } from './party';
import { judgeConnection, type Verdict } from './verdict';
import { readPodSpec, type PodSpec } from '../../kubernetes/pod-template';
import { parseIp } from '../../kubernetes/validation/addresses';

interface DnsServer {
  readonly party: Party;
  readonly port: number;
  readonly spec: PodSpec | null;
}

/** Where clusters have their DNS, the usual place first; the labels are those that stay the same from one release to the next. */
const SERVERS: readonly DnsServer[] = [
  serverPods('kube-system', { 'k8s-app': 'kube-dns' }, 53),
  serverPods('openshift-dns', { 'dns.operator.openshift.io/daemonset-dns': 'default' }, 5353),
  // NodeLocal DNSCache
  { party: { kind: 'address', address: parseIp('169.254.20.10'), family: 'IPv4', outside: true }, port: 53, spec: null },
];

function serverPods(namespace: string, labels: Readonly<Record<string, string>>, port: number): DnsServer {
  const ports = [{ name: 'dns', containerPort: port, protocol: 'UDP' }, { name: 'dns-tcp', containerPort: port, protocol: 'TCP' }];
  const spec = readPodSpec({ containers: [{ name: 'dns', ports }] });
  return { party: { kind: 'pod', pod: { namespace, labels, generatedLabels: [], moreLabels: true, ips: [], spec } }, port, spec };
}

/**
 * What policies make of a pod's questions to DNS, the first connection of a client that was given a name; null where none restricts them.
 *
 * The pods of the cluster's DNS are usually not among the manifests: the labels that they have by default count as theirs, and where policies
 * admit DNS at another place that clusters have it, the answer depends on the cluster.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-deny-all-egress-traffic
 */
export function judgeDnsEgress(cluster: Cluster, client: PolicyPod): Verdict | null {
  const policies = networkPolicies(cluster);
  if (policies.isolation(client, 'egress') === null) return null;
  let verdict = VERDICTS.get(client);
  if (verdict === undefined) VERDICTS.set(client, verdict = judgeServers(cluster, policies, client));
  return verdict;
}

/** The verdict is the same for every name that a pod asks for. */
const VERDICTS = new WeakMap<PolicyPod, Verdict | null>();

function judgeServers(cluster: Cluster, policies: NetworkPolicies, client: PolicyPod): Verdict | null {
  const protocol = usesTcp(client.spec) ? 'TCP' : 'UDP';
  const judge = ({ party, port, spec }: DnsServer): Verdict | null => judgeConnection(policies, client, 'egress', party, { numbers: [port], protocol, spec });
  const servers = serversOf(cluster, client);
  const usual = judge(servers[0]);
  if (usual?.result !== 'blocked') return usual;
  const other = servers.slice(1).map(judge).find((each) => each !== null && each.result !== 'blocked') ?? null;
  if (other === null) return usual;
  return { ...other, result: 'depends', admitting: null, open: other.admitting === null ? other.open : [other.admitting] };
}

/** `options use-vc` makes the resolver library ask by TCP. */
function usesTcp({ dnsConfig }: PodSpec): boolean {
  return dnsConfig?.options.some(({ name }) => name === 'use-vc') ?? false;
}

function serversOf(cluster: Cluster, client: PolicyPod): readonly DnsServer[] {
  const { server } = resolverOf(cluster, { namespace: client.namespace, pod: { name: '', spec: client.spec } });
  if (server === 'cluster') {
    const [pod] = cluster.podsMatching('kube-system', { 'k8s-app': 'kube-dns' });
    return pod === undefined ? SERVERS : [{ party: { kind: 'pod', pod }, port: 53, spec: pod.spec }];
  }
  if (server === 'node') return [{ party: outsider(null), port: 53, spec: null }];
  const address = parseIp(client.spec.dnsConfig?.nameservers[0] ?? '');
  return [{ party: { kind: 'address', address, family: address?.family ?? null, outside: server === 'public' }, port: 53, spec: null }];
}
