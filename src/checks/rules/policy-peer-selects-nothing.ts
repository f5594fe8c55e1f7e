import type { Cluster } from '../../cluster/model';
import { isKind } from '../../kubernetes/fields';
import { isEverything, type LabelSelector } from '../../kubernetes/label-selector';
import { isMisspelling, nearest } from '../../kubernetes/near-miss';
import type { NetworkPolicy, PolicyPeer } from '../../kubernetes/network-policy';
import { noPodHas } from '../labels';
import type { Rule, RuleFinding } from '../rule';

/** A peer of a NetworkPolicy that no pod has the labels for: a warning where such pods are near, or in another namespace. */
export const POLICY_PEER_SELECTS_NOTHING: Rule = {
  id: 'policy-peer-selects-nothing',
  severity: 'warning',
  title: 'A peer of a NetworkPolicy matches no pods.',
  why: 'The connections that the rule is there to admit stay blocked; a podSelector alone reaches the policy\'s own namespace only.',
  fix: 'Correct the labels, or add a namespaceSelector to the same item for pods of another namespace.',
  sources: ['https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors'],
  * check(simulation, context) {
    const declared = declaredNamespaces(simulation.cluster);
    for (const policy of context.policies.all) {
      for (const peer of peersOf(policy)) {
        const { podSelector, namespaceSelector, path } = peer;
        const namespaces = namespaceSelector === null ? null : judgeNamespaces(declared, namespaceSelector, `${path}.namespaceSelector`);
        if (namespaces !== null) yield { resource: policy.resource, ...namespaces };
        if (podSelector === null || namespaceSelector !== null || isEverything(podSelector) || podSelector.matchExpressions.length > 0) continue;
        if (context.policies.peers(policy, peer).length > 0) continue;
        const absent = context.absentPods(policy.namespace, podSelector.matchLabels);
        // Peers that something makes at run time are what many rules are written for
        if (absent === null || absent.severity === 'info') continue;
        yield {
          resource: policy.resource,
          severity: absent.severity === 'error' && absent.fix !== null ? 'warning' : 'info',
          path: `${path}.podSelector`,
          message: `the peer matches no pods: ${noPodHas(policy.namespace, podSelector.matchLabels)}; ${absent.because}`,
          fix: absent.reach === undefined
            ? absent.fix ?? `correct the labels; the pods of namespace ${policy.namespace} have others`
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

/**
 * A namespaceSelector that no Namespace of the manifests has the labels for, while the one that was meant is in sight: it is called so, or has nearly these labels.
 *
 * Namespaces that are not in the manifests may have any labels, so that all else may be right.
 */
function judgeNamespaces(declared: DeclaredNamespaces, selector: LabelSelector, path: string): Omit<RuleFinding, 'resource'> | null {
  const entries = Object.entries(selector.matchLabels);
  const [entry, ...others] = entries;
  if (entry === undefined || others.length > 0 || selector.matchExpressions.length > 0) return null;
  const [key, value] = entry;
  if (declared.all.length === 0 || declared.values.get(key)?.has(value) === true) return null;
  const meant = meantNamespace(declared.all, key, value);
  if (meant === null) return null;
  const [meantKey, meantValue] = meant.label;
  return {
    path,
    severity: 'warning',
    message: `no Namespace of the manifests has the label ${key}=${value}; Namespace ${meant.name} has ${meantKey}=${meantValue}`,
    fix: `write ${meantKey}: ${meantValue} instead of ${key}: ${value}, or add the label to Namespace ${meant.name}`,
    edits: [{ path: `${path}.matchLabels`, value: { [meantKey]: meantValue } }],
  };
}

interface MeantNamespace {
  readonly name: string;
  readonly label: readonly [string, string];
}

/** Every namespace carries its name as a label. */
const NAME_LABEL = 'kubernetes.io/metadata.name';

interface NamespaceLabels {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** The Namespaces of the manifests. */
interface DeclaredNamespaces {
  readonly all: readonly NamespaceLabels[];
  /** The values that some of them have for each label. */
  readonly values: ReadonlyMap<string, ReadonlySet<string>>;
}

function declaredNamespaces(cluster: Cluster): DeclaredNamespaces {
  const all = cluster.resources.filter((each) => isKind(each, '', 'Namespace')).map(({ name }) => ({ name, labels: cluster.namespaceLabels(name) }));
  const values = new Map<string, Set<string>>();
  for (const { labels } of all) {
    for (const key of Object.keys(labels)) {
      const known = values.get(key);
      if (known === undefined) values.set(key, new Set([labels[key]]));
      else known.add(labels[key]);
    }
  }
  return { all, values };
}

function meantNamespace(namespaces: readonly NamespaceLabels[], key: string, value: string): MeantNamespace | null {
  for (const { name, labels } of namespaces) {
    const own = Object.hasOwn(labels, key) ? labels[key] : undefined;
    if (own !== undefined && isMisspelling(value, own)) return { name, label: [key, own] };
    const near = nearest(key, Object.keys(labels).filter((each) => labels[each] === value));
    if (near !== null && near !== NAME_LABEL) return { name, label: [near, value] };
  }
  const named = namespaces.find(({ name }) => name === value) ?? namespaces.find(({ name }) => key === NAME_LABEL && isMisspelling(value, name));
  return named === undefined ? null : { name: named.name, label: [NAME_LABEL, named.name] };
}
