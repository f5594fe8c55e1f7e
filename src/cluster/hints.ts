import type { Endpoint, EndpointHints } from './model';
import type { Service } from '../kubernetes/service';

const NO_NAMES: readonly string[] = [];

/**
 * Endpoints with the hints that `trafficDistribution` asks for (`trafficdist.ReconcileHints`): ready ones with a zone are for clients of that zone,
 * with PreferSameNode for clients of their node as well.
 */
export function topologyHints(service: Service, groups: readonly (readonly Endpoint[])[]): readonly (readonly Endpoint[])[] {
  switch (service.trafficDistribution) {
    case 'PreferClose':
    case 'PreferSameZone': return groups.map((endpoints) => endpoints.map((endpoint) => withHints(endpoint, false)));
    case 'PreferSameNode': return groups.map((endpoints) => endpoints.map((endpoint) => withHints(endpoint, true)));
    default: return groups;
  }
}

function withHints(endpoint: Endpoint, sameNode: boolean): Endpoint {
  const { ready, zone, node } = endpoint;
  if (!ready || zone === null) return endpoint;
  const hints: EndpointHints = { forZones: [zone], forNodes: sameNode && node !== null ? [node] : NO_NAMES };
  return { ...endpoint, hints };
}
