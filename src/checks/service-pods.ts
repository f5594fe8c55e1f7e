import { findPort } from '../cluster/endpoints/endpoint-ports';
import type { Cluster, Workload } from '../cluster/model';
import type { NetworkPolicies } from '../cluster/policies/network-policies';
import type { Container, ContainerPort, PodSpec } from '../kubernetes/pod-template';
import type { Service, ServicePort } from '../kubernetes/service';

/** The workloads that a Service selects, also those that have no pods now; none without a selector. */
export function workloadsBehind(cluster: Cluster, service: Service): readonly Workload[] {
  if (service.selector === null || service.type === 'ExternalName') return [];
  const matching = cluster.workloadsMatching(service.namespace, service.selector);
  return matching.length > cluster.mostWorkloadsOfService ? matching.slice(0, cluster.mostWorkloadsOfService) : matching;
}

/** Whether the pods of a workload end by themselves. */
export function runsToEnd({ kind }: Workload): boolean {
  return kind === 'Job' || kind === 'CronJob';
}

/** The spec of a workload's pods. */
export function podSpecOf(workload: Workload): PodSpec {
  return workload.pods[0]?.spec ?? workload.template.spec;
}

/** The containers whose ports count: the ordinary ones, and those that start before them and keep running (KEP-753). */
export function servingContainers(spec: PodSpec): readonly Container[] {
  return spec.sidecars.length === 0 ? spec.containers : [...spec.containers, ...spec.sidecars];
}

/** Pods of one workload share their spec, and many rules ask for its ports. */
const PORTS = new WeakMap<PodSpec, readonly ContainerPort[]>();

export function declaredPorts(spec: PodSpec): readonly ContainerPort[] {
  const containers = servingContainers(spec);
  // as most pods have it
  if (containers.length === 1) return containers[0].ports;
  let ports = PORTS.get(spec);
  if (ports === undefined) PORTS.set(spec, ports = containers.flatMap((container) => container.ports));
  return ports;
}

/** So many pairs of policy and workload are looked at closely; Kubernetes is tested with a few thousand of each. */
const MOST_PAIRS = 5_000_000;

/** About more workloads than these a single policy is not asked for details, where there are far too many of both. */
export function mostWorkloads({ all }: NetworkPolicies): number {
  return Math.max(100, MOST_PAIRS / all.length);
}

/** Whether a container declares the number and protocol that a Service port leads to. */
export function declares(spec: PodSpec, port: Pick<ServicePort, 'targetPort' | 'protocol'>): boolean {
  const number = findPort(port, spec);
  return declaredPorts(spec).some((each) => each.containerPort === number && each.protocol === port.protocol);
}
