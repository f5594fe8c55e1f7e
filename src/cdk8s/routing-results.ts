import type { RoutingOutcome, RoutingSeverity } from './routing-enums';

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

/** Something wrong, where, and how to mend it. */
export interface RoutingFinding {
  /** The rule's id, such as `service-selects-nothing`. RULES.md describes each. */
  readonly rule: string;

  /** `error`: sure to fail. `warning`: may fail. `info`: worth knowing. */
  readonly severity: RoutingSeverity;

  /** What is wrong. */
  readonly message: string;

  /** How to mend it. */
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

  /** `TCP`, `UDP` or `SCTP`. */
  readonly protocol: string;

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

/** How a request is routed. */
export interface RoutingTrace {
  /** `delivered`, `answered` (a router answers by itself), `failed`, or `unknown` (it leaves what the manifests describe). */
  readonly outcome: RoutingOutcome;

  /**
   * The status that the client sees when a router answers by itself.
   *
   * @default - none is known
   */
  readonly status?: number;

  /**
   * A stable code for why it was not delivered, such as `no-matching-rule`.
   *
   * @default - it was delivered
   */
  readonly reason?: string;

  /**
   * The router that decided.
   *
   * @default - none did
   */
  readonly router?: RoutingRouter;

  /**
   * The URL that a router sends the client to.
   *
   * @default - it sends it nowhere
   */
  readonly redirect?: string;

  /**
   * The path that the backend sees.
   *
   * @default - as it was sent
   */
  readonly rewrittenPath?: string;

  /**
   * The Host header that the backend sees.
   *
   * @default - as it was sent
   */
  readonly rewrittenHost?: string;

  /**
   * The answers on the way, where redirects were followed.
   *
   * @default - there were none
   */
  readonly via?: RoutingRedirect[];

  /** Where it ends. Empty unless it was delivered. */
  readonly destinations: RoutingDestination[];

  /** Every decision on the way, in order. */
  readonly hops: RoutingHop[];

  /** What the answer hangs on and the manifests do not say. Empty where it is certain. */
  readonly dependsOn: string[];
}

/** Which router decided. */
export interface RoutingRouter {
  /** `Ingress` or `Gateway`. */
  readonly kind: string;

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

/** A request to follow, besides its URL. */
export interface RoutingRequestOptions {
  /**
   * The method.
   *
   * @default 'GET'
   */
  readonly method?: string;

  /**
   * The headers.
   *
   * @default - none but Host
   */
  readonly headers?: { [name: string]: string };

  /**
   * The workload from inside whose pods the request is made: `KIND/NAME` or `NAMESPACE/KIND/NAME`.
   *
   * @default - from outside the cluster
   */
  readonly from?: string;

  /**
   * Whether redirects are followed, at most 10.
   *
   * @default false
   */
  readonly followRedirects?: boolean;
}
