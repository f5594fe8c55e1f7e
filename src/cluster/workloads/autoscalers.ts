import { countAt, groupOf, isKind, objectAt, textAt } from '../../kubernetes/fields';
import { openQuestion, sourceIn, type OpenQuestion } from '../../kubernetes/open-question';
import type { JsonObject, Resource } from '../../kubernetes/resource';

/** Something that sets the replicas of a workload. */
export interface Autoscaler {
  readonly resource: Resource;
  readonly min: number;
  readonly max: number | null;
}

/** Autoscalers by what they scale. */
export interface Autoscalers {
  of(group: string, kind: string, namespace: string, name: string): Autoscaler | undefined;
}

/** The autoscalers of the input: HorizontalPodAutoscalers, and KEDA's ScaledObjects, which make them. */
export function findAutoscalers(resources: readonly Resource[]): Autoscalers {
  const byTarget = new Map<string, Autoscaler>();
  for (const resource of resources) {
    if (resource.kind !== 'HorizontalPodAutoscaler' && resource.kind !== 'ScaledObject') continue;
    const target = objectAt(objectAt(resource.object, 'spec'), 'scaleTargetRef');
    const name = textAt(target, 'name');
    if (name === null) continue;
    const autoscaler = readAutoscaler(resource);
    if (autoscaler === null) continue;
    const group = groupOf(textAt(target, 'apiVersion') ?? 'apps/v1');
    byTarget.set(keyOf(group, textAt(target, 'kind') ?? 'Deployment', resource.namespace ?? '', name), autoscaler);
  }
  return { of: (group, kind, namespace, name) => byTarget.size === 0 ? undefined : byTarget.get(keyOf(group, kind, namespace, name)) };
}

function keyOf(group: string, kind: string, namespace: string, name: string): string {
  return `${group}\0${kind}\0${namespace}\0${name}`;
}

function readAutoscaler(resource: Resource): Autoscaler | null {
  const spec = objectAt(resource.object, 'spec');
  if (isKind(resource, 'autoscaling', 'HorizontalPodAutoscaler')) return readHorizontalPodAutoscaler(resource, spec);
  if (isKind(resource, 'keda.sh', 'ScaledObject')) {
    return { resource, min: countAt(spec, 'minReplicaCount') ?? 0, max: countAt(spec, 'maxReplicaCount') ?? 100 };
  }
  return null;
}

/** `minReplicas` defaults to 1 (`SetDefaults_HorizontalPodAutoscaler`). */
function readHorizontalPodAutoscaler(resource: Resource, spec: JsonObject | undefined): Autoscaler {
  return { resource, min: countAt(spec, 'minReplicas') ?? 1, max: countAt(spec, 'maxReplicas') ?? null };
}

/** How many pods an autoscaled workload has, and what that depends on. */
export interface ScaledReplicas {
  readonly replicas: number;
  readonly dependsOn: OpenQuestion;
}

/**
 * The fewest pods that an autoscaler keeps.
 *
 * A workload whose own `replicas` is 0 is left alone (`reconcileAutoscaler`: "scaling is disabled since the replica count of the target is zero").
 * One that may scale to zero is taken to run one pod.
 */
export function scaledReplicas(autoscaler: Autoscaler, replicas: number): ScaledReplicas | null {
  const { kind, name } = autoscaler.resource;
  if (kind === 'HorizontalPodAutoscaler' && replicas === 0) return null;
  const { min, max } = autoscaler;
  const upTo = max === null ? '' : ` to ${max}`;
  const dependsOn = openQuestion('autoscaled', { min, max }, [sourceIn(autoscaler.resource)], () => `${kind} ${name} keeps ${min}${upTo} pods`);
  return { replicas: Math.max(1, min), dependsOn };
}
