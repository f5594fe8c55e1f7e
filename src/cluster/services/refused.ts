import type { Cluster } from '../model';

/** Why a Service of the manifests does not come to exist; null where there is none, or it does exist. */
export function refusedService(cluster: Cluster, namespace: string, name: string): string | null {
  const resource = cluster.refused.size === 0 ? undefined : cluster.find('Service', namespace, name);
  const cause = resource === undefined ? undefined : cluster.refused.get(resource);
  return cause === undefined ? null : `the API server refuses Service ${namespace}/${name}: ${cause.path}: ${cause.message}`;
}
