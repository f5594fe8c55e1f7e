import { routeBackends, type RouteBackend } from './routes';
import { workloadsBehind } from './service-pods';
import type { Workload } from '../cluster/model';
import { networkPolicies, type NetworkPolicies } from '../cluster/policies/network-policies';
import { judgeAbsentPods, type AbsentPods } from '../cluster/workloads/absent-pods';
import { makerIn } from '../cluster/workloads/pod-makers';
import { scaledPodOf } from '../cluster/workloads/scaled-pods';
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

  /** What makes objects of the namespace that no manifest shows: a custom resource, or an operator. */
  makerIn(namespace: string): Resource | null {
    return makerIn(this.simulation.cluster, namespace);
  }

  /** Judges a selector that no pod of the manifests has the labels for; null where such pods are known to come from elsewhere, or are told of at a refused workload. */
  absentPods(namespace: string, labels: Readonly<Record<string, string>>, name: string | null = null): AbsentPods | null {
    const { cluster } = this.simulation;
    if (this.declaresPods(namespace, labels) || scaledPodOf(cluster, namespace, labels) !== null) return null;
    return judgeAbsentPods(cluster, namespace, labels, name);
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
    this.backendsOfRoutes ??= [...routeBackends(this.simulation.tables)];
    return this.backendsOfRoutes;
  }

  get policies(): NetworkPolicies {
    return networkPolicies(this.simulation.cluster);
  }

  /** The router that serves an Ingress. */
  routerOf(ingress: Resource): RouteTable | undefined {
    this.routersByIngress ??= new Map(this.simulation.tables.flatMap((router) => router.resources.map((resource) => [resource, router])));
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
