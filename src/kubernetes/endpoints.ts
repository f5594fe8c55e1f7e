import { objectAt, objectIn, objectsAt, portAt, stringAt, stringMapAt, textAt } from './fields';
import type { StringMap } from './fields';
import type { JsonObject, Resource } from './resource';
import { readProtocol } from './service';
import type { Protocol } from './service';

/** What an endpoint says of the object behind it (`targetRef`), where that is a Pod. */
export interface EndpointTargetPod {
  readonly namespace: string | null;
  readonly name: string;
}

/** One entry of `subsets[].addresses` or `subsets[].notReadyAddresses`. */
export interface EndpointAddress {
  readonly ip: string;
  readonly hostname: string | null;
  readonly nodeName: string | null;
  readonly targetPod: EndpointTargetPod | null;
}

/** One entry of `subsets[].ports`. */
export interface EndpointsPort {
  readonly name: string;
  readonly port: number;
  readonly protocol: Protocol;
  readonly appProtocol: string | null;
}

export interface EndpointSubset {
  readonly addresses: readonly EndpointAddress[];
  readonly notReadyAddresses: readonly EndpointAddress[];
  readonly ports: readonly EndpointsPort[];
}

/** An Endpoints object (core v1): hand-written, or written by the endpoints controller. */
export interface Endpoints {
  readonly resource: Resource;
  readonly namespace: string;
  readonly name: string;
  readonly labels: StringMap;
  readonly annotations: StringMap;
  readonly subsets: readonly EndpointSubset[];
}

export function readEndpoints(resource: Resource): Endpoints {
  const metadata = objectAt(resource.object, 'metadata');
  return {
    resource,
    namespace: resource.namespace ?? '',
    name: resource.name,
    labels: stringMapAt(metadata, 'labels'),
    annotations: stringMapAt(metadata, 'annotations'),
    subsets: objectsAt(resource.object, 'subsets').map(({ object }) => ({
      addresses: readAddresses(object, 'addresses'),
      notReadyAddresses: readAddresses(object, 'notReadyAddresses'),
      ports: readEndpointsPorts(object),
    })),
  };
}

const MANAGED_BY = 'endpoints.kubernetes.io/managed-by';
const CHANGED = 'endpoints.kubernetes.io/last-change-trigger-time';

/**
 * Whether the control plane wrote an Endpoints object that kubectl printed: the endpoints controller leaves a label since 1.33, before that the
 * time of the change; those of Service default/kubernetes are the API server's.
 */
export function isWrittenByControlPlane({ namespace, name, labels, annotations }: Endpoints): boolean {
  return Object.hasOwn(labels, MANAGED_BY) || Object.hasOwn(annotations, CHANGED) || (namespace === 'default' && name === 'kubernetes');
}

function readAddresses(subset: JsonObject, key: string): readonly EndpointAddress[] {
  const addresses: EndpointAddress[] = [];
  for (const { object } of objectsAt(subset, key)) {
    const ip = textAt(object, 'ip');
    if (ip === null) continue;
    addresses.push({ ip, hostname: textAt(object, 'hostname'), nodeName: textAt(object, 'nodeName'), targetPod: readTargetPod(object) });
  }
  return addresses;
}

function readEndpointsPorts(subset: JsonObject): readonly EndpointsPort[] {
  const ports: EndpointsPort[] = [];
  for (const { object } of objectsAt(subset, 'ports')) {
    const port = portAt(object, 'port');
    const protocol = readProtocol(object);
    if (port === undefined || protocol === undefined) continue;
    ports.push({ name: stringAt(object, 'name') ?? '', port, protocol, appProtocol: textAt(object, 'appProtocol') });
  }
  return ports;
}

/** The Pod that an endpoint's `targetRef` names; null where it names none. */
export function readTargetPod(endpoint: JsonObject): EndpointTargetPod | null {
  const target = objectIn(endpoint, 'targetRef');
  const name = textAt(target, 'name');
  if (name === null || stringAt(target, 'kind') !== 'Pod') return null;
  return { namespace: textAt(target, 'namespace'), name };
}
