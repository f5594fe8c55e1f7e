import type { Service } from '../../kubernetes/service';
import type { Cluster, Endpoint, Pod } from '../model';
import { canonical } from '../services/service-addresses';

/** Namespaces that every cluster has. */
const BUILT_IN_NAMESPACES: readonly string[] = ['default', 'kube-system', 'kube-public', 'kube-node-lease'];

/** What DNS looks up besides Services by name; each worked out once for each cluster, when it is asked for. */
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
  let index = INDEXES.get(cluster);
  if (index === undefined) INDEXES.set(cluster, index = new LazyIndex(cluster));
  return index;
}

class LazyIndex implements DnsIndex {
  #namespaces: DnsIndex['namespaces'] | undefined;
  #services: DnsIndex['servicesByName'] | undefined;
  #clusterIps: DnsIndex['servicesByClusterIp'] | undefined;
  #endpoints: DnsIndex['endpointsByAddress'] | undefined;
  #pods: DnsIndex['podsByAddress'] | undefined;

  constructor(private readonly cluster: Cluster) {}

  get namespaces(): DnsIndex['namespaces'] {
    return this.#namespaces ??= namespacesOf(this.cluster);
  }

  get servicesByName(): DnsIndex['servicesByName'] {
    return this.#services ??= servicesByName(this.cluster);
  }

  get servicesByClusterIp(): DnsIndex['servicesByClusterIp'] {
    return this.#clusterIps ??= new Map(
      this.cluster.services.all.flatMap((service) => service.clusterIPs.map((ip) => [canonical(ip), service] as const)),
    );
  }

  get endpointsByAddress(): DnsIndex['endpointsByAddress'] {
    return this.#endpoints ??= endpointsByAddress(this.cluster);
  }

  get podsByAddress(): DnsIndex['podsByAddress'] {
    return this.#pods ??= new Map(this.cluster.pods.flatMap((pod) => pod.ips.map((ip) => [canonical(ip), pod] as const)));
  }
}

function servicesByName(cluster: Cluster): DnsIndex['servicesByName'] {
  const services = new Map<string, Service[]>();
  for (const service of cluster.services.all) add(services, service.name, service);
  return services;
}

function endpointsByAddress(cluster: Cluster): DnsIndex['endpointsByAddress'] {
  const endpoints = new Map<string, { service: Service; endpoint: Endpoint }[]>();
  for (const slice of cluster.slices) {
    const service = slice.service === null ? undefined : cluster.services.get(slice.namespace, slice.service);
    if (service === undefined) continue;
    for (const endpoint of slice.endpoints) {
      for (const address of endpoint.addresses) add(endpoints, canonical(address), { service, endpoint });
    }
  }
  return endpoints;
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
