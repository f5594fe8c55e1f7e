import type { Cluster } from '../../cluster/model';
import { oncePerCluster } from '../../cluster/once-per-cluster';
import { groupOf, isKind, objectAt, textAt } from '../../kubernetes/fields';
import { NearNames } from '../../kubernetes/near-names';
import { describe, type Resource } from '../../kubernetes/resource';
import type { RuleContext } from '../context';
import type { Rule, RuleFinding } from '../rule';

/** An autoscaler of a workload that is not there. */
export const AUTOSCALER_TARGET_MISSING: Rule = {
  id: 'autoscaler-target-missing',
  severity: 'warning',
  title: 'An autoscaler scales a workload that does not exist in its namespace.',
  why: 'It changes nothing: the workload that is meant keeps the number of pods, and so of endpoints, that is in its manifest.',
  fix: 'Name the kind and the name of a workload of the autoscaler\'s own namespace.',
  sources: ['https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#how-does-a-horizontalpodautoscaler-work'],
  * check({ cluster }, context) {
    for (const resource of cluster.resources) {
      if (!isKind(resource, 'autoscaling', 'HorizontalPodAutoscaler') && !isKind(resource, 'keda.sh', 'ScaledObject')) continue;
      const finding = judge(cluster, context, resource);
      if (finding !== null) yield finding;
    }
  },
};

/** Kinds that can be scaled, by API group; what custom resources can be is not known here. */
const SCALED: ReadonlyMap<string, readonly string[]> = new Map([
  ['apps', ['Deployment', 'StatefulSet', 'ReplicaSet']],
  ['', ['ReplicationController']],
]);

/** Names of workloads by kind and namespace. */
const workloadNames = oncePerCluster(({ workloads }) => {
  const names = new Map<string, string[]>();
  for (const { kind, namespace, name } of workloads.all) {
    const known = names.get(`${kind} ${namespace}`);
    if (known === undefined) names.set(`${kind} ${namespace}`, [name]);
    else known.push(name);
  }
  return new Map([...names].map(([key, all]) => [key, new NearNames(all)]));
});

function judge(cluster: Cluster, context: RuleContext, resource: Resource): RuleFinding | null {
  const target = objectAt(objectAt(resource.object, 'spec'), 'scaleTargetRef');
  const name = textAt(target, 'name');
  const kind = textAt(target, 'kind') ?? 'Deployment';
  const namespace = resource.namespace ?? '';
  const group = groupOf(textAt(target, 'apiVersion') ?? (kind === 'ReplicationController' ? 'v1' : 'apps/v1'));
  if (name === null || SCALED.get(group)?.includes(kind) !== true || cluster.find(kind, namespace, name) !== undefined) return null;
  const sameName = cluster.workloads.get(namespace, name);
  const near = workloadNames(cluster).get(`${kind} ${namespace}`)?.nearest(name) ?? null;
  const maker = sameName === undefined && near === null ? context.makerIn(namespace) : null;
  const path = 'spec.scaleTargetRef';
  const message = `scales ${kind} ${namespace}/${name}, which is not in the manifests`;
  if (sameName !== undefined) {
    return { resource, path: `${path}.kind`, message: `${message}; ${describe(sameName)} is`, fix: `set ${path}.kind to ${sameName.kind}, with its apiVersion` };
  }
  return {
    resource,
    path: `${path}.name`,
    // A namespace without workloads is described elsewhere
    severity: cluster.workloads.inNamespace(namespace).length === 0 || maker !== null ? 'info' : 'warning',
    message: `${message}${near === null ? '' : `; there is ${near}`}${maker === null ? '' : `; an operator may make it (${describe(maker)})`}`,
    fix: near === null ? `name a ${kind} of namespace ${namespace}, or remove the autoscaler` : `set ${path}.name to ${near}`,
    ...(near === null ? {} : { edits: [{ path: `${path}.name`, value: near }] }),
  };
}
