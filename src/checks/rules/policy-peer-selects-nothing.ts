import { isEverything } from '../../kubernetes/label-selector';
import type { NetworkPolicy, PolicyPeer } from '../../kubernetes/network-policy';
import { noPodHas } from '../labels';
import type { Rule } from '../rule';

/** A peer of a NetworkPolicy that no pod has the labels for: a warning where such pods are near, or in another namespace. */
export const POLICY_PEER_SELECTS_NOTHING: Rule = {
  id: 'policy-peer-selects-nothing',
  severity: 'warning',
  title: 'A peer of a NetworkPolicy matches no pods.',
  why: 'The connections that the rule is there to admit stay blocked; a podSelector alone reaches the policy\'s own namespace only.',
  mend: 'Correct the labels, or add a namespaceSelector to the same item for pods of another namespace.',
  sources: ['https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors'],
  * check(_simulation, context) {
    for (const policy of context.policies.all) {
      for (const peer of peersOf(policy)) {
        const { podSelector, namespaceSelector, path } = peer;
        if (podSelector === null || namespaceSelector !== null || isEverything(podSelector) || podSelector.matchExpressions.length > 0) continue;
        if (context.policies.peers(policy, peer).length > 0) continue;
        const absent = context.absentPods(policy.namespace, podSelector.matchLabels);
        // Peers that something makes at run time are what many rules are written for
        if (absent === null || absent.severity === 'info') continue;
        yield {
          resource: policy.resource,
          severity: absent.severity === 'error' && absent.mend !== null ? 'warning' : 'info',
          path: `${path}.podSelector`,
          message: `the peer matches no pods: ${noPodHas(policy.namespace, podSelector.matchLabels)}; ${absent.because}`,
          fix: absent.reach === undefined
            ? absent.mend ?? `correct the labels; the pods of namespace ${policy.namespace} have others`
            : `add namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: ${absent.reach} } } to the same item`,
          ...(absent.meant === undefined ? {} : { edits: [{ path: `${path}.podSelector.matchLabels`, value: absent.meant }] }),
        };
      }
    }
  },
};

function peersOf(policy: NetworkPolicy): readonly PolicyPeer[] {
  return [...policy.ingress ?? [], ...policy.egress ?? []].flatMap((rule) => rule.peers ?? []);
}
