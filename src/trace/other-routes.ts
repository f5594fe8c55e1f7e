import type { Simulation } from './simulation';
import type { Trail } from './trail';
import { refusedQuestion } from '../cluster/services/refused';
import { sourceIn } from '../kubernetes/open-question';
import { describe, type Resource } from '../kubernetes/resource';
import { hostMatches } from '../routers/index/host-table';
import { claimsHost, isRoutingObject, unsimulatedKind } from '../routers/unsimulated-routes';

const OTHERS = new WeakMap<Simulation, readonly Resource[]>();

/** Objects that claim hosts, and of which no router is made: kinds that are not simulated, and those that the API server refuses. */
function otherRoutes(simulation: Simulation): readonly Resource[] {
  let others = OTHERS.get(simulation);
  if (others === undefined) {
    const { resources, refused } = simulation.cluster;
    others = resources.filter((each) => (unsimulatedKind(each)?.hosts ?? null) !== null || (refused.has(each) && isRoutingObject(each)));
    OTHERS.set(simulation, others);
  }
  return others;
}

/** More objects than these are not named. */
const MOST_NAMED = 5;

/** Names the objects that claim the host of a request, and that no part of the answer comes from. */
export function explainOtherRoutes(simulation: Simulation, host: string, trail: Trail): void {
  if (!trail.isRecorded) return;
  const { refused } = simulation.cluster;
  const unserved = simulation.unserved.filter(({ hosts }) => hosts.some((each) => hostMatches(each, host) === true));
  for (const { source, parent } of unserved.slice(0, MOST_NAMED)) {
    trail.open('parent-outside-manifests', { parent }, [source], () => `whether ${parent} exists, which ${describe(source.resource)} names as its parent: it is not in the manifests`);
  }
  for (const resource of otherRoutes(simulation).filter((each) => claimsHost(each, host)).slice(0, MOST_NAMED)) {
    if (refused.has(resource)) {
      trail.dependsOn([refusedQuestion(simulation.cluster, resource)]);
    } else {
      trail.open('route-not-simulated', { kind: resource.kind, spec: JSON.stringify(resource.object.spec ?? null) }, [sourceIn(resource, 'spec', 'rule')],
        () => `how ${describe(resource)} handles ${host}, which it claims: objects of this kind are not simulated`);
    }
  }
}
