import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { nearest } from '../../kubernetes/near-miss';
import { PortProtocol } from '../../kubernetes/port-protocol';
import { Backend, type BackendPort, type IBackend } from '../backend';
import { numberAdvice } from '../service/service-ports';

/** A backend as an Ingress or an HTTPRoute names it. */
export interface SettledBackend {
  readonly service: string;
  /** Where it is another than the router's. */
  readonly namespace?: string;
  readonly port: number | string;
  /** Where this app makes the Service. */
  readonly object: ApiObject | undefined;
}

type Fail = (message: string) => Error;

/** The kind of the objects that name a backend, with its article. */
type Referrer = 'an Ingress' | 'an HTTPRoute';

/**
 * The Service and port that an Ingress names for a backend.
 *
 * @param port as the user gave it
 * @param namespace the Ingress's
 * @throws when the backend is in another namespace, or has no such port
 */
export function settleBackend(given: IBackend, port: number | string | undefined, namespace: string | undefined, fail: Fail): SettledBackend {
  const backend = asBackend(given, fail);
  checkNamespace(backend, namespace, fail);
  const chosen = choosePort(backend, port, 'an Ingress', fail);
  if (typeof chosen === 'string' && chosen.length > 15) {
    const number = tcpPort(backend, chosen)?.port;
    throw fail(`port name '${chosen}' has ${chosen.length} characters, and an Ingress can name ports of at most 15; `
      + `specify its number${number === undefined ? '' : `, ${number}`}`);
  }
  return { service: backend.serviceName, port: chosen, object: serviceObjectOf(backend) };
}

/**
 * The Service, namespace and port number that an HTTPRoute names for a backend.
 *
 * @param port as the user gave it
 * @param namespace the HTTPRoute's
 * @throws when the backend has no such port, or its number is not known
 */
export function settleRouteBackend(given: IBackend, port: number | string | undefined, namespace: string | undefined, fail: Fail): SettledBackend {
  const backend = asBackend(given, fail);
  const chosen = choosePort(backend, port, 'an HTTPRoute', fail);
  const number = typeof chosen === 'number' ? chosen : tcpPort(backend, chosen)?.port;
  if (number === undefined) {
    throw fail(`an HTTPRoute names ports by number, and the number of port '${chosen}' of Service '${backend.serviceName}' is not known; set 'port' to the number`);
  }
  const { namespace: theirs } = backend;
  if (theirs !== undefined && theirs !== namespace && namespace === undefined) {
    throw fail(`Service '${backend.serviceName}' is in namespace '${theirs}', which must grant its use to the router's namespace, and that is not known; `
      + 'set metadata.namespace, or the chart\'s namespace');
  }
  return { service: backend.serviceName, namespace: theirs === namespace ? undefined : theirs, port: number, object: serviceObjectOf(backend) };
}

function tcpPort({ backendPorts }: IBackend, name: string): BackendPort | undefined {
  return backendPorts.find((each) => each.name === name && isTcp(each));
}

/** Users of plain JavaScript pass a Service construct as it is, or nothing. */
function asBackend(given: IBackend | undefined, fail: Fail): IBackend {
  if (Construct.isConstruct(given) && typeof given.serviceName !== 'string') {
    return Backend.fromService(given);
  }
  if (typeof given?.serviceName !== 'string' || !Array.isArray(given.backendPorts)) {
    throw fail(`backend is ${given === undefined ? 'missing' : 'not a Service'}; specify an ExposedApp, HeadlessSet or ExternalAlias, Backend.fromService(construct), `
      + 'or Backend.fromServiceName(name, { port })');
  }
  return given;
}

/** `IngressServiceBackend` has a name and no namespace. */
function checkNamespace({ serviceName, namespace: theirs }: IBackend, ours: string | undefined, fail: Fail): void {
  if (theirs === undefined || theirs === ours) {
    return;
  }
  const where = ours === undefined ? 'which names no namespace' : `in namespace '${ours}'`;
  throw fail(`Service '${serviceName}' is in namespace '${theirs}', and an Ingress (${where}) finds Services by name in its own namespace only; `
    + `put a PathRouter with metadata.namespace '${theirs}' there, or make an ExternalAlias to '${serviceName}.${theirs}.svc.cluster.local' `
    + 'here and route to that');
}

/** Ingress controllers speak HTTP, which is carried by TCP. */
function isTcp({ protocol = PortProtocol.TCP }: BackendPort): boolean {
  return protocol === PortProtocol.TCP;
}

function choosePort(backend: IBackend, wanted: number | string | undefined, by: Referrer, fail: Fail): number | string {
  const ports = backend.backendPorts;
  if (wanted === undefined) {
    return onlyPort(backend.serviceName, ports, by, fail);
  }
  if (typeof wanted === 'number' && !(Number.isInteger(wanted) && wanted >= 1 && wanted <= 65535)) {
    throw fail(`port ${wanted} is not a whole number between 1 and 65535`);
  }
  const matches = ports.filter(({ name, port }) => port === wanted || name === wanted);
  if (ports.length > 0 && !matches.some(isTcp)) {
    throw fail(matches.length === 0 ? noSuchPort(backend.serviceName, wanted, ports, by)
      : `port ${quoted(wanted)} of Service '${backend.serviceName}' is ${matches[0].protocol}, and requests of ${by} are sent over TCP`);
  }
  return wanted;
}

function onlyPort(service: string, ports: readonly BackendPort[], by: Referrer, fail: Fail): number {
  const usable = ports.filter(isTcp);
  if (usable.length === 1) {
    return usable[0].port;
  }
  if (ports.length === 0) {
    throw fail(`the ports of Service '${service}' are not known; specify 'port'`);
  }
  throw fail(usable.length === 0
    ? `Service '${service}' has no TCP port, which requests of ${by} need; it has ${list(ports)}`
    : `Service '${service}' has several ports; specify 'port', one of ${list(usable)}`);
}

function noSuchPort(service: string, wanted: number | string, ports: readonly BackendPort[], by: Referrer): string {
  const got = `Service '${service}' has no port ${quoted(wanted)}; it has ${list(ports)}${numberAdvice(wanted, ports)}`;
  const behind = ports.find(({ targetPort }) => targetPort === wanted);
  if (behind !== undefined) {
    return `${got}; ${quoted(wanted)} is the target port of port ${behind.port}, and ${by} names the Service's port: specify ${behind.port}`;
  }
  const near = nearest(`${wanted}`, ports.flatMap(({ name, port }) => typeof wanted === 'number' ? [`${port}`] : [name ?? '']));
  return near === null ? got : `${got}; did you mean ${typeof wanted === 'number' ? near : quoted(near)}?`;
}

function list(ports: readonly BackendPort[]): string {
  return ports.map(({ name, port, protocol = 'TCP' }) =>
    `${port}${name === undefined ? '' : ` '${name}'`}${protocol === 'TCP' ? '' : ` (${protocol})`}`).join(', ');
}

function quoted(port: number | string): string {
  return typeof port === 'number' ? `${port}` : `'${port}'`;
}

function serviceObjectOf(backend: IBackend): ApiObject | undefined {
  if (backend.serviceObject !== undefined) {
    return backend.serviceObject;
  }
  if (!Construct.isConstruct(backend)) {
    return undefined;
  }
  const child = backend.node.defaultChild;
  return ApiObject.isApiObject(child) && child.kind === 'Service' ? child : undefined;
}
