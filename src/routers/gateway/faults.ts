import { hostMatcher } from './hostnames';
import type { Attachment, CompiledGateway, GatewayListener } from './model';
import type { Fault, UnservedRoute } from '../model';

/** Routes that name a Gateway and that it does not take: which condition is false, and why. */
export function attachmentFaults(attachments: readonly Attachment[]): readonly Fault[] {
  return attachments.filter(({ accepted, parent }) => parent !== 'service' && (parent === 'none' || accepted === 'False')).map(attachmentFault);
}

function attachmentFault({ route, parentRef, parent, reason, message, fix }: Attachment): Fault {
  const condition = parent === 'none' ? 'no status is written' : `Accepted is False (${reason})`;
  return {
    kind: 'ignored',
    code: 'route-not-attached',
    source: { resource: route.resource, field: parentRef.fieldPath, kind: 'object' },
    others: parent === 'none' || parent === 'service' ? [] : [{ resource: parent.resource, field: 'spec.listeners', kind: 'listener' }],
    reason: `${route.kind} ${route.namespace}/${route.name} is not attached to ${parentRef.kind} ${parentRef.namespace ?? route.namespace}/${parentRef.name}: ${condition}: ${message}`,
    fix,
    hosts: route.hostnames.length === 0 ? [{ kind: 'any' }] : route.hostnames.map(hostMatcher),
  };
}

/** Routes with hosts of their own whose parent is not in the manifests. */
export function unservedRoutes(attachments: readonly Attachment[]): readonly UnservedRoute[] {
  return attachments.filter(({ parent, route }) => parent === 'none' && route.hostnames.length > 0).map(({ route, parentRef }) => ({
    source: { resource: route.resource, field: parentRef.fieldPath, kind: 'object' },
    parent: `${parentRef.kind} ${parentRef.namespace ?? route.namespace}/${parentRef.name}`,
    hosts: route.hostnames.map(hostMatcher),
  }));
}

/** Listeners on which nothing is served. */
export function listenerFaults({ gateway, listeners, listenerSets, serves }: CompiledGateway): readonly Fault[] {
  const refused = listenerSets.filter(({ conditions }) => conditions[0].reason === 'NotAllowed').map(({ set, conditions: [accepted] }): Fault => ({
    kind: 'ignored',
    code: 'listener-set-not-allowed',
    source: { resource: set.resource, field: 'spec.parentRef', kind: 'object' },
    others: [{ resource: gateway.resource, field: 'spec', kind: 'object' }],
    reason: `${set.kind} ${set.namespace}/${set.name} adds no listeners: Accepted is False (NotAllowed): ${accepted.message}`,
    fix: `set allowedListeners.namespaces on Gateway ${gateway.namespace}/${gateway.name} so that it admits namespace ${set.namespace}`,
    hosts: set.listeners.map(({ hostname }) => hostMatcher(hostname)),
  }));
  return [...refused, ...listeners.filter((listener) => !serves || !listener.serves).map(listenerFault)];
}

function listenerFault({ spec, owner, conditions }: GatewayListener): Fault {
  const bad = conditions.find(({ type, status }) => status === 'False' && type !== 'Conflicted');
  return {
    kind: 'dropped',
    code: 'listener-not-served',
    source: { resource: owner.resource, field: spec.fieldPath, kind: 'listener' },
    others: [],
    reason: `listener ${spec.name} of ${owner.kind} ${owner.namespace}/${owner.name} serves nothing: ${bad === undefined ? 'its Gateway is not accepted' : `${bad.type} is False (${bad.reason}): ${bad.message}`}`,
    fix: 'fix what the condition says',
    hosts: [hostMatcher(spec.hostname)],
  };
}
