import type { Construct } from 'constructs';
import type { BackendPort } from './backend';
import { withdrawn } from './construct-error';
import { defined } from './emit';
import { checkHostName } from './host-name';
import { checkedProps, SERVICE_OPTIONS } from './props';
import { endpointAddress, type EndpointAddress } from './service/endpoint-address';
import { makeEndpointObjects } from './service/endpoint-objects';
import { ServiceConstruct } from './service/service-construct';
import { familySpec, IpFamilyPolicy, type ServiceOptions } from './service/service-options';
import type { ServicePort } from './service/service-port';
import { checkNoNodePorts, givenPorts, specPorts, toBackendPorts } from './service/service-ports';
import type { JsonObject } from '../kubernetes/resource';
import { FLAG, fields, listOf, TEXT } from '../kubernetes/shapes';

const EXTERNAL_ALIAS = fields({ ...SERVICE_OPTIONS, hostName: TEXT, addresses: listOf(TEXT, 'IP addresses'), headless: FLAG, legacyEndpoints: FLAG });

/** What an `ExternalAlias` is made from: `hostName` or `addresses`. */
export interface ExternalAliasProps extends ServiceOptions {
  /**
   * The DNS name that the Service stands for: `time.example.com`, in lower case, or that of a Service in another namespace. Clients are sent
   * there by DNS alone, so they keep using the Service's name in the Host header and for TLS, and no port is mapped.
   *
   * @see https://kubernetes.io/docs/concepts/services-networking/service/#externalname
   * @default - none; `addresses` must be given
   */
  readonly hostName?: string;

  /**
   * The IP addresses that requests are spread over, IPv4 or IPv6. No loopback, link-local, multicast or unspecified ones, and no cluster IPs
   * of Services.
   *
   * @see https://kubernetes.io/docs/concepts/services-networking/service/#services-without-selectors
   * @default - none; `hostName` must be given
   */
  readonly addresses?: string[];

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
 * Throws when a prop is wrong: when there is not exactly one of `hostName` and `addresses`, when an address can never be reached or comes twice,
 * when a name stands for an IP address or the other way round, when a port is mapped that cannot be, when a name is taken in the namespace, and
 * for whatever else the API server would refuse. The message names the construct's path, what was got and what is allowed.
 *
 * @example
 *
 * import { App, Chart } from 'cdk8s';
 * import { ExternalAlias } from 'cdk8s-routing';
 *
 * const chart = new Chart(new App(), 'kiada', { namespace: 'kiada' });
 * new ExternalAlias(chart, 'time-api', { hostName: 'worldtimeapi.example.com' });
 * new ExternalAlias(chart, 'payments', { addresses: ['192.0.2.17', '192.0.2.18'], port: 80, targetPort: 88 });
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#services-without-selectors
 */
export class ExternalAlias extends ServiceConstruct {
  private readonly options: ExternalAliasProps;
  private readonly ports: readonly ServicePort[];
  private readonly addresses: readonly EndpointAddress[];

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

  /** @internal */
  public _serviceSpec(): JsonObject {
    const { hostName, headless } = this.options;
    const ports = specPorts(this.ports);
    return defined({
      type: hostName === undefined ? 'ClusterIP' : 'ExternalName',
      externalName: hostName,
      clusterIP: headless ? 'None' : undefined,
      ports: ports.length > 0 ? ports : undefined,
      ...this.families(),
    });
  }

  private readAddresses(): EndpointAddress[] {
    const { hostName, addresses } = this.options;
    if ((hostName === undefined) === (addresses === undefined)) {
      throw this._error(`got ${hostName === undefined ? 'neither' : 'both'} 'hostName' ${hostName === undefined ? 'nor' : 'and'} 'addresses'; give one of them`);
    }
    if (addresses?.length === 0) {
      throw this._error('addresses is empty; give at least one');
    }
    const found = new Map<string, EndpointAddress>();
    for (const text of addresses ?? []) {
      const address = endpointAddress(text, 'addresses', (message) => this._error(message));
      if (found.has(address.address)) {
        throw this._error(`address '${text}' comes twice; give each once, all get the same share of requests`);
      }
      found.set(address.address, address);
    }
    return [...found.values()];
  }

  private checkTarget(): void {
    const { hostName, headless, legacyEndpoints } = this.options;
    if (hostName === undefined) {
      this.checkFamilies();
      return;
    }
    checkHostName(hostName, 'hostName', (message) => this._error(message));
    if (hostName.replace(/\.$/, '') === this.dnsName) {
      throw this._error(`hostName '${hostName}' is this Service's own name; give the name of another host`);
    }
    const [misplaced] = Object.keys(defined({ headless: headless || undefined, legacyEndpoints: legacyEndpoints || undefined }));
    if (misplaced !== undefined) {
      throw this._error(`got '${misplaced}' together with 'hostName'; it is for 'addresses', a host name has no endpoints`);
    }
  }

  private checkPorts(): void {
    const { hostName, headless } = this.options;
    if (this.ports.length === 0 && hostName === undefined && !headless) {
      throw this._error('the Service has no port, which only headless ones may go without; give \'port\' or \'ports\'');
    }
    checkNoNodePorts(this.ports, 'an ExternalAlias is reached from inside the cluster only; leave it out', (message) => this._error(message));
    for (const { port, targetPort = port } of this.ports) {
      if (typeof targetPort === 'string') {
        throw this._error(`targetPort '${targetPort}' is a name, and there is no container to find it in; give the port's number`);
      }
      if (targetPort !== port && (hostName !== undefined || headless)) {
        throw this._error(`port ${port} leads to ${targetPort}, and ${headless ? 'a headless Service' : 'an alias to a host name'} maps no ports: `
          + `clients connect to the port that they know; give port ${targetPort}`);
      }
    }
  }

  /** kube-proxy reads only the EndpointSlices of a Service's own families; the DNS of a headless Service reads all. */
  private checkFamilies(): void {
    const { ipFamilies, ipFamilyPolicy, headless } = this.options;
    if (headless) return;
    const stranger = ipFamilies && this.addresses.find(({ family }) => !ipFamilies.some((each) => each === family));
    if (stranger) {
      throw this._error(`address '${stranger.address}' is ${stranger.family}, and ipFamilies is ${ipFamilies.join(', ')}, so it would get no requests; `
        + `add ${stranger.family}, or leave ipFamilies out`);
    }
    if (ipFamilyPolicy === IpFamilyPolicy.SINGLE_STACK && new Set(this.addresses.map(({ family }) => family)).size > 1) {
      throw this._error('the addresses are of both IP families, and with ipFamilyPolicy SingleStack those of one would get no requests; '
        + 'give IpFamilyPolicy.PREFER_DUAL_STACK, or leave it out');
    }
  }

  /**
   * A Service that has a cluster IP reaches endpoints of its own families only, so it gets those of its addresses. IPv4 alone is what nearly
   * every cluster gives unasked.
   */
  private families(): JsonObject {
    const { ipFamilies, ipFamilyPolicy, hostName, headless } = this.options;
    const found = new Set(this.addresses.map(({ family }) => family));
    if (ipFamilies !== undefined || hostName !== undefined || headless || !found.has('IPv6')) {
      return familySpec(this.options);
    }
    return found.size > 1 ? { ipFamilyPolicy: ipFamilyPolicy ?? 'PreferDualStack' } : { ipFamilies: ['IPv6'], ipFamilyPolicy };
  }
}
