import * as kplus from 'cdk8s-plus-27';
import type { Construct, IConstruct } from 'constructs';
import type { BackendPort } from './backend';
import { withdrawn } from './construct-error';
import { defined } from './emit';
import type { PathRouter } from './path-router';
import type { ServiceRouteOptions } from './path-router/options';
import { addServiceRoute } from './path-router/service-route';
import { checkWorkload, makeDeployment } from './pods/app-workload';
import { checkAutoscaling, scaleWorkload } from './pods/autoscaler';
import { checkNamespace, checkPodOptions, podsOf, samePods } from './pods/pod-checks';
import type { PodOptions } from './pods/pod-options';
import type { PodSource } from './pods/pod-source';
import { checkedProps, EXPOSE_SHAPE, EXPOSED_APP } from './props';
import { annotatePublicDns } from './public-dns';
import { clusterIpAddress, endpointAddress } from './service/endpoint-address';
import type { ExposeOptions } from './service/expose-options';
import { familySpec } from './service/family-spec';
import { PodService } from './service/pod-service';
import type { ExposedPort } from './service/service-port';
import { checkNoNodePorts, checkSomePort, checkTargets, givenPorts, portsOfContainers, samePorts, specPorts, toBackendPorts } from './service/service-ports';
import type { ExposureType } from './service/service-type';
import type { JsonObject } from '../kubernetes/resource';
import { checked } from '../kubernetes/shapes';

type Fail = (message: string) => Error;

/** What an `ExposedApp` is made from. */
export interface ExposedAppProps extends ExposeOptions, PodOptions {
  /**
   * Everything else about the Deployment that runs the image: update strategy, volumes, service account, further containers.
   *
   * @default - as in cdk8s-plus; its name is that of the Service
   */
  readonly deployment?: kplus.DeploymentProps;
}

/**
 * An app and the Service that it is reached by.
 *
 * The app is an image, a workload that exists, or pods that are known by their labels.
 *
 * Throws when a prop is wrong: when there is not exactly one of `image`, `workload` and `selector`, when the workload has no pods or is in
 * another namespace, when there is no port, a target port name is not a container port's or its protocol differs, when a name is taken in the
 * namespace, and for whatever else the API server would refuse. The message names the construct's path, what was got and what is allowed.
 *
 * @example
 *
 * import { App, Chart } from 'cdk8s';
 * import { ExposedApp } from 'cdk8s-routing';
 *
 * const chart = new Chart(new App(), 'kiada', { namespace: 'kiada' });
 * const quote = new ExposedApp(chart, 'quote', { image: 'example.com/quote:1.0', replicas: 3, port: 80, targetPort: 8080 });
 * quote.url(); // http://quote.kiada.svc.cluster.local
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/service/
 */
export class ExposedApp extends PodService {
  /** The workload behind the Service. Undefined where only labels of its pods are known. */
  public readonly workload?: IConstruct;

  /** The Deployment that was made from `image`, to set the rest on. Undefined where the pods exist otherwise. */
  public readonly deployment?: kplus.Deployment;

  private readonly options: ExposeOptions;
  private readonly given?: readonly ExposedPort[];
  private readonly pods: PodSource;
  private readonly clusterIp?: string;
  private readonly externalIps?: readonly string[];

  /**
   * @param scope where in the tree it stands, in a chart
   * @param id its name in the scope, and the Service's name unless `metadata` gives one
   * @param props where the pods come from, and how they are reached
   */
  public constructor(scope: Construct, id: string, props: ExposedAppProps) {
    const given = checkedProps('ExposedApp', scope, id, props, EXPOSED_APP);
    super(scope, id, 'ExposedApp', given, given.workload);
    const fail = (message: string) => this._error(message);
    try {
      this.options = given;
      this.given = givenPorts(given, fail);
      checkType(given.type, this.given, fail);
      checkPodOptions(given, { deployment: given.deployment }, fail);
      checkAutoscaling(given.autoscaling, { 'replicas': given.replicas, 'deployment.replicas': given.deployment?.replicas }, fail);
      this.deployment = given.image === undefined ? undefined : makeDeployment(this, given.image, given);
      this.pods = podsOf(this.deployment ?? given.workload, given.selector, fail);
      this.workload = this.deployment ?? (this.pods.construct === null ? undefined : given.workload);
      checkNamespace(this.pods, this.namespace, fail);
      this.clusterIp = clusterIpAddress(given.clusterIp, fail);
      this.externalIps = readExternalIps(given.externalIps, fail);
      annotatePublicDns(this._service, given.publicDnsNames, fail);
      this._checkWith(this.pods);
      const more = given.container ?? given.deployment ?? given.readiness;
      if (this.deployment !== undefined && more !== undefined) checkWorkload(this.deployment, this);
      if (this.deployment !== undefined) scaleWorkload(this, this.deployment, given.autoscaling);
    } catch (error) {
      throw withdrawn(this, error);
    }
  }

  /** The ports that the Service offers, a copy. Empty where they are those of a workload that has no containers yet. */
  public get backendPorts(): BackendPort[] {
    return toBackendPorts(this.ports());
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
  public route(router: PathRouter, path: string = '/', options: ServiceRouteOptions = {}): ExposedApp {
    addServiceRoute(this, router, path, options, (message) => this._error(message));
    return this;
  }

  /**
   * Exposes the same pods by a second Service, such as one for clients outside the cluster.
   *
   * @param id the id of the second construct, and the Service's name unless `options.metadata` gives one
   * @param options how the pods are reached by it (its ports are those of this Service unless given, without their node ports)
   * @returns the second Service, in the same namespace
   */
  public addService(id: string, options: ExposeOptions = {}): ExposedApp {
    const given = checked(options, EXPOSE_SHAPE, 'options', (message) => this._error(message));
    const metadata = defined({ namespace: this.namespace, ...given.metadata });
    const { clusterDomain } = this.options;
    return new ExposedApp(this, id, { clusterDomain, ...samePorts(this.given, given), metadata, ...samePods(this.workload, this.pods) });
  }

  /** @internal */
  public _podSource(): PodSource {
    return this.pods;
  }

  /** @internal */
  public _serviceSpec(): JsonObject {
    const { options } = this;
    return defined({
      type: options.type?.name ?? 'ClusterIP',
      clusterIP: this.clusterIp,
      selector: { ...this.pods.selector() },
      ports: specPorts(this.ports()),
      ...options.type?._spec,
      externalIPs: this.externalIps && [...this.externalIps],
      ...options.sessionAffinity?._spec,
      internalTrafficPolicy: options.internalTrafficPolicy,
      externalTrafficPolicy: options.externalTrafficPolicy,
      trafficDistribution: options.trafficDistribution,
      publishNotReadyAddresses: options.publishNotReadyAddresses,
      ...familySpec(options),
    });
  }

  /** @internal */
  public _check(): void {
    const fail = (message: string) => this._error(message);
    checkSomePort(this.given, this.pods, fail);
    if (this.ports().length === 0) return;
    super._check();
    checkTargets(this.ports(), this.pods, fail);
  }

  private ports(): readonly ExposedPort[] {
    return this.given ?? portsOfContainers(this.pods, (message) => this._error(message));
  }
}

function checkType(type: ExposureType | undefined, ports: readonly ExposedPort[] | undefined, fail: Fail): void {
  if (type === undefined || type.name === 'ClusterIP') {
    checkNoNodePorts(ports, 'a Service of type ClusterIP has none; specify type: ExposureType.nodePort(), or leave it out', fail);
  }
}

/** In canonical form, since the API server warns of any other. */
function readExternalIps(addresses: readonly string[] | undefined, fail: Fail): string[] | undefined {
  const found = addresses?.map((address) => endpointAddress(address, 'externalIps', fail).address);
  const twice = found?.find((address, index) => found.indexOf(address) !== index);
  if (twice !== undefined) {
    throw fail(`externalIps: '${twice}' is listed more than once`);
  }
  return found;
}
