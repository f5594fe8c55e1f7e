import { findPodWriters, type PodWriter } from './pod-writers';
import { routeBackends, type RouteBackend } from './routes';
import { workloadsBehind } from './service-pods';
import type { Pod, Workload } from '../cluster/model';
import { networkPolicies, type NetworkPolicies } from '../cluster/policies/network-policies';
import { operators, podMakers } from '../cluster/workloads/pod-makers';
import type { Resource } from '../kubernetes/resource';
import type { Service } from '../kubernetes/service';
import { validateObject, type ValidationOptions } from '../kubernetes/validation/validate';
import type { Verdict } from '../kubernetes/violation';
import type { Externals } from '../manifests/config';
import type { RouteTable } from '../routers/route-table';
import type { Simulation } from '../trace/simulation';

/** An object that the API server refuses, or warns of. */
export interface ResourceVerdict {
  readonly resource: Resource;
  readonly verdict: Verdict;
}

/** What several rules ask of a simulation, worked out once, when it is first asked for. */
export class RuleContext {
  private servicesByWorkload: ReadonlyMap<Workload, readonly Service[]> | undefined;
  private labelKeysByNamespace: ReadonlyMap<string, ReadonlySet<string>> | undefined;
  private namespacesWithWorkloads: readonly string[] | undefined;
  private writersByNamespace: ReadonlyMap<string, readonly PodWriter[]> | undefined;
  private verdictsOfInput: readonly ResourceVerdict[] | undefined;
  private servicesByName: Map<string, string[]> | undefined;
  private backendsOfRoutes: readonly RouteBackend[] | undefined;
  private readonly serviceNamesByNamespace = new Map<string, readonly string[]>();
  private routersByIngress: ReadonlyMap<Resource, RouteTable> | undefined;
  private declaredServices: ReadonlySet<string> | undefined;
  private declaredSecrets: ReadonlySet<string> | undefined;

  /**
   * @param externals what the cluster holds besides the manifests
   * @param validation whose rules the API server has; what is absent has its default
   */
  constructor(readonly simulation: Simulation, readonly externals: Externals, readonly validation: Partial<ValidationOptions>) {}

  /** The Services that select a workload's pods. */
  servicesOf(workload: Workload): readonly Service[] {
    this.servicesByWorkload ??= collectServices(this.simulation);
    return this.servicesByWorkload.get(workload) ?? NO_SERVICES;
  }

  /** Keys of the labels that pods of the namespace carry. */
  labelKeys(namespace: string): ReadonlySet<string> {
    this.labelKeysByNamespace ??= collectLabelKeys(this.simulation);
    return this.labelKeysByNamespace.get(namespace) ?? NO_KEYS;
  }

  /** Custom resources of the namespace from which an operator may make pods. */
  podMakers(namespace: string): readonly Resource[] {
    return podMakers(this.simulation.cluster, namespace);
  }

  /** Workloads of the input that are operators by their names: they make pods that no manifest shows. */
  get operators(): readonly Workload[] {
    return operators(this.simulation.cluster);
  }

  /** Workloads of the namespace that may make or label pods there at run time. */
  podWriters(namespace: string): readonly PodWriter[] {
    this.writersByNamespace ??= findPodWriters(this.simulation.cluster);
    return this.writersByNamespace.get(namespace) ?? [];
  }

  /** What makes objects of the namespace that no manifest shows: a custom resource, or an operator. */
  makerIn(namespace: string): Resource | null {
    return this.podMakers(namespace)[0] ?? this.operators.find((each) => each.namespace === namespace)?.resource ?? null;
  }

  /** What the API server says of each object. */
  get verdicts(): readonly ResourceVerdict[] {
    if (this.verdictsOfInput !== undefined) return this.verdictsOfInput;
    const verdicts: ResourceVerdict[] = [];
    for (const resource of this.simulation.cluster.resources) {
      const verdict = validateObject(resource.object, this.validation);
      if (verdict.violations.length > 0 || verdict.warnings.length > 0) verdicts.push({ resource, verdict });
    }
    this.verdictsOfInput = verdicts;
    return verdicts;
  }

  /** Every backend of every route, those that never win included, each field once. */
  get routeBackends(): readonly RouteBackend[] {
    this.backendsOfRoutes ??= [...routeBackends(this.simulation.routers)];
    return this.backendsOfRoutes;
  }

  get policies(): NetworkPolicies {
    return networkPolicies(this.simulation.cluster);
  }

  /** The router that serves an Ingress. */
  routerOf(ingress: Resource): RouteTable | undefined {
    this.routersByIngress ??= new Map(this.simulation.routers.flatMap((router) => router.resources.map((resource) => [resource, router])));
    return this.routersByIngress.get(ingress);
  }

  /** Another namespace that has a Service of this name. */
  otherNamespaceOfService(namespace: string, name: string): string | null {
    if (this.servicesByName === undefined) {
      this.servicesByName = new Map();
      for (const service of this.simulation.cluster.services.all) {
        const namespaces = this.servicesByName.get(service.name);
        if (namespaces === undefined) this.servicesByName.set(service.name, [service.namespace]);
        else namespaces.push(service.namespace);
      }
    }
    return this.servicesByName.get(name)?.find((each) => each !== namespace) ?? null;
  }

  /** Names of the Services of a namespace. */
  serviceNames(namespace: string): readonly string[] {
    let names = this.serviceNamesByNamespace.get(namespace);
    if (names === undefined) {
      names = this.simulation.cluster.services.inNamespace(namespace).map((each) => each.name);
      this.serviceNamesByNamespace.set(namespace, names);
    }
    return names;
  }

  /** Namespaces that have workloads. */
  get namespaces(): readonly string[] {
    this.namespacesWithWorkloads ??= [...new Set(this.simulation.cluster.workloads.all.map((each) => each.namespace))];
    return this.namespacesWithWorkloads;
  }

  /** Whether the user declared pods in the namespace that carry these labels. */
  declaresPods(namespace: string, labels: Readonly<Record<string, string>>): boolean {
    return this.externals.pods.some((pods) => pods.namespace === namespace
      && Object.keys(labels).every((key) => Object.hasOwn(pods.labels, key) && pods.labels[key] === labels[key]));
  }

  declaresService(namespace: string, name: string): boolean {
    this.declaredServices ??= namesOf(this.externals.services);
    return this.declaredServices.has(`${namespace}/${name}`);
  }

  declaresSecret(namespace: string, name: string): boolean {
    this.declaredSecrets ??= namesOf(this.externals.secrets);
    return this.declaredSecrets.has(`${namespace}/${name}`);
  }
}

function namesOf(declared: readonly { readonly namespace: string; readonly name: string }[]): ReadonlySet<string> {
  return new Set(declared.map(({ namespace, name }) => `${namespace}/${name}`));
}

const NO_KEYS: ReadonlySet<string> = new Set();
const NO_SERVICES: readonly Service[] = [];

function collectServices({ cluster }: Simulation): ReadonlyMap<Workload, readonly Service[]> {
  const services = new Map<Workload, Service[]>();
  for (const service of cluster.services.all) {
    for (const workload of workloadsBehind(cluster, service)) {
      const known = services.get(workload);
      if (known === undefined) services.set(workload, [service]);
      else known.push(service);
    }
  }
  return services;
}

function collectLabelKeys({ cluster }: Simulation): ReadonlyMap<string, ReadonlySet<string>> {
  const byNamespace = new Map<string, Set<string>>();
  for (const workload of cluster.workloads.all) {
    let keys = byNamespace.get(workload.namespace);
    if (keys === undefined) byNamespace.set(workload.namespace, keys = new Set());
    for (const key of Object.keys(workload.template.labels)) keys.add(key);
    const pod: Pod | undefined = workload.pods[0];
    if (pod === undefined) continue;
    for (const key of Object.keys(pod.labels)) keys.add(key);
    for (const key of pod.generatedLabels) keys.add(key);
  }
  return byNamespace;
}
