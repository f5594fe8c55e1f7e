import type { StringMap } from '../../kubernetes/fields';
import type { Cluster, Workload } from '../model';

const POD_NAME = 'statefulset.kubernetes.io/pod-name';
const POD_INDEX = 'apps.kubernetes.io/pod-index';

/**
 * The StatefulSet that has a pod with these labels once its autoscaler has added pods to it; null where none has.
 *
 * Services for single pods are often written for as many as there may be.
 */
export function scaledPodOf(cluster: Cluster, namespace: string, labels: StringMap): Workload | null {
  const name = Object.hasOwn(labels, POD_NAME) ? labels[POD_NAME] : null;
  const index = Object.hasOwn(labels, POD_INDEX) ? labels[POD_INDEX] : null;
  if (name === null && index === null) return null;
  const keys = Object.keys(labels).filter((key) => key !== POD_NAME && key !== POD_INDEX);
  const fits = (workload: Workload): boolean => {
    const { kind, autoscaled, template } = workload;
    if (kind !== 'StatefulSet' || autoscaled === undefined || keys.some((key) => template.labels[key] !== labels[key])) return false;
    const ordinal = name === null ? index : name.startsWith(`${workload.name}-`) ? name.slice(workload.name.length + 1) : null;
    return ordinal !== null && /^\d+$/.test(ordinal) && (index === null || index === ordinal) && (autoscaled.most === null || Number(ordinal) < autoscaled.most);
  };
  return cluster.workloads.inNamespace(namespace).find(fits) ?? null;
}
