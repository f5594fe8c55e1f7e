import { ApiObject, type ApiObjectMetadata } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { Dependable } from 'constructs';
import { defined } from '../emit';
import type { PodOptions } from './pod-options';
import { PortProtocol } from '../../kubernetes/port-protocol';
import type { JsonObject } from '../../kubernetes/resource';
import { portName } from '../../kubernetes/validation/names';
import type { ServiceConstruct } from '../service/service-construct';
import type { ServiceOptions } from '../service/service-options';
import type { ExposedPort } from '../service/service-port';
import { givenPorts } from '../service/service-ports';

type Fail = (message: string) => Error;

/**
 * The Deployment that runs an image.
 *
 * @param app stands above it, and gives it name and namespace
 * @throws when cdk8s-plus takes a prop for wrong
 */
export function makeDeployment(
  app: ServiceConstruct, image: string, props: PodOptions & ServiceOptions & { readonly deployment?: kplus.DeploymentProps },
): kplus.Deployment {
  const fail = (message: string) => app._error(message);
  const { containers = [], ...options } = props.deployment ?? {};
  const replicas = oneOf('replicas', 'deployment.replicas', props.replicas, options.replicas, fail);
  return attempt('Deployment', fail, () => {
    const metadata = workloadMetadata(app, props, options.metadata);
    const deployment = new kplus.Deployment(app, 'Deployment', { ...options, replicas, metadata });
    addContainers(deployment, app, image, props, containers);
    return deployment;
  });
}

/**
 * The StatefulSet that runs an image.
 *
 * @param app stands above it, gives it name and namespace, and is the Service that its pods are named under
 * @throws when cdk8s-plus takes a prop for wrong
 */
export function makeStatefulSet(
  app: ServiceConstruct, image: string, props: PodOptions & ServiceOptions & { readonly statefulSet?: kplus.StatefulSetProps },
): kplus.StatefulSet {
  const fail = (message: string) => app._error(message);
  const { containers = [], ...options } = props.statefulSet ?? {};
  if (options.service !== undefined) {
    throw fail('got statefulSet.service, and this construct is the Service of its StatefulSet; leave it out');
  }
  const replicas = oneOf('replicas', 'statefulSet.replicas', props.replicas, options.replicas, fail);
  return attempt('StatefulSet', fail, () => {
    const metadata = workloadMetadata(app, props, options.metadata);
    const statefulSet = new kplus.StatefulSet(app, 'StatefulSet', { ...options, replicas, metadata, service: asService(app) });
    addContainers(statefulSet, app, image, props, containers);
    return statefulSet;
  });
}

/**
 * What a cdk8s-plus StatefulSet asks of its Service: a name, to stand before it, and to select its pods, which ours does.
 *
 * A Service that cdk8s-plus makes itself needs ports, has a hash in its name, and cannot say most of what ours says.
 */
function asService(app: ServiceConstruct): kplus.Service {
  const service = { name: app.serviceName, metadata: app._service.metadata, clusterIP: 'None', select: () => undefined };
  Dependable.implement(service, { dependencyRoots: [app._service] });
  return service as unknown as kplus.Service;
}

/** Name and namespace of the Service unless given otherwise: without a hash, so that people find them. */
function workloadMetadata(app: ServiceConstruct, { metadata }: ServiceOptions, given: ApiObjectMetadata | undefined): ApiObjectMetadata {
  return { name: app.serviceName, ...defined({ namespace: app.namespace, labels: metadata?.labels, ...given }) };
}

function addContainers(
  workload: kplus.Workload, app: ServiceConstruct, image: string, props: PodOptions & ServiceOptions, others: readonly kplus.ContainerProps[],
): void {
  const ports = givenPorts(props, (message) => app._error(message)) ?? [];
  workload.attachContainer(new AppContainer({ name: app.serviceName, image, ports, readiness: props.readiness, container: props.container }));
  for (const other of others) {
    workload.addContainer(other);
  }
}

function oneOf<T>(name: string, other: string, value: T | undefined, otherValue: T | undefined, fail: Fail): T | undefined {
  if (value !== undefined && otherValue !== undefined) {
    throw fail(`got both '${name}' and '${other}'; specify one of them`);
  }
  return value ?? otherValue;
}

/**
 * Throws when the API server would refuse a workload that was made.
 *
 * The workload is rendered as it will be, except that cdk8s-plus adds anti-affinity terms each time when `spread` is set: it is rendered without.
 */
export function checkWorkload(workload: kplus.Workload, app: ServiceConstruct): void {
  const object = ApiObject.of(workload);
  const { spec } = attempt(object.kind, (message) => app._error(message), () => withoutSpread(workload, () => object.toJson() as JsonObject));
  app._checkObject(object, { spec });
}

function withoutSpread<T>(workload: kplus.Workload, render: () => T): T {
  if (Reflect.get(workload, 'spread') !== true) return render();
  Reflect.set(workload, 'spread', false);
  try {
    return render();
  } finally {
    Reflect.set(workload, 'spread', true);
  }
}

function attempt<T>(kind: string, fail: Fail, make: () => T): T {
  try {
    return make();
  } catch (error) {
    throw fail(`cdk8s-plus refuses the ${kind}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** What an app's main container is made from. */
interface AppContainerOptions {
  /** Its name unless `container` gives one. */
  readonly name: string;
  readonly image: string;
  /** Ports to declare unless `container` declares some. */
  readonly ports: readonly ExposedPort[];
  readonly readiness?: kplus.Probe;
  readonly container?: kplus.ContainerOpts;
}

/**
 * The main container of an app that is known by its image.
 *
 * cdk8s-plus lets a probe that names no port ask the container's `portNumber`, and gives a container with one a startup probe; but such a
 * port has no name. This container has both: ports with their names, and the first one of TCP as its `portNumber`.
 */
class AppContainer extends kplus.Container {
  declare public readonly portNumber?: number;

  public constructor({ name, image, ports, readiness, container = {} }: AppContainerOptions) {
    const declares = container.ports !== undefined || container.portNumber !== undefined || container.port !== undefined;
    const declared = declares ? container.ports : containerPorts(ports);
    const main = container.portNumber ?? container.port
      ?? declared?.find(({ protocol = kplus.Protocol.TCP }) => protocol === kplus.Protocol.TCP)?.number;
    super({
      name,
      readiness,
      startup: main === undefined ? undefined : kplus.Probe.fromTcpSocket({ port: main }),
      ...container,
      image,
      ports: declared,
    });
    this.portNumber = main;
  }
}

/** One container port for each number that Service ports lead to, under the first Service port's name. */
function containerPorts(ports: readonly ExposedPort[]): kplus.ContainerPort[] {
  const found = new Map<string, kplus.ContainerPort>();
  const names = new Set<string>();
  for (const { port, targetPort = port, name, protocol = PortProtocol.TCP } of ports) {
    const key = `${targetPort}/${protocol}`;
    if (typeof targetPort !== 'number' || found.has(key)) continue;
    const usable = name !== undefined && portName(name) === null && !names.has(name) ? name : undefined;
    names.add(usable ?? '');
    found.set(key, {
      number: targetPort,
      name: usable,
      protocol: protocol === PortProtocol.TCP ? undefined : kplus.Protocol[protocol],
    });
  }
  return [...found.values()];
}
