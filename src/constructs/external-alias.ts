import type { Construct } from 'constructs';
import type { BackendPort } from './backend';
import { withdrawn } from './construct-error';
import { defined } from './emit';
import { checkHostName } from './host-name';
import type { PathRouter } from './path-router';
import type { ServiceRouteOptions } from './path-router/options';
import { addServiceRoute } from './path-router/service-route';
import { checkedProps, SERVICE_OPTIONS } from './props';
import { clusterIpAddress, endpointAddress, type EndpointAddress } from './service/endpoint-address';
import { makeEndpointObjects } from './service/endpoint-objects';
import { familySpec } from './service/family-spec';
import { ServiceConstruct } from './service/service-construct';
import { IpFamilyPolicy, type ServiceOptions } from './service/service-options';
import type { ExposedPort } from './service/service-port';
import { checkNoNodePorts, givenPorts, specPorts, toBackendPorts } from './service/service-ports';
import type { JsonObject } from '../kubernetes/resource';
import { FLAG, fields, listOf, TEXT } from '../kubernetes/shapes';

const EXTERNAL_ALIAS = fields({ ...SERVICE_OPTIONS, hostname: TEXT, addresses: listOf(TEXT, 'IP addresses'), clusterIp: TEXT, headless: FLAG, legacyEndpoints: FLAG });

/** What an `ExternalAlias` is made from: `hostname` or `addresses`. */
export interface ExternalAliasProps extends ServiceOptions {
  /**
   * The DNS name that the Service stands for: `time.example.com`, in lower case, or that of a Service in another namespace. Clients are sent
   * there by DNS alone, so they keep using the Service's name in the Host header and for TLS, and no port is mapped.
   *
   * @see https://kubernetes.io/docs/concepts/services-networking/service/#externalname
   * @default - none; `addresses` must be given
   */
  readonly hostname?: string;

  /**
   * The IP addresses that requests are spread over, IPv4 or IPv6. No loopback, link-local, multicast or unspecified ones, and no cluster IPs
   * of Services.
   *
   * @see https://kubernetes.io/docs/concepts/services-networking/service/#services-without-selectors
   * @default - none; `hostname` must be given
   */
  readonly addresses?: string[];

  /**
   * The cluster IP: an address of the cluster's Service range that nothing else has. It cannot be changed later. For `addresses`, not `headless`.
   *
   * @see https://kubernetes.io/docs/concepts/services-networking/cluster-ip-allocation/
   * @default - the cluster chooses
   */
  readonly clusterIp?: string;

  /**
   * Whether the Service's name resolves to the addresses themselves, so that no port is mapped. For `addresses`.
   *
   * @default false
   */
  readonly headless?: boolean;

  /**
   * Whether an Endpoints object stands beside the EndpointSlices, for programs that read nothing else. Kubernetes 1.33 and newer warn of
   * Endpoints. For `addresses`.
   *
   * @default false
   */
  readonly legacyEndpoints?: boolean;
}

/**
 * A Service name for something that is not run by this app: a host name, or addresses outside or inside the cluster.
 *
 * For addresses the Service has no selector, and an EndpointSlice (child `Slice0`, `Slice1`...) for each hundred addresses of one IP family.
 *
 * Throws when a prop is wrong: when there is not exactly one of `hostname` and `addresses`, when an address can never be reached or is listed more than once,
 * when a name stands for an IP address or the other way round, when a port is mapped that cannot be, when a name is taken in the namespace, and
 * for whatever else the API server would refuse. The message names the construct's path, what was got and what is allowed.
 *
 * @example
 *
 * import { App, Chart } from 'cdk8s';
 * import { ExternalAlias } from 'cdk8s-routing';
 *
 * const chart = new Chart(new App(), 'kiada', { namespace: 'kiada' });
 * new ExternalAlias(chart, 'time-api', { hostname: 'worldtimeapi.example.com' });
 * new ExternalAlias(chart, 'payments', { addresses: ['192.0.2.17', '192.0.2.18'], port: 80, targetPort: 88 });
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#services-without-selectors
 */
export class ExternalAlias extends ServiceConstruct {
  private readonly options: ExternalAliasProps;
  private readonly ports: readonly ExposedPort[];
  private readonly addresses: readonly EndpointAddress[];
  private readonly clusterIp?: string;

  /**
   * @param scope where in the tree it stands, in a chart
   * @param id its name in the scope, and the Service's name unless `metadata` gives one
   * @param props what the Service stands for
   */
  public constructor(scope: Construct, id: string, props: ExternalAliasProps) {
    const given = checkedProps('ExternalAlias', scope, id, props, EXTERNAL_ALIAS);
    super(scope, id, 'ExternalAlias', given);
    try {
      this.options = given;
      this.ports = givenPorts(given, (message) => this._error(message)) ?? [];
      this.addresses = this.readAddresses();
      this.clusterIp = clusterIpAddress(given.clusterIp, (message) => this._error(message));
      this.checkTarget();
      this.checkPorts();
      this._check();
      makeEndpointObjects(this, { ...given, addresses: this.addresses, ports: this.ports });
    } catch (error) {
      throw withdrawn(this, error);
    }
  }

  /** The ports that the Service offers, a copy. Empty where none were given. */
  public get backendPorts(): BackendPort[] {
    return toBackendPorts(this.ports);
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
  public route(router: PathRouter, path: string = '/', options: ServiceRouteOptions = {}): ExternalAlias {
    addServiceRoute(this, router, path, options, (message) => this._error(message));
    return this;
  }

  /** @internal */
  public _serviceSpec(): JsonObject {
    const { hostname, headless } = this.options;
    const ports = specPorts(this.ports);
    return defined({
      type: hostname === undefined ? 'ClusterIP' : 'ExternalName',
      externalName: hostname,
      clusterIP: headless ? 'None' : this.clusterIp,
      ports: ports.length > 0 ? ports : undefined,
      ...this.families(),
    });
  }

  private readAddresses(): EndpointAddress[] {
    const { hostname, addresses } = this.options;
    if ((hostname === undefined) === (addresses === undefined)) {
      throw this._error(`got ${hostname === undefined ? 'neither' : 'both'} 'hostname' ${hostname === undefined ? 'nor' : 'and'} 'addresses'; specify one of them`);
    }
    if (addresses?.length === 0) {
      throw this._error('addresses is empty; specify at least one');
    }
    const found = new Map<string, EndpointAddress>();
    for (const text of addresses ?? []) {
      const address = endpointAddress(text, 'addresses', (message) => this._error(message));
      if (found.has(address.address)) {
        throw this._error(`address '${text}' is listed more than once; all addresses get the same share of requests`);
      }
      found.set(address.address, address);
    }
    return [...found.values()];
  }

  private checkTarget(): void {
    const { hostname, headless, legacyEndpoints, clusterIp } = this.options;
    if (hostname === undefined) {
      if (headless && clusterIp !== undefined) throw this._error('got both \'headless\' and \'clusterIp\', and a headless Service has none; specify one of them');
      this.checkFamilies();
      return;
    }
    checkHostName(hostname, 'hostname', (message) => this._error(message));
    if (hostname.replace(/\.$/, '') === this.dnsName) {
      throw this._error(`hostname '${hostname}' is this Service's own name; specify the name of another host`);
    }
    const [misplaced] = Object.keys(defined({ headless: headless || undefined, legacyEndpoints: legacyEndpoints || undefined, clusterIp }));
    if (misplaced !== undefined) {
      throw this._error(`got '${misplaced}' together with 'hostname'; it is for 'addresses', a host name has no endpoints`);
    }
  }

  private checkPorts(): void {
    const { hostname, headless } = this.options;
    if (this.ports.length === 0 && hostname === undefined && !headless) {
      throw this._error('the Service has no port, which only headless ones may go without; specify \'port\' or \'ports\'');
    }
    checkNoNodePorts(this.ports, 'an ExternalAlias is reached from inside the cluster only; leave it out', (message) => this._error(message));
    for (const { port, targetPort = port } of this.ports) {
      if (typeof targetPort === 'string') {
        throw this._error(`targetPort '${targetPort}' is a name, and there is no container to find it in; specify the port's number`);
      }
      if (targetPort !== port && (hostname !== undefined || headless)) {
        throw this._error(`port ${port} leads to ${targetPort}, and ${headless ? 'a headless Service' : 'an alias to a host name'} maps no ports: `
          + `clients connect to the port that they know; specify port ${targetPort}`);
      }
    }
  }

  /** kube-proxy reads only the EndpointSlices of a Service's own families; the DNS of a headless Service reads all. */
  private checkFamilies(): void {
    const { ipFamilies, ipFamilyPolicy, headless } = this.options;
    if (headless) return;
    const foreign = ipFamilies && this.addresses.find(({ family }) => !ipFamilies.some((each) => each === family));
    if (foreign) {
      throw this._error(`address '${foreign.address}' is ${foreign.family}, and ipFamilies is ${ipFamilies.join(', ')}, so it would get no requests; `
        + `add ${foreign.family}, or leave ipFamilies out`);
    }
    if (ipFamilyPolicy === IpFamilyPolicy.SINGLE_STACK && new Set(this.addresses.map(({ family }) => family)).size > 1) {
      throw this._error('the addresses are of both IP families, and with ipFamilyPolicy SingleStack those of one would get no requests; '
        + 'specify IpFamilyPolicy.PREFER_DUAL_STACK, or leave it out');
    }
  }

  /**
   * A Service that has a cluster IP reaches endpoints of its own families only, so it gets those of its addresses. IPv4 alone is what nearly
   * every cluster gives unasked.
   */
  private families(): JsonObject {
    const { ipFamilies, ipFamilyPolicy, hostname, headless } = this.options;
    const found = new Set(this.addresses.map(({ family }) => family));
    if (ipFamilies !== undefined || hostname !== undefined || headless || !found.has('IPv6')) {
      return familySpec(this.options);
    }
    return found.size > 1 ? { ipFamilyPolicy: ipFamilyPolicy ?? 'PreferDualStack' } : { ipFamilies: ['IPv6'], ipFamilyPolicy };
  }
}
