import { isOfRemovedGroup } from './workload-kinds';
import { objectAt, objectIn, stringMapAt } from '../../kubernetes/fields';
import type { StringMap } from '../../kubernetes/fields';
import type { Resource } from '../../kubernetes/resource';
import type { Cluster } from '../model';
import { oncePerCluster } from '../once-per-cluster';

/** A workload of the manifests of which nothing is made, since the API server refuses it. */
interface RefusedWorkload {
  readonly resource: Resource;
  /** Those of its pods. */
  readonly labels: StringMap;
}

const findRefused = oncePerCluster(({ resources, refused }): readonly RefusedWorkload[] => {
  const found: RefusedWorkload[] = [];
  for (const resource of resources) {
    if (!refused.has(resource) && !isOfRemovedGroup(resource)) continue;
    const template = resource.kind === 'Pod' ? resource.object : templateOf(resource);
    if (template !== undefined) found.push({ resource, labels: stringMapAt(objectAt(template, 'metadata'), 'labels') });
  }
  return found;
});

function templateOf({ object }: Resource): ReturnType<typeof objectAt> {
  return objectIn(object, 'spec', 'template') ?? objectIn(object, 'spec', 'jobTemplate', 'spec', 'template');
}

/** The workloads of a namespace that the API server refuses. */
export function refusedWorkloads(cluster: Cluster, namespace: string): readonly Resource[] {
  return findRefused(cluster).filter(({ resource }) => resource.namespace === namespace).map(({ resource }) => resource);
}

/** The workload whose pods would carry these labels, if the API server did not refuse it. */
export function refusedWithLabels(cluster: Cluster, namespace: string, labels: StringMap): Resource | undefined {
  const keys = Object.keys(labels);
  const found = findRefused(cluster).find((each) => each.resource.namespace === namespace && keys.every((key) => each.labels[key] === labels[key]));
  return found?.resource;
}
