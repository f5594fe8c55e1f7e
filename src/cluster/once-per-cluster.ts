import type { Cluster } from './model';

/** Remembers what comes of a cluster, which never changes: it is worked out when it is first asked for. */
export function oncePerCluster<T>(work: (cluster: Cluster) => T): (cluster: Cluster) => T {
  const known = new WeakMap<Cluster, { readonly result: T }>();
  return (cluster) => {
    let found = known.get(cluster);
    if (found === undefined) known.set(cluster, found = { result: work(cluster) });
    return found.result;
  };
}
