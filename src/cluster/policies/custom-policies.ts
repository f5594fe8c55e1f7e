import type { PolicyPod } from './party';
import { groupOf, objectAt, objectIn, objectsAt } from '../../kubernetes/fields';
import { judgeSelector, readLabelSelector, type LabelSelector } from '../../kubernetes/label-selector';
import type { JsonObject, Resource } from '../../kubernetes/resource';

/** Kinds by API group; the fields that name their pods are those of Cilium and of the Kubernetes network policy API. */
const KINDS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['cilium.io', new Set(['CiliumNetworkPolicy', 'CiliumClusterwideNetworkPolicy'])],
  ['policy.networking.k8s.io', new Set(['AdminNetworkPolicy', 'BaselineAdminNetworkPolicy', 'ClusterNetworkPolicy'])],
  ['crd.projectcalico.org', new Set(['NetworkPolicy', 'GlobalNetworkPolicy'])],
  ['projectcalico.org', new Set(['NetworkPolicy', 'GlobalNetworkPolicy'])],
  ['crd.antrea.io', new Set(['NetworkPolicy', 'ClusterNetworkPolicy'])],
  // Networks of their own, which pods of others do not reach
  ['k8s.ovn.org', new Set(['UserDefinedNetwork', 'ClusterUserDefinedNetwork'])],
]);

/** Kinds besides `NetworkPolicy`, which several groups have. */
export const CUSTOM_KINDS: readonly string[] = [...new Set([...KINDS.values()].flatMap((kinds) => [...kinds]))].filter((kind) => kind !== 'NetworkPolicy');

interface CustomPolicy {
  readonly resource: Resource;
  /** Selectors of the pods that it is about, one of which must match; null: not known, or all. */
  readonly pods: readonly LabelSelector[] | null;
}

/** Policies that network plugins bring with them: whether they may be about a pod is told, and no more. */
export class CustomPolicies {
  private readonly byNamespace = new Map<string | null, CustomPolicy[]>();

  constructor(resources: readonly Resource[]) {
    for (const resource of resources) {
      const { apiVersion, kind, namespace, object } = resource;
      if (KINDS.get(groupOf(apiVersion))?.has(kind) !== true || isSecondary(object)) continue;
      const policy = { resource, pods: podSelectors(object) };
      // kinds that have no namespace may have been given one, since nothing told that they have none
      const scope = kind === 'NetworkPolicy' || kind === 'CiliumNetworkPolicy' || kind === 'UserDefinedNetwork' ? namespace : null;
      const known = this.byNamespace.get(scope);
      if (known === undefined) this.byNamespace.set(scope, [policy]);
      else known.push(policy);
    }
  }

  get none(): boolean {
    return this.byNamespace.size === 0;
  }

  /** The policies that may be about a pod. */
  about(pod: PolicyPod): readonly Resource[] {
    const found = [...this.byNamespace.get(pod.namespace) ?? [], ...this.byNamespace.get(null) ?? []];
    return found.filter(({ pods }) => pods === null || pods.some((each) => judgeSelector(each, pod) !== 'no')).map(({ resource }) => resource);
  }
}

/**
 * Whether an object is a network that pods have besides that of the cluster, so that it isolates nobody.
 *
 * @see https://ovn-kubernetes.io/features/user-defined-networks/user-defined-networks/
 */
function isSecondary({ spec }: JsonObject): boolean {
  const network = objectIn({ spec }, 'spec', 'network') ?? objectAt({ spec }, 'spec');
  const roles = ['layer2', 'layer3', 'localnet'].map((each) => objectAt(network, each)?.role).filter((role) => role !== undefined);
  return roles.length > 0 && roles.every((role) => role === 'Secondary');
}

/** @see https://docs.cilium.io/en/stable/network/kubernetes/policy/ and https://network-policy-api.sigs.k8s.io/reference/spec/ */
function podSelectors({ spec, specs, kind }: JsonObject): readonly LabelSelector[] | null {
  if (typeof kind === 'string' && kind.startsWith('Cilium')) {
    const parts = [...objectsAt({ spec: spec === undefined ? [] : [spec] }, 'spec'), ...objectsAt({ specs }, 'specs')];
    const selectors = parts.map(({ object }) => objectAt(object, 'endpointSelector'));
    const isEmpty = spec === undefined && Array.isArray(specs) && specs.length === 0;
    return (isEmpty || selectors.length > 0) && selectors.every(isPlain) ? selectors.map(readLabelSelector) : null;
  }
  const pods = objectIn({ spec }, 'spec', 'subject', 'pods', 'podSelector');
  return pods === undefined ? null : [readLabelSelector(pods)];
}

/** Cilium's labels may have a source before them (`k8s:app`, `reserved:ingress`), which pods do not show. */
function isPlain(selector: JsonObject | undefined): boolean {
  if (selector === undefined) return false;
  const { matchLabels, matchExpressions } = readLabelSelector(selector);
  return ![...Object.keys(matchLabels), ...matchExpressions.map(({ key }) => key)].some((key) => key.includes(':') || key.startsWith('io.'));
}
