import type { RoutingOutcome, RoutingServiceType } from './routing-enums';
import type { RoutingDestination, RoutingObject, RoutingRouter } from './routing-results';
import type { PortProtocol } from '../kubernetes/port-protocol';

/** A condition on a header or a query parameter. */
export interface RoutingRouteCondition {
  /** The name of the header or parameter. */
  readonly name: string;

  /** The value, as the rule writes it. */
  readonly value: string;
}

/** One way in through a router. */
export interface RoutingRoute {
  /** The router. */
  readonly router: RoutingRouter;

  /** `http`, `https`, `tls`, `tcp`, `udp`. */
  readonly schemes: string[];

  /** The host as the rule writes it; empty = every host. */
  readonly host: string;

  /**
   * The path as the rule writes it.
   *
   * @default - every path
   */
  readonly path?: string;

  /**
   * How the path is compared: `Exact`, `Prefix`, `PathPrefix`.
   *
   * @default - every path
   */
  readonly pathType?: string;

  /**
   * The method.
   *
   * @default - every method
   */
  readonly method?: string;

  /** Conditions on headers. */
  readonly headers: RoutingRouteCondition[];

  /** Conditions on query parameters. */
  readonly query: RoutingRouteCondition[];

  /** How requests end. */
  readonly outcome: RoutingOutcome;

  /**
   * The status, where a router answers by itself.
   *
   * @default - none is known
   */
  readonly status?: number;

  /**
   * A stable code for why requests are not delivered.
   *
   * @default - they are delivered
   */
  readonly reason?: string;

  /**
   * The URL that a request is sent on to.
   *
   * @default - none
   */
  readonly redirect?: string;

  /**
   * The path that the backend sees of an example.
   *
   * @default - as it was sent
   */
  readonly rewrittenPath?: string;

  /** Where requests end. */
  readonly destinations: RoutingDestination[];

  /** The object of the rule. */
  readonly object: RoutingObject;

  /** The field of the rule. */
  readonly field: string;

  /**
   * The file of the object.
   *
   * @default - it was read from no file
   */
  readonly file?: string;

  /**
   * The line of the field, from 1.
   *
   * @default - it was read from no file
   */
  readonly line?: number;
}

/** A port of a Service, or an external name without ports, and where connections from pods end. */
export interface RoutingServiceRoute {
  /** The Service's namespace. */
  readonly namespace: string;

  /** The Service's name. */
  readonly name: string;

  /** The Service's type. */
  readonly type: RoutingServiceType;

  /**
   * The port.
   *
   * @default - any port: an external name that declares none
   */
  readonly port?: number;

  /**
   * The transport protocol.
   *
   * @default - any
   */
  readonly protocol?: PortProtocol;

  /**
   * The port of the nodes.
   *
   * @default - none is known
   */
  readonly nodePort?: number;

  /** Where it is reached besides its name, as far as the manifests say. */
  readonly addresses: string[];

  /** How connections end. */
  readonly outcome: RoutingOutcome;

  /**
   * A stable code for why they are not delivered.
   *
   * @default - they are delivered
   */
  readonly reason?: string;

  /** Where they end. */
  readonly destinations: RoutingDestination[];
}

/** Every way in, and where it leads. */
export interface RoutingRoutes {
  /** Through routers, by router and host. */
  readonly routes: RoutingRoute[];

  /** Ports of Services, by namespace and name. */
  readonly services: RoutingServiceRoute[];
}
