import type { NetworkPolicies } from './network-policies';
import { POD_NETWORKS, type Party, type PolicyPod } from './party';
import { judgeSelector, type LabelSelector, type Match } from '../../kubernetes/label-selector';
import { isInBlock, overlaps, selectsPods, type IpBlock, type NetworkPolicy, type PolicyPeer } from '../../kubernetes/network-policy';
import { oncePer } from '../../kubernetes/once-per';
import { parseIp } from '../../kubernetes/validation/addresses';

/**
 * Whether a peer of a rule stands for a party.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors
 */
export function matchPeer(policies: NetworkPolicies, policy: NetworkPolicy, peer: PolicyPeer, party: Party): Match {
  switch (party.kind) {
    case 'pod': return party.translated === true ? matchTranslated(policies, policy, peer, party.pod) : matchPod(policies, policy, peer, party.pod);
    case 'address': return matchAddress(peer, party);
    case 'router': return mayBeRouter(policies, policy, peer) ? 'maybe' : 'no';
  }
}

/** Both of two conditions. */
export function and(one: Match, other: Match): Match {
  if (one === 'no' || other === 'no') return 'no';
  return one === 'yes' && other === 'yes' ? 'yes' : 'maybe';
}

/** A node in place of the pod has none of its labels, and an address that is not known. */
function matchTranslated(policies: NetworkPolicies, policy: NetworkPolicy, peer: PolicyPeer, pod: PolicyPod): Match {
  return peer.ipBlock !== null || matchPod(policies, policy, peer, pod) !== 'no' ? 'maybe' : 'no';
}

function matchPod(policies: NetworkPolicies, policy: NetworkPolicy, peer: PolicyPeer, pod: PolicyPod): Match {
  if (peer.ipBlock !== null) return mayHavePod(peer.ipBlock, pod) ? 'maybe' : 'no';
  if (!selectsPods(peer)) return 'no';
  const inNamespace = peer.namespaceSelector !== null
    ? judgeSelector(peer.namespaceSelector, policies.namespaceLabels(pod.namespace))
    : pod.namespace === policy.namespace ? 'yes' : 'no';
  const found = peer.podSelector === null || inNamespace === 'no' ? inNamespace : and(inNamespace, judgeSelector(peer.podSelector, pod));
  // pods in the network of their node have its address, by which most plugins do not tell them apart
  return found === 'yes' && pod.spec.hostNetwork ? 'maybe' : found;
}

/** `ipBlock` is meant for addresses outside: whether it is about pods, too, is up to the network plugin. */
function mayHavePod(block: IpBlock, { ips }: PolicyPod): boolean {
  if (ips.length === 0) return isForPods(block);
  return ips.some((ip) => {
    const address = parseIp(ip);
    return address === null || isInBlock(block, address);
  });
}

/** Thousands of pods without addresses are asked about. */
const isForPods = oncePer((block: IpBlock) => POD_NETWORKS.some((network) => overlaps(block, network)));

function matchAddress(peer: PolicyPeer, { address, family, outside }: Party & { readonly kind: 'address' }): Match {
  if (peer.ipBlock === null) return outside ? 'no' : 'maybe';
  const { cidr, except } = peer.ipBlock;
  if (cidr === null) return 'no';
  if (address !== null) return isInBlock(peer.ipBlock, address) ? 'yes' : 'no';
  if (family !== null && cidr.network.family !== family) return 'no';
  return cidr.prefixLength === 0 && except.length === 0 ? 'yes' : 'maybe';
}

/** Names that workloads have which take requests for others. */
const ROUTER_NAME = /ingress|traefik|nginx|haproxy|contour|envoy|kong|gateway|proxy|router/;

const ROUTERS = new WeakMap<PolicyPeer, boolean>();

function mayBeRouter(policies: NetworkPolicies, policy: NetworkPolicy, peer: PolicyPeer): boolean {
  let found = ROUTERS.get(peer);
  if (found === undefined) ROUTERS.set(peer, found = selectsRouter(policies, policy, peer));
  return found;
}

/** Addresses, and pods that the manifests do not show, may be the router; pods that they show are it only where they are called like one. */
function selectsRouter(policies: NetworkPolicies, policy: NetworkPolicy, peer: PolicyPeer): boolean {
  if (peer.ipBlock !== null) return true;
  if (!selectsPods(peer)) return false;
  if (peer.namespaceSelector !== null && !namesNamespaces(peer.namespaceSelector)) return true;
  const workloads = policies.peers(policy, peer);
  return workloads.length === 0 || workloads.some((workload) => ROUTER_NAME.test(workload.name));
}

/** Whether a selector picks out namespaces by their names, so that it is known which. */
function namesNamespaces({ matchLabels, matchExpressions }: LabelSelector): boolean {
  return Object.hasOwn(matchLabels, NAMESPACE_NAME) || matchExpressions.some(({ key, operator }) => key === NAMESPACE_NAME && operator === 'In');
}

/** The label that the API server gives every namespace. */
const NAMESPACE_NAME = 'kubernetes.io/metadata.name';
