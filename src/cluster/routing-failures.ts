import { findPort } from './endpoint-ports';
import type { Cluster, Pod } from './model';
import type { EndpointTarget, RoutingFailure, ServiceRouting } from './routing-model';
import { undecidedSelector } from './undecided-labels';
import type { Service, ServicePort } from '../kubernetes/service';

/** A routing that ends nowhere. */
export function failure(
  outcome: ServiceRouting['outcome'], reason: RoutingFailure, decision: string, because: string, dependsOn: readonly string[] = [],
): ServiceRouting {
  return { outcome, reason, destinations: [], decision, because, dependsOn };
}

/**
 * Why none of the endpoints can be used.
 *
 * kube-proxy rejects connections to a Service port without usable endpoints (`syncProxyRules`); the name of a headless Service does not resolve.
 *
 * @param port null where the Service is headless
 * @param targets endpoints that exist and are not ready
 */
export function whyNoEndpoints(cluster: Cluster, service: Service, port: ServicePort | null, targets: readonly EndpointTarget[]): ServiceRouting {
  const decision = port === null ? 'the name leads to no address' : 'the connection is refused';
  if (targets.length > 0) {
    const because = targets.length === 1 ? 'its only endpoint is not ready' : `none of its ${targets.length} endpoints is ready`;
    return failure('refused', 'no-ready-endpoints', decision, because);
  }
  const undecided = undecidedSelector(cluster, service);
  if (undecided !== null) {
    const labels = undecided.keys.join(', ');
    return failure('unknown', 'no-endpoints', `whether the Service has endpoints hangs on ${labels}`,
      `its selector asks for values of ${labels} that a controller chooses`, [`the values of ${labels} that the pods will carry`]);
  }
  return failure('refused', 'no-endpoints', decision, causeOf(cluster, service, port), possiblePods(cluster, service));
}

function causeOf(cluster: Cluster, service: Service, port: ServicePort | null): string {
  if (service.selector === null) return withoutSelector(cluster, service, port);
  const selector = describeSelector(service.selector);
  const pods = cluster.podsMatching(service.namespace, service.selector);
  if (pods.length > 0) return unusablePods(pods, port, selector);
  const idle = cluster.workloadsMatching(service.namespace, service.selector);
  if (idle.length > 0) {
    const names = idle.map((workload) => `${workload.kind} ${workload.name}`).join(', ');
    return `the selector ${selector} matches the pods of ${names}, which has none`;
  }
  return `the selector ${selector} matches no pod in namespace ${service.namespace}`;
}

function withoutSelector(cluster: Cluster, service: Service, port: ServicePort | null): string {
  const slices = cluster.slicesOf(service.namespace, service.name).filter((slice) => slice.endpoints.length > 0);
  if (slices.length === 0 || port === null) return 'it has no selector, and no EndpointSlice or Endpoints of the input gives it addresses';
  const names = [...new Set(slices.flatMap((slice) => slice.ports.map((candidate) => describePort(candidate.name, candidate.protocol))))];
  return `its endpoints give ${names.length === 0 ? 'no port' : names.join(', ')}, and it joins them as ${describePort(port.name, port.protocol)}: `
    + 'name and protocol must be the same';
}

function unusablePods(pods: readonly Pod[], port: ServicePort | null, selector: string): string {
  const finished = pods.filter((pod) => pod.phase === 'Succeeded' || pod.phase === 'Failed').length;
  if (finished === pods.length) return `all ${pods.length} pods that the selector ${selector} matches have ended`;
  if (port !== null && pods.every((pod) => findPort(port, pod.spec) === null)) {
    return `no container of the pods that the selector ${selector} matches has a ${port.protocol} port named ${port.targetPort}`;
  }
  return `none of the ${pods.length} pods that the selector ${selector} matches has an address`;
}

/** Workloads that may have pods at another time. */
function possiblePods(cluster: Cluster, service: Service): readonly string[] {
  if (service.selector === null) return [];
  return cluster.workloadsMatching(service.namespace, service.selector)
    .map((workload) => workload.podsUncertain ? workload.replicasDependOn : null)
    .filter((sentence) => sentence !== null);
}

/** `app=quote,tier=web`, as kubectl writes selectors. */
export function describeSelector(selector: Readonly<Record<string, string>>): string {
  return Object.keys(selector).map((key) => `${key}=${selector[key]}`).join(',');
}

function describePort(name: string, protocol: string): string {
  return name === '' ? `a ${protocol} port without name` : `${protocol} port ${name}`;
}
