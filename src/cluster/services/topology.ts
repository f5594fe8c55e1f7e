import { topologyMode } from '../endpoints/hints';
import type { Cluster } from '../model';
import type { EndpointTarget, RoutingClient } from './routing-model';
import { openQuestion, sourceIn, type OpenQuestion } from '../../kubernetes/open-question';
import type { Service } from '../../kubernetes/service';

/** Targets that remain, and what that depends on. */
export interface NearbyTargets {
  readonly targets: readonly EndpointTarget[];
  readonly questions: readonly OpenQuestion[];
}

/** How a Service asks for endpoints near the client; null where it does not. */
export function topologyPreference(service: Service): string | null {
  return topologyMode(service) ?? (service.trafficDistribution === null ? null : `trafficDistribution: ${service.trafficDistribution}`);
}

/**
 * The targets near the client (`topologyModeFromHints`, `availableForTopology`): hints count only when every ready endpoint has them and one of
 * them fits the client's node, or else its zone.
 */
export function preferNearby(cluster: Cluster, service: Service, client: RoutingClient, targets: readonly EndpointTarget[]): NearbyTargets {
  const preference = topologyPreference(service);
  const hinted = targets.every(({ endpoint }) => endpoint.hints !== null);
  if (targets.length < 2 || (preference === null && !hinted)) return { targets, questions: [] };
  const undecided = { targets, questions: [nearClient(service, preference ?? 'topology hints')] };
  const node = client.node ?? null;
  const placed = targets.every(({ endpoint }) => endpoint.node !== null);
  if (!hinted) return placed && cluster.nodes.size > 0 ? { targets, questions: [] } : undecided;
  const zone = node === null ? null : cluster.nodes.get(node)?.zone ?? null;
  const sameNode = node === null ? [] : targets.filter(({ endpoint }) => endpoint.hints?.forNodes.includes(node));
  if (sameNode.length > 0) return { targets: sameNode, questions: [] };
  if (zone === null) return undecided;
  const sameZone = targets.filter(({ endpoint }) => endpoint.hints?.forZones.includes(zone));
  return { targets: sameZone.length > 0 ? sameZone : targets, questions: [] };
}

function nearClient(service: Service, preference: string): OpenQuestion {
  return openQuestion('endpoints-near-client', { preference }, [sourceIn(service.resource)],
    () => `${preference}: connections stay near the client where pods are near it, and the manifests do not say where pods run`);
}
