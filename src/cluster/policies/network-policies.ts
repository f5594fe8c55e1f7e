import { CUSTOM_KINDS, CustomPolicies } from './custom-policies';
import { LabelIndex } from '../label-index';
import type { Cluster, Workload } from '../model';
import { Likeness } from './likeness';
import type { PolicyPod } from './party';
import { PolicyIndex } from './policy-index';
import { isKind } from '../../kubernetes/fields';
import { judgeSelector, readLabelSelector, selects, type KnownLabels, type LabelSelector } from '../../kubernetes/label-selector';
import { readNetworkPolicy, selectsPods, type NetworkPolicy, type PolicyDirection, type PolicyPeer } from '../../kubernetes/network-policy';

/** The policies of one direction that isolate a pod: nothing but what they admit gets through. */
export interface Isolation {
  readonly certain: readonly NetworkPolicy[];
  /** Whether these select the pod hangs on labels that are not known. */
  readonly possible: readonly NetworkPolicy[];
}

/** The policies of one direction, and what is known of the pods that they isolate. */
class Isolations {
  private readonly byNamespace = new Map<string, PolicyIndex>();
  private readonly known = new WeakMap<PolicyPod, Isolation | null>();

  constructor(policies: readonly NetworkPolicy[]) {
    for (const policy of policies) {
      const known = this.byNamespace.get(policy.namespace);
      const index = known ?? new PolicyIndex();
      if (known === undefined) this.byNamespace.set(policy.namespace, index);
      index.add(policy);
    }
  }

  /** @param alike one that all policies judge like the pod */
  of(pod: PolicyPod, alike: (pod: PolicyPod) => PolicyPod): Isolation | null {
    const policies = this.byNamespace.get(pod.namespace);
    if (policies === undefined) return null;
    const first = alike(pod);
    let isolation = this.known.get(first);
    if (isolation === undefined) this.known.set(first, isolation = isolationOf(policies.candidates(first), first));
    return isolation;
  }
}

const EVERYTHING: LabelSelector = readLabelSelector(undefined);
const NO_POLICIES: readonly NetworkPolicy[] = [];

/** So few policies judge a pod sooner than it is known whether it is like another. */
const FEW = 8;

const TABLES = new WeakMap<Cluster, NetworkPolicies>();

/** The NetworkPolicies of a cluster: read when they are first asked for, and kept as long as the cluster is. */
export function networkPolicies(cluster: Cluster): NetworkPolicies {
  let table = TABLES.get(cluster);
  if (table === undefined) TABLES.set(cluster, table = new NetworkPolicies(cluster));
  return table;
}

/** The NetworkPolicies of a cluster by namespace, with the pods that they are about. */
export class NetworkPolicies {
  readonly all: readonly NetworkPolicy[];
  /** Policies of other kinds, which are not simulated. */
  readonly custom: CustomPolicies;
  private readonly isolations: Readonly<Record<PolicyDirection, Isolations>>;
  private readonly labelsOfNamespaces = new Map<string, KnownLabels>();
  private likeness: Likeness | undefined;
  private policiesByWorkload: ReadonlyMap<Workload, readonly NetworkPolicy[]> | undefined;
  private namespacesOfWorkloads: LabelIndex<string> | undefined;

  constructor(readonly cluster: Cluster) {
    const taken = cluster.ofKinds('NetworkPolicy', ...CUSTOM_KINDS).filter((resource) => !cluster.refused.has(resource));
    this.all = taken.filter((resource) => isKind(resource, 'networking.k8s.io', 'NetworkPolicy')).map(readNetworkPolicy);
    this.custom = new CustomPolicies(taken);
    this.isolations = {
      ingress: new Isolations(this.all.filter(({ ingress }) => ingress !== null)),
      egress: new Isolations(this.all.filter(({ egress }) => egress !== null)),
    };
  }

  /** Whether nothing of the input restricts connections. */
  get none(): boolean {
    return this.all.length === 0 && this.custom.none;
  }

  /**
   * The policies that isolate a pod; null where none does, and every connection of the direction is let through.
   *
   * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/#the-two-sorts-of-pod-isolation
   */
  isolation(pod: PolicyPod, direction: PolicyDirection): Isolation | null {
    return this.isolations[direction].of(pod, (each) => this.all.length <= FEW ? each : this.firstAlike(each));
  }

  /** A pod that every policy of the cluster judges as this one, at either end of a connection: the same one for all that are alike. */
  firstAlike(pod: PolicyPod): PolicyPod {
    this.likeness ??= new Likeness(this.all);
    return this.likeness.first(pod);
  }

  /** The labels of a namespace; all but its name are open where the manifests do not hold it. */
  namespaceLabels(namespace: string): KnownLabels {
    let known = this.labelsOfNamespaces.get(namespace);
    if (known === undefined) {
      const moreLabels = this.cluster.find('Namespace', null, namespace) === undefined;
      this.labelsOfNamespaces.set(namespace, known = { labels: this.cluster.namespaceLabels(namespace), generatedLabels: [], moreLabels });
    }
    return known;
  }

  /** The workloads whose pods a policy is about. */
  selected(policy: NetworkPolicy): readonly Workload[] {
    return this.inNamespace(policy.namespace, policy.podSelector);
  }

  /** The policies that are about a workload's pods. */
  of(workload: Workload): readonly NetworkPolicy[] {
    this.policiesByWorkload ??= this.groupByWorkload();
    return this.policiesByWorkload.get(workload) ?? NO_POLICIES;
  }

  /** The workloads of the manifests that a peer stands for. */
  peers(policy: NetworkPolicy, peer: PolicyPeer): readonly Workload[] {
    if (!selectsPods(peer)) return [];
    const { namespaceSelector, podSelector } = peer;
    const namespaces = namespaceSelector === null
      ? [policy.namespace]
      : this.namespaces.match('', namespaceSelector.matchLabels).filter((namespace) => selects(namespaceSelector, this.namespaceLabels(namespace).labels));
    return namespaces.flatMap((namespace) => this.inNamespace(namespace, podSelector ?? EVERYTHING));
  }

  private get namespaces(): LabelIndex<string> {
    this.namespacesOfWorkloads ??= this.indexNamespaces();
    return this.namespacesOfWorkloads;
  }

  private indexNamespaces(): LabelIndex<string> {
    const index = new LabelIndex<string>();
    for (const namespace of new Set(this.cluster.workloads.all.map((each) => each.namespace))) {
      index.add('', this.namespaceLabels(namespace).labels, namespace);
    }
    return index;
  }

  private groupByWorkload(): ReadonlyMap<Workload, readonly NetworkPolicy[]> {
    const byWorkload = new Map<Workload, NetworkPolicy[]>();
    for (const policy of this.all) {
      for (const workload of this.selected(policy)) push(byWorkload, workload, policy);
    }
    return byWorkload;
  }

  private inNamespace(namespace: string, selector: LabelSelector): readonly Workload[] {
    const { cluster } = this;
    const hooks = cluster.hooksMatching(namespace, selector.matchLabels);
    const running = cluster.workloadsMatching(namespace, selector.matchLabels);
    const found = hooks.length === 0 ? running : [...running, ...hooks];
    if (selector.matchExpressions.length === 0) return found;
    return found.filter((workload) => selects(selector, workload.pods[0]?.labels ?? workload.template.labels));
  }
}

function isolationOf(policies: readonly NetworkPolicy[], pod: PolicyPod): Isolation | null {
  const certain: NetworkPolicy[] = [];
  const possible: NetworkPolicy[] = [];
  for (const policy of policies) {
    const match = judgeSelector(policy.podSelector, pod);
    if (match !== 'no') (match === 'yes' ? certain : possible).push(policy);
  }
  return certain.length + possible.length === 0 ? null : { certain, possible };
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}
