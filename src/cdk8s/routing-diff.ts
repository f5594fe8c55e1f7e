import { withoutNulls } from './plain';
import type { RoutingChangeKind, RoutingLikeness, RoutingOutcome } from './routing-enums';
import type { RoutingObject, RoutingRequest, RoutingServicePort } from './routing-results';
import { DIFF_EXCEPT } from './shapes';
import type { RoutingDiff as Diff } from '../diff/change';
import { likeness } from '../diff/likeness';
import type { PortProtocol } from '../kubernetes/port-protocol';
import { checked } from '../kubernetes/shapes';
import { userError } from '../kubernetes/user-error';
import { diffFields, diffText } from '../report/diff';

/** Where requests end in one of two versions; how many pods there are does not count. */
export interface RoutingEnd {
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

  /** Addresses that belong to no pod of the manifests. */
  readonly addresses: string[];

  /** The port of the pods or addresses. */
  readonly port: number;

  /** The transport protocol. */
  readonly protocol: PortProtocol;

  /** The share of the requests, more than 0 and at most 1. */
  readonly share: number;
}

/** What becomes of a request in one of two versions. */
export interface RoutingAnswer {
  /** How it ends. */
  readonly outcome: RoutingOutcome;

  /**
   * The status that the client sees when a router responds by itself.
   *
   * @default - none is known
   */
  readonly status?: number;

  /**
   * A stable code for why it was not delivered.
   *
   * @default - it was delivered
   */
  readonly reason?: string;

  /** Where it ends. */
  readonly destinations: RoutingEnd[];

  /**
   * Where it goes that does not arrive at pods: the name outside, the URL of a redirect.
   *
   * @default - nowhere else
   */
  readonly leadsTo?: string;

  /**
   * The Secret with the certificate that clients of https see.
   *
   * @default - the router's own certificate, or no https
   */
  readonly certificate?: string;

  /** What the answer depends on. */
  readonly dependsOn: string[];
}

/** Requests that a change concerns. */
export interface RoutingScope {
  /** Which requests. */
  readonly text: string;

  /** One of them. */
  readonly request: RoutingRequest;
}

/** Requests whose outcome differs in the same way. */
export interface RoutingChange {
  /** How the outcome differs. */
  readonly kind: RoutingChangeKind;

  /** A request that shows it. */
  readonly request: RoutingRequest;

  /** What became of that request. */
  readonly before: RoutingAnswer;

  /** What becomes of it now. */
  readonly after: RoutingAnswer;

  /** What the answer depends on now, and did not before. */
  readonly newDependsOn: string[];

  /**
   * Of lost requests: a request that reaches the same port of the same pods now, and did not before.
   *
   * @default - there is none
   */
  readonly insteadNow?: RoutingRequest;

  /** All requests that it concerns. */
  readonly also: RoutingScope[];
}

/** A change that the config of the newer version accepts. */
export interface RoutingAcceptedChange extends RoutingChange {
  /** The reason that the config gives. */
  readonly reason: string;
}

/** Which requests change their outcome from one version to another. */
export class RoutingDiff {
  /** @internal */
  public static _of(diff: Diff): RoutingDiff {
    return new RoutingDiff(diff);
  }

  /** Which requests differ, worst first. */
  declare public readonly changes: RoutingChange[];

  /** What the config of the newer version accepts. */
  declare public readonly accepted: RoutingAcceptedChange[];

  /** What routers tell requests apart by and was not compared. */
  declare public readonly leftOut: string[];

  /** How many classes of requests were asked on both sides. */
  public readonly asked: number;

  /** How many of them differ. */
  public readonly differing: number;

  readonly #diff: Diff;

  private constructor(diff: Diff) {
    const { changes, accepted, leftOut } = diffFields(diff);
    this.asked = diff.asked;
    this.differing = diff.differing;
    this.#diff = diff;
    Object.assign(this, withoutNulls({ changes, accepted, leftOut }));
  }

  /**
   * Whether the requests end alike, but for kinds of changes that are accepted.
   *
   * @param except the kinds that are accepted
   */
  public likeness(except: RoutingChangeKind[] = []): RoutingLikeness {
    checked(except, DIFF_EXCEPT, 'except', (message) => userError(`RoutingDiff.likeness: ${message}`));
    return likeness(this.#diff, except) as RoutingLikeness;
  }

  /** The changes as text: what `cdk8s-routing diff` prints. */
  public explain(): string {
    return diffText(this.#diff, false);
  }
}
