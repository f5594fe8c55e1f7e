import { arriveAt } from './arrival';
import type { Context } from './context';
import { destinationsOfPods } from './destinations';
import { podsElsewhere, recordAbsence, explainRefused } from './service-port';
import { failed, unknown, type Ending } from './trail';
import { dnsEndpoints } from '../cluster/dns/records';
import { findPort } from '../cluster/endpoints/endpoint-ports';
import type { Pod } from '../cluster/model';
import { containerOfPort } from '../cluster/services/destinations';
import { routeHeadless } from '../cluster/services/headless-routing';
import type { RoutedDestination } from '../cluster/services/service-routing';
import { sourceIn } from '../kubernetes/open-question';
import type { Service } from '../kubernetes/service';

/**
 * A connection to pods whose addresses DNS gave: nothing translates the port on the way.
 *
 * @param hostname the name of one endpoint, null for all of the Service
 */
export function dialEndpoints(context: Context, service: Service, hostname: string | null): Ending {
  const { cluster, trail, target: { port, protocol } } = context;
  const routing = routeHeadless(cluster, service, port, protocol, { kind: 'pod', node: context.client?.pod?.node ?? null });
  const chosen = hostname === null ? routing.destinations : onlyEndpoint(context, service, hostname, routing.destinations);
  trail.dependsOn(routing.questions);
  explainRefused(context, service);
  if (routing.outcome === 'delivered' && chosen.length > 0) {
    trail.hop(service.resource, 'spec.clusterIP', routing.decision, routing.because);
    const via = { namespace: service.namespace, name: service.name, port: servicePort(service, chosen[0]) };
    return arriveAt(context, via, chosen);
  }
  const decision = routing.outcome === 'delivered' ? `nothing is known to listen on port ${port} of ${hostname ?? 'the pods'}` : routing.decision;
  trail.hop(service.resource, 'spec.ports', decision, routing.because);
  if (routing.outcome === 'unknown') return unknown('depends-on-cluster');
  if (routing.reason !== 'no-endpoints' && routing.reason !== 'no-ready-endpoints') return failed('port-not-served');
  const other = podsElsewhere(context, service);
  if (other !== null) return other;
  recordAbsence(context, service, null);
  return failed(routing.reason);
}

/** Of the destinations of a Service, those of one endpoint name. */
function onlyEndpoint({ cluster }: Context, service: Service, hostname: string, routed: readonly RoutedDestination[]): readonly RoutedDestination[] {
  const endpoints = dnsEndpoints(cluster, service).filter((each) => each.label.toLowerCase() === hostname);
  const ofName = new Set(endpoints.map((each) => each.endpoint.pod));
  const values = new Set(endpoints.map((each) => each.value));
  const chosen = routed
    .map((each) => ({ ...each, pods: each.pods.filter((pod) => ofName.has(pod)), addresses: each.addresses.filter((ip) => values.has(ip)) }))
    .filter((each) => each.pods.length + each.addresses.length > 0);
  const total = chosen.reduce((sum, each) => sum + each.pods.length + each.addresses.length, 0);
  return chosen.map((each) => ({ ...each, share: (each.pods.length + each.addresses.length) / total }));
}

/** The Service port whose target was dialed, else the number itself. */
function servicePort(service: Service, { port, protocol, pods }: RoutedDestination): number {
  const candidates = service.ports.filter((each) => each.protocol === protocol);
  const found = candidates.find((each) => each.targetPort === port)
    ?? candidates.find((each) => pods.some((pod) => findPort(each, pod.spec) === port));
  return found?.port ?? port;
}

/** A connection to one pod by its own address. */
export function dialPod(context: Context, pod: Pod, because: string): Ending {
  const { trail, target: { port, protocol } } = context;
  if (pod.phase === 'Succeeded' || pod.phase === 'Failed') {
    trail.hop(pod.resource, 'status.phase', `pod ${pod.name} has ended`, `its phase is ${pod.phase}`);
    return failed('port-not-served');
  }
  const container = containerOfPort(pod.spec, port, protocol);
  const declaresAny = [...pod.spec.containers, ...pod.spec.sidecars].some((each) => each.ports.length > 0);
  if (container === null) {
    trail.open('pod-port-not-declared', { port, protocol }, [sourceIn(pod.resource)], () => `whether a container of pod ${pod.name} listens on port ${port}: none declares it`);
  }
  trail.hop(pod.resource, pod.templatePath === '' ? 'spec' : pod.templatePath, `pod ${pod.name} is dialed directly`, because);
  if (container === null && declaresAny) return failed('port-not-served');
  return arriveAt(context, null, destinationsOfPods([pod], protocol, () => port));
}
