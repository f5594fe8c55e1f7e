import type { Service } from '../../kubernetes/service';
import type { Cluster, Endpoint, Pod } from '../model';
import { canonical } from '../services/service-addresses';

/** Namespaces that every cluster has. */
const BUILT_IN_NAMESPACES: readonly string[] = ['default', 'kube-system', 'kube-public', 'kube-node-lease'];

/** What DNS looks up besides Services by name; worked out once for each cluster. */
export interface DnsIndex {
  /** Namespaces that exist for certain: built in, declared, or holding an object of the input. */
  readonly namespaces: ReadonlySet<string>;
  readonly servicesByName: ReadonlyMap<string, readonly Service[]>;
  readonly servicesByClusterIp: ReadonlyMap<string, Service>;
  readonly endpointsByAddress: ReadonlyMap<string, readonly { readonly service: Service; readonly endpoint: Endpoint }[]>;
  readonly podsByAddress: ReadonlyMap<string, Pod>;
}

const INDEXES = new WeakMap<Cluster, DnsIndex>();

export function dnsIndex(cluster: Cluster): DnsIndex {
  const known = INDEXES.get(cluster);
  if (known !== undefined) return known;
  const index = buildIndex(cluster);
  INDEXES.set(cluster, index);
  return index;
}

function buildIndex(cluster: Cluster): DnsIndex {
  const servicesByName = new Map<string, Service[]>();
  const servicesByClusterIp = new Map<string, Service>();
  for (const service of cluster.services.all) {
    add(servicesByName, service.name, service);
    for (const ip of service.clusterIPs) servicesByClusterIp.set(canonical(ip), service);
  }
  const endpointsByAddress = new Map<string, { service: Service; endpoint: Endpoint }[]>();
  for (const slice of cluster.slices) {
    const service = slice.service === null ? undefined : cluster.services.get(slice.namespace, slice.service);
    if (service === undefined) continue;
    for (const endpoint of slice.endpoints) {
      for (const address of endpoint.addresses) add(endpointsByAddress, canonical(address), { service, endpoint });
    }
  }
  const podsByAddress = new Map<string, Pod>();
  for (const pod of cluster.pods) for (const ip of pod.ips) podsByAddress.set(canonical(ip), pod);
  return { namespaces: namespacesOf(cluster), servicesByName, servicesByClusterIp, endpointsByAddress, podsByAddress };
}

function namespacesOf(cluster: Cluster): ReadonlySet<string> {
  const namespaces = new Set(BUILT_IN_NAMESPACES);
  for (const { apiVersion, kind, namespace, name } of cluster.resources) {
    if (namespace !== null) namespaces.add(namespace);
    else if (kind === 'Namespace' && apiVersion === 'v1') namespaces.add(name);
  }
  return namespaces;
}

function add<T>(table: Map<string, T[]>, key: string, value: T): void {
  const values = table.get(key);
  if (values === undefined) table.set(key, [value]);
  else values.push(value);
}
