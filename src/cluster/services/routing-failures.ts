import type { Cluster } from '../model';
import type { EndpointTarget, RoutingFailure, ServiceRouting } from './routing-model';
import { openQuestion, sourceIn, type OpenQuestion } from '../../kubernetes/open-question';
import type { Service, ServicePort } from '../../kubernetes/service';
import { undecidedSelector } from '../endpoints/undecided-labels';

/** A routing that ends nowhere. */
export function failure(
  outcome: ServiceRouting['outcome'], reason: RoutingFailure, decision: string, because: string, questions: readonly OpenQuestion[] = [],
): ServiceRouting {
  return { outcome, reason, destinations: [], decision, because, questions };
}

/**
 * What becomes of connections when none of the endpoints can be used.
 *
 * kube-proxy rejects connections to a Service port without usable endpoints (`syncProxyRules`); the name of a headless Service does not resolve.
 *
 * @param port null where the Service is headless
 * @param targets endpoints that exist and are not ready
 */
export function whyNoEndpoints(cluster: Cluster, service: Service, port: ServicePort | null, targets: readonly EndpointTarget[]): ServiceRouting {
  const decision = port === null ? 'the name leads to no address' : 'refuses the connection';
  if (targets.length > 0) {
    const because = targets.length === 1 ? 'its only endpoint is not ready' : `none of its ${targets.length} endpoints is ready`;
    return failure('refused', 'no-ready-endpoints', decision, because);
  }
  const undecided = undecidedSelector(cluster, service);
  if (undecided !== null) {
    const labels = undecided.keys.join(', ');
    return failure('unknown', 'no-endpoints', `has endpoints or not, as the values of ${labels} turn out`,
      `the selector asks for values of ${labels} that a controller chooses`, [generatedLabels(service, undecided.keys)]);
  }
  const because = port === null ? 'headless: it stands for its endpoints, and it has none' : 'it has no endpoints';
  return failure('refused', 'no-endpoints', decision, because, possiblePods(cluster, service));
}

/** Workloads that may have pods at another time. */
function possiblePods(cluster: Cluster, service: Service): readonly OpenQuestion[] {
  if (service.selector === null) return [];
  return cluster.workloadsMatching(service.namespace, service.selector)
    .map((workload) => workload.podsUncertain ? workload.replicasDependOn : null)
    .filter((question) => question !== null);
}

/** Whether pods match a selector that asks for labels whose values a controller chooses. */
export function generatedLabels(service: Service, keys: readonly string[]): OpenQuestion {
  const labels = keys.join(', ');
  const facts = { labels: keys.map((key) => `${key}=${service.selector?.[key] ?? ''}`).join(',') };
  return openQuestion('generated-label-values', facts, [sourceIn(service.resource, 'spec.selector')], () => `the values of ${labels} that the pods will carry`);
}

/** `app=quote,tier=web`, as kubectl writes selectors. */
export function describeSelector(selector: Readonly<Record<string, string>>): string {
  return Object.keys(selector).map((key) => `${key}=${selector[key]}`).join(',');
}
