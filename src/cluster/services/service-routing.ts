import { destinationsOf, uncertainPods } from './destinations';
import { distinctTargets, endpointsForPort, usableTargets } from './endpoint-targets';
import { routeHeadless } from './headless-routing';
import { ipFamiliesOf } from '../endpoints/ip-families';
import type { Cluster } from '../model';
import { oncePerPort } from './once-per-port';
import { failure, whyNoEndpoints } from './routing-failures';
import type { EndpointTarget, RoutedDestination, RoutingClient, ServiceRouting } from './routing-model';
import { preferNearby } from './topology';
import { openQuestion, sourceIn, type OpenQuestion } from '../../kubernetes/open-question';
import type { IpFamily, Service, ServicePort } from '../../kubernetes/service';

/** Where connections to a port of a Service go, as kube-proxy decides it. */
export function routeService(cluster: Cluster, service: Service, port: ServicePort, client: RoutingClient): ServiceRouting {
  if (service.type === 'ExternalName') {
    return failure('unknown', 'external-name', 'is none', 'an ExternalName Service is an alias in DNS and no more');
  }
  if (service.headless) return routeHeadless(cluster, service, port.port, port.protocol, client);
  const [first, second] = client.family === undefined ? ipFamiliesOf(service, cluster.settings.ipFamilies) : [client.family];
  const proxied = proxiedEndpoints(cluster, service, port);
  const { targets, usable } = proxied[first];
  if (usable.length === 0) {
    const other = second !== undefined && proxied[second].usable.length > 0 ? second : undefined;
    return other === undefined ? whyNoEndpoints(cluster, service, port, targets) : routeByFamily(cluster, service, port, client, other);
  }
  const policy = localPolicy(service, client);
  if (policy !== null) return routeLocally(cluster, service, client, policy, proxied[first]);
  const nearby = preferNearby(cluster, service, client, usable);
  if (nearby.targets === usable && nearby.questions.length === 0) return throughAnyEndpoint(cluster, service, port)[first];
  return delivered(cluster, service, nearby.targets, proxied[first], nearby.questions);
}

interface ProxiedEndpoints {
  readonly targets: readonly EndpointTarget[];
  readonly usable: readonly EndpointTarget[];
  /** Those of the usable ones, in equal shares. */
  readonly destinations: readonly RoutedDestination[];
}

/** What kube-proxy, which has a proxier for each family, knows of a port; slices of headless Services are not among it. */
const proxiedEndpoints = oncePerPort((cluster, service, port): Readonly<Record<IpFamily, ProxiedEndpoints>> => {
  const joined = endpointsForPort(cluster, service, port).filter(({ slice }) => !slice.headless);
  const ofFamily = (family: IpFamily): ProxiedEndpoints => {
    const targets = distinctTargets(joined.filter(({ slice }) => slice.addressType === family));
    const usable = usableTargets(targets);
    return { targets, usable, destinations: destinationsOf(usable) };
  };
  return { IPv4: ofFamily('IPv4'), IPv6: ofFamily('IPv6') };
});

/** Where connections go for which it does not matter who opens them. */
const throughAnyEndpoint = oncePerPort((cluster, service, port): Readonly<Record<IpFamily, ServiceRouting>> => {
  const { IPv4, IPv6 } = proxiedEndpoints(cluster, service, port);
  return { IPv4: delivered(cluster, service, IPv4.usable, IPv4, []), IPv6: delivered(cluster, service, IPv6.usable, IPv6, []) };
});

/** Clients try the other address of a Service that has two when one is refused (RFC 8305). */
function routeByFamily(cluster: Cluster, service: Service, port: ServicePort, client: RoutingClient, family: IpFamily): ServiceRouting {
  const routing = routeService(cluster, service, port, { ...client, family });
  const other = family === 'IPv4' ? 'IPv6' : 'IPv4';
  const oneFamily = openQuestion('one-family-served', { served: family, refused: other }, [sourceIn(service.resource, 'spec.ipFamilies')],
    () => `the Service has ${family} endpoints only: a client that tries its ${other} address alone is refused`);
  return { ...routing, questions: [...routing.questions, oneFamily] };
}

type LocalPolicy = 'externalTrafficPolicy' | 'internalTrafficPolicy';

/**
 * The field that keeps the connection on its node; null where every endpoint may be chosen.
 *
 * Connections from inside of the cluster to external addresses take the Cluster policy even where it is Local
 * (the "short-circuit" of `syncProxyRules`).
 */
function localPolicy(service: Service, client: RoutingClient): LocalPolicy | null {
  if (client.kind === 'outside') return service.externalTrafficPolicy === 'Local' ? 'externalTrafficPolicy' : null;
  return client.via !== 'external' && service.internalTrafficPolicy === 'Local' ? 'internalTrafficPolicy' : null;
}

/** Under a Local policy only endpoints on the client's node are used, and the connection is dropped where there are none (`CategorizeEndpoints`). */
function routeLocally(
  cluster: Cluster, service: Service, client: RoutingClient, policy: LocalPolicy, proxied: ProxiedEndpoints,
): ServiceRouting {
  const { targets } = proxied;
  const node = client.node ?? null;
  const possible = node === null ? targets : targets.filter(({ endpoint }) => endpoint.node === null || endpoint.node === node);
  const usable = usableTargets(possible);
  if (usable.length === 0) {
    return failure('dropped', 'no-local-endpoints', 'drops the connection',
      `${policy} is Local and no usable endpoint is on node ${node}`);
  }
  const certain = node !== null && possible.every(({ endpoint }) => endpoint.node === node);
  const where = client.kind === 'outside' ? 'the node that receives the connection' : 'the client\'s own node';
  const onNode = openQuestion('local-traffic-policy', { policy }, [sourceIn(service.resource, `spec.${policy}`)],
    () => `${policy} is Local: only pods on ${where} answer, and without one there the connection is dropped`);
  return delivered(cluster, service, usable, proxied, certain ? [] : [onNode]);
}

function delivered(
  cluster: Cluster, service: Service, chosen: readonly EndpointTarget[], proxied: ProxiedEndpoints, questions: readonly OpenQuestion[],
): ServiceRouting {
  const known = proxied.targets;
  const destinations = chosen === proxied.usable ? proxied.destinations : destinationsOf(chosen);
  const ports = [...new Set(chosen.map(({ port }) => port))].join(', ');
  const howMany = chosen.length === known.length ? `${known.length}` : `${chosen.length} of ${known.length}`;
  return {
    outcome: 'delivered',
    reason: null,
    destinations,
    decision: `leads to ${howMany} ${known.length === 1 ? 'endpoint' : 'endpoints'}, port ${ports}`,
    because: whyChosen(service, chosen, known),
    questions: [...questions, ...uncertainPods(cluster, destinations)],
  };
}

function whyChosen(service: Service, chosen: readonly EndpointTarget[], known: readonly EndpointTarget[]): string {
  const sentences: string[] = [];
  if (chosen.every(({ endpoint }) => endpoint.terminating)) {
    sentences.push('they terminate, and no other one is ready');
  } else if (known.length > chosen.length) {
    const others = known.filter((target) => !chosen.includes(target));
    sentences.push(others.some(({ endpoint }) => endpoint.ready) ? 'the others are not near the client' : 'the others are not ready');
  }
  if (service.sessionAffinity === 'ClientIP') sentences.push(`the same client IP stays with one for ${service.sessionAffinityTimeoutSeconds} seconds`);
  else if (chosen.length > 1) sentences.push('one is chosen at random');
  return sentences.join('; ');
}

export { endpointsForPort } from './endpoint-targets';
export type { EndpointTarget, RoutedDestination, RoutingClient, RoutingFailure, ServiceRouting } from './routing-model';
