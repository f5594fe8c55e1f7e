import { withoutNulls } from './plain';
import type { RoutingOutcome } from './routing-enums';
import type { RoutingDestination, RoutingHop, RoutingRedirect, RoutingRequest, RoutingRouter } from './routing-results';
import { traceFields, traceText } from '../report/trace';
import type { Trace } from '../trace/model';

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

/** How a request is routed. */
export class RoutingTrace {
  /** @internal */
  public static _of(trace: Trace): RoutingTrace {
    return new RoutingTrace(trace);
  }

  /** The request. */
  declare public readonly request: RoutingRequest;

  /** How it ends. */
  declare public readonly outcome: RoutingOutcome;

  /** The status that the client sees when a router responds by itself. Undefined where none is known. */
  declare public readonly status?: number;

  /** A stable code for why it was not delivered, such as `no-matching-rule`. Undefined where it was. */
  declare public readonly reason?: string;

  /** The router that decided. Undefined where none did. */
  declare public readonly router?: RoutingRouter;

  /** The URL that a router sends the client to. Undefined where it sends it nowhere. */
  declare public readonly redirect?: string;

  /** The path that the backend sees. Undefined where it is the one that was sent. */
  declare public readonly rewrittenPath?: string;

  /** The Host header that the backend sees. Undefined where it is the one that was sent. */
  declare public readonly rewrittenHost?: string;

  /** The answers on the way, where redirects were followed. Undefined where there were none. */
  declare public readonly via?: RoutingRedirect[];

  /** Where it ends. Empty unless it was delivered. */
  declare public readonly destinations: RoutingDestination[];

  /** Every decision on the way, in order. */
  declare public readonly hops: RoutingHop[];

  /** What the answer depends on and the manifests do not say. Empty where it is certain. */
  declare public readonly dependsOn: string[];

  readonly #trace: Trace;

  private constructor(trace: Trace) {
    this.#trace = trace;
    Object.assign(this, withoutNulls(traceFields(trace)));
  }

  /** The request hop by hop, as text: what `cdk8s-routing trace` prints. */
  public explain(): string {
    return traceText(this.#trace, false);
  }
}
