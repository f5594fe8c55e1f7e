import { describeHostname, effectiveHostnames } from './hostnames';
import type { GatewayInputs } from './inputs';
import type { AttachedListener, Attachment, CompiledGateway, GatewayListener } from './model';
import { allowsNamespace } from './namespaces';
import type { ListenerOwner } from '../../kubernetes/gateway/gateway';
import { EXPERIMENTAL_GATEWAY_GROUP, GATEWAY_GROUP } from '../../kubernetes/gateway/kinds';
import type { ParentRef } from '../../kubernetes/gateway/references';
import type { GatewayRoute } from '../../kubernetes/gateway/route';
import type { Match } from '../../kubernetes/label-selector';
import { nearest } from '../../kubernetes/near-miss';
import { openQuestion } from '../../kubernetes/open-question';

/** The objects that routes attach to, by `kind namespace/name`. */
export type Parents = ReadonlyMap<string, { readonly owner: ListenerOwner; readonly listeners: readonly GatewayListener[] }>;

export function parentsOf(gateways: readonly CompiledGateway[]): Parents {
  const parents = new Map<string, { owner: ListenerOwner; listeners: readonly GatewayListener[] }>();
  for (const { gateway, listeners, listenerSets } of gateways) {
    parents.set(keyOf('Gateway', gateway.namespace, gateway.name), { owner: gateway, listeners: listeners.filter(({ owner }) => owner === gateway) });
    for (const { set, listeners: own } of listenerSets) parents.set(keyOf(set.kind, set.namespace, set.name), { owner: set, listeners: own });
  }
  return parents;
}

function keyOf(kind: string, namespace: string, name: string): string {
  return `${kind} ${namespace}/${name}`;
}

/** A parent that a route names without writing it: the Gateways that are the default. */
export function implicitParents(gateways: readonly CompiledGateway[], route: GatewayRoute): readonly ParentRef[] {
  if (!route.usesDefaultGateways) return [];
  return gateways.filter(({ gateway }) => gateway.isDefault).map(({ gateway: { namespace, name } }) =>
    ({ group: GATEWAY_GROUP, kind: 'Gateway', namespace, name, sectionName: null, port: null, fieldPath: 'spec.useDefaultGateways' }));
}

/**
 * What becomes of one parentRef, each judged by itself: the listeners that it selects, those of them that allow the route's kind and namespace, and
 * those of them whose hostname meets one of the route's.
 *
 * @see https://github.com/kubernetes-sigs/gateway-api/blob/v1.6.1/apis/v1/shared_types.go RouteConditionAccepted
 */
export function attach(inputs: GatewayInputs, parents: Parents, route: GatewayRoute, parentRef: ParentRef): Attachment {
  const { group, kind, name } = parentRef;
  const namespace = parentRef.namespace ?? route.namespace;
  if (group === '' && kind === 'Service') return attachToService(inputs, route, parentRef, namespace);
  if (!isParent(group, kind)) return { ...nowhere(route, parentRef), message: `routes attach to Gateways, ListenerSets and Services, not to ${kind}` };
  const parent = parents.get(keyOf(kind, namespace, name));
  if (parent === undefined) return missingParent(inputs, route, parentRef, namespace);
  const { owner, listeners } = parent;
  const refused = (reason: string, message: string, fix: string): Attachment =>
    ({ route, parentRef, parent: owner, accepted: 'False', reason, message, fix, listeners: [] });

  const relevant = listeners.filter(({ spec }) =>
    (parentRef.sectionName === null || spec.name === parentRef.sectionName) && (parentRef.port === null || spec.port === parentRef.port));
  if (relevant.length === 0) return refused('NoMatchingParent', ...noListener(owner, listeners, parentRef));
  const judged = relevant.map((listener) => ({ listener, allowed: allows(inputs, listener, route) }));
  const allowing = judged.filter(({ allowed }) => allowed !== 'no');
  if (allowing.length === 0) return refused('NotAllowedByListeners', ...notAllowed(relevant, route));
  const withHosts = allowing.map((each) => ({ ...each, hostnames: hostnamesOn(each.listener, route) }));
  const attached = withHosts.filter(({ hostnames }) => hostnames.length > 0);
  if (attached.length === 0) return refused('NoMatchingListenerHostname', ...noHostname(allowing.map(({ listener }) => listener), route));
  const certain = attached.some(({ allowed }) => allowed === 'yes');
  return {
    route,
    parentRef,
    parent: owner,
    accepted: certain ? 'True' : 'Unknown',
    reason: certain ? 'Accepted' : 'Pending',
    message: certain ? '' : `the labels of namespace ${route.namespace} are not in the manifests`,
    fix: '',
    listeners: attached.map(({ listener, allowed, hostnames }) => attachedListener(listener, hostnames, allowed, route)),
  };
}

/**
 * A Service as parent: its port by name and number.
 *
 * @see https://gateway-api.sigs.k8s.io/geps/gep-1294/
 */
function attachToService({ cluster, namesOf }: GatewayInputs, route: GatewayRoute, parentRef: ParentRef, namespace: string): Attachment {
  const { name, sectionName, port } = parentRef;
  const service = cluster.services.get(namespace, name);
  const made = (accepted: Attachment['accepted'], reason: string, message: string, fix: string): Attachment =>
    ({ route, parentRef, parent: 'service', accepted, reason, message, fix, listeners: [] });
  if (service === undefined) {
    const near = namesOf('Service', namespace).nearest(name);
    return made('False', 'NoMatchingParent', `Service ${namespace}/${name} is not in the manifests`, near === null ? 'name a Service that exists' : `write name: ${near}`);
  }
  const fits = service.ports.some((each) => (port === null || each.port === port) && (sectionName === null || each.name === sectionName));
  if (!fits) return made('False', 'NoMatchingParent', `Service ${namespace}/${name} has no such port`, 'name a port of the Service');
  return made('Unknown', 'Pending', 'a mesh has to read routes whose parent is a Service', '');
}

function isParent(group: string, kind: string): boolean {
  return (group === GATEWAY_GROUP && (kind === 'Gateway' || kind === 'ListenerSet')) || (group === EXPERIMENTAL_GATEWAY_GROUP && kind === 'XListenerSet');
}

function nowhere(route: GatewayRoute, parentRef: ParentRef): Attachment {
  return { route, parentRef, parent: 'none', accepted: 'Unknown', reason: '', message: '', fix: 'name a Gateway', listeners: [] };
}

/** The kind and the namespace of a route are judged together: both have the same reason. */
function allows({ cluster }: GatewayInputs, { spec, owner, supportedKinds }: GatewayListener, route: GatewayRoute): Match {
  if (!supportedKinds.includes(route.kind)) return 'no';
  return allowsNamespace(cluster, spec.allowedNamespaces, owner.namespace, route.namespace);
}

function hostnamesOn({ spec }: GatewayListener, route: GatewayRoute): readonly (string | null)[] {
  // TCP and UDP have no hosts: the listener's port is all
  return route.kind === 'TCPRoute' || route.kind === 'UDPRoute' ? [null] : effectiveHostnames(spec.hostname, route.hostnames);
}

function attachedListener(listener: GatewayListener, hostnames: readonly (string | null)[], allowed: Match, route: GatewayRoute): AttachedListener {
  if (allowed === 'yes') return { listener, hostnames, open: [] };
  const source = { resource: listener.owner.resource, field: `${listener.spec.fieldPath}.allowedRoutes.namespaces.selector`, kind: 'listener' } as const;
  return {
    listener,
    hostnames,
    open: [openQuestion('namespace-labels', {}, [source, { resource: route.resource, field: '', kind: 'object' }],
      () => `whether namespace ${route.namespace} has the labels that listener ${listener.spec.name} selects by: the Namespace is not in the manifests`)],
  };
}

function missingParent({ namesOf }: GatewayInputs, route: GatewayRoute, parentRef: ParentRef, namespace: string): Attachment {
  const { kind, name } = parentRef;
  const near = namesOf(kind, namespace).nearest(name);
  const hint = near === null ? '' : `; did you mean ${near}?`;
  return {
    ...nowhere(route, parentRef),
    message: `${kind} ${namespace}/${name} is not in the manifests${hint}`,
    fix: near === null ? `add ${kind} ${namespace}/${name}, or name one that exists` : `write name: ${near}`,
  };
}

function noListener(owner: ListenerOwner, listeners: readonly GatewayListener[], { sectionName, port }: ParentRef): readonly [string, string] {
  const who = `${owner.kind} ${owner.namespace}/${owner.name}`;
  const names = listeners.map(({ spec }) => spec.name);
  const wanted = [sectionName === null ? '' : `named ${sectionName}`, port === null ? '' : `on port ${port}`].filter((text) => text !== '').join(' ');
  const near = sectionName === null ? null : nearest(sectionName, names);
  const has = listeners.length === 0 ? 'it has no listeners' : `it has ${listeners.slice(0, 5).map(({ spec }) => `${spec.name} (port ${spec.port ?? 'unset'})`).join(', ')}`;
  return [`${who} has no listener ${wanted}; ${near === null ? has : `did you mean ${near}?`}`, near === null ? `name one of its listeners: ${names.slice(0, 5).join(', ')}` : `write sectionName: ${near}`];
}

function notAllowed(listeners: readonly GatewayListener[], route: GatewayRoute): readonly [string, string] {
  const fits = listeners.find(({ supportedKinds }) => supportedKinds.includes(route.kind));
  if (fits === undefined) {
    const [{ spec, supportedKinds }] = listeners;
    return [`listener ${spec.name} (${spec.protocol}) takes ${supportedKinds.length === 0 ? 'no kind of routes' : supportedKinds.join(' and ')}, not ${route.kind}`,
      `attach the ${route.kind} to a listener of a protocol and allowedRoutes.kinds that take it`];
  }
  const { spec, owner } = fits;
  const { from } = spec.allowedNamespaces;
  const admits = from === 'Selector' ? `namespaces that match its selector, which ${route.namespace} does not` : from === 'None' ? 'no namespace' : `routes of namespace ${owner.namespace} only (from: ${from})`;
  return [`listener ${spec.name} of ${owner.kind} ${owner.namespace}/${owner.name} allows ${admits}, and the route is in namespace ${route.namespace}`,
    from === 'Selector' ? `add the labels of the selector to namespace ${route.namespace}` : `set allowedRoutes.namespaces.from: All on the listener, or a Selector that matches namespace ${route.namespace}`];
}

function noHostname(listeners: readonly GatewayListener[], route: GatewayRoute): readonly [string, string] {
  const ofListeners = [...new Set(listeners.map(({ spec }) => describeHostname(spec.hostname)))].slice(0, 5).join(', ');
  const apex = route.hostnames.find((host) => listeners.some(({ spec }) => spec.hostname === `*.${host}`));
  const hint = apex === undefined ? '' : `; *.${apex} does not include ${apex} itself`;
  return [`hostnames ${route.hostnames.slice(0, 5).join(', ')} are not among those of the listeners (${ofListeners})${hint}`, 'use a hostname that the listener has, or add a listener for it'];
}
