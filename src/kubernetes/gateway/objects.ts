import { readBackendTlsPolicy, type BackendTlsPolicy } from './backend-tls-policy';
import { readGateway, readGatewayClass, readListenerSet, type Gateway, type GatewayClass, type ListenerSet } from './gateway';
import { EXPERIMENTAL_GATEWAY_GROUP, GATEWAY_GROUP } from './kinds';
import { readReferenceGrant, type ReferenceGrant } from './reference-grant';
import { isRouteKind, readRoute, type GatewayRoute } from './route';
import { groupOf } from '../fields';
import type { Resource } from '../resource';

/** The objects of the Gateway API, of every version that clusters serve. */
export interface GatewayObjects {
  readonly classes: readonly GatewayClass[];
  readonly gateways: readonly Gateway[];
  readonly listenerSets: readonly ListenerSet[];
  readonly routes: readonly GatewayRoute[];
  readonly grants: readonly ReferenceGrant[];
  readonly policies: readonly BackendTlsPolicy[];
}

export function readGatewayObjects(resources: readonly Resource[]): GatewayObjects {
  const objects = {
    classes: [] as GatewayClass[],
    gateways: [] as Gateway[],
    listenerSets: [] as ListenerSet[],
    routes: [] as GatewayRoute[],
    grants: [] as ReferenceGrant[],
    policies: [] as BackendTlsPolicy[],
  };
  for (const resource of resources) {
    const group = groupOf(resource.apiVersion);
    if (group === EXPERIMENTAL_GATEWAY_GROUP && resource.kind === 'XListenerSet') objects.listenerSets.push(readListenerSet(resource));
    if (group !== GATEWAY_GROUP) continue;
    const { kind } = resource;
    if (isRouteKind(kind)) objects.routes.push(readRoute(resource, kind));
    else if (kind === 'GatewayClass') objects.classes.push(readGatewayClass(resource));
    else if (kind === 'Gateway') objects.gateways.push(readGateway(resource));
    else if (kind === 'ListenerSet') objects.listenerSets.push(readListenerSet(resource));
    else if (kind === 'ReferenceGrant') objects.grants.push(readReferenceGrant(resource));
    else if (kind === 'BackendTLSPolicy') objects.policies.push(readBackendTlsPolicy(resource));
  }
  return objects;
}
