import type { ClientClass, NameClass } from './model';
import type { Cluster, Pod, WorkloadRef } from '../cluster/model';
import { networkPolicies, type NetworkPolicies } from '../cluster/policies/network-policies';
import type { LabelSelector } from '../kubernetes/label-selector';
import type { Simulation } from '../trace/simulation';
import { findClient } from '../trace/trace';

interface OpenClass extends ClientClass {
  readonly workloads: WorkloadRef[];
  /** Its own connections are restricted on some side. */
  readonly restricted: boolean;
}

/** So many connections are asked for at most: thousands of clients that are all told apart, at each of thousands of names, would take hours. */
const MOST_ASKED = 500_000;

/** Who asks from inside, as far as NetworkPolicies make a difference. */
export class Clients {
  /** How many classes of clients are asked at no name, because there are far too many of them. */
  readonly leftOut: number;
  private readonly classes: readonly OpenClass[];
  private readonly restricted: readonly OpenClass[];
  private readonly targets = new Map<string, boolean>();
  private readonly clusters: readonly Cluster[];

  constructor(before: Simulation, after: Simulation, mostAsked = MOST_ASKED) {
    this.clusters = [before.cluster, after.cluster];
    const all = this.clusters.every((cluster) => networkPolicies(cluster).all.length === 0) ? [] : classesOf(before.cluster, after.cluster);
    const services = before.cluster.services.all.length + after.cluster.services.all.length;
    this.classes = all.slice(0, Math.ceil(mostAsked / Math.max(1, services)));
    this.leftOut = all.length - this.classes.length;
    this.restricted = this.classes.filter((each) => each.restricted);
  }

  /** The clients that policies may keep from a name, or let through to it alone. */
  of({ namespace, service }: NameClass): readonly ClientClass[] {
    if (this.classes.length === 0) return this.classes;
    const key = `${namespace}/${service}`;
    let isolated = this.targets.get(key);
    if (isolated === undefined) this.targets.set(key, isolated = this.clusters.some((cluster) => isIsolated(cluster, namespace, service)));
    return isolated ? this.classes : this.restricted;
  }
}

/** Whether policies restrict connections to pods of a Service; an external name may lead to any. */
function isIsolated(cluster: Cluster, namespace: string, name: string): boolean {
  const policies = networkPolicies(cluster);
  if (policies.none) return false;
  if (cluster.services.get(namespace, name)?.type === 'ExternalName') return true;
  const pods = cluster.slicesOf(namespace, name).flatMap((slice) => slice.endpoints.flatMap(({ pod }) => pod ?? []));
  let last: Pod | null = null;
  for (const pod of pods) {
    // pods of one workload stand together, and share their labels
    if (last !== null && last.labels === pod.labels) continue;
    last = pod;
    if (policies.isolation(pod, 'ingress') !== null) return true;
  }
  return false;
}

function classesOf(before: Cluster, after: Cluster): readonly OpenClass[] {
  const sides = [networkPolicies(before), networkPolicies(after)];
  const keys = labelKeys(sides);
  const classes = new Map<string, OpenClass>();
  for (const { kind, namespace, name } of before.workloads.all) {
    const pair = [findClient(before, { kind, namespace, name }), findClient(after, { kind, namespace, name })];
    const [from, to] = pair;
    if (from?.pod == null || to?.pod == null) continue;
    const key = `${namespace}\n${identity(from.pod, keys)}\n${identity(to.pod, keys)}`;
    const known = classes.get(key);
    if (known !== undefined) {
      known.workloads.push({ kind, namespace, name });
      continue;
    }
    const restricted = [from.pod, to.pod].some((pod, i) => sides[i].isolation(pod, 'egress') !== null);
    classes.set(key, { workloads: [{ kind, namespace, name }], before: from, after: to, restricted });
  }
  return [...classes.values()];
}

/** What policies and name servers can tell pods of one namespace apart by. */
function identity({ labels, generatedLabels, ips, spec }: Pod, keys: ReadonlySet<string>): string {
  const told = [...keys].map((key) => Object.hasOwn(labels, key) ? labels[key] : generatedLabels.includes(key));
  return JSON.stringify([told, ips, spec.hostNetwork, spec.dnsPolicy, spec.dnsConfig]);
}

/** The keys of labels that some policy looks at. */
function labelKeys(sides: readonly NetworkPolicies[]): ReadonlySet<string> {
  const keys = new Set<string>();
  const add = (selector: LabelSelector | null): void => {
    for (const key of Object.keys(selector?.matchLabels ?? {})) keys.add(key);
    for (const { key } of selector?.matchExpressions ?? []) keys.add(key);
  };
  for (const { podSelector, ingress, egress } of sides.flatMap(({ all }) => all)) {
    add(podSelector);
    for (const { peers } of [...ingress ?? [], ...egress ?? []]) for (const peer of peers ?? []) add(peer.podSelector);
  }
  return keys;
}
