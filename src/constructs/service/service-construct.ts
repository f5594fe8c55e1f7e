import { ApiObject, Lazy } from 'cdk8s';
import type { IApiEndpoint, IApiResource } from 'cdk8s-plus-27';
import { Construct, type IConstruct } from 'constructs';
import type { BackendPort, IBackend } from '../backend';
import { constructError, withdrawn } from '../construct-error';
import { checkObject, defined } from '../emit';
import { chooseServiceName, claimServiceName } from './service-name';
import type { ServiceOptions } from './service-options';
import { numberAdvice } from './service-ports';
import type { JsonObject } from '../../kubernetes/resource';
import { checked, PORT } from '../../kubernetes/shapes';
import { dns1123Subdomain } from '../../kubernetes/validation/names';
import { podsIn } from '../pods/pod-checks';
import type { PodSource } from '../pods/pod-source';

/** Ports that a scheme has when a URL names none. */
const DEFAULT_PORTS: ReadonlyMap<string, number> = new Map([['http', 80], ['https', 443]]);

/**
 * What this library's constructs have in common: each makes one Service, its child `Resource`, is a backend, and a resource that a Role of
 * cdk8s-plus can name.
 *
 * @internal
 */
export abstract class ServiceConstruct extends Construct implements IBackend, IApiResource, IApiEndpoint {
  /** The Service's name: what clients in its namespace type, as in `http://quote`. */
  public readonly serviceName: string;

  /**
   * The Service.
   *
   * @internal
   */
  public readonly _service: ApiObject;

  private readonly kind: string;
  private readonly clusterDomain: string;

  /**
   * @param kind the class's name, for messages
   * @param workload the Service is in its namespace, unless `options` names one
   */
  protected constructor(scope: Construct, id: string, kind: string, options: ServiceOptions, workload?: IConstruct) {
    super(scope, id);
    this.kind = kind;
    try {
      this.clusterDomain = options.clusterDomain ?? 'cluster.local';
      if (dns1123Subdomain(this.clusterDomain) !== null) {
        throw this._error(`clusterDomain '${this.clusterDomain}' is not a valid domain; use one such as 'cluster.local', in lower case, without dots at its ends`);
      }
      this.serviceName = chooseServiceName(id, options.metadata?.name, (message) => this._error(message));
      const namespace = options.metadata?.namespace ?? (workload && podsIn(workload, (message) => this._error(message)))?.namespace;
      this._service = new ApiObject(this, 'Resource', {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: defined({ ...options.metadata, name: this.serviceName, namespace }),
        spec: Lazy.any({ produce: () => this._serviceSpec() }),
      });
      const other = claimServiceName(this, this.namespace, this.serviceName);
      if (other !== undefined) {
        throw this._error(`'${other.node.path}' makes a Service '${this.serviceName}' in the same namespace${this.namespace ? ` '${this.namespace}'` : ''}, `
          + 'and an object\'s name is unique there; specify another id, metadata.name or metadata.namespace');
      }
    } catch (error) {
      throw withdrawn(this, error);
    }
  }

  /** The Service's namespace. Undefined where neither `metadata`, the pods nor the chart name one, so that it is chosen when it is applied. */
  public get namespace(): string | undefined {
    return this._service.metadata.namespace;
  }

  /** The ports that the Service offers, a copy. Empty where it has none, or where the containers that it takes them from are not known yet. */
  public abstract get backendPorts(): BackendPort[];

  /** The Service: what `ApiObject.of` of this construct gives, to set what the props lack. */
  public get serviceObject(): ApiObject | undefined {
    return this._service;
  }

  /** The API group of the Service, for Roles of cdk8s-plus: the core group. */
  public get apiGroup(): string {
    return '';
  }

  /** The resource type of the Service, for Roles of cdk8s-plus: `services`. */
  public get resourceType(): string {
    return 'services';
  }

  /** The name of the Service, for Roles of cdk8s-plus. */
  public get resourceName(): string | undefined {
    return this.serviceName;
  }

  /** The Service, as a resource that a ClusterRole of cdk8s-plus can name. */
  public asApiResource(): IApiResource | undefined {
    return this;
  }

  /** Undefined, since a Service is a resource. */
  public asNonApiResource(): string | undefined {
    return undefined;
  }

  /**
   * The Service's name in the cluster DNS: `quote.kiada.svc.cluster.local`.
   *
   * Where the namespace is not known it is the name alone (`quote`), which resolves in the Service's own namespace, whichever that will be.
   *
   * @see https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#services
   */
  public get dnsName(): string {
    return this.namespace === undefined ? this.serviceName : `${this.serviceName}.${this.namespace}.svc.${this.clusterDomain}`;
  }

  /**
   * The Service's URL for clients in the cluster: `http://quote.kiada.svc.cluster.local:8080`.
   *
   * The scheme is `https` for a port whose name or `appProtocol` is `https` and for port 443, otherwise `http`; a port that the scheme
   * implies is left out. Throws when the Service has no such port, or it is not a TCP port.
   *
   * @param port a number or name among the Service's ports (the first one unless given)
   */
  public url(port?: number | string): string {
    const chosen = this._findPort(port === undefined ? undefined : checked(port, PORT, 'port', (message) => this._error(message)));
    if ((chosen.protocol ?? 'TCP') !== 'TCP') {
      throw this._error(`port ${chosen.port} speaks ${chosen.protocol}, and URLs need TCP; use dnsName`);
    }
    const scheme = schemeOf(chosen);
    return `${scheme}://${this.dnsName}${DEFAULT_PORTS.get(scheme) === chosen.port ? '' : `:${chosen.port}`}`;
  }

  /**
   * The Service's `spec`.
   *
   * @internal
   */
  public abstract _serviceSpec(): JsonObject;

  /**
   * Throws when an object that this construct makes is wrong.
   *
   * @internal
   */
  public _check(): void {
    const spec = this._serviceSpec();
    this._checkObject(this._service, { spec });
  }

  /**
   * Checks now, and at every synth before which the pods have changed. An app is validated once for each chart and once more, so validation must
   * cost next to nothing.
   *
   * @internal
   */
  public _checkWith(pods: PodSource): void {
    this._check();
    let before = pods.state();
    const validate = () => {
      try {
        if (!pods.isStill(before)) {
          const now = pods.state();
          this._check();
          before = now;
        }
        return [];
      } catch (error) {
        return [error instanceof Error ? error.message : String(error)];
      }
    };
    this.node.addValidation({ validate });
  }

  /**
   * Throws when the API server would refuse an object.
   *
   * @internal
   */
  public _checkObject(object: ApiObject, body: JsonObject): void {
    checkObject(object, body, (message) => this._error(message));
  }

  /** @internal */
  public _error(message: string): Error {
    return constructError(this.kind, this, message);
  }

  /**
   * @param port a number or name
   * @internal
   */
  public _findPort(port?: number | string): BackendPort {
    const ports = this.backendPorts;
    const found = port === undefined ? ports[0] : ports.find((candidate) => candidate.port === port || candidate.name === port);
    if (found !== undefined) {
      return found;
    }
    const names = ports.map((candidate) => candidate.name === undefined ? `${candidate.port}` : `${candidate.port} (${candidate.name})`);
    throw this._error(names.length === 0
      ? 'the Service has no port; specify \'port\' or \'ports\''
      : `the Service has no port ${typeof port === 'string' ? `'${port}'` : port}; it has ${names.join(', ')}${numberAdvice(port, ports)}`);
  }
}

function schemeOf({ port, name, appProtocol }: BackendPort): string {
  return port === 443 || name === 'https' || appProtocol === 'https' ? 'https' : 'http';
}
