import { ApiObject } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import { constructError } from './construct-error';
import { PortProtocol } from '../kubernetes/port-protocol';
import { checked, choice, fields, listOf, NUMBER, objectOf, PORT, TEXT } from '../kubernetes/shapes';
import { userError } from '../kubernetes/user-error';

const CONSTRUCT = objectOf('a Service construct', (value) => Construct.isConstruct(value));

const BACKEND_PORT = fields({ name: TEXT, port: NUMBER, protocol: choice(PortProtocol), appProtocol: TEXT, targetPort: PORT }, 'port');

const SERVICE_NAME_OPTIONS = fields({ port: NUMBER, ports: listOf(BACKEND_PORT, 'ports, each with port, name'), namespace: TEXT });

/** One port that a backend offers. */
export interface BackendPort {
  /**
   * The port's name.
   *
   * @default - the port has no name
   */
  readonly name?: string;

  /** The Service's port, 1 to 65535 (never the target port). */
  readonly port: number;

  /**
   * The transport protocol.
   *
   * @default PortProtocol.TCP
   */
  readonly protocol?: PortProtocol;

  /**
   * The application protocol, as the Service names it: `https`, `kubernetes.io/h2c`.
   *
   * @default - not named
   */
  readonly appProtocol?: string;

  /**
   * Where the port leads: a number, or the name of a container port. No client uses it; it is known to tell a mix-up.
   *
   * @default - not known
   */
  readonly targetPort?: number | string;
}

/**
 * Something that a request can be sent to: a Service, by name, namespace and ports.
 *
 * `ExposedApp`, `HeadlessSet` and `ExternalAlias` are backends; `Backend` makes one of any other Service.
 */
export interface IBackend {
  /** The Service's name. */
  readonly serviceName: string;

  /** The Service's namespace. Undefined where the object names none and the namespace is chosen when it is applied. */
  readonly namespace?: string;

  /** The ports that the Service offers. Empty where they are not known. */
  readonly backendPorts: BackendPort[];

  /**
   * The Service, where this app makes it.
   *
   * @default - a construct's own Service; for anything else the Service is known by name only
   */
  readonly serviceObject?: ApiObject;
}

/** What is known of a Service that another team or tool owns. */
export interface ServiceNameOptions {
  /**
   * The Service's only port, 1 to 65535.
   *
   * @default - see `ports`
   */
  readonly port?: number;

  /**
   * The Service's ports.
   *
   * @default - not known, unless `port` is given; a route must then say which port it means
   */
  readonly ports?: BackendPort[];

  /**
   * The Service's namespace.
   *
   * @default - the namespace of whatever refers to it
   */
  readonly namespace?: string;
}

/** Services that this library did not make, as something that a request can be sent to. */
export class Backend implements IBackend {
  /**
   * A Service of this app: a `Service` construct of cdk8s-plus (any version), or an `ApiObject` of kind `Service`.
   *
   * Name, namespace and ports are read when they are asked for, so ports that are bound later count.
   *
   * Throws when the construct is not a Service.
   *
   * @param service the construct (a backend, such as an `ExposedApp`, is taken as it is)
   */
  public static fromService(service: IConstruct): IBackend {
    checked(service, CONSTRUCT, 'service', (message) => userError(`Backend.fromService: ${message}`));
    if (isBackend(service)) {
      return service;
    }
    if (isServiceConstruct(service)) {
      return new Backend(() => readServiceConstruct(service));
    }
    const object = findServiceObject(service);
    if (object === undefined) {
      throw constructError('Backend', service, `expected a Service, got ${describeConstruct(service)}; specify a Service construct, `
        + 'an ApiObject of kind Service, or use Backend.fromServiceName(name, { port })');
    }
    const owner = object.node.scope;
    return new Backend(() => owner && isServiceConstruct(owner) ? readServiceConstruct(owner) : readServiceObject(object));
  }

  /**
   * A Service that is known by its name only.
   *
   * Throws when the name is empty or dotted, when both `port` and `ports` are given, or when a port is not between 1 and 65535.
   *
   * @param name the Service's name
   * @param options its ports and namespace, as far as they are known
   */
  public static fromServiceName(name: string, options: ServiceNameOptions = {}): IBackend {
    const where = `Backend.fromServiceName('${String(name)}')`;
    const fail = (message: string): Error => userError(`${where}: ${message}`);
    checked(name, TEXT, 'name', fail);
    const given = checked(options, SERVICE_NAME_OPTIONS, 'options', fail);
    if (!/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name)) {
      throw fail(`'${name}' is not a valid Service name; specify the name alone (lower case letters, digits and '-', at most 63), `
        + 'and the namespace with \'namespace\'');
    }
    if (given.port !== undefined && given.ports !== undefined) {
      throw fail('got both \'port\' and \'ports\'; specify one of them');
    }
    const ports = given.port !== undefined ? [{ port: given.port }] : given.ports ?? [];
    for (const { port } of ports) {
      if (!Number.isInteger(port) || port < 1 || port > 65535) {
        throw fail(`port ${port} is not between 1 and 65535`);
      }
    }
    const facts = { serviceName: name, namespace: given.namespace, backendPorts: ports };
    return new Backend(() => facts);
  }

  private readonly read: () => IBackend;

  private constructor(read: () => IBackend) {
    this.read = read;
  }

  /** The Service's name. */
  public get serviceName(): string {
    return this.read().serviceName;
  }

  /** The Service's namespace. Undefined where none is named. */
  public get namespace(): string | undefined {
    return this.read().namespace;
  }

  /** The ports that the Service offers. Empty where they are not known. */
  public get backendPorts(): BackendPort[] {
    return this.read().backendPorts.map((port) => ({ ...port }));
  }

  /** The Service, where this app makes it. */
  public get serviceObject(): ApiObject | undefined {
    return this.read().serviceObject;
  }
}

/** What every cdk8s-plus version's `Service` shows; compared by shape, since no version is an instance of another's class. */
interface ServiceConstruct extends IConstruct {
  readonly kind: string;
  readonly name: string;
  readonly metadata: { readonly namespace?: string };
  readonly ports: readonly BackendPort[];
}

function isBackend(construct: IConstruct): construct is IConstruct & IBackend {
  const shape = construct as IConstruct & Partial<IBackend>;
  return typeof shape.serviceName === 'string' && Array.isArray(shape.backendPorts);
}

function isServiceConstruct(construct: IConstruct): construct is ServiceConstruct {
  const shape = construct as Partial<ServiceConstruct> & IConstruct;
  return !ApiObject.isApiObject(construct) && shape.kind === 'Service' && typeof shape.name === 'string' && Array.isArray(shape.ports);
}

function readServiceConstruct(service: ServiceConstruct): IBackend {
  return {
    serviceName: service.name,
    namespace: service.metadata.namespace,
    backendPorts: service.ports.map(({ name, port, protocol, targetPort }) => ({ name, port, protocol, targetPort })),
    serviceObject: findServiceObject(service),
  };
}

function findServiceObject(construct: IConstruct): ApiObject | undefined {
  const candidate = ApiObject.isApiObject(construct) ? construct : construct.node.defaultChild;
  return ApiObject.isApiObject(candidate) && candidate.kind === 'Service' && candidate.apiGroup === 'core' ? candidate : undefined;
}

function readServiceObject(object: ApiObject): IBackend {
  const spec = (object.toJson() as { readonly spec?: { readonly ports?: readonly BackendPort[] } }).spec;
  return {
    serviceName: object.name,
    namespace: object.metadata.namespace,
    backendPorts: (spec?.ports ?? []).map(({ name, port, protocol, appProtocol, targetPort }) =>
      ({ name, port, protocol, appProtocol, targetPort })),
    serviceObject: object,
  };
}

function describeConstruct(construct: IConstruct): string {
  return ApiObject.isApiObject(construct) ? `an ApiObject of kind ${construct.kind}` : `a ${construct.constructor.name}`;
}
