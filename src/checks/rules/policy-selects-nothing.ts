import { isEverything, type LabelSelector } from '../../kubernetes/label-selector';
import { labelText, noPodHas } from '../labels';
import type { Rule } from '../rule';

/** A NetworkPolicy that is about no pods. */
export const POLICY_SELECTS_NOTHING: Rule = {
  id: 'policy-selects-nothing',
  severity: 'warning',
  title: 'The podSelector of a NetworkPolicy matches no pods.',
  why: 'The policy protects nothing: the pods that were meant stay open to every connection.',
  fix: 'Make spec.podSelector equal to labels of the pods, in the policy\'s own namespace.',
  sources: ['https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-resource'],
  * check(_simulation, context) {
    for (const policy of context.policies.all) {
      const { namespace, podSelector, resource } = policy;
      if (isEverything(podSelector) || context.policies.selected(policy).length > 0) continue;
      const finding = { resource, path: 'spec.podSelector' };
      const { matchLabels, matchExpressions } = podSelector;
      const absent = context.absentPods(namespace, matchLabels);
      if (absent === null) continue;
      if (matchExpressions.length > 0) {
        yield {
          ...finding,
          severity: 'info',
          message: `podSelector matches no pod in namespace ${namespace}: none has ${selectorText(podSelector)}`,
          fix: 'correct spec.podSelector, or add such labels to the pods that are meant',
        };
        continue;
      }
      yield {
        ...finding,
        // Nothing breaks where a policy matches nothing, so it weighs less than a Service that does; without pods in sight that are meant, a component may be left out
        severity: absent.severity === 'error' && absent.fix !== null ? 'warning' : 'info',
        message: `podSelector matches no pods: ${noPodHas(namespace, matchLabels)}; ${absent.because}`,
        fix: absent.fix ?? `change spec.podSelector, or add the labels ${labelText(matchLabels)} to the pods that are meant`,
        ...(absent.meant === undefined ? {} : { edits: [{ path: 'spec.podSelector.matchLabels', value: absent.meant }] }),
      };
    }
  },
};

/** `app=web, tier In (api, web), debug Exists`. */
function selectorText({ matchLabels, matchExpressions }: LabelSelector): string {
  const expressions = matchExpressions.map(({ key, operator, values }) => `${key} ${operator}${values.length === 0 ? '' : ` (${values.join(', ')})`}`);
  return [...Object.keys(matchLabels).map((key) => `${key}=${matchLabels[key]}`), ...expressions].join(', ');
}
