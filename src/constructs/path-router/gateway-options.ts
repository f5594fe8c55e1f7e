import type { Duration } from 'cdk8s';
import type { IBackend } from '../backend';

/** The methods that a route can be limited to. */
export enum HttpMethod {
  /** GET, without HEAD. */
  GET = 'GET',
  /** HEAD. */
  HEAD = 'HEAD',
  /** POST. */
  POST = 'POST',
  /** PUT. */
  PUT = 'PUT',
  /** DELETE. */
  DELETE = 'DELETE',
  /** CONNECT. */
  CONNECT = 'CONNECT',
  /** OPTIONS. */
  OPTIONS = 'OPTIONS',
  /** TRACE. */
  TRACE = 'TRACE',
  /** PATCH. */
  PATCH = 'PATCH',
}

/** A header or query parameter that a request must have. Set either `value` or `pattern`. */
export interface ValueMatch {
  /** The name: of a header in any case, of a query parameter as it stands. */
  readonly name: string;

  /**
   * The whole value.
   *
   * @default - see `pattern`
   */
  readonly value?: string;

  /**
   * A regular expression. Which language it is, and whether it must match the whole value, depends on the Gateway's controller.
   *
   * @default - see `value`
   */
  readonly pattern?: string;
}

/** Changes of the headers of a request or an answer. */
export interface HeaderChanges {
  /**
   * Headers that replace those of the same name.
   *
   * @default - none
   */
  readonly set?: { readonly [name: string]: string };

  /**
   * Headers that come to those of the same name.
   *
   * @default - none
   */
  readonly add?: { readonly [name: string]: string };

  /**
   * Names of headers to remove.
   *
   * @default - none
   */
  readonly remove?: string[];
}

/** A further backend of a route, and its share of the requests. */
export interface WeightedBackend {
  /** Where its share of the requests goes. */
  readonly backend: IBackend;

  /**
   * The Service's port, by number or by name.
   *
   * @default - the backend's only TCP port
   */
  readonly port?: number | string;

  /**
   * Its share, relative to the weights of the route's other backends: a whole number from 0 (no requests) to 1000000.
   *
   * @default 1
   */
  readonly weight?: number;
}

/** A backend that gets copies of requests. What it answers is ignored. */
export interface MirrorBackend {
  /** Where the copies go. */
  readonly backend: IBackend;

  /**
   * The Service's port, by number or by name.
   *
   * @default - the backend's only TCP port
   */
  readonly port?: number | string;

  /**
   * How many of 100 requests are copied.
   *
   * @default 100
   */
  readonly percent?: number;
}

/** A filter that the Gateway's controller defines: an object in the router's namespace. */
export interface ExtensionFilter {
  /** The API group of its kind: `traefik.io`. */
  readonly group: string;

  /** Its kind: `Middleware`. */
  readonly kind: string;

  /** Its name. */
  readonly name: string;
}

/** What only the Gateway API has for a route: refused where the router writes an Ingress. */
export interface GatewayRouteOptions {
  /**
   * The methods that the route takes. Needs `gateway`.
   *
   * @default - every method
   */
  readonly methods?: HttpMethod[];

  /**
   * Headers that requests must have, all of them. Needs `gateway`.
   *
   * @default - requests with any headers
   */
  readonly headers?: ValueMatch[];

  /**
   * Query parameters that requests must have, all of them. Needs `gateway`.
   *
   * @default - requests with any query
   */
  readonly queryParams?: ValueMatch[];

  /**
   * The share of `backend` beside `otherBackends`: a whole number from 0 (no requests) to 1000000. Needs `gateway`.
   *
   * @default 1
   */
  readonly weight?: number;

  /**
   * Further backends that share the requests by weight: a canary. Needs `gateway`.
   *
   * @default - all requests go to `backend`
   */
  readonly otherBackends?: WeightedBackend[];

  /**
   * Backends that get copies of the requests. Needs `gateway`.
   *
   * @default - none
   */
  readonly mirrors?: MirrorBackend[];

  /**
   * Changes of the request's headers before the backend sees them. Needs `gateway`.
   *
   * @default - none
   */
  readonly requestHeaders?: HeaderChanges;

  /**
   * Changes of the answer's headers before the client sees them. Needs `gateway`.
   *
   * @default - none
   */
  readonly responseHeaders?: HeaderChanges;

  /**
   * Filters that the Gateway's controller defines, such as a Middleware of Traefik that asks for a password. Needs `gateway`.
   *
   * @default - none
   */
  readonly extensions?: ExtensionFilter[];

  /**
   * How long the whole request may take; afterwards the client gets 504. Zero: as long as it takes. Needs `gateway`.
   *
   * @default - the controller's own
   */
  readonly requestTimeout?: Duration;

  /**
   * How long one try at a backend may take, at most `requestTimeout`. Needs `gateway`.
   *
   * @default - the controller's own
   */
  readonly backendTimeout?: Duration;
}
