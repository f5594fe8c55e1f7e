import { containerOfPort, destinationsOf, uncertainPods } from './destinations';
import { distinctTargets } from './endpoint-targets';
import { ipFamiliesOf } from '../endpoints/ip-families';
import type { Cluster, EndpointSlice } from '../model';
import { whyNoEndpoints } from './routing-failures';
import type { EndpointTarget, RoutingClient, ServiceRouting } from './routing-model';
import { openQuestion, sourceIn, type OpenQuestion } from '../../kubernetes/open-question';
import type { IpFamily, Protocol, Service } from '../../kubernetes/service';

/**
 * Where connections to a headless Service's name go: DNS answers the addresses of ready endpoints, and clients dial them at the port of their own
 * choice, since nothing translates ports on the way (DNS specification 2.4; kube-proxy ignores such Services).
 *
 * @param port the number that is dialled, which need not be one of the Service's
 */
export function routeHeadless(cluster: Cluster, service: Service, port: number, protocol: Protocol, client: RoutingClient): ServiceRouting {
  const families = client.family === undefined ? ipFamiliesOf(service, cluster.settings.ipFamilies) : [client.family];
  const all = families.map((family) => targetsOfFamily(cluster, service, family, port, protocol));
  // a name without addresses of one family has those of the other alone
  const ready = all.map((targets) => targets.filter(({ endpoint }) => endpoint.ready)).find((targets) => targets.length > 0);
  if (ready === undefined) return whyNoEndpoints(cluster, service, null, all.flat());
  const serving = ready.filter((target) => isServed(target));
  if (serving.length === 0 && !ready.some(saysNothing)) return notServed(service, port, ready);
  const listening = serving.length === 0 ? ready.filter(saysNothing) : serving;
  const destinations = destinationsOf(listening, ready.length);
  return {
    outcome: 'delivered',
    reason: null,
    destinations,
    decision: `the client dials ${ready.length === 1 ? 'the only ready endpoint' : `one of ${ready.length} ready endpoints`}, port ${port}`,
    because: 'headless: nothing translates the port',
    questions: [...uncertainPods(cluster, destinations), ...whoListens(service, port, serving.length, ready.length)],
  };
}

function whoListens(service: Service, port: number, serving: number, ready: number): readonly OpenQuestion[] {
  if (serving === ready) return [];
  const sources = [sourceIn(service.resource, 'spec.selector')];
  const text = (): string => serving === 0
    ? `whether the pods listen on port ${port}: neither they nor the Service name any port`
    : `${ready - serving} of the ${ready} pods that the name leads to are not known to listen on port ${port}`;
  return [openQuestion(serving === 0 ? 'ports-not-declared' : 'some-pods-without-port', { port }, sources, text)];
}

function targetsOfFamily(cluster: Cluster, service: Service, family: IpFamily, port: number, protocol: Protocol): readonly EndpointTarget[] {
  const slices = cluster.slicesOf(service.namespace, service.name).filter((slice) => slice.addressType === family);
  return distinctTargets(slices.flatMap((slice) => targetsOf(slice, port, protocol)));
}

/** DNS answers with every address of an endpoint. */
function targetsOf(slice: EndpointSlice, port: number, protocol: Protocol): readonly EndpointTarget[] {
  return slice.endpoints
    .filter((endpoint) => endpoint.addresses.length > 0 || endpoint.pod?.statusKnown === false)
    .flatMap((endpoint) => {
      const addresses = endpoint.addresses.length === 0 ? [null] : endpoint.addresses;
      return addresses.map((address) => ({ slice, endpoint, address, port, protocol }));
    });
}

/** The slice gives this port, or a container declares it; addresses without a pod are taken to serve what their slice gives. */
function isServed({ slice, endpoint, port, protocol }: EndpointTarget): boolean {
  if (slice.ports.some((candidate) => (candidate.port === port || candidate.port === null) && candidate.protocol === protocol)) return true;
  return endpoint.pod === null ? slice.ports.length === 0 : containerOfPort(endpoint.pod.spec, port, protocol) !== null;
}

/** Neither the slice nor the pod names any port, so that every port is as likely as another. */
function saysNothing({ slice, endpoint }: EndpointTarget): boolean {
  if (slice.ports.length > 0 || endpoint.pod === null) return false;
  const { containers, sidecars } = endpoint.pod.spec;
  return [...containers, ...sidecars].every((container) => container.ports.length === 0);
}

function notServed(service: Service, port: number, ready: readonly EndpointTarget[]): ServiceRouting {
  const offered = [...new Set(ready.flatMap(({ slice }) => slice.ports.map((candidate) => candidate.port)))].filter((number) => number !== null);
  const instead = offered.length === 0 ? '' : ` ${offered.join(', ')}`;
  return {
    outcome: 'refused',
    reason: 'port-not-served',
    destinations: [],
    decision: `nothing is known to listen on port ${port}`,
    because: `headless: clients dial the pods themselves and must use the target port${instead}`,
    questions: [openQuestion('port-not-declared', { port }, [sourceIn(service.resource, 'spec.selector')], () => `no container declares port ${port}, but one may listen on it all the same`)],
  };
}
