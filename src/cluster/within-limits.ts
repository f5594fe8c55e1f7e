import { MAX_PODS_OF_WORKLOAD, MAX_SIMULATED_PODS } from './workloads/replicas';
import { planWorkloads, podMakers } from './workloads/workload-kinds';
import { isPlainWorkload } from './workloads/written-labels';
import { countAt, isObject } from '../kubernetes/fields';
import type { Resource } from '../kubernetes/resource';

/**
 * Whether there are so few pods for certain that those of no workload are left out because of others (`PodBudget`), seen from the objects as they are written.
 *
 * @param byKind all objects
 */
export function isWithinLimits(byKind: ReadonlyMap<string, readonly Resource[]>): boolean {
  const nodes = byKind.get('Node')?.length ?? 0;
  let pods = 0;
  for (const resource of podMakers(byKind)) pods += Math.min(MAX_PODS_OF_WORKLOAD, mostPods(resource, nodes));
  return pods <= MAX_SIMULATED_PODS - MAX_PODS_OF_WORKLOAD;
}

/** No more pods than these come of an object; of an autoscaler: of what it scales. */
function mostPods(resource: Resource, nodes: number): number {
  const { spec } = resource.object;
  if (!isObject(spec)) return 1;
  if (isPlainWorkload(resource)) return Math.max(1, countAt(spec, 'replicas') ?? 1, countAt(spec, 'parallelism') ?? 1, resource.kind === 'DaemonSet' ? nodes : 0);
  const scaled = Math.max(countAt(spec, 'minReplicas') ?? 1, countAt(spec, 'minReplicaCount') ?? 1);
  return planWorkloads(resource, () => undefined).reduce((sum, plan) => sum + plan.replicas, scaled);
}
