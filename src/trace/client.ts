import { parseWorkloadRef } from './request';
import { findClient } from './trace';
import type { Cluster, WorkloadRef } from '../cluster/model';
import { nearest } from '../kubernetes/near-miss';

/**
 * The workload that a request comes from.
 *
 * A name without namespace means the workload of `namespace`, and where that has none, the only one of this kind and name in the manifests.
 *
 * @param text `KIND/NAME` or `NAMESPACE/KIND/NAME`
 * @returns a text where there is none, or where it could be several: what is wrong, lower case, no full stop
 */
export function resolveClient(cluster: Cluster, text: string, namespace: string): WorkloadRef | string {
  const ref = parseWorkloadRef(text, namespace);
  if (typeof ref === 'string' || findClient(cluster, ref) !== undefined) return ref;
  const named = text.split('/').length === 3;
  const alike = named ? [] : namespacesOf(cluster, ref);
  if (alike.length === 1) return { ...ref, namespace: alike[0] };
  if (alike.length > 1) return `${ref.kind} ${ref.name} is in the namespaces ${alike.join(', ')}; specify one: ${alike[0]}/${ref.kind}/${ref.name}`;
  return `${ref.kind} ${named ? `${ref.namespace}/` : ''}${ref.name} is not in the manifests${hint(cluster, ref)}`;
}

function namespacesOf(cluster: Cluster, { kind, name }: WorkloadRef): readonly string[] {
  const workloads = cluster.workloads.all.filter((each) => each.kind === kind && each.name === name);
  const pods = kind === 'Pod' && workloads.length === 0 ? cluster.pods.filter((each) => each.name === name) : [];
  return [...new Set([...workloads, ...pods].map((each) => each.namespace))];
}

function hint(cluster: Cluster, { kind, name }: WorkloadRef): string {
  const other = cluster.workloads.all.find((each) => each.name === name);
  if (other !== undefined) return `, did you mean ${other.namespace}/${other.kind}/${other.name}?`;
  const near = nearest(name, cluster.workloads.all.filter((each) => each.kind === kind).map((each) => each.name));
  return near === null ? '' : `, did you mean ${kind}/${near}?`;
}
