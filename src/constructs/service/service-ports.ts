import type { BackendPort } from '../backend';
import { defined } from '../emit';
import type { ServiceOptions } from './service-options';
import type { ExposedPort } from './service-port';
import { nearest } from '../../kubernetes/near-miss';
import type { Container, ContainerPort } from '../../kubernetes/pod-template';
import { PortProtocol } from '../../kubernetes/port-protocol';
import type { JsonObject } from '../../kubernetes/resource';
import type { PodSource } from '../pods/pod-source';

type Fail = (message: string) => Error;

/**
 * The ports that the user gave, by either prop.
 *
 * @returns undefined where none were given
 */
export function givenPorts({ port, targetPort, ports }: ServiceOptions, fail: Fail): readonly ExposedPort[] | undefined {
  if (port !== undefined && ports !== undefined) {
    throw fail('got both \'port\' and \'ports\'; specify one of them');
  }
  for (const target of ports?.map((each) => each.targetPort) ?? [targetPort]) {
    if (target === '' || target === 0) {
      throw fail(`targetPort is ${show(target)}; specify 1 to 65535, the name of a container port, or leave it out`);
    }
  }
  if (targetPort !== undefined && port === undefined) {
    throw fail('got \'targetPort\' without \'port\'; specify \'port\', or \'targetPort\' inside of \'ports\'');
  }
  return port === undefined ? ports && [...ports] : [{ port, targetPort }];
}

/** The options of a second Service, with the ports of the first unless they give some; a node port can be had once. */
export function samePorts<T extends ServiceOptions>(first: readonly ExposedPort[] | undefined, options: T): T {
  const given = options.port !== undefined || options.targetPort !== undefined || options.ports !== undefined;
  return given || first === undefined ? options : { ...options, ports: first.map((port) => defined({ ...port, nodePort: undefined })) };
}

/** Throws when a port has a node port, which the Service cannot have. */
export function checkNoNodePorts(ports: readonly ExposedPort[] | undefined, why: string, fail: Fail): void {
  for (const { port, nodePort } of ports ?? []) {
    if (nodePort !== undefined) {
      throw fail(`port ${port} has nodePort ${nodePort}, and ${why}`);
    }
  }
}

/** What to say to who wrote the number of a port as a text. */
export function numberAdvice(wanted: number | string | undefined, ports: readonly BackendPort[]): string {
  const meant = ports.find(({ port }) => `${port}` === wanted);
  return meant === undefined ? '' : `; a text is a port's name, specify the number: ${meant.port}`;
}

/** The ports as a Service's `spec.ports` has them. */
export function specPorts(ports: readonly ExposedPort[]): JsonObject[] {
  return ports.map(({ port, name, protocol, targetPort, appProtocol, nodePort }) =>
    defined({ name, port, protocol, targetPort, appProtocol, nodePort }));
}

/** The ports as routes see them. */
export function toBackendPorts(ports: readonly ExposedPort[]): BackendPort[] {
  return ports.map(({ port, name, protocol, appProtocol, targetPort }) => defined({ port, name, protocol, appProtocol, targetPort }));
}

/**
 * A Service port for each port that the containers declare, under the same number and name.
 *
 * A port that several containers declare counts once: they share the pod's network, so only one of them can listen.
 *
 * @throws when the declared ports do not make a Service: several of them, and one has no name or a name is listed more than once
 */
export function portsOfContainers(pods: PodSource, fail: Fail): ExposedPort[] {
  const containers = pods.containers() ?? [];
  const ports = new Map<string, ExposedPort>();
  for (const { containerPort, protocol, name } of containers.flatMap((container) => container.ports)) {
    const key = `${containerPort}/${protocol}`;
    if (!ports.has(key)) {
      ports.set(key, { port: containerPort, name: name || undefined, protocol: protocol === 'TCP' ? undefined : PortProtocol[protocol] });
    }
  }
  const found = [...ports.values()];
  if (found.length > 1) {
    const names = found.map(({ name }) => name);
    const problem = names.includes(undefined) ? 'of which some have no name' : new Set(names).size < names.length && 'of which some have the same name';
    if (problem) {
      throw fail(`the containers of ${pods.description} declare ${list(containers)}, ${problem}, and a Service with several ports needs a name for each; `
        + 'specify \'port\' or \'ports\', or name the container ports');
    }
  }
  return found;
}

/**
 * Throws when it is sure that the Service will have no port. A workload without containers is yet to be given some.
 *
 * @param given the ports that the user gave, undefined where they are the container ports
 */
export function checkSomePort(given: readonly ExposedPort[] | undefined, pods: PodSource, fail: Fail): void {
  if (given !== undefined) {
    if (given.length === 0) throw fail('ports is empty, and a Service needs a port unless it is headless; specify at least one');
    return;
  }
  const containers = pods.containers();
  if (containers === null) {
    throw fail('the ports are not known, since nothing is known of the containers; specify \'port\' or \'ports\'');
  }
  if (containers.length > 0 && portsOfContainers(pods, fail).length === 0) {
    throw fail(`the containers of ${pods.description} declare no ports; specify 'port' or 'ports'`);
  }
}

/**
 * Throws when a headless Service has a port that differs from what it leads to.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#headless-services
 */
export function checkUnmapped(ports: readonly ExposedPort[], pods: PodSource, fail: Fail): void {
  const containers = pods.containers() ?? [];
  for (const servicePort of ports) {
    const { port, targetPort = port } = servicePort;
    const target = targetNumber(servicePort, containers);
    if (target !== undefined && target !== port) {
      throw fail(`port ${port} leads to ${show(targetPort)}${typeof targetPort === 'string' ? `, which is ${target}` : ''}, `
        + 'and a headless Service maps no ports: its name resolves to the pods, and clients connect to the port that they know; '
        + `specify port ${target}, or use an ExposedApp`);
    }
  }
}

/**
 * Throws when a port leads to a container port that is not there.
 *
 * Numbers lead to a pod whether a container declares them or not; only where the very number is declared for another protocol alone is it
 * surely meant otherwise. Names must be found, and with the same protocol, or the pods get no such port (`FindPort` of the EndpointSlice
 * controller).
 */
export function checkTargets(ports: readonly ExposedPort[], pods: PodSource, fail: Fail): void {
  const containers = pods.containers() ?? [];
  if (containers.length === 0) return;
  for (const servicePort of ports) {
    const target = servicePort.targetPort ?? servicePort.port;
    const candidates = portsNamed(target, containers);
    if (candidates.some((candidate) => candidate.protocol === (servicePort.protocol ?? PortProtocol.TCP))) continue;
    if (candidates.length > 0) {
      const protocol = candidates[0].protocol;
      throw fail(`port ${servicePort.port} leads to container port ${show(target)} over ${servicePort.protocol ?? PortProtocol.TCP}, `
        + `which ${pods.description} declares for ${protocol} only; specify protocol: ${protocol}, or declare the container port for both`);
    }
    if (typeof target === 'string') {
      const near = nearest(target, containers.flatMap((container) => container.ports.map(({ name }) => name)));
      throw fail(`targetPort ${show(target)} names no container port; ${pods.description} has ${list(containers)}; `
        + `${near === null ? '' : `use '${near}' if that is meant, `}declare a container port of that name before `
        + '(for an image: container: { ports: [{ name, number }] }), or specify a number');
    }
  }
}

/** The number that a port leads to; undefined where a name is not declared. */
export function targetNumber(servicePort: ExposedPort, containers: readonly Container[]): number | undefined {
  const { port, targetPort = port, protocol = PortProtocol.TCP } = servicePort;
  return typeof targetPort === 'number'
    ? targetPort
    : portsNamed(targetPort, containers).find((candidate) => candidate.protocol === protocol)?.containerPort;
}

function portsNamed(target: number | string, containers: readonly Container[]): ContainerPort[] {
  const key = typeof target === 'string' ? 'name' : 'containerPort';
  return containers.flatMap(({ ports }) => ports.filter((port) => port[key] === target));
}

function list(containers: readonly Container[]): string {
  const ports = containers.flatMap((container) => container.ports);
  const texts = ports.map(({ name, containerPort, protocol }) =>
    `${containerPort}${protocol === 'TCP' ? '' : `/${protocol}`}${name === '' ? '' : ` (${name})`}`);
  return texts.length === 0 ? 'no container ports' : texts.join(', ');
}

function show(port: number | string): string {
  return typeof port === 'string' ? `'${port}'` : `${port}`;
}
