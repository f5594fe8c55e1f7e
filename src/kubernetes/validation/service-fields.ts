import type { Json, JsonObject } from '../resource';
import { booleanOrNull, child, elementObject, elementText, field, integer, integerOrNull, isGiven, list, text, textOrNull } from './fields';
import { OBJECT_META, TYPE_META } from './metadata';
import { BOOL, INT32, INT64, INT_OR_STRING, listOf, object, STRING, STRING_LIST, STRING_MAP, TIME } from './schema';

/** The deprecated annotation for routing by topology, and its successor. */
export const TOPOLOGY_AWARE_HINTS = 'service.kubernetes.io/topology-aware-hints';
export const TOPOLOGY_MODE = 'service.kubernetes.io/topology-mode';

/** `core/v1.Service`, with the status that `kubectl get -o yaml` prints. */
export const SERVICE_SCHEMA = object({
  ...TYPE_META,
  metadata: OBJECT_META,
  spec: object({
    ports: listOf(object({
      name: STRING, protocol: STRING, appProtocol: STRING, port: INT32, targetPort: INT_OR_STRING, nodePort: INT32,
    })),
    selector: STRING_MAP,
    clusterIP: STRING,
    clusterIPs: STRING_LIST,
    type: STRING,
    externalIPs: STRING_LIST,
    sessionAffinity: STRING,
    loadBalancerIP: STRING,
    loadBalancerSourceRanges: STRING_LIST,
    externalName: STRING,
    externalTrafficPolicy: STRING,
    healthCheckNodePort: INT32,
    publishNotReadyAddresses: BOOL,
    sessionAffinityConfig: object({ clientIP: object({ timeoutSeconds: INT32 }) }),
    ipFamilies: STRING_LIST,
    ipFamilyPolicy: STRING,
    allocateLoadBalancerNodePorts: BOOL,
    loadBalancerClass: STRING,
    internalTrafficPolicy: STRING,
    trafficDistribution: STRING,
  }),
  status: object({
    loadBalancer: object({
      ingress: listOf(object({
        ip: STRING, hostname: STRING, ipMode: STRING, ports: listOf(object({ port: INT32, protocol: STRING, error: STRING })),
      })),
    }),
    conditions: listOf(object({
      type: STRING, status: STRING, observedGeneration: INT64, lastTransitionTime: TIME, reason: STRING, message: STRING,
    })),
  }),
});

/** A Service's port with the server's defaults (`SetDefaults_Service`, core/v1/defaults.go). */
export interface PortFields {
  readonly name: string;
  /** null where it could not be decoded. */
  readonly port: number | null;
  readonly protocol: string;
  /** null where it could not be decoded. */
  readonly targetPort: number | string | null;
  /** 0 where not given. */
  readonly nodePort: number;
  readonly appProtocol: string | null;
  readonly path: string;
}

/** A Service's spec with the server's static defaults. */
export interface ServiceFields {
  readonly spec: JsonObject;
  readonly annotations: JsonObject;
  readonly type: string;
  readonly ports: readonly PortFields[];
  readonly clusterIP: string;
  /** `[clusterIP]` where only that is given (`normalizeClusterIPs`). */
  readonly clusterIPs: readonly string[];
  readonly headless: boolean;
  readonly externalIPs: readonly string[];
  readonly externalTrafficPolicy: string;
  readonly sessionAffinity: string;
}

export function serviceFields(service: JsonObject): ServiceFields {
  const spec = child(service, 'spec');
  const clusterIP = text(spec, 'clusterIP');
  const given = list(spec, 'clusterIPs').map(elementText);
  const clusterIPs = given.length === 0 && clusterIP !== '' ? [clusterIP] : given;
  return {
    spec,
    annotations: child(child(service, 'metadata'), 'annotations'),
    type: text(spec, 'type') || 'ClusterIP',
    ports: list(spec, 'ports').map((port, index) => portFields(elementObject(port), `spec.ports[${index}]`)),
    clusterIP,
    clusterIPs,
    headless: clusterIPs.length === 1 && clusterIPs[0] === 'None',
    externalIPs: list(spec, 'externalIPs').map(elementText),
    externalTrafficPolicy: text(spec, 'externalTrafficPolicy'),
    sessionAffinity: text(spec, 'sessionAffinity') || 'None',
  };
}

function portFields(entry: JsonObject, path: string): PortFields {
  const port = isGiven(entry, 'port') ? integerOrNull(entry, 'port') : 0;
  return {
    name: text(entry, 'name'),
    port,
    protocol: text(entry, 'protocol') || 'TCP',
    targetPort: targetPort(field(entry, 'targetPort') ?? null, port),
    nodePort: integer(entry, 'nodePort'),
    appProtocol: textOrNull(entry, 'appProtocol'),
    path,
  };
}

/** 0 and the empty string count as not given: the target port is then the port. */
function targetPort(given: Json, port: number | null): number | string | null {
  if (given === null || given === 0 || given === '') {
    return port;
  }
  return typeof given === 'number' || typeof given === 'string' ? given : null;
}

/** `ExternallyAccessible` (pkg/api/service/util.go). */
export function isExternallyAccessible(service: ServiceFields): boolean {
  return service.type === 'LoadBalancer' || service.type === 'NodePort' || (service.type === 'ClusterIP' && service.externalIPs.length > 0);
}

/** `NeedsHealthCheck` (pkg/api/service/util.go). */
export function needsHealthCheck(service: ServiceFields): boolean {
  return service.type === 'LoadBalancer' && service.externalTrafficPolicy === 'Local';
}

/** `shouldAllocateNodePorts` (registry/core/service/storage/alloc.go). */
export function allocatesNodePorts(service: ServiceFields): boolean {
  return service.type === 'NodePort' || (service.type === 'LoadBalancer' && booleanOrNull(service.spec, 'allocateLoadBalancerNodePorts') !== false);
}
