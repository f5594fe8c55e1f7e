import { isMisspelling } from '../../kubernetes/near-miss';
import { describe } from '../../kubernetes/resource';
import type { Cluster } from '../model';
import { makerIn } from '../workloads/pod-makers';

/** Why a Service that is not in the manifests may be in the cluster all the same; one sentence without full stop. */
export interface PossibleService {
  readonly because: string;
}

/** What may make a Service that the manifests lack: an operator, or the cluster itself; null where nothing speaks for it, or another name is plainly meant. */
export function possibleService(cluster: Cluster, namespace: string, name: string): PossibleService | null {
  const near = cluster.services.names(namespace).nearest(name);
  if (near !== null && isMisspelling(name, near)) return null;
  const maker = makerIn(cluster, namespace);
  if (maker !== null) return { because: `an operator may make it (${describe(maker)})` };
  // Add-ons of the cluster are in nobody's manifests, like their pods
  return namespace === 'kube-system' && near === null ? { because: 'Services of the control plane and of add-ons are in no manifest' } : null;
}
