import { readTargetPod } from './endpoints';
import type { EndpointTargetPod } from './endpoints';
import { booleanAt, objectAt, objectsAt, portAt, stringAt, stringMapAt, stringsAt, textAt, wordAt } from './fields';
import type { StringMap } from './fields';
import type { JsonObject, Resource } from './resource';
import { readProtocol } from './service';
import type { IpFamily, Protocol } from './service';

export const SERVICE_NAME_LABEL = 'kubernetes.io/service-name';
export const MANAGED_BY_LABEL = 'endpointslice.kubernetes.io/managed-by';
export const SLICE_CONTROLLER = 'endpointslice-controller.k8s.io';
export const MIRRORING_CONTROLLER = 'endpointslicemirroring-controller.k8s.io';

/** One entry of `ports`. */
export interface SlicePort {
  readonly name: string;
  /** null = every port. */
  readonly port: number | null;
  readonly protocol: Protocol;
  readonly appProtocol: string | null;
}

/** The conditions as they are written; a condition that is not given is null. */
export interface SliceConditions {
  readonly ready: boolean | null;
  readonly serving: boolean | null;
  readonly terminating: boolean | null;
}

/** One entry of `endpoints`. */
export interface SliceEndpoint {
  readonly addresses: readonly string[];
  readonly conditions: SliceConditions;
  readonly hostname: string | null;
  readonly nodeName: string | null;
  readonly zone: string | null;
  readonly targetPod: EndpointTargetPod | null;
  /** `hints.forZones`; null where there are none. */
  readonly forZones: readonly string[] | null;
  /** `hints.forNodes`; null where there are none. */
  readonly forNodes: readonly string[] | null;
}

/** An EndpointSlice (discovery.k8s.io/v1) of the input. */
export interface EndpointSliceView {
  readonly resource: Resource;
  readonly namespace: string;
  readonly name: string;
  readonly labels: StringMap;
  /** null where it is none that the API knows. */
  readonly addressType: IpFamily | 'FQDN' | null;
  readonly ports: readonly SlicePort[];
  readonly endpoints: readonly SliceEndpoint[];
}

export function readEndpointSlice(resource: Resource): EndpointSliceView {
  const { object } = resource;
  return {
    resource,
    namespace: resource.namespace ?? '',
    name: resource.name,
    labels: stringMapAt(objectAt(object, 'metadata'), 'labels'),
    addressType: wordAt(object, 'addressType', ['IPv4', 'IPv6', 'FQDN']) ?? null,
    ports: readSlicePorts(object),
    endpoints: objectsAt(object, 'endpoints').map(({ object: endpoint }) => readSliceEndpoint(endpoint)),
  };
}

/** Name defaults to empty and protocol to TCP (`SetDefaults_EndpointPort`). */
function readSlicePorts(slice: JsonObject): readonly SlicePort[] {
  const ports: SlicePort[] = [];
  for (const { object } of objectsAt(slice, 'ports')) {
    const protocol = readProtocol(object);
    if (protocol === undefined) continue;
    ports.push({
      name: stringAt(object, 'name') ?? '',
      port: portAt(object, 'port') ?? null,
      protocol,
      appProtocol: textAt(object, 'appProtocol'),
    });
  }
  return ports;
}

function readSliceEndpoint(endpoint: JsonObject): SliceEndpoint {
  const conditions = objectAt(endpoint, 'conditions');
  const hints = objectAt(endpoint, 'hints');
  return {
    addresses: stringsAt(endpoint, 'addresses'),
    conditions: {
      ready: booleanAt(conditions, 'ready') ?? null,
      serving: booleanAt(conditions, 'serving') ?? null,
      terminating: booleanAt(conditions, 'terminating') ?? null,
    },
    hostname: textAt(endpoint, 'hostname'),
    nodeName: textAt(endpoint, 'nodeName'),
    zone: textAt(endpoint, 'zone'),
    targetPod: readTargetPod(endpoint),
    forZones: readNames(hints, 'forZones'),
    forNodes: readNames(hints, 'forNodes'),
  };
}

function readNames(hints: JsonObject | undefined, key: string): readonly string[] | null {
  const names = objectsAt(hints, key).map(({ object }) => textAt(object, 'name')).filter((name) => name !== null);
  return names.length === 0 ? null : names;
}
