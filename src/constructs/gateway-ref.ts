import { FLAG, fields, mapOf, NUMBER, TEXT, checked } from '../kubernetes/shapes';
import { userError } from '../kubernetes/user-error';
import { dns1123Subdomain } from '../kubernetes/validation/names';

/** Where in a Gateway that exists a router attaches its routes. */
export interface GatewayNameOptions {
  /**
   * The Gateway's namespace. In another than the router's, the Gateway's listeners must allow routes from there (`allowedRoutes`).
   *
   * @default - the router's namespace
   */
  readonly namespace?: string;

  /**
   * The one listener that the routes attach to, by its name. Not together with `httpSection` and `httpsSection`.
   *
   * @default - every listener that admits the routes
   */
  readonly section?: string;

  /**
   * The listener for http. Needed for `redirectToHttps`.
   *
   * @default - none where `httpsSection` is set, otherwise every listener that admits the routes
   */
  readonly httpSection?: string;

  /**
   * The listener for https. Needed for `redirectToHttps`.
   *
   * @default - none where `httpSection` is set, otherwise every listener that admits the routes
   */
  readonly httpsSection?: string;
}

/** A Gateway that a router makes. */
export interface GatewayOptions {
  /** The GatewayClass, which decides which controller serves the Gateway. */
  readonly gatewayClassName: string;

  /**
   * The Gateway's name.
   *
   * @default - the router's
   */
  readonly name?: string;

  /**
   * The port for http.
   *
   * @default 80
   */
  readonly httpPort?: number;

  /**
   * The port for https, for hosts that have a certificate in `tls`.
   *
   * @default 443
   */
  readonly httpsPort?: number;

  /**
   * Whether routes of other namespaces may attach to the Gateway.
   *
   * @default false
   */
  readonly allNamespaces?: boolean;

  /**
   * Annotations of the Gateway.
   *
   * @default - none
   */
  readonly annotations?: { readonly [key: string]: string };
}

const fail = (message: string): Error => userError(`GatewayRef: ${message}`);

/**
 * The Gateway that a `PathRouter` attaches its HTTPRoutes to.
 *
 * @see https://gateway-api.sigs.k8s.io/api-types/gateway/
 */
export class GatewayRef {
  /**
   * A Gateway that exists, or that is made elsewhere in the app. It has the certificates.
   *
   * Throws when the name is not one of an object, or `section` is set together with `httpSection` or `httpsSection`.
   *
   * @param name the Gateway's name
   * @param options its namespace and the names of its listeners
   */
  public static named(name: string, options: GatewayNameOptions = {}): GatewayRef {
    const where = checked(options, fields({ namespace: TEXT, section: TEXT, httpSection: TEXT, httpsSection: TEXT }), 'options', fail);
    checkName('name', name);
    if (where.section !== undefined && (where.httpSection !== undefined || where.httpsSection !== undefined)) {
      throw fail('got \'section\', which is the only listener, and \'httpSection\' or \'httpsSection\'; set either');
    }
    for (const field of ['namespace', 'section', 'httpSection', 'httpsSection'] as const) {
      if (where[field] !== undefined) checkName(field, where[field]);
    }
    return new GatewayRef(name, where, undefined);
  }

  /**
   * A Gateway that the router makes, in its own namespace: a listener for http, and one for https for each host in `tls`.
   *
   * Throws when the class's name is not one of an object.
   *
   * @param options its class, name and ports
   */
  public static create(options: GatewayOptions): GatewayRef {
    const shapes = { gatewayClassName: TEXT, name: TEXT, httpPort: NUMBER, httpsPort: NUMBER, allNamespaces: FLAG, annotations: mapOf('annotations') };
    const given = checked(options, fields(shapes, 'gatewayClassName'), 'options', fail);
    checkName('gatewayClassName', given.gatewayClassName);
    if (given.name !== undefined) checkName('name', given.name);
    if ((given.httpPort ?? 80) === (given.httpsPort ?? 443)) {
      throw fail(`port ${given.httpsPort ?? 443} is set for http and for https; a port has one protocol`);
    }
    return new GatewayRef(given.name, {}, given);
  }

  /**
   * undefined: the router's.
   *
   * @internal
   */
  public readonly _name: string | undefined;

  /** @internal */
  public readonly _where: GatewayNameOptions;

  /**
   * undefined where the Gateway is made elsewhere.
   *
   * @internal
   */
  public readonly _made: GatewayOptions | undefined;

  private constructor(name: string | undefined, where: GatewayNameOptions, made: GatewayOptions | undefined) {
    this._name = name;
    this._where = where;
    this._made = made;
  }
}

function checkName(field: string, value: string): void {
  checked(value, TEXT, field, fail);
  const problem = dns1123Subdomain(value);
  if (problem !== null) throw fail(`${field} '${value}' is not a valid name: ${problem}`);
}
