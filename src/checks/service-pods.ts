import { findPort } from '../cluster/endpoint-ports';
import type { Cluster, Workload } from '../cluster/model';
import type { Container, ContainerPort, PodSpec } from '../kubernetes/pod-template';
import type { Service, ServicePort } from '../kubernetes/service';

/** The workloads that a Service selects, also those that have no pods now; none without a selector. */
export function workloadsBehind(cluster: Cluster, service: Service): readonly Workload[] {
  if (service.selector === null || service.type === 'ExternalName') return [];
  return cluster.workloadsMatching(service.namespace, service.selector);
}

/** The spec of a workload's pods. */
export function podSpecOf(workload: Workload): PodSpec {
  return workload.pods[0]?.spec ?? workload.template.spec;
}

/** The containers whose ports count: the ordinary ones, and those that start before them and keep running (KEP-753). */
export function servingContainers(spec: PodSpec): readonly Container[] {
  return spec.sidecars.length === 0 ? spec.containers : [...spec.containers, ...spec.sidecars];
}

export function declaredPorts(spec: PodSpec): readonly ContainerPort[] {
  return servingContainers(spec).flatMap((container) => container.ports);
}

/** Whether a container declares the number and protocol that a Service port leads to. */
export function declares(spec: PodSpec, port: Pick<ServicePort, 'targetPort' | 'protocol'>): boolean {
  const number = findPort(port, spec);
  return declaredPorts(spec).some((each) => each.containerPort === number && each.protocol === port.protocol);
}
