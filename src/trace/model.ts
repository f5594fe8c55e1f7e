import type { WorkloadRef } from '../cluster/model';
import type { OpenQuestion } from '../kubernetes/open-question';
import type { Resource } from '../kubernetes/resource';
import type { Protocol } from '../kubernetes/service';
import type { RouterName } from '../routers/router-name';

/** A request to follow. */
export interface TraceRequest {
  readonly method: string;
  /** As the user wrote it. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Asked from inside a pod of this workload; null: from outside the cluster. */
  readonly from: WorkloadRef | null;
}

export type Outcome = 'delivered' | 'answered' | 'failed' | 'unknown';

/** Where requests end: a workload's pods, or addresses outside the cluster. */
export interface Destination {
  readonly service: { readonly namespace: string; readonly name: string; readonly port: number } | null;
  readonly workload: WorkloadRef | null;
  readonly pods: readonly string[];
  /** Addresses that belong to no pod of the input. */
  readonly addresses: readonly string[];
  readonly port: number;
  readonly protocol: Protocol;
  /** The container that declares the port, null where none does. */
  readonly container: string | null;
  /** Share of the requests, between 0 and 1. */
  readonly share: number;
}

/** One decision on the way. */
export interface Hop {
  /** null where no object of the input decides (DNS of an unknown name, the URL itself). */
  readonly resource: Resource | null;
  /** The deciding field. */
  readonly path: string | null;
  /** What was decided, one sentence without full stop. */
  readonly decision: string;
  /** Against which alternatives, and why; for the last hop of a failure, what would have to be true. */
  readonly because: string;
}

/** One answer on the way that sent the client elsewhere. */
export interface RedirectStep {
  readonly method: string;
  readonly url: string;
  readonly status: number | null;
  readonly redirect: string;
}

export interface Trace {
  readonly request: TraceRequest;
  readonly outcome: Outcome;
  /** What the client sees when a router answers by itself; null where none is known. */
  readonly status: number | null;
  /** A stable kebab-case code (`no-matching-rule`); null when delivered. */
  readonly reason: string | null;
  /** The URL that a router sends the client to; absent where it sends none. */
  readonly redirect?: string;
  /** The path and the host that the backend sees, where a router changes them. */
  readonly rewrittenPath?: string;
  readonly rewrittenHost?: string;
  /** The router that decided; absent where none did. */
  readonly router?: RouterName;
  /** The answers on the way, where redirects were followed. */
  readonly via?: readonly RedirectStep[];
  readonly destinations: readonly Destination[];
  readonly hops: readonly Hop[];
  /** What the answer depends on and the manifests do not decide; empty = certain. */
  readonly questions: readonly OpenQuestion[];
  /** The same as sentences, each once. */
  readonly dependsOn: readonly string[];
}
