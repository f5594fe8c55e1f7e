import type { Answer, Answers } from './answers';
import type { NameClass } from './model';
import { nameClasses } from './names';
import type { Protocol, Service } from '../kubernetes/service';
import { isNamedByRouter } from '../routers/index/claims';
import { isAddress } from '../routers/index/host-index';
import { entryIndex } from '../trace/entry-index';
import type { Simulation } from '../trace/simulation';

/** Connections past the routers: to nodes, load balancers and addresses from outside, and to names from pods. */
export type DialClass =
  | { readonly entry: 'node'; readonly port: number; readonly protocol: Protocol }
  | { readonly entry: 'load-balancer'; readonly namespace: string; readonly name: string; readonly port: number; readonly protocol: Protocol }
  | { readonly entry: 'outside'; readonly host: string; readonly port: number; readonly protocol: Protocol }
  | NameClass;

export function* dialClasses(before: Simulation, after: Simulation): Iterable<DialClass> {
  yield* nodeClasses(before, after);
  yield* loadBalancerClasses(before, after);
  yield* outsideClasses(before, after);
  yield* nameClasses(before, after);
}

/** The answers of both sides. */
export function askBoth(before: Answers, after: Answers, dialed: DialClass): readonly [Answer, Answer] {
  return [ask(before, dialed, 'before'), ask(after, dialed, 'after')];
}

function ask(side: Answers, dialed: DialClass, which: 'before' | 'after'): Answer {
  const { port, protocol } = dialed;
  switch (dialed.entry) {
    case 'node': return side.ofNode(port, protocol);
    case 'load-balancer': return side.ofLoadBalancer(dialed.namespace, dialed.name, port, protocol);
    case 'outside': return side.fromOutside({ host: dialed.host, kind: isAddress(dialed.host) ? 'address' : 'name', port, protocol });
    case 'pod': {
      const host = `${dialed.host}.${side.simulation.cluster.settings.clusterDomain}.`;
      const dial = { host, kind: 'name', port, protocol } as const;
      return dialed.client === null ? side.fromPod(dialed.namespace, dial) : side.fromClient(dialed.client[which], dial);
    }
  }
}

/** Node ports and host ports; one that the cluster chose and that is only given on one side stays as it is. */
function* nodeClasses(before: Simulation, after: Simulation): Iterable<DialClass> {
  const ports = new Map<string, DialClass>();
  for (const [simulation, other] of [[before, after], [after, before]]) {
    for (const service of simulation.cluster.services.all) {
      if (service.type !== 'NodePort' && service.type !== 'LoadBalancer') continue;
      for (const { port, nodePort, protocol } of service.ports) {
        if (nodePort === null || isChosenByCluster(other.cluster.services.get(service.namespace, service.name), port, protocol)) continue;
        ports.set(`${protocol} ${nodePort}`, { entry: 'node', port: nodePort, protocol });
      }
    }
    for (const { spec } of simulation.cluster.pods) {
      for (const container of [...spec.containers, ...spec.sidecars]) {
        for (const { containerPort, hostPort, protocol } of container.ports) {
          const port = spec.hostNetwork ? containerPort : hostPort;
          if (port !== null) ports.set(`${protocol} ${port}`, { entry: 'node', port, protocol });
        }
      }
    }
  }
  yield* ports.values();
}

/** The API server keeps the node port of a Service that is applied again without one (`patchAllocatedValues`). */
function isChosenByCluster(service: Service | undefined, port: number, protocol: Protocol): boolean {
  if (service?.type !== 'NodePort' && service?.type !== 'LoadBalancer') return false;
  return service.ports.some((each) => each.port === port && each.protocol === protocol && each.nodePort === null);
}

function* loadBalancerClasses(before: Simulation, after: Simulation): Iterable<DialClass> {
  const seen = new Set<string>();
  for (const { cluster } of [before, after]) {
    for (const service of cluster.services.all) {
      if (service.type !== 'LoadBalancer') continue;
      const { namespace, name } = service;
      for (const { port, protocol } of service.ports) {
        const key = `${namespace}/${name} ${port} ${protocol}`;
        if (seen.has(key)) continue;
        seen.add(key);
        yield { entry: 'load-balancer', namespace, name, port, protocol };
      }
    }
  }
}

/** Addresses that a `spec` asks for, and names for external-dns; what only a `status` says is an observation, and no intention. */
function* outsideClasses(before: Simulation, after: Simulation): Iterable<DialClass> {
  const seen = new Set<string>();
  for (const simulation of [before, after]) {
    const named = [...entryIndex(simulation).servicesByHost].filter(([host]) => !host.includes('*') && !isRouted([before, after], host));
    const given = simulation.cluster.services.all.flatMap((service) => addressesOf(service).map((address) => [address, service] as const));
    for (const [host, service] of [...named, ...given]) {
      for (const { port, protocol } of service.ports) {
        const key = `${host} ${port} ${protocol}`;
        if (seen.has(key)) continue;
        seen.add(key);
        yield { entry: 'outside', host, port, protocol };
      }
    }
  }
}

function isRouted(simulations: readonly Simulation[], host: string): boolean {
  return simulations.some(({ routers }) => isNamedByRouter(routers, host));
}

function addressesOf(service: Service): readonly string[] {
  if (service.type === 'ExternalName' || service.headless) return [];
  return service.type === 'LoadBalancer' && service.loadBalancerIP !== null ? [...service.externalIPs, service.loadBalancerIP] : service.externalIPs;
}
