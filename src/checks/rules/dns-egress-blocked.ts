import type { Workload } from '../../cluster/model';
import { describe } from '../../kubernetes/resource';
import { admitsPort, type NetworkPolicies, type NetworkPolicy, type PolicyPeer, type PolicyRule } from '../network-policies';
import type { Rule } from '../rule';
import { podSpecOf } from '../service-pods';

/** Pods whose egress is restricted so that they can't ask DNS. */
export const DNS_EGRESS_BLOCKED: Rule = {
  id: 'dns-egress-blocked',
  severity: 'warning',
  title: 'Pods may open some connections by their NetworkPolicies, but not ask DNS.',
  why: 'Looking up a name is the first thing that a client does: without DNS the connections that the policies admit fail too.',
  mend: 'Admit port 53, UDP and TCP, to the cluster DNS in an egress rule.',
  sources: ['https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-deny-all-egress-traffic'],
  * check({ cluster }, { policies }) {
    const blocked = new Map<NetworkPolicy, Workload[]>();
    for (const workload of cluster.workloads.all) {
      const restricting = policies.of(workload).filter((policy) => policy.egress !== null);
      // What policies mean for pods on the node's network is up to the network plug-in
      if (restricting.length === 0 || podSpecOf(workload).hostNetwork || admitsDns(policies, restricting)) continue;
      const [policy] = [...restricting].sort((a, b) => (b.egress?.length ?? 0) - (a.egress?.length ?? 0));
      const known = blocked.get(policy);
      if (known === undefined) blocked.set(policy, [workload]);
      else known.push(workload);
    }
    for (const [policy, [first, ...more]] of blocked) {
      // Pods that may call nobody need no names
      const callsNobody = policies.of(first).every((each) => (each.egress ?? []).length === 0);
      yield {
        resource: policy.resource,
        path: 'spec.egress',
        severity: callsNobody ? 'info' : 'warning',
        message: `the pods of ${describe(first)}${more.length === 0 ? '' : ` and ${more.length} more`} may not ask DNS: no egress rule of their policies admits port 53/UDP`
          + `${callsNobody ? ', or any other connection' : ''}`,
        fix: 'add to spec.egress: { to: [{ namespaceSelector: {} }], ports: [{ port: 53, protocol: UDP }, { port: 53, protocol: TCP }] }',
      };
    }
  },
};

/** 5353 is where the DNS pods of OpenShift listen. */
const DNS_PORTS: readonly number[] = [53, 5353];

function admitsDns(policies: NetworkPolicies, restricting: readonly NetworkPolicy[]): boolean {
  return restricting.some((policy) => (policy.egress ?? []).some((rule) => admitsDnsPort(rule)
    && (rule.peers === null || rule.peers.some((peer) => mayBeDns(policies, policy, peer)))));
}

/** A port given by name may be that of the DNS pods. */
function admitsDnsPort(rule: PolicyRule): boolean {
  return DNS_PORTS.some((port) => admitsPort(rule, port, 'UDP', (name) => name.startsWith('dns')));
}

/** Addresses, and pods of namespaces that the manifests do not describe, may be the cluster DNS; pods of the policy's own namespace that are in sight are not. */
function mayBeDns(policies: NetworkPolicies, policy: NetworkPolicy, peer: PolicyPeer): boolean {
  if (peer.cidr !== null || peer.namespaceSelector !== null) return true;
  return policy.namespace === 'kube-system' || policies.peers(policy, peer).some((workload) => /dns/.test(workload.name));
}
