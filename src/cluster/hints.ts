import type { ClusterNode, Endpoint } from './model';
import type { Service } from '../kubernetes/service';

/** Endpoints with the topology hints that the controller gives them. */
export function topologyHints(service: Service, groups: readonly (readonly Endpoint[])[], _nodes: ReadonlyMap<string, ClusterNode>): readonly (readonly Endpoint[])[] {
  const distribution = service.trafficDistribution;
  if (distribution === null) return groups;
  return groups;
}
