import { Reach } from './reach';
import { routeBackends, type RouteBackend } from './routes';
import { workloadsBehind } from './service-pods';
import { duplicatePaths, type DuplicatePath } from './written-paths';
import { dnsIndex } from '../cluster/dns/name-index';
import type { Workload } from '../cluster/model';
import { networkPolicies, type NetworkPolicies } from '../cluster/policies/network-policies';
import { judgeAbsentPods, type AbsentPods } from '../cluster/workloads/absent-pods';
import { makerIn } from '../cluster/workloads/pod-makers';
import { scaledPodOf } from '../cluster/workloads/scaled-pods';
import type { Ingress } from '../kubernetes/ingress';
import type { Resource } from '../kubernetes/resource';
import type { Service } from '../kubernetes/service';
import { validateObject, type ValidationOptions } from '../kubernetes/validation/validate';
import type { Verdict } from '../kubernetes/violation';
import type { Externals } from '../manifests/config';
import { hasExternalPods } from '../manifests/externals';
import { classController } from '../routers/ingress/class-controller';
import type { Router } from '../routers/model';
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
  private backendsOfRoutes: readonly RouteBackend[] | undefined;
  private routersByIngress: ReadonlyMap<Resource, Router> | undefined;
  private ingressesByResource: ReadonlyMap<Resource, Ingress> | undefined;
  private readonly duplicates = new Map<Router, readonly DuplicatePath[]>();
  private readonly reaches = new Map<Router, Reach>();
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

  /** Every backend of every Ingress, each field once. */
  get routeBackends(): readonly RouteBackend[] {
    this.backendsOfRoutes ??= [...routeBackends(this.simulation.cluster, (ingress) => this.routerOf(ingress))];
    return this.backendsOfRoutes;
  }

  get policies(): NetworkPolicies {
    return networkPolicies(this.simulation.cluster);
  }

  /** The router that serves an Ingress, as its own controller reads it. */
  routerOf(ingress: Resource): Router | undefined {
    this.routersByIngress ??= new Map(this.simulation.routers.filter(({ id }) => id.kind === 'Ingress')
      .flatMap((router) => router.resources.map((resource) => [resource, router])));
    return this.routersByIngress.get(ingress);
  }

  /** The Ingress objects that a router serves, in its order of precedence. */
  ingressesOf({ id, resources }: Router): readonly Ingress[] {
    if (id.kind !== 'Ingress') return [];
    this.ingressesByResource ??= new Map(this.simulation.cluster.ingresses.map((each) => [each.resource, each]));
    return resources.flatMap((each) => this.ingressesByResource?.get(each) ?? []);
  }

  /** The controller that is known to serve what a router does, whether it is simulated or not; null where nothing says. */
  controllerOf({ id: { controller, className } }: Router): string | null {
    return controller === 'spec' ? classController(this.simulation.cluster, { className }) : controller;
  }

  /** Paths of a router that are written twice and get no request. */
  duplicatesOf(router: Router): readonly DuplicatePath[] {
    let duplicates = this.duplicates.get(router);
    if (duplicates === undefined) {
      duplicates = duplicatePaths(router, this.ingressesOf(router), () => this.reachOf(router));
      this.duplicates.set(router, duplicates);
    }
    return duplicates;
  }

  /** Which routes of a router get requests. */
  reachOf(router: Router): Reach {
    let reach = this.reaches.get(router);
    if (reach === undefined) this.reaches.set(router, reach = new Reach(router));
    return reach;
  }

  /** Another namespace that has a Service of this name. */
  otherNamespaceOfService(namespace: string, name: string): string | null {
    const { servicesByName } = dnsIndex(this.simulation.cluster);
    return servicesByName.get(name)?.find((each) => each.namespace !== namespace)?.namespace ?? null;
  }

  /** Whether the user declared pods in the namespace that carry these labels. */
  declaresPods(namespace: string, labels: Readonly<Record<string, string>>): boolean {
    return hasExternalPods(this.externals, namespace, labels);
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
