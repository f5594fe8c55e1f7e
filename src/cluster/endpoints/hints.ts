import type { ClusterNode, Endpoint, EndpointHints } from '../model';
import { allocateZones, cpuSharesByZone } from './zone-allocation';
import type { Service } from '../../kubernetes/service';

const NO_NAMES: readonly string[] = [];

/** Annotations that ask for zones in proportion to their CPUs; the older one comes first (`hintsEnabled`). */
const TOPOLOGY_ANNOTATIONS = ['service.kubernetes.io/topology-aware-hints', 'service.kubernetes.io/topology-mode'];

/** The annotation that asks for proportional hints, as `name: value`; null where none does. */
export function topologyMode(service: Service): string | null {
  const name = TOPOLOGY_ANNOTATIONS.find((annotation) => service.annotations[annotation] !== undefined);
  if (name === undefined) return null;
  const value = service.annotations[name];
  return value === 'Auto' || value === 'auto' ? `${name}: ${value}` : null;
}

/**
 * The endpoints of one address type, grouped into slices, with the hints that the Service asks for.
 *
 * The annotation comes before `trafficDistribution` (`reconcileByAddressType`).
 */
export function topologyHints(
  service: Service, groups: readonly (readonly Endpoint[])[], nodes: ReadonlyMap<string, ClusterNode>,
): readonly (readonly Endpoint[])[] {
  if (topologyMode(service) !== null) return proportionalHints(groups, nodes);
  switch (service.trafficDistribution) {
    case 'PreferClose':
    case 'PreferSameZone': return groups.map((endpoints) => endpoints.map((endpoint) => nearbyHints(endpoint, false)));
    case 'PreferSameNode': return groups.map((endpoints) => endpoints.map((endpoint) => nearbyHints(endpoint, true)));
    default: return groups;
  }
}

/** `trafficdist.ReconcileHints`: ready endpoints are for clients of their own zone, with PreferSameNode for clients of their own node as well. */
function nearbyHints(endpoint: Endpoint, sameNode: boolean): Endpoint {
  const { ready, zone, node } = endpoint;
  if (!ready || zone === null) return endpoint;
  const hints: EndpointHints = { forZones: [zone], forNodes: sameNode && node !== null ? [node] : NO_NAMES };
  return { ...endpoint, hints };
}

/** `TopologyCache.AddHints`: all ready endpoints get a zone, or none does. */
function proportionalHints(groups: readonly (readonly Endpoint[])[], nodes: ReadonlyMap<string, ClusterNode>): readonly (readonly Endpoint[])[] {
  const ready = groups.flatMap((endpoints) => endpoints.filter((endpoint) => endpoint.ready));
  const zones = allocateZones(ready.map((endpoint) => endpoint.zone), cpuSharesByZone(nodes.values()));
  if (zones === null) return groups;
  let next = 0;
  return groups.map((endpoints) => endpoints.map((endpoint) =>
    endpoint.ready ? { ...endpoint, hints: { forZones: [zones[next++]], forNodes: NO_NAMES } } : endpoint));
}
