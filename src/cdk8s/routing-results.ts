import type { RoutingRouterKind, RoutingSeverity } from './routing-enums';
import type { PortProtocol } from '../kubernetes/port-protocol';

/** An object of the cluster. */
export interface RoutingObject {
  /**
   * Group and version, such as `apps/v1`.
   *
   * @default - not known, where an object is referred to and not there
   */
  readonly apiVersion?: string;

  /** The kind, such as `Service`. */
  readonly kind: string;

  /**
   * The namespace.
   *
   * @default - the kind has none
   */
  readonly namespace?: string;

  /** The name. */
  readonly name: string;
}

/** Something wrong, where, and how to fix it. */
export interface RoutingFinding {
  /** The rule's id, such as `service-selects-nothing`. RULES.md describes each. */
  readonly rule: string;

  /** `error`: sure to fail. `warning`: may fail. `info`: worth knowing. */
  readonly severity: RoutingSeverity;

  /** What is wrong. */
  readonly message: string;

  /** How to fix it. */
  readonly fix: string;

  /** The object at fault. */
  readonly object: RoutingObject;

  /** The field at fault, as the API server writes it (`spec.ports[0].name`); empty for the object itself. */
  readonly path: string;

  /**
   * The file that the object was read from.
   *
   * @default - it was read from no file
   */
  readonly file?: string;

  /**
   * The line in that file, from 1.
   *
   * @default - it was read from no file
   */
  readonly line?: number;

  /**
   * The column in that line, from 1.
   *
   * @default - it was read from no file
   */
  readonly column?: number;

  /**
   * The path of the construct that made the object.
   *
   * @default - not known
   */
  readonly construct?: string;
}

/** A Service's port. */
export interface RoutingServicePort {
  /** The Service's namespace. */
  readonly namespace: string;

  /** The Service's name. */
  readonly name: string;

  /** The Service's port. */
  readonly port: number;
}

/** Where requests end: a workload's pods, or addresses outside the cluster. */
export interface RoutingDestination {
  /**
   * The Service that they came through.
   *
   * @default - none: a pod was addressed directly
   */
  readonly service?: RoutingServicePort;

  /**
   * The workload whose pods answer.
   *
   * @default - the addresses belong to no pod of the manifests
   */
  readonly workload?: RoutingObject;

  /** The pods' names. A name that the cluster generates is written `<workload>~<n>`. */
  readonly pods: string[];

  /** Addresses that belong to no pod of the manifests. */
  readonly addresses: string[];

  /** The port of the pods or addresses. */
  readonly port: number;

  /** The transport protocol. */
  readonly protocol: PortProtocol;

  /**
   * The container that declares the port.
   *
   * @default - none declares it
   */
  readonly container?: string;

  /** The share of the requests, more than 0 and at most 1. */
  readonly share: number;
}

/** One decision on the way of a request. */
export interface RoutingHop {
  /**
   * The object that decides.
   *
   * @default - none of the manifests does
   */
  readonly object?: RoutingObject;

  /**
   * The field that decides.
   *
   * @default - none
   */
  readonly path?: string;

  /**
   * The file of that object.
   *
   * @default - it was read from no file
   */
  readonly file?: string;

  /**
   * The line of that field, from 1.
   *
   * @default - it was read from no file
   */
  readonly line?: number;

  /** What was decided. */
  readonly decision: string;

  /** Against which alternatives, and why. */
  readonly because: string;
}

/** A request. */
export interface RoutingRequest {
  /** The method. */
  readonly method: string;

  /** The URL. */
  readonly url: string;

  /**
   * Headers, `Name: value` each.
   *
   * @default - they do not matter
   */
  readonly headers?: string[];

  /**
   * The workload from inside whose pods it is made, `NAMESPACE/KIND/NAME`; `NAMESPACE/Pod/*` is any pod of the namespace.
   *
   * @default - from outside the cluster
   */
  readonly from?: string;
}

/** Which router decided. */
export interface RoutingRouter {
  /** What it is configured by. */
  readonly kind: RoutingRouterKind;

  /**
   * How it reads its objects, such as `ingress-nginx`; `spec` is the text of the Ingress v1 API.
   *
   * @default - that is not known
   */
  readonly controller?: string;

  /**
   * The IngressClass.
   *
   * @default - its objects name none
   */
  readonly class?: string;

  /**
   * The Gateway, as `namespace/name`.
   *
   * @default - it is not a Gateway
   */
  readonly gateway?: string;
}

/** An answer that sent the client elsewhere. */
export interface RoutingRedirect {
  /** The method of the request. */
  readonly method: string;

  /** The URL of the request. */
  readonly url: string;

  /**
   * The status.
   *
   * @default - it is not known
   */
  readonly status?: number;

  /** The URL that the client was sent to. */
  readonly redirect: string;
}
