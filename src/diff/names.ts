import type { NameClass } from './model';
import { resolveName } from '../cluster/dns/dns';
import { dnsEndpoints } from '../cluster/dns/records';
import type { Cluster } from '../cluster/model';
import type { Protocol, Service } from '../kubernetes/service';
import type { Simulation } from '../trace/simulation';

/** Ports by number and protocol. */
type Ports = Map<string, { readonly port: number; readonly protocol: Protocol }>;

/** Every DNS name of a Service or of a single endpoint of either side, at every port that either side serves there. */
export function* nameClasses(before: Simulation, after: Simulation): Iterable<NameClass> {
  const sides = [before.cluster, after.cluster];
  const seen = new Set<string>();
  for (const { namespace, name } of sides.flatMap(({ services }) => services.all)) {
    if (seen.has(`${namespace}/${name}`)) continue;
    seen.add(`${namespace}/${name}`);
    const services = sides.map((cluster) => cluster.services.get(namespace, name));
    const ports: Ports = new Map();
    services.forEach((service, i) => { if (service !== undefined) addPorts(ports, sides[i], service); });
    const everyPort = ports.size === 0;
    if (everyPort) add(ports, EXAMPLE_PORT, 'TCP');
    const full = `${name}.${namespace}.svc`;
    for (const host of [full, ...endpointNames(sides, services).map((label) => `${label}.${full}`)]) {
      for (const each of ports.values()) yield { entry: 'pod', namespace, service: name, host, ...each, everyPort, client: null };
    }
  }
}

/** Stands for all ports where none is named. */
const EXAMPLE_PORT = 443;

function add(ports: Ports, port: number, protocol: Protocol): void {
  ports.set(`${port} ${protocol}`, { port, protocol });
}

/** The Service's own ports, and those that clients may dial past them: of what an external name stands for, of the pods of a headless one. */
function addPorts(ports: Ports, cluster: Cluster, service: Service): void {
  for (const { port, protocol } of service.ports) add(ports, port, protocol);
  if (service.type === 'ExternalName') {
    const { namespace, name } = service;
    const { target } = resolveName(cluster, `${name}.${namespace}.svc.${cluster.settings.clusterDomain}.`, { namespace, pod: null });
    if (target?.kind === 'cluster-ip' || target?.kind === 'endpoints') addPorts(ports, cluster, target.service);
  }
  if (!service.headless) return;
  for (const slice of cluster.slicesOf(service.namespace, service.name)) {
    for (const { port, protocol } of slice.ports) if (port !== null) add(ports, port, protocol);
    for (const { spec } of new Set(slice.endpoints.flatMap(({ pod }) => pod ?? []))) {
      for (const container of [...spec.containers, ...spec.sidecars]) {
        for (const { containerPort, protocol } of container.ports) add(ports, containerPort, protocol);
      }
    }
  }
}

/**
 * Names of single endpoints, one for all pods of a StatefulSet: that there are more or fewer of them is no change of routing.
 */
function endpointNames(sides: readonly Cluster[], services: readonly (Service | undefined)[]): readonly string[] {
  const groups = new Map<string, (readonly string[])[]>();
  services.forEach((service, i) => {
    if (service === undefined || service.type === 'ExternalName' || !service.headless) return;
    const ofSide = new Map<string, string[]>();
    for (const { endpoint: { hostname, pod } } of dnsEndpoints(sides[i], service)) {
      if (hostname === null) continue;
      const { kind, name } = pod?.workload ?? { kind: '', name: hostname };
      const key = kind === 'StatefulSet' ? name : `/${hostname}`;
      const names = ofSide.get(key);
      if (names === undefined) ofSide.set(key, [hostname.toLowerCase()]);
      else names.push(hostname.toLowerCase());
    }
    for (const [key, names] of ofSide) groups.set(key, [...groups.get(key) ?? [], names]);
  });
  return [...groups.values()].map(([names, others]) => names.find((each) => others?.includes(each)) ?? names[0]);
}
