import type { Resource } from './resource';

export type Protocol = 'TCP' | 'UDP' | 'SCTP';
export type IpFamily = 'IPv4' | 'IPv6';

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
  /** null where there is none; an empty one counts as none (facts: `selector: {}` is stored as absent). */
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
  readonly ipFamilyPolicy: 'SingleStack' | 'PreferDualStack' | 'RequireDualStack' | null;
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
