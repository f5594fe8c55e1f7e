import { itemPaths } from './field-paths';
import {
  booleanAt, compact, integerAt, isEmptyMap, listAt, mapObjectsAt, objectAt, objectIn, objectsAt, portAt, stringAt, stringMapAt, stringsAt, textAt,
  wordAt,
} from './fields';
import type { JsonObject, Resource } from './resource';

export type Protocol = 'TCP' | 'UDP' | 'SCTP';
export type IpFamily = 'IPv4' | 'IPv6';
export type FamilyPolicy = 'SingleStack' | 'PreferDualStack' | 'RequireDualStack';

/** One entry of a Service's `spec.ports`, with the server's defaults filled in. */
export interface ServicePort {
  /** Empty where the port has no name. */
  readonly name: string;
  readonly port: number;
  readonly protocol: Protocol;
  /** Equal to `port` where it was not given, 0 or empty. */
  readonly targetPort: number | string;
  readonly nodePort: number | null;
  readonly appProtocol: string | null;
  /** Where it stands: `spec.ports[0]`. */
  readonly path: string;
}

/** A Service as the control plane reads it. */
export interface Service {
  readonly resource: Resource;
  readonly namespace: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly type: 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName';
  /** null where there is none; an empty one counts as none (`selector: {}` is stored as absent). */
  readonly selector: Readonly<Record<string, string>> | null;
  readonly ports: readonly ServicePort[];
  /** `clusterIP: None`. */
  readonly headless: boolean;
  /** Addresses that the input gives; empty where the cluster will choose. */
  readonly clusterIPs: readonly string[];
  readonly externalName: string | null;
  readonly externalIPs: readonly string[];
  readonly loadBalancerIP: string | null;
  readonly loadBalancerClass: string | null;
  readonly loadBalancerSourceRanges: readonly string[];
  readonly allocateLoadBalancerNodePorts: boolean;
  /** `status.loadBalancer.ingress`, where the input has a status. */
  readonly loadBalancerIngress: readonly LoadBalancerIngress[];
  readonly ipFamilies: readonly IpFamily[] | null;
  readonly ipFamilyPolicy: FamilyPolicy | null;
  readonly publishNotReadyAddresses: boolean;
  readonly sessionAffinity: 'None' | 'ClientIP';
  readonly sessionAffinityTimeoutSeconds: number;
  readonly internalTrafficPolicy: 'Cluster' | 'Local';
  readonly externalTrafficPolicy: 'Cluster' | 'Local';
  readonly trafficDistribution: string | null;
}

export interface LoadBalancerIngress {
  readonly ip: string | null;
  readonly hostname: string | null;
  readonly ipMode: 'VIP' | 'Proxy';
}

export const PROTOCOLS: readonly Protocol[] = ['TCP', 'UDP', 'SCTP'];
const FAMILIES: readonly IpFamily[] = ['IPv4', 'IPv6'];
const DEFAULT_AFFINITY_TIMEOUT_SECONDS = 10800;

/** A Service (core v1) with the API server's defaults (`SetDefaults_Service`); what does not fit is left out. */
export function readService(resource: Resource): Service {
  const { object } = resource;
  const metadata = objectAt(object, 'metadata');
  const spec = objectAt(object, 'spec');
  const clusterIPs = readClusterIPs(spec);
  const type = wordAt(spec, 'type', ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName']) ?? 'ClusterIP';
  const selector = stringMapAt(spec, 'selector');
  const families = listAt(spec, 'ipFamilies').filter((family): family is IpFamily => FAMILIES.some((known) => known === family));
  return {
    resource,
    namespace: resource.namespace ?? '',
    name: resource.name,
    labels: stringMapAt(metadata, 'labels'),
    annotations: stringMapAt(metadata, 'annotations'),
    type,
    selector: isEmptyMap(selector) ? null : selector,
    ports: readServicePorts(spec),
    headless: type !== 'ExternalName' && clusterIPs.includes('None'),
    clusterIPs: clusterIPs.includes('None') ? clusterIPs.filter((ip) => ip !== 'None') : clusterIPs,
    externalName: textAt(spec, 'externalName'),
    externalIPs: stringsAt(spec, 'externalIPs'),
    loadBalancerIP: textAt(spec, 'loadBalancerIP'),
    loadBalancerClass: textAt(spec, 'loadBalancerClass'),
    loadBalancerSourceRanges: stringsAt(spec, 'loadBalancerSourceRanges'),
    allocateLoadBalancerNodePorts: booleanAt(spec, 'allocateLoadBalancerNodePorts') ?? true,
    loadBalancerIngress: readLoadBalancerIngress(object),
    ipFamilies: families.length === 0 ? null : families,
    ipFamilyPolicy: wordAt(spec, 'ipFamilyPolicy', ['SingleStack', 'PreferDualStack', 'RequireDualStack']) ?? null,
    publishNotReadyAddresses: booleanAt(spec, 'publishNotReadyAddresses') ?? false,
    sessionAffinity: wordAt(spec, 'sessionAffinity', ['None', 'ClientIP']) ?? 'None',
    sessionAffinityTimeoutSeconds: integerAt(objectIn(spec, 'sessionAffinityConfig', 'clientIP'), 'timeoutSeconds')
      ?? DEFAULT_AFFINITY_TIMEOUT_SECONDS,
    internalTrafficPolicy: wordAt(spec, 'internalTrafficPolicy', ['Cluster', 'Local']) ?? 'Cluster',
    externalTrafficPolicy: wordAt(spec, 'externalTrafficPolicy', ['Cluster', 'Local']) ?? 'Cluster',
    trafficDistribution: textAt(spec, 'trafficDistribution'),
  };
}

/** `clusterIPs`, or the older `clusterIP` where it stands alone (`NormalizeClusterIPs`); `None` is kept. */
function readClusterIPs(spec: JsonObject | undefined): readonly string[] {
  const given = stringsAt(spec, 'clusterIPs');
  if (given.length > 0) return given.filter((ip) => ip !== '');
  const single = textAt(spec, 'clusterIP');
  return single === null ? given : [single];
}

const PORT_PATH = itemPaths('spec.ports');

function readServicePorts(spec: JsonObject | undefined): readonly ServicePort[] {
  const ports: ServicePort[] = [];
  for (const { object, index } of objectsAt(spec, 'ports')) {
    const port = portAt(object, 'port');
    const protocol = readProtocol(object);
    if (port === undefined || protocol === undefined) continue;
    ports.push({
      name: stringAt(object, 'name') ?? '',
      port,
      protocol,
      targetPort: portAt(object, 'targetPort') ?? textAt(object, 'targetPort') ?? port,
      nodePort: portAt(object, 'nodePort') ?? null,
      appProtocol: textAt(object, 'appProtocol'),
      path: PORT_PATH(index),
    });
  }
  return compact(ports);
}

/** `protocol`, TCP where it is not given; undefined where it is none that the API knows. */
export function readProtocol(port: JsonObject): Protocol | undefined {
  const value = port.protocol;
  if (value === undefined || value === null || value === '') return 'TCP';
  return PROTOCOLS.find((protocol) => protocol === value);
}

function readLoadBalancerIngress(object: JsonObject): readonly LoadBalancerIngress[] {
  return mapObjectsAt(objectIn(object, 'status', 'loadBalancer'), 'ingress', (entry) => ({
    ip: textAt(entry, 'ip'),
    hostname: textAt(entry, 'hostname'),
    ipMode: wordAt(entry, 'ipMode', ['VIP', 'Proxy']) ?? 'VIP',
  }));
}
