import type { Cluster, Workload } from '../cluster/model';
import { integerAt, isKind, isObject, listAt, objectAt, objectsAt, portAt, stringAt, stringsAt, textAt } from '../kubernetes/fields';
import { readLabelSelector, selects, type LabelSelector } from '../kubernetes/label-selector';
import type { JsonObject, Resource } from '../kubernetes/resource';
import { readProtocol, type Protocol } from '../kubernetes/service';

/** One entry of `from` or `to`. */
export interface PolicyPeer {
  /** null = every pod of the namespaces. */
  readonly podSelector: LabelSelector | null;
  /** null = the policy's own namespace. */
  readonly namespaceSelector: LabelSelector | null;
  /** `ipBlock.cidr`. */
  readonly cidr: string | null;
  readonly path: string;
}

/** One entry of `ports`. */
export interface PolicyPort {
  /** A number, the name of a container port of the pods that are connected to, or null = every port. */
  readonly port: number | string | null;
  readonly endPort: number | null;
  readonly protocol: Protocol;
  readonly path: string;
}

/** One entry of `ingress` or `egress`: peers and ports must both match. */
export interface PolicyRule {
  /** null = everyone. */
  readonly peers: readonly PolicyPeer[] | null;
  /** null = every port. */
  readonly ports: readonly PolicyPort[] | null;
  readonly path: string;
}

/** A NetworkPolicy (networking.k8s.io/v1). */
export interface NetworkPolicy {
  readonly resource: Resource;
  readonly namespace: string;
  readonly podSelector: LabelSelector;
  /** null where the policy leaves connections to the pods alone. */
  readonly ingress: readonly PolicyRule[] | null;
  /** null where the policy leaves connections from the pods alone. */
  readonly egress: readonly PolicyRule[] | null;
}

/**
 * A NetworkPolicy; without `policyTypes` it is about ingress, and about egress only where it has rules for it.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.1/pkg/apis/networking/v1/defaults.go SetDefaults_NetworkPolicy
 */
export function readNetworkPolicy(resource: Resource): NetworkPolicy {
  const spec = objectAt(resource.object, 'spec');
  const types = stringsAt(spec, 'policyTypes');
  const hasEgress = types.length > 0 ? types.includes('Egress') : listAt(spec, 'egress').length > 0;
  const hasIngress = types.length === 0 || types.includes('Ingress');
  return {
    resource,
    namespace: resource.namespace ?? '',
    podSelector: readLabelSelector(objectAt(spec, 'podSelector')),
    ingress: hasIngress ? readRules(spec, 'ingress', 'from') : null,
    egress: hasEgress ? readRules(spec, 'egress', 'to') : null,
  };
}

function readRules(spec: JsonObject | undefined, direction: string, peers: string): readonly PolicyRule[] {
  return objectsAt(spec, direction).map(({ object, index }) => {
    const path = `spec.${direction}[${index}]`;
    return {
      peers: listAt(object, peers).length === 0 ? null : objectsAt(object, peers).map((each) => readPeer(each.object, `${path}.${peers}[${each.index}]`)),
      ports: listAt(object, 'ports').length === 0 ? null : objectsAt(object, 'ports').map((each) => readPort(each.object, `${path}.ports[${each.index}]`)),
      path,
    };
  });
}

function readPeer(peer: JsonObject, path: string): PolicyPeer {
  const selector = (key: string): LabelSelector | null => (isObject(peer[key]) ? readLabelSelector(objectAt(peer, key)) : null);
  return {
    podSelector: selector('podSelector'), namespaceSelector: selector('namespaceSelector'), cidr: textAt(objectAt(peer, 'ipBlock'), 'cidr'), path,
  };
}

function readPort(port: JsonObject, path: string): PolicyPort {
  return {
    port: portAt(port, 'port') ?? stringAt(port, 'port') ?? null,
    endPort: integerAt(port, 'endPort') ?? null,
    protocol: readProtocol(port) ?? 'TCP',
    path,
  };
}

/** The NetworkPolicies of a cluster, with the workloads that they are about. */
export class NetworkPolicies {
  readonly all: readonly NetworkPolicy[];
  private readonly byWorkload = new Map<Workload, NetworkPolicy[]>();
  private readonly namespaces: readonly string[];

  constructor(private readonly cluster: Cluster) {
    this.namespaces = [...new Set(cluster.workloads.all.map((each) => each.namespace))];
    this.all = cluster.resources.filter((resource) => isKind(resource, 'networking.k8s.io', 'NetworkPolicy')).map(readNetworkPolicy);
    for (const policy of this.all) {
      for (const workload of this.selected(policy)) {
        const policies = this.byWorkload.get(workload);
        if (policies === undefined) this.byWorkload.set(workload, [policy]);
        else policies.push(policy);
      }
    }
  }

  /** The workloads whose pods a policy is about. */
  selected(policy: NetworkPolicy): readonly Workload[] {
    return this.inNamespace(policy.namespace, policy.podSelector);
  }

  /** The policies that are about a workload's pods. */
  of(workload: Workload): readonly NetworkPolicy[] {
    return this.byWorkload.get(workload) ?? [];
  }

  /** The workloads of the manifests that a peer stands for. */
  peers(policy: NetworkPolicy, peer: PolicyPeer): readonly Workload[] {
    if (peer.cidr !== null) return [];
    const { namespaceSelector, podSelector } = peer;
    const namespaces = namespaceSelector === null
      ? [policy.namespace]
      : this.namespaces.filter((namespace) => selects(namespaceSelector, this.cluster.namespaceLabels(namespace)));
    return namespaces.flatMap((namespace) => this.inNamespace(namespace, podSelector ?? EVERYTHING));
  }

  private inNamespace(namespace: string, selector: LabelSelector): readonly Workload[] {
    const found = this.cluster.workloadsMatching(namespace, selector.matchLabels);
    if (selector.matchExpressions.length === 0) return found;
    return found.filter((workload) => selects(selector, workload.pods[0]?.labels ?? workload.template.labels));
  }
}

const EVERYTHING: LabelSelector = readLabelSelector(undefined);

/** Whether an entry of `ports` admits a port. */
export function admitsPort(rule: PolicyRule, number: number, protocol: Protocol, nameOf: (name: string) => boolean): boolean {
  if (rule.ports === null) return true;
  return rule.ports.some((each) => each.protocol === protocol && (each.port === null
    || (typeof each.port === 'string' ? nameOf(each.port) : number >= each.port && number <= (each.endPort ?? each.port))));
}

/** Whether a selector selects everything. */
export function isEverything(selector: LabelSelector): boolean {
  return selector.matchExpressions.length === 0 && Object.keys(selector.matchLabels).length === 0;
}
