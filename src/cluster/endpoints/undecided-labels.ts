import { newStringMap } from '../../kubernetes/fields';
import type { StringMap } from '../../kubernetes/fields';
import type { Service } from '../../kubernetes/service';
import type { Cluster, Pod } from '../model';

/** A selector that asks for labels whose values a controller will choose. */
export interface UndecidedSelector {
  /** The keys, `pod-template-hash`. */
  readonly keys: readonly string[];
  /** Pods that carry all the other labels, and will carry these with some value. */
  readonly pods: readonly Pod[];
}

/** Labels that controllers add with values of their own choice. */
const GENERATED: ReadonlySet<string> = new Set([
  'pod-template-hash', 'controller-revision-hash', 'rollouts-pod-template-hash', 'deployment', 'job-name', 'controller-uid',
  'batch.kubernetes.io/job-name', 'batch.kubernetes.io/controller-uid',
]);

/**
 * Whether pods match a Service's selector hangs on labels that the cluster will generate; null where the manifests decide it.
 *
 * Such pods are not among the Service's endpoints here.
 */
export function undecidedSelector(cluster: Cluster, service: Service): UndecidedSelector | null {
  const { selector } = service;
  if (selector === null) return null;
  const keys = Object.keys(selector).filter((key) => GENERATED.has(key));
  if (keys.length === 0) return null;
  const rest = newStringMap();
  for (const key of Object.keys(selector)) {
    if (!keys.includes(key)) rest[key] = selector[key];
  }
  const pods = cluster.podsMatching(service.namespace, rest).filter((pod) => isUndecided(pod, selector, keys));
  return pods.length === 0 ? null : { keys, pods };
}

/** Every one of the labels is either there with the right value, or will be generated; one at least will be. */
function isUndecided(pod: Pod, selector: StringMap, keys: readonly string[]): boolean {
  const missing = keys.filter((key) => pod.labels[key] !== selector[key]);
  return missing.length > 0 && missing.every((key) => pod.generatedLabels.includes(key));
}
