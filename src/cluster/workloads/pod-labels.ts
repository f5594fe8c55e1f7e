import type { Cluster, Workload } from '../model';
import { oncePerCluster } from '../once-per-cluster';

const NO_KEYS: ReadonlySet<string> = new Set();

/** Labels that all pods of a workload carry, or the first of them. */
export function podLabels({ pods, template }: Workload): Readonly<Record<string, string>> {
  return pods[0]?.labels ?? template.labels;
}

const keysByNamespace = oncePerCluster(({ workloads }) => {
  const byNamespace = new Map<string, Set<string>>();
  for (const workload of workloads.all) {
    let keys = byNamespace.get(workload.namespace);
    if (keys === undefined) byNamespace.set(workload.namespace, keys = new Set());
    for (const key of Object.keys(workload.template.labels)) keys.add(key);
    for (const key of Object.keys(podLabels(workload))) keys.add(key);
    for (const key of workload.pods[0]?.generatedLabels ?? []) keys.add(key);
  }
  return byNamespace;
});

/** Keys of the labels that pods of the namespace carry. */
export function labelKeys(cluster: Cluster, namespace: string): ReadonlySet<string> {
  return keysByNamespace(cluster).get(namespace) ?? NO_KEYS;
}

/** Namespaces that have workloads. */
export const namespacesWithWorkloads = oncePerCluster(({ workloads }): readonly string[] =>
  [...new Set(workloads.all.map((each) => each.namespace))]);
