import { attach, implicitParents, parentsOf } from './attachment';
import { settleContests } from './contest';
import { compileGatewayObjects } from './gateways';
import { gatewayInputs, type GatewayInputs } from './inputs';
import type { Attachment, CompiledGateway, GatewayListener, RefProblem } from './model';
import { indexPolicies, type PolicyIndex } from './policies';
import { backendProblems } from './route-conditions';
import type { Cluster } from '../../cluster/model';
import type { ListenerSet } from '../../kubernetes/gateway/gateway';
import type { GatewayRoute } from '../../kubernetes/gateway/route';
import type { Externals } from '../../manifests/config';

/** All objects of the Gateway API, with what their controllers make of them: traces and `status` are made from the same. */
export interface GatewayModel {
  readonly inputs: GatewayInputs;
  readonly gateways: readonly CompiledGateway[];
  /** ListenerSets whose Gateway is not in the manifests. */
  readonly orphanSets: readonly ListenerSet[];
  readonly attachments: readonly Attachment[];
  readonly problemsOf: ReadonlyMap<GatewayRoute, readonly RefProblem[]>;
  readonly policies: PolicyIndex;
  /** How many routes each listener takes. */
  readonly attachedRoutes: ReadonlyMap<GatewayListener, number>;
}

const MODELS = new WeakMap<Cluster, GatewayModel>();

/** Worked out once for each cluster. */
export function gatewayModel(cluster: Cluster, externals?: Externals): GatewayModel {
  const inputs = gatewayInputs(cluster, externals);
  const known = MODELS.get(cluster);
  if (known?.inputs.externals === inputs.externals) return known;
  const model = compileModel(inputs);
  MODELS.set(cluster, model);
  return model;
}

function compileModel(inputs: GatewayInputs): GatewayModel {
  const { routes } = inputs.cluster.gatewayObjects;
  const { gateways, orphans } = compileGatewayObjects(inputs);
  const parents = parentsOf(gateways);
  const attachments = settleContests(routes.flatMap((route) =>
    [...route.parentRefs, ...implicitParents(gateways, route)].map((parentRef) => attach(inputs, parents, route, parentRef))));
  return {
    inputs,
    gateways,
    orphanSets: orphans,
    attachments,
    problemsOf: new Map(routes.map((route) => [route, backendProblems(inputs, route)])),
    policies: indexPolicies(inputs),
    attachedRoutes: countRoutes(attachments),
  };
}

/**
 * Routes, not parentRefs, that are accepted and that the listener itself allows; whether the listener works plays no part.
 *
 * @see https://github.com/kubernetes-sigs/gateway-api/blob/v1.6.1/apis/v1/gateway_types.go ListenerStatus.AttachedRoutes
 */
function countRoutes(attachments: readonly Attachment[]): ReadonlyMap<GatewayListener, number> {
  const routes = new Map<GatewayListener, Set<GatewayRoute>>();
  for (const { route, accepted, listeners } of attachments) {
    if (accepted !== 'True') continue;
    for (const { listener, open } of listeners) {
      if (open.length > 0) continue;
      const known = routes.get(listener);
      if (known === undefined) routes.set(listener, new Set([route]));
      else known.add(route);
    }
  }
  return new Map([...routes].map(([listener, set]) => [listener, set.size]));
}
