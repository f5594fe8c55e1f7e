import type * as kplus from 'cdk8s-plus-27';
import type { Construct, IConstruct } from 'constructs';
import type { BackendPort } from './backend';
import { withdrawn } from './construct-error';
import { defined } from './emit';
import { ExposedApp } from './exposed-app';
import type { PathRouter } from './path-router';
import type { ServiceRouteOptions } from './path-router/options';
import { addServiceRoute } from './path-router/service-route';
import { checkWorkload, makeStatefulSet } from './pods/app-workload';
import { checkAutoscaling, scaleWorkload } from './pods/autoscaler';
import { checkNamespace, checkPodOptions, podsOf, samePods } from './pods/pod-checks';
import type { PodOptions } from './pods/pod-options';
import type { PodSource } from './pods/pod-source';
import { checkStatefulSetName, wireStatefulSet, type StatefulPods } from './pods/stateful-pods';
import { checkedProps, EXPOSE_SHAPE, PLUS_OPTIONS, POD_OPTIONS, SERVICE_OPTIONS } from './props';
import type { ExposeOptions } from './service/expose-options';
import { familySpec } from './service/family-spec';
import { PodService } from './service/pod-service';
import type { ServiceOptions } from './service/service-options';
import type { ExposedPort } from './service/service-port';
import { checkNoNodePorts, checkTargets, checkUnmapped, givenPorts, portsOfContainers, samePorts, specPorts, toBackendPorts } from './service/service-ports';
import type { JsonObject } from '../kubernetes/resource';
import { checked, FLAG, fields, NUMBER, PORT } from '../kubernetes/shapes';

const HEADLESS_SET = fields({ ...SERVICE_OPTIONS, ...POD_OPTIONS, publishNotReadyAddresses: FLAG, ordinalsStart: NUMBER, statefulSet: PLUS_OPTIONS });

/** Nobody wants a longer list, and one of a billion names fills the memory. */
const MOST_NAMES = 100_000;

/** What a `HeadlessSet` is made from. */
export interface HeadlessSetProps extends ServiceOptions, PodOptions {
  /**
   * Whether the names of pods resolve before they are ready, as peers need that look for each other while they start.
   *
   * @default false
   */
  readonly publishNotReadyAddresses?: boolean;

  /**
   * The number of the first pod, 0 or more (Kubernetes 1.27 and newer). For pods of a StatefulSet.
   *
   * @default - as the StatefulSet says: 0
   */
  readonly ordinalsStart?: number;

  /**
   * Everything else about the StatefulSet that runs the image: update strategy, pod management, volumes, further containers.
   *
   * @default - as in cdk8s-plus; its name is that of the Service
   */
  readonly statefulSet?: kplus.StatefulSetProps;
}

/**
 * Pods that are reached one by one, by a headless Service: its name resolves to all pods that are ready, and each pod of a StatefulSet has
 * a name of its own.
 *
 * The pods are those of an image (a StatefulSet is made), of a workload that exists, or known by their labels. An existing StatefulSet gets
 * this Service as its `serviceName`; where cdk8s-plus made a Service for it, that one stays beside. Ports are optional (`ports: []` is none)
 * and serve SRV records and routers.
 *
 * Throws when a prop is wrong: when there is not exactly one of `image`, `workload` and `selector`, when a port differs from its target port,
 * when a StatefulSet has another Service or first ordinal, or a name too long for its pods (52 characters), when a name is taken in the namespace,
 * and for whatever else the API server would refuse. The message names the construct's path, what was got and what is allowed.
 *
 * @example
 *
 * import { App, Chart } from 'cdk8s';
 * import { HeadlessSet } from 'cdk8s-routing';
 *
 * const chart = new Chart(new App(), 'kiada', { namespace: 'kiada' });
 * const quiz = new HeadlessSet(chart, 'quiz', { image: 'example.com/quiz:1.0', replicas: 3, ports: [{ name: 'mongodb', port: 27017 }] });
 * quiz.podDnsNames; // quiz-0.quiz.kiada.svc.cluster.local, quiz-1...
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#headless-services
 */
export class HeadlessSet extends PodService {
  /** The workload behind the Service. Undefined where only labels of its pods are known. */
  public readonly workload?: IConstruct;

  /** The StatefulSet that was made from `image`, to set the rest on. Undefined where the pods exist otherwise. */
  public readonly statefulSet?: kplus.StatefulSet;

  private readonly options: HeadlessSetProps;
  private readonly given?: readonly ExposedPort[];
  private readonly pods: PodSource;
  private readonly statefulPods?: StatefulPods;

  /**
   * @param scope where in the tree it stands, in a chart
   * @param id its name in the scope, and the Service's name unless `metadata` gives one
   * @param props where the pods come from, and what is offered of them
   */
  public constructor(scope: Construct, id: string, props: HeadlessSetProps) {
    const given = checkedProps('HeadlessSet', scope, id, props, HEADLESS_SET);
    super(scope, id, 'HeadlessSet', given, given.workload);
    const fail = (message: string) => this._error(message);
    try {
      this.options = given;
      this.given = givenPorts(given, fail);
      checkNoNodePorts(this.given, 'a headless Service has none, since clients connect to the pods themselves; leave it out, or use an ExposedApp', fail);
      checkPodOptions(given, { statefulSet: given.statefulSet }, fail);
      checkAutoscaling(given.autoscaling, { 'replicas': given.replicas, 'statefulSet.replicas': given.statefulSet?.replicas }, fail);
      if (given.image !== undefined) {
        checkStatefulSetName(given.statefulSet?.metadata?.name ?? this.serviceName, fail);
        this.statefulSet = makeStatefulSet(this, given.image, given);
      }
      this.pods = podsOf(this.statefulSet ?? given.workload, given.selector, fail);
      this.workload = this.statefulSet ?? (this.pods.construct === null ? undefined : given.workload);
      checkNamespace(this.pods, this.namespace, fail);
      this._checkWith(this.pods);
      const more = given.container ?? given.statefulSet ?? given.readiness;
      if (this.statefulSet !== undefined && more !== undefined) checkWorkload(this.statefulSet, this);
      if (this.statefulSet !== undefined) scaleWorkload(this, this.statefulSet, given.autoscaling);
      // last, since it changes a StatefulSet that others made
      this.statefulPods = wireStatefulSet(this.pods, this.serviceName, given.ordinalsStart, fail);
    } catch (error) {
      throw withdrawn(this, error);
    }
  }

  /** The ports that the Service offers, a copy. Empty where it has none, or the workload has no containers yet. */
  public get backendPorts(): BackendPort[] {
    return toBackendPorts(this.ports());
  }

  /**
   * The names of all pods in the cluster DNS, in order: `quiz-0.quiz.kiada.svc.cluster.local`.
   *
   * Throws when the pods are not those of a StatefulSet, or an autoscaler decides how many there are.
   */
  public get podDnsNames(): string[] {
    const { start, replicas } = this.stateful();
    const count = replicas();
    if (count === null) {
      throw this._error('the pods are not known, since an autoscaler decides how many there are; use podDnsName(ordinal)');
    }
    if (count > MOST_NAMES) throw this._error(`there are ${count} pods, and at most ${MOST_NAMES} names are listed; use podDnsName(ordinal)`);
    return Array.from({ length: count }, (_, i) => this.podDnsName(start + i));
  }

  /**
   * The name of one pod in the cluster DNS: `quiz-0.quiz.kiada.svc.cluster.local`.
   *
   * It resolves once the pod is ready, or runs if `publishNotReadyAddresses` is set. Throws when the pods are not those of a StatefulSet, or it
   * has no pod of that number.
   *
   * @param ordinal the pod's number, counted from `ordinalsStart`
   * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id
   */
  public podDnsName(ordinal: number): string {
    const { name, start, replicas } = this.stateful();
    const count = replicas() ?? Infinity;
    if (!Number.isInteger(ordinal) || ordinal < start || ordinal >= start + count) {
      const allowed = count === 0 ? 'it has no pods' : `its pods are ${name}-${start}${count === 1 ? '' : ` to ${name}-${count === Infinity ? 'n' : start + count - 1}`}`;
      throw this._error(`there is no pod of ordinal ${ordinal}; ${allowed}`);
    }
    return `${name}-${ordinal}.${this.dnsName}`;
  }

  /**
   * The name whose SRV records give the port and names of all pods that are ready: `_mongodb._tcp.quiz.kiada.svc.cluster.local`.
   *
   * Throws when the Service has no such port, or the port has no name.
   *
   * @param port the number or name of a port that has a name
   * @see https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#srv-records
   */
  public srvName(port: number | string): string {
    const { name, protocol = 'TCP', port: number } = this._findPort(checked(port, PORT, 'port', (message) => this._error(message)));
    if (name === undefined) {
      throw this._error(`port ${number} has no name, and SRV records are for named ports only; set its name in 'ports'`);
    }
    return `_${name}._${protocol.toLowerCase()}.${this.dnsName}`;
  }

  /**
   * Sends requests for a path to this Service.
   *
   * Throws as `PathRouter.addRoute` does; the router then stays as it was.
   *
   * @param router the router that takes the requests
   * @param path starts with `/`
   * @param options the host (every host unless given), and how the route differs from others
   * @returns this construct, for further calls
   */
  public route(router: PathRouter, path: string = '/', options: ServiceRouteOptions = {}): HeadlessSet {
    addServiceRoute(this, router, path, options, (message) => this._error(message));
    return this;
  }

  /**
   * Exposes the same pods by a Service that spreads requests over them.
   *
   * @param id the id of the second construct, and the Service's name unless `options.metadata` gives one
   * @param options how the pods are reached by it (its ports are the container ports unless given, or those of this Service where the containers are not known)
   * @returns the second Service, in the same namespace
   */
  public addService(id: string, options: ExposeOptions = {}): ExposedApp {
    const given = checked(options, EXPOSE_SHAPE, 'options', (message) => this._error(message));
    const metadata = defined({ namespace: this.namespace, ...given.metadata });
    const { clusterDomain } = this.options;
    const ports = this.pods.containers() === null ? this.given : undefined;
    return new ExposedApp(this, id, { clusterDomain, ...samePorts(ports, given), metadata, ...samePods(this.workload, this.pods) });
  }

  /** @internal */
  public _podSource(): PodSource {
    return this.pods;
  }

  /** @internal */
  public _serviceSpec(): JsonObject {
    const ports = specPorts(this.ports());
    return defined({
      type: 'ClusterIP',
      clusterIP: 'None',
      selector: { ...this.pods.selector() },
      ports: ports.length > 0 ? ports : undefined,
      publishNotReadyAddresses: this.options.publishNotReadyAddresses,
      ...familySpec(this.options),
    });
  }

  /** @internal */
  public _check(): void {
    const fail = (message: string) => this._error(message);
    super._check();
    checkUnmapped(this.ports(), this.pods, fail);
    checkTargets(this.ports(), this.pods, fail);
  }

  private ports(): readonly ExposedPort[] {
    return this.given ?? portsOfContainers(this.pods, (message) => this._error(message));
  }

  private stateful(): StatefulPods {
    if (this.statefulPods === undefined) {
      throw this._error(`the pods of ${this.pods.description} have no names that are known before they run; those of a StatefulSet do, use dnsName for all pods`);
    }
    return this.statefulPods;
  }
}
