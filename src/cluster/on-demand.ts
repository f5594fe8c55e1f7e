import { refusalsAmong } from './build';
import { countPods, endpointLimit, firstPods, MAX_ENDPOINTS, type EndpointLimit } from './endpoints/endpoint-limit';
import { selectedHooks } from './endpoints/selected-hooks';
import { makeSlices, type AllSlices } from './endpoints/slices';
import type { Cluster, ClusterNode, ClusterSettings, EndpointSlice, Notice, ObjectTable, Pod, Workload } from './model';
import { namespaceLabels } from './namespace-labels';
import { readNodes } from './nodes';
import { TableOnDemand } from './object-table-on-demand';
import type { Refusals } from './refusals';
import type { ResourceIndex } from './resource-index';
import { WorkloadsOnDemand } from './workloads/workloads-on-demand';
import { isKind, type StringMap } from '../kubernetes/fields';
import { GATEWAY_KINDS } from '../kubernetes/gateway/kinds';
import { readGatewayObjects, type GatewayObjects } from '../kubernetes/gateway/objects';
import { readIngress, readIngressClass, type Ingress, type IngressClass } from '../kubernetes/ingress';
import type { Resource } from '../kubernetes/resource';
import { readService, type Service } from '../kubernetes/service';

/**
 * The cluster that `buildCluster` makes, of which nothing is made before it is asked for: who follows one request meets a few of thousands of objects.
 *
 * It answers as the other one does, whatever is asked of it in which order, but for its notices, which are about what has been looked at.
 * There must be so few pods that no limit is reached (`within-limits.ts`).
 */
export class ClusterOnDemand implements Cluster {
  readonly services: ObjectTable<Service>;
  readonly find: Cluster['find'];
  readonly ofKinds: Cluster['ofKinds'];
  readonly inNamespace: Cluster['inNamespace'];
  readonly namespaceLabels: Cluster['namespaceLabels'];
  private readonly made: WorkloadsOnDemand;
  /** Services whose pods were asked for. */
  private readonly selecting: Service[] = [];
  private readonly later: {
    ingresses?: readonly Ingress[];
    ingressClasses?: readonly IngressClass[];
    gatewayObjects?: GatewayObjects;
    nodes?: ReadonlyMap<string, ClusterNode>;
    slices?: AllSlices;
    limit?: EndpointLimit;
  } = {};

  /** @param input the objects that `index` holds, and those that came twice */
  constructor(
    private readonly input: readonly Resource[], private readonly index: ResourceIndex,
    readonly settings: ClusterSettings, readonly refused: Refusals,
  ) {
    this.find = index.find;
    this.ofKinds = index.ofKinds;
    this.inNamespace = index.inNamespace;
    this.namespaceLabels = namespaceLabels(index.find);
    this.services = new TableOnDemand({
      find: (namespace, name) => index.findInGroup('', 'Service', namespace, name),
      list: () => index.ofKinds('Service').filter((each) => isKind(each, '', 'Service')),
      isTaken: (resource) => !refused.has(resource),
      read: readService,
    });
    this.made = new WorkloadsOnDemand(index, { find: index.findInGroup, isTaken: (resource) => !refused.has(resource), nodes: () => this.nodes });
  }

  /** The same cluster, and everything that is made of it, as if it had only these Ingress objects. */
  narrowedTo(ingresses: readonly Resource[]): Cluster {
    const kept = new Set(ingresses);
    const taken = ingresses.filter((each) => !this.refused.has(each)).map(readIngress);
    const ofKinds: Cluster['ofKinds'] = (...kinds) => this.ofKinds(...kinds).filter((each) => kept.has(each) || !isKind(each, 'networking.k8s.io', 'Ingress'));
    return Object.create(this, { ingresses: { value: taken }, ofKinds: { value: ofKinds } }) as Cluster;
  }

  get resources(): readonly Resource[] {
    return this.index.resources;
  }

  get workloads(): ObjectTable<Workload> {
    return this.made.table;
  }

  get pods(): readonly Pod[] {
    return this.made.pods;
  }

  get ingresses(): readonly Ingress[] {
    return this.later.ingresses ??= this.taken('networking.k8s.io', 'Ingress').map(readIngress);
  }

  get ingressClasses(): readonly IngressClass[] {
    return this.later.ingressClasses ??= this.taken('networking.k8s.io', 'IngressClass').map(readIngressClass);
  }

  get gatewayObjects(): GatewayObjects {
    return this.later.gatewayObjects ??= readGatewayObjects(this.ofKinds(...GATEWAY_KINDS).filter((each) => !this.refused.has(each)));
  }

  get nodes(): ReadonlyMap<string, ClusterNode> {
    return this.later.nodes ??= readNodes(this.taken('', 'Node'));
  }

  get slices(): readonly EndpointSlice[] {
    return this.allSlices.slices;
  }

  get mostWorkloadsOfService(): number {
    return this.limit.perService;
  }

  get notices(): readonly Notice[] {
    const { slices, limit } = this.later;
    const judged = this.input.filter((each) => this.refused.isJudged(each));
    const hooks = selectedHooks(this.selecting, { match: (namespace, selector) => this.hooksMatching(namespace, selector) });
    return [...refusalsAmong(judged, this.refused), ...this.index.notices, ...limit?.notices ?? [], ...slices?.notices ?? [], ...hooks];
  }

  findWorkload(kind: string, namespace: string, name: string): Workload | undefined {
    return this.made.of(namespace).find(kind, name);
  }

  workloadsMatching(namespace: string, selector: StringMap): readonly Workload[] {
    const found = this.made.of(namespace).match(selector);
    return found.length === 1 ? [found[0].workload] : [...new Set(found.map(({ workload }) => workload))];
  }

  workloadsWhere(test: (labels: StringMap) => boolean): readonly Workload[] {
    return this.made.where(test);
  }

  carriers(namespace: string, selector: StringMap): readonly Resource[] {
    return this.made.of(namespace).carriers(selector);
  }

  hooksMatching(namespace: string, selector: StringMap): readonly Workload[] {
    return this.made.of(namespace).matchHooks(selector);
  }

  podsMatching(namespace: string, selector: StringMap): readonly Pod[] {
    return this.made.of(namespace).match(selector).flatMap(({ pods }) => pods);
  }

  slicesOf(namespace: string, service: string): readonly EndpointSlice[] {
    return this.allSlices.slicesOf(namespace, service);
  }

  private get allSlices(): AllSlices {
    return this.later.slices ??= makeSlices({
      settings: this.settings,
      nodes: this.nodes,
      resources: this.ofKinds('Endpoints', 'EndpointSlice').filter((each) => !this.refused.has(each)),
      services: this.services,
      findPod: (namespace, name) => this.made.findPod(namespace, name),
      podsOf: (service) => this.podsOf(service),
      hasWorkloads: (namespace) => this.workloads.inNamespace(namespace).some((workload) => workload.hooks === undefined),
    });
  }

  private podsOf(service: Service): readonly Pod[] {
    const { namespace, selector } = service;
    this.selecting.push(service);
    if (selector === null) return [];
    const found = this.made.of(namespace).match(selector);
    const services = this.index.byKind.get('Service')?.length ?? 0;
    // so many each Service may have whatever the others have
    return firstPods(found, countPods(found) * services <= MAX_ENDPOINTS ? Infinity : this.limit.perService);
  }

  private get limit(): EndpointLimit {
    return this.later.limit ??= endpointLimit(this.services.all, { match: (namespace, selector) => this.made.of(namespace).match(selector) });
  }

  private taken(group: string, kind: string): readonly Resource[] {
    return this.ofKinds(kind).filter((each) => isKind(each, group, kind) && !this.refused.has(each));
  }
}
