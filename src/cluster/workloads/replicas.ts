import { scaledReplicas } from './autoscalers';
import type { Autoscalers } from './autoscalers';
import type { Notice } from '../model';
import type { WorkloadPlan } from './workload-kinds';
import { countAt, groupOf, objectAt } from '../../kubernetes/fields';
import type { OpenQuestion } from '../../kubernetes/open-question';

/** The most pods that are simulated for one workload, and for all of them together. */
export const MAX_PODS_OF_WORKLOAD = 5000;
export const MAX_SIMULATED_PODS = 200_000;

/** How many pods a plan makes, and what that depends on. */
export interface Replicas {
  readonly count: number;
  readonly dependsOn: OpenQuestion | null;
  /** Whether there are any pods at all depends on that. */
  readonly uncertain: boolean;
  readonly autoscaled?: { readonly most: number | null };
}

/** The replicas of a plan, with its autoscaler; an object that has a status was scaled already. */
export function plannedReplicas(plan: WorkloadPlan, autoscalers: Autoscalers): Replicas {
  const autoscaler = autoscalers.of(groupOf(plan.resource.apiVersion), plan.kind, plan.namespace, plan.name);
  const asWritten = { count: plan.replicas, dependsOn: plan.replicasDependOn, uncertain: plan.podsUncertain };
  if (autoscaler === undefined || plan.onEachNode) return asWritten;
  const scaled = scaledReplicas(autoscaler, plan.replicas);
  if (scaled === null) return asWritten;
  const live = countAt(objectAt(plan.resource.object, 'status'), 'replicas') !== undefined;
  const { replicas, dependsOn } = scaled;
  return { count: live ? plan.replicas : replicas, dependsOn, uncertain: autoscaler.min === 0, autoscaled: { most: autoscaler.max } };
}

/** Keeps the number of simulated pods within reason; what was cut is told. */
export class PodBudget {
  readonly notices: Notice[] = [];
  private left = MAX_SIMULATED_PODS;

  /** @returns how many of the wanted pods may be simulated */
  grant(plan: WorkloadPlan, wanted: number): number {
    const limit = this.left > MAX_PODS_OF_WORKLOAD ? MAX_PODS_OF_WORKLOAD : Math.max(1, this.left);
    const granted = Math.min(wanted, limit);
    this.left -= granted;
    if (granted < wanted) {
      this.notices.push({
        kind: 'limited',
        resource: plan.resource,
        path: plan.onEachNode ? '' : 'spec.replicas',
        message: `has ${wanted} pods, of which ${granted} are simulated`,
      });
    }
    return granted;
  }
}
