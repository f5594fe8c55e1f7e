import type { Simulation } from './simulation';
import { objectAt, objectIn, objectsAt, textAt } from '../kubernetes/fields';
import type { Service } from '../kubernetes/service';
import type { Router } from '../routers/model';

/** Where names and addresses from outside lead, besides those that Services have themselves; each worked out once for each simulation, when it is asked for. */
export interface EntryIndex {
  /** Addresses and names that the status of an Ingress or a Gateway gives. */
  readonly routersByAddress: ReadonlyMap<string, Router>;
  /** Routers by the Services that lead to them, `namespace/name`. */
  readonly routersByService: ReadonlyMap<string, Router>;
  /** Hosts that external-dns is asked to point at a Service; wildcards with their `*`. */
  readonly servicesByHost: ReadonlyMap<string, Service>;
  /** Names and addresses of nodes, by which the node is known. */
  readonly nodes: ReadonlyMap<string, string>;
}

const EXTERNAL_DNS = 'external-dns.alpha.kubernetes.io/hostname';

const INDEXES = new WeakMap<Simulation, EntryIndex>();

export function entryIndex(simulation: Simulation): EntryIndex {
  let index = INDEXES.get(simulation);
  if (index === undefined) INDEXES.set(simulation, index = new LazyIndex(simulation));
  return index;
}

class LazyIndex implements EntryIndex {
  #addresses: EntryIndex['routersByAddress'] | undefined;
  #services: EntryIndex['routersByService'] | undefined;
  #hosts: EntryIndex['servicesByHost'] | undefined;
  #nodes: EntryIndex['nodes'] | undefined;

  constructor(private readonly simulation: Simulation) {}

  get routersByAddress(): EntryIndex['routersByAddress'] {
    return this.#addresses ??= routersByAddress(this.simulation);
  }

  get routersByService(): EntryIndex['routersByService'] {
    return this.#services ??= routersByService(this.simulation);
  }

  get servicesByHost(): EntryIndex['servicesByHost'] {
    return this.#hosts ??= servicesByHost(this.simulation);
  }

  get nodes(): EntryIndex['nodes'] {
    return this.#nodes ??= nodesByAddress(this.simulation);
  }
}

function routersByAddress({ routers }: Simulation): ReadonlyMap<string, Router> {
  const found = new Map<string, Router>();
  for (const router of routers) {
    for (const address of router.addresses ?? []) if (!found.has(address)) found.set(address, router);
    for (const { object } of router.resources) {
      for (const { object: entry } of objectsAt(objectIn(object, 'status', 'loadBalancer'), 'ingress')) {
        for (const address of [textAt(entry, 'ip'), textAt(entry, 'hostname')]) {
          if (address !== null && !found.has(address.toLowerCase())) found.set(address.toLowerCase(), router);
        }
      }
    }
  }
  return found;
}

/** Services are made for Gateways alone, so the routers of Ingress objects need not be compiled to know of none. */
function routersByService(simulation: Simulation): ReadonlyMap<string, Router> {
  if (simulation.cluster.gatewayObjects.gateways.length === 0) return new Map();
  return new Map(simulation.routers.flatMap((router) => (router.services ?? []).map(({ namespace, name }) => [`${namespace}/${name}`, router] as const)));
}

/** @see https://github.com/kubernetes-sigs/external-dns/blob/master/docs/annotations/annotations.md */
function servicesByHost({ cluster }: Simulation): ReadonlyMap<string, Service> {
  const found = new Map<string, Service>();
  for (const service of cluster.services.where(({ metadata }) => objectIn({ metadata }, 'metadata', 'annotations')?.[EXTERNAL_DNS] !== undefined)) {
    if (!Object.hasOwn(service.annotations, EXTERNAL_DNS)) continue;
    for (const host of service.annotations[EXTERNAL_DNS].split(',')) {
      const name = host.trim().toLowerCase().replace(/\.$/, '');
      if (name !== '' && !found.has(name)) found.set(name, service);
    }
  }
  return found;
}

function nodesByAddress({ cluster }: Simulation): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const node of cluster.nodes.values()) {
    for (const address of [node.name, ...node.addresses]) found.set(address.toLowerCase(), node.name);
  }
  for (const pod of cluster.pods) {
    if (pod.node === null) continue;
    found.set(pod.node.toLowerCase(), pod.node);
    const hostIp = pod.resource.kind === 'Pod' ? textAt(objectAt(pod.resource.object, 'status'), 'hostIP') : null;
    if (hostIp !== null) found.set(hostIp, pod.node);
  }
  return found;
}
