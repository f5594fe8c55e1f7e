import { isEverything } from '../../kubernetes/label-selector';
import type { Rule } from '../rule';

/** A namespaceSelector and a podSelector in two items where one was meant. */
export const POLICY_PEER_OR: Rule = {
  id: 'policy-peer-or',
  severity: 'warning',
  title: 'A podSelector that matches no pods of the policy\'s namespace stands beside a namespaceSelector, in an item of its own.',
  why: 'Two items mean "or": all pods of the other namespaces are admitted, and of the policy\'s own namespace those with the labels.'
    + ' Only within one item do the two mean "and".',
  fix: 'Write podSelector and namespaceSelector into one item (one dash) to admit only such pods of such namespaces.',
  sources: ['https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors'],
  * check(_simulation, { policies }) {
    for (const policy of policies.all) {
      for (const rule of [...policy.ingress ?? [], ...policy.egress ?? []]) {
        const peers = rule.peers ?? [];
        const namespaces = peers.find((peer) => peer.namespaceSelector !== null && peer.podSelector === null);
        // An empty podSelector means all pods of the namespace, which nobody would add to a namespaceSelector
        const pods = peers.find(({ podSelector, namespaceSelector }) =>
          podSelector !== null && namespaceSelector === null && !isEverything(podSelector));
        if (pods !== undefined && policies.peers(policy, pods).length > 0) continue;
        if (peers.length !== 2 || namespaces === undefined || pods === undefined) continue;
        yield {
          resource: policy.resource,
          path: pods.path,
          message: `the podSelector is an item of its own, and matches no pod in namespace ${policy.namespace}; with the namespaceSelector beside it the rule`
            + ' admits every pod of those namespaces',
          fix: `put the podSelector into ${namespaces.path}, beside the namespaceSelector, if both must hold`,
        };
      }
    }
  },
};
