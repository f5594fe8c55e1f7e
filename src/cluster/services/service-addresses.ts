import ipaddr from 'ipaddr.js';
import { isObject, objectAt } from '../../kubernetes/fields';
import type { Json } from '../../kubernetes/resource';
import type { Protocol, Service, ServicePort } from '../../kubernetes/service';
import type { Cluster, ClusterNode } from '../model';
import { oncePerCluster } from '../once-per-cluster';

/** How an address belongs to a Service. */
export type AddressRole = 'cluster-ip' | 'external-ip' | 'load-balancer-ip' | 'load-balancer-hostname';

/** An address (or load balancer hostname) that the input gives to a Service. */
export interface ServiceAddress {
  readonly service: Service;
  readonly role: AddressRole;
  /** As the input writes it. */
  readonly address: string;
  /** For load balancers that the input's `status` describes, `ipMode`: kube-proxy handles only `VIP` on the nodes; null otherwise. */
  readonly ipMode: 'VIP' | 'Proxy' | null;
  /** False where the address is only asked for (`spec.loadBalancerIP` without a `status` that gives it). */
  readonly given: boolean;
}

/** A node port, and the Service port that it leads to. */
export interface NodePortTarget {
  readonly service: Service;
  readonly port: ServicePort;
}

/** The Services that an IP or load balancer hostname belongs to. */
export function servicesByAddress(cluster: Cluster, address: string): readonly ServiceAddress[] {
  const key = canonical(address);
  return (isIp(key) ? byAddress : byName)(cluster).get(key) ?? [];
}

/** The Service ports that a node port leads to; every node listens on it. */
export function servicesByNodePort(cluster: Cluster, nodePort: number, protocol: Protocol = 'TCP'): readonly NodePortTarget[] {
  return byNodePort(cluster).get(`${protocol} ${nodePort}`) ?? [];
}

/** The Node of the input that has this name or address (`status.addresses`). */
export function nodeByAddress(cluster: Cluster, address: string): ClusterNode | undefined {
  return byNodeAddress(cluster).get(canonical(address));
}

/** One form for all spellings of an IP, and for host names: lower case, no dot at the end. */
export function canonical(address: string): string {
  // the library finds out by an exception that a name is no address, which is slow
  if (/^[\d.]+$/.test(address) && ipaddr.IPv4.isValidFourPartDecimal(address)) return address;
  if (address.includes(':') && ipaddr.IPv6.isValid(address)) return ipaddr.IPv6.parse(address).toNormalizedString();
  const lower = address.toLowerCase();
  return lower.endsWith('.') ? lower.slice(0, -1) : lower;
}

function isIp(address: string): boolean {
  return address.includes(':') || /^[\d.]+$/.test(address);
}

type ServicesByAddress = ReadonlyMap<string, readonly ServiceAddress[]>;

const byAddress = oncePerCluster(({ services }): ServicesByAddress => indexAddresses(services.all));

/** Without Services that have a cluster IP alone, as most have. */
const byName = oncePerCluster(({ services }): ServicesByAddress => indexAddresses(services.where(({ spec }) => {
  if (!isObject(spec)) return false;
  const { type, externalIPs, clusterIP, clusterIPs } = spec;
  return type === 'LoadBalancer' || externalIPs !== undefined || isName(clusterIP) || (Array.isArray(clusterIPs) && (clusterIPs as readonly Json[]).some(isName));
})));

function isName(value: Json | undefined): boolean {
  return typeof value === 'string' && value !== '' && !isIp(value);
}

function indexAddresses(services: readonly Service[]): ServicesByAddress {
  const found = new Map<string, ServiceAddress[]>();
  for (const service of services) {
    for (const entry of addressesOf(service)) push(found, canonical(entry.address), entry);
  }
  return found;
}

const byNodePort = oncePerCluster(({ services }): ReadonlyMap<string, readonly NodePortTarget[]> => {
  const found = new Map<string, NodePortTarget[]>();
  for (const service of services.where((object) => objectAt(object, 'spec')?.type !== undefined)) {
    if (service.type === 'ClusterIP' || service.type === 'ExternalName') continue;
    for (const port of service.ports) {
      if (port.nodePort !== null) push(found, `${port.protocol} ${port.nodePort}`, { service, port });
    }
  }
  return found;
});

const byNodeAddress = oncePerCluster(({ nodes }): ReadonlyMap<string, ClusterNode> => {
  const found = new Map<string, ClusterNode>();
  for (const node of nodes.values()) {
    for (const address of [node.name, ...node.addresses]) found.set(canonical(address), node);
  }
  return found;
});

/** The addresses that kube-proxy and load balancers serve for a Service; a headless one has none, and `externalIPs` work for all other types. */
export function addressesOf(service: Service): readonly ServiceAddress[] {
  if (service.headless || service.type === 'ExternalName') return [];
  const addresses: ServiceAddress[] = [];
  const add = (role: AddressRole, address: string, ipMode: ServiceAddress['ipMode'], given = true): void => {
    addresses.push({ service, role, address, ipMode, given });
  };
  for (const ip of service.clusterIPs) add('cluster-ip', ip, null);
  for (const ip of service.externalIPs) add('external-ip', ip, null);
  if (service.type !== 'LoadBalancer') return addresses;
  for (const { ip, hostname, ipMode } of service.loadBalancerIngress) {
    if (ip !== null) add('load-balancer-ip', ip, ipMode);
    if (hostname !== null) add('load-balancer-hostname', hostname, ipMode);
  }
  const asked = service.loadBalancerIP;
  if (asked !== null && service.loadBalancerIngress.length === 0) add('load-balancer-ip', asked, null, false);
  return addresses;
}

function push<T>(map: Map<string, T[]>, key: string, item: T): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [item]);
  else known.push(item);
}
