import { isOfRemovedGroup } from './workload-kinds';
import { objectAt, objectIn, stringMapAt } from '../../kubernetes/fields';
import type { StringMap } from '../../kubernetes/fields';
import type { Resource } from '../../kubernetes/resource';
import type { Cluster } from '../model';
import { oncePerCluster } from '../once-per-cluster';

/** The labels that pods of an object would carry; undefined where it makes none. */
function podLabelsOf(resource: Resource): StringMap | undefined {
  const template = resource.kind === 'Pod' ? resource.object : templateOf(resource);
  return template === undefined ? undefined : stringMapAt(objectAt(template, 'metadata'), 'labels');
}

function templateOf({ object }: Resource): ReturnType<typeof objectAt> {
  return objectIn(object, 'spec', 'template') ?? objectIn(object, 'spec', 'jobTemplate', 'spec', 'template');
}

/** Whether nothing is made of a workload of the manifests, since the API server refuses it. */
function isRefused({ refused }: Cluster, resource: Resource): boolean {
  return isOfRemovedGroup(resource) || refused.has(resource);
}

const refusedIn = oncePerCluster((cluster) => {
  const known = new Map<string, readonly Resource[]>();
  return (namespace: string): readonly Resource[] => {
    const found = known.get(namespace)
      ?? cluster.inNamespace(namespace).filter((each) => podLabelsOf(each) !== undefined && isRefused(cluster, each));
    known.set(namespace, found);
    return found;
  };
});

/** The workloads of a namespace that the API server refuses. */
export function refusedWorkloads(cluster: Cluster, namespace: string): readonly Resource[] {
  return refusedIn(cluster)(namespace);
}

/** The workload whose pods would carry these labels, if the API server did not refuse it. */
export function refusedWithLabels(cluster: Cluster, namespace: string, labels: StringMap): Resource | undefined {
  return firstRefused(cluster)(cluster.carriers(namespace, labels));
}

/** Shorter lists are looked through sooner than looked up. */
const FEW = 32;

/** Of thousands of Services with the same selector each is asked about the same long list. */
const firstRefused = oncePerCluster((cluster) => {
  const known = new WeakMap<readonly Resource[], { readonly first: Resource | undefined }>();
  const search = (list: readonly Resource[]): Resource | undefined => list.find((each) => isRefused(cluster, each));
  return (list: readonly Resource[]): Resource | undefined => {
    if (list.length <= FEW) return search(list);
    let found = known.get(list);
    if (found === undefined) known.set(list, found = { first: search(list) });
    return found.first;
  };
});
