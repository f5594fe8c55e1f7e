import type { PolicyPod } from './party';
import type { LabelSelector } from '../../kubernetes/label-selector';
import type { NetworkPolicy, PolicyRule } from '../../kubernetes/network-policy';
import type { Container } from '../../kubernetes/pod-template';

/** Pods that policies cannot tell apart, since they are equal in all that a policy of the cluster looks at: thousands of pods are judged as one. */
export class Likeness {
  /** Keys of the labels that some selector of pods names. */
  private readonly keys = new Set<string>();
  private looksAtPortNames = false;
  private looksAtAddresses = false;
  private readonly byText = new Map<string, PolicyPod>();
  private readonly firsts = new WeakMap<PolicyPod, PolicyPod>();
  private last: PolicyPod | null = null;

  constructor(policies: readonly NetworkPolicy[]) {
    for (const { podSelector, ingress, egress } of policies) {
      this.addSelector(podSelector);
      for (const rule of ingress ?? []) this.addRule(rule);
      for (const rule of egress ?? []) this.addRule(rule);
    }
  }

  /** Of all pods that are alike, the one that was asked for first. */
  first(pod: PolicyPod): PolicyPod {
    let first = this.firsts.get(this.last !== null && isOfOneTemplate(this.last, pod) ? this.last : pod);
    if (first !== undefined) return first;
    const text = this.textOf(pod);
    first = this.byText.get(text) ?? pod;
    if (first === pod) this.byText.set(text, pod);
    this.firsts.set(pod, first);
    this.last = pod;
    return first;
  }

  private textOf({ namespace, labels, generatedLabels, moreLabels, ips, spec }: PolicyPod): string {
    const named = Object.keys(labels).filter((key) => this.keys.has(key)).sort();
    const generated = generatedLabels.filter((key) => this.keys.has(key)).sort();
    return JSON.stringify([
      namespace, moreLabels === true, spec.hostNetwork, named, named.map((key) => labels[key]), generated,
      this.looksAtPortNames ? [portsOf(spec.containers), portsOf(spec.sidecars)] : [], this.looksAtAddresses ? ips : [],
    ]);
  }

  private addSelector({ matchLabels, matchExpressions }: LabelSelector): void {
    for (const key of Object.keys(matchLabels)) this.keys.add(key);
    for (const { key } of matchExpressions) this.keys.add(key);
  }

  private addRule({ peers, ports }: PolicyRule): void {
    for (const { podSelector, ipBlock } of peers ?? []) {
      if (podSelector !== null) this.addSelector(podSelector);
      if (ipBlock !== null) this.looksAtAddresses = true;
    }
    if (ports?.some(({ port }) => typeof port === 'string') === true) this.looksAtPortNames = true;
  }
}

/** Pods of one workload differ in their labels in a StatefulSet alone, and in their addresses where these are given. */
function isOfOneTemplate(pod: PolicyPod, other: PolicyPod): boolean {
  return pod.labels === other.labels && pod.generatedLabels === other.generatedLabels && pod.moreLabels === other.moreLabels
    && pod.spec === other.spec && pod.ips === other.ips && pod.ips.length === 0 && pod.namespace === other.namespace;
}

function portsOf(containers: readonly Container[]): readonly (readonly (string | number)[])[] {
  return containers.flatMap(({ ports }) => ports.map(({ name, containerPort, protocol }) => [name, containerPort, protocol]));
}
