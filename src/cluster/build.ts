import type { Cluster, ClusterSettings } from './model';
import type { Resource } from '../kubernetes/resource';

/** What the control plane makes of the objects. */
export function buildCluster(resources: readonly Resource[], settings: Partial<ClusterSettings> = {}): Cluster {
  throw new Error(`not built: ${resources.length} objects, ${Object.keys(settings).length} settings`);
}
