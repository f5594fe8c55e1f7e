import type { Cluster } from '../model';
import type { EndpointTarget } from './routing-model';
import type { Service, ServicePort } from '../../kubernetes/service';

/**
 * Every endpoint that a Service port is joined to, ready or not: what proxies and Ingress controllers choose from.
 *
 * Slices are joined by the port's name and protocol, and their number counts (`endpointslicecache.addEndpoints`, `ServicePortName`); the Service's
 * target port is not looked at again. A slice port without number, and addresses that are no IPs, lead nowhere.
 *
 * @param slicePort for controllers that search the slices by this number, and not by name
 * @param otherwise for controllers that dial this number where a slice has no port of the name, and one of TCP
 */
export function endpointsForPort(
  cluster: Cluster, service: Service, port: ServicePort, { slicePort, otherwise }: { readonly slicePort?: number; readonly otherwise?: number } = {},
): readonly EndpointTarget[] {
  const targets: EndpointTarget[] = [];
  for (const slice of cluster.slicesOf(service.namespace, service.name)) {
    if (slice.addressType === 'FQDN') continue;
    const found = slice.ports.find((candidate) => candidate.protocol === port.protocol
      && (slicePort === undefined ? candidate.name === port.name : candidate.port === slicePort));
    const number = found === undefined && slice.ports.some((each) => each.protocol === 'TCP') ? otherwise : found?.port;
    if (number === undefined || number === null) continue;
    for (const endpoint of slice.endpoints) {
      const address = endpoint.addresses[0] ?? null;
      if (address === null && (endpoint.pod === null || endpoint.pod.statusKnown)) continue;
      targets.push({ slice, endpoint, address, port: number, protocol: port.protocol });
    }
  }
  return targets;
}

/**
 * Targets that stand for the same address and port once; the one that does not terminate wins (`endpointslicecache.addEndpoints`).
 *
 * Pods whose addresses are not known are told apart by themselves.
 */
export function distinctTargets(targets: readonly EndpointTarget[]): readonly EndpointTarget[] {
  if (targets.length < 2) return targets;
  const distinct = new Map<unknown, EndpointTarget>();
  for (const target of targets) {
    const key = target.address === null ? target.endpoint.pod : `${target.address} ${target.port}`;
    const known = distinct.get(key);
    if (known === undefined || (known.endpoint.terminating && !target.endpoint.terminating)) distinct.set(key, target);
  }
  return distinct.size === targets.length ? targets : [...distinct.values()];
}

/** The ready targets; where none is ready, those that still serve while they terminate (`CategorizeEndpoints`, KEP-1669). */
export function usableTargets(targets: readonly EndpointTarget[]): readonly EndpointTarget[] {
  const ready = targets.filter(({ endpoint }) => endpoint.ready);
  return ready.length > 0 ? ready : targets.filter(({ endpoint }) => endpoint.serving && endpoint.terminating);
}
