import { gatewayModel, type GatewayModel } from './compile';
import type { Attachment, CompiledGateway, Condition, GatewayListener } from './model';
import { isService, type CompiledPolicy } from './policies';
import { backendsOf, resolvedRefs } from './route-conditions';
import { withRuleValidity } from './rule-validity';
import type { Cluster } from '../../cluster/model';
import type { Gateway, ListenerSet } from '../../kubernetes/gateway/gateway';
import type { RouteKind } from '../../kubernetes/gateway/kinds';
import type { ParentRef } from '../../kubernetes/gateway/references';
import type { GatewayRoute } from '../../kubernetes/gateway/route';
import type { Resource } from '../../kubernetes/resource';
import type { Externals } from '../../manifests/config';

/** The status that the objects of the Gateway API will get. */
export interface GatewayStatus {
  readonly gatewayClasses: readonly { readonly name: string; readonly controller: string | null; readonly resource: Resource }[];
  readonly gateways: readonly GatewayStatusEntry[];
  readonly routes: readonly RouteStatus[];
  readonly listenerSets: readonly ListenerSetStatus[];
  readonly policies: readonly PolicyStatus[];
}

export interface ListenerStatus {
  readonly name: string;
  readonly port: number | null;
  readonly protocol: string;
  readonly hostname: string | null;
  readonly attachedRoutes: number;
  readonly supportedKinds: readonly RouteKind[];
  readonly conditions: readonly Condition[];
}

export interface GatewayStatusEntry {
  readonly gateway: Gateway;
  readonly attachedListenerSets: number;
  readonly conditions: readonly Condition[];
  readonly listeners: readonly ListenerStatus[];
}

export interface RouteStatus {
  readonly route: GatewayRoute;
  readonly parents: readonly { readonly parentRef: ParentRef; readonly namespace: string; readonly conditions: readonly Condition[] }[];
  /** Parents to whose controller no status is left to write: they are not in the manifests, or of another kind. */
  readonly parentsWithoutStatus: readonly { readonly parentRef: ParentRef; readonly namespace: string; readonly because: string }[];
}

export interface ListenerSetStatus {
  readonly set: ListenerSet;
  readonly conditions: readonly Condition[];
  readonly listeners: readonly ListenerStatus[];
}

export interface PolicyStatus {
  readonly policy: CompiledPolicy;
  readonly ancestors: readonly { readonly gateway: Gateway; readonly conditions: readonly Condition[] }[];
}

/** Works out the status of all objects, in the order of the cluster's resources. */
export function gatewayStatus(cluster: Cluster, externals?: Externals): GatewayStatus {
  const model = gatewayModel(cluster, externals);
  return {
    gatewayClasses: cluster.gatewayObjects.classes.map(({ name, controllerName, resource }) => ({ name, controller: controllerName, resource })),
    gateways: model.gateways.map((each) => gatewayEntry(model, each)),
    routes: routeStatuses(model),
    listenerSets: setStatuses(model),
    policies: policyStatuses(model),
  };
}

function gatewayEntry(model: GatewayModel, { gateway, conditions, listeners, listenerSets }: CompiledGateway): GatewayStatusEntry {
  return {
    gateway,
    attachedListenerSets: listenerSets.filter((each) => each.conditions[0].status === 'True').length,
    conditions,
    listeners: listeners.filter(({ owner }) => owner === gateway).map((each) => listenerStatus(model, each)),
  };
}

function listenerStatus({ attachedRoutes }: GatewayModel, listener: GatewayListener): ListenerStatus {
  const { spec: { name, port, protocol, hostname }, supportedKinds, conditions } = listener;
  return { name, port, protocol, hostname, attachedRoutes: attachedRoutes.get(listener) ?? 0, supportedKinds, conditions };
}

function setStatuses(model: GatewayModel): readonly ListenerSetStatus[] {
  const known = model.gateways.flatMap(({ listenerSets }) => listenerSets.map(({ set, conditions, listeners }) =>
    ({ set, conditions, listeners: listeners.map((each) => listenerStatus(model, each)) })));
  // nobody writes a status for a set whose Gateway does not exist
  return [...known, ...model.orphanSets.map((set) => ({ set, conditions: [], listeners: [] }))];
}

function routeStatuses(model: GatewayModel): readonly RouteStatus[] {
  const byRoute = new Map<GatewayRoute, Attachment[]>();
  for (const attachment of model.attachments) {
    const known = byRoute.get(attachment.route);
    if (known === undefined) byRoute.set(attachment.route, [attachment]);
    else known.push(attachment);
  }
  return model.inputs.cluster.gatewayObjects.routes.map((route) => {
    const attachments = byRoute.get(route) ?? [];
    const refs = resolvedRefs(model.problemsOf.get(route) ?? []);
    const named = ({ parentRef }: Attachment): { readonly parentRef: ParentRef; readonly namespace: string } =>
      ({ parentRef, namespace: parentRef.namespace ?? route.namespace });
    return {
      route,
      parents: attachments.filter(({ parent }) => parent !== 'none').map((each) => ({ ...named(each), conditions: routeConditions(each, refs) })),
      parentsWithoutStatus: attachments.filter(({ parent }) => parent === 'none').map((each) => ({ ...named(each), because: each.message })),
    };
  });
}

function routeConditions({ route, accepted, reason, message }: Attachment, refs: Condition): readonly Condition[] {
  const [first, ...others] = withRuleValidity(route, { type: 'Accepted', status: accepted, reason, message });
  return [first, refs, ...others];
}

/** Gateways with an accepted route to a Service that the policy is for; at most 16 have room in the status. */
function policyStatuses(model: GatewayModel): readonly PolicyStatus[] {
  const users = gatewaysByService(model);
  return model.policies.all.map((policy) => {
    const { namespace, targets } = policy.policy;
    const gateways = new Set(targets.filter(isService).flatMap(({ name }) => [...(users.get(`${namespace}/${name}`) ?? [])]));
    return { policy, ancestors: [...gateways].slice(0, 16).map((gateway) => ({ gateway, conditions: policy.conditions })) };
  });
}

function gatewaysByService({ attachments, gateways }: GatewayModel): ReadonlyMap<string, ReadonlySet<Gateway>> {
  const gatewayOf = new Map(gateways.flatMap(({ gateway, listeners }) => listeners.map((listener) => [listener, gateway] as const)));
  const found = new Map<string, Set<Gateway>>();
  for (const { route, accepted, listeners } of attachments) {
    if (accepted === 'False') continue;
    const own = new Set(listeners.flatMap(({ listener }) => gatewayOf.get(listener) ?? []));
    for (const ref of route.rules.flatMap(backendsOf)) {
      const key = `${ref.namespace ?? route.namespace}/${ref.name}`;
      const known = found.get(key) ?? new Set();
      for (const gateway of own) known.add(gateway);
      found.set(key, known);
    }
  }
  return found;
}
