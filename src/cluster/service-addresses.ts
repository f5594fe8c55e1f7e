import type { Cluster } from './model';
import type { Protocol, Service, ServicePort } from '../kubernetes/service';

/** How an address belongs to a Service. */
export type AddressRole = 'cluster-ip' | 'external-ip' | 'load-balancer-ip' | 'load-balancer-hostname';

/** An address (or load balancer hostname) that the input gives to a Service. */
export interface ServiceAddress {
  readonly service: Service;
  readonly role: AddressRole;
  readonly address: string;
}

/** A node port, and the Service port that it leads to. */
export interface NodePortTarget {
  readonly service: Service;
  readonly port: ServicePort;
}

/** The Services that an IP or load balancer hostname belongs to. */
export function servicesByAddress(cluster: Cluster, address: string): readonly ServiceAddress[] {
  throw new Error(`not built: ${address} ${cluster.services.all.length}`);
}

/** The Service ports that a node port leads to. */
export function servicesByNodePort(cluster: Cluster, nodePort: number, protocol: Protocol = 'TCP'): readonly NodePortTarget[] {
  throw new Error(`not built: ${nodePort} ${protocol} ${cluster.services.all.length}`);
}
