import type { Cluster } from './model';
import { oncePer } from '../kubernetes/once-per';

/** Remembers what comes of a cluster, which never changes: it is worked out when it is first asked for. */
export function oncePerCluster<T>(work: (cluster: Cluster) => T): (cluster: Cluster) => T {
  return oncePer(work);
}
