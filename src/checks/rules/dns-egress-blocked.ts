import type { Workload } from '../../cluster/model';
import { judgeDnsEgress } from '../../cluster/policies/dns-egress';
import { podOfWorkload } from '../../cluster/policies/party';
import type { NetworkPolicy } from '../../kubernetes/network-policy';
import { describe } from '../../kubernetes/resource';
import type { Rule } from '../rule';

/** Pods whose egress is restricted so that they can't ask DNS. */
export const DNS_EGRESS_BLOCKED: Rule = {
  id: 'dns-egress-blocked',
  severity: 'warning',
  title: 'Pods may open some connections by their NetworkPolicies, but not ask DNS.',
  why: 'Looking up a name is the first thing that a client does: without DNS the connections that the policies admit fail too.',
  fix: 'Admit port 53, UDP and TCP, to the cluster DNS in an egress rule.',
  sources: ['https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-deny-all-egress-traffic'],
  * check({ cluster }, { policies }) {
    const blocked = new Map<NetworkPolicy, Workload[]>();
    for (const workload of cluster.workloads.all) {
      const verdict = judgeDnsEgress(cluster, podOfWorkload(workload));
      if (verdict?.result !== 'blocked') continue;
      const [policy] = [...verdict.isolation.certain].sort((a, b) => (b.egress?.length ?? 0) - (a.egress?.length ?? 0));
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
        message: `the pods of ${describe(first)}${more.length === 0 ? '' : ` and ${more.length} more`} may not query DNS: no egress rule of their policies admits port 53/UDP`
          + `${callsNobody ? ', or any other connection' : ''}`,
        fix: 'add to spec.egress: { to: [{ namespaceSelector: {} }], ports: [{ port: 53, protocol: UDP }, { port: 53, protocol: TCP }] }',
      };
    }
  },
};
