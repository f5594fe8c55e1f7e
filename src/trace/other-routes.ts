import type { Simulation } from './simulation';
import type { Trail } from './trail';
import { NOTHING_REFUSED } from '../cluster/model';
import { refusedQuestion } from '../cluster/services/refused';
import { sourceIn } from '../kubernetes/open-question';
import { Recent } from '../kubernetes/recent';
import { describe, type Resource } from '../kubernetes/resource';
import { hostMatches } from '../routers/index/host-table';
import { HostClaims, HOSTED_KINDS, isRoutingObject, unsimulatedKind } from '../routers/unsimulated-routes';

interface OtherRoutes {
  readonly claims: HostClaims;
  readonly recent: Recent<readonly Resource[]>;
}

const OTHERS = new WeakMap<Simulation, OtherRoutes>();

/** Objects that claim a host, and of which no router is made: kinds that are not simulated, and those that the API server refuses. */
function otherRoutes(simulation: Simulation, host: string): readonly Resource[] {
  const { cluster } = simulation;
  let others = OTHERS.get(simulation);
  if (others === undefined) {
    const isRouting = cluster.refused === NOTHING_REFUSED ? () => false : isRoutingObject;
    const claims = new HostClaims(cluster.ofKinds(...HOSTED_KINDS).filter((each) => isUnsimulated(each) || isRouting(each)));
    OTHERS.set(simulation, others = { claims, recent: new Recent() });
  }
  const { claims, recent } = others;
  return recent.of(host, () => claims.of(host).filter((each) => isUnsimulated(each) || cluster.refused.has(each)));
}

function isUnsimulated(resource: Resource): boolean {
  return (unsimulatedKind(resource)?.hosts ?? null) !== null;
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
  for (const resource of otherRoutes(simulation, host).slice(0, MOST_NAMED)) {
    if (refused.has(resource)) {
      trail.dependsOn([refusedQuestion(simulation.cluster, resource)]);
    } else {
      trail.open('route-not-simulated', { kind: resource.kind, spec: JSON.stringify(resource.object.spec ?? null) }, [sourceIn(resource, 'spec', 'rule')],
        () => `how ${describe(resource)} handles ${host}, which it claims: objects of this kind are not simulated`);
    }
  }
}
