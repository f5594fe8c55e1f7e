import type { Gateway, ListenerOwner, ListenerSet } from '../../kubernetes/gateway/gateway';
import type { RouteKind } from '../../kubernetes/gateway/kinds';
import type { ListenerSpec } from '../../kubernetes/gateway/listener';
import type { ParentRef } from '../../kubernetes/gateway/references';
import type { GatewayRoute } from '../../kubernetes/gateway/route';
import type { OpenQuestion } from '../../kubernetes/open-question';

/** `Unknown` where the manifests do not decide it. */
export type ConditionStatus = 'True' | 'False' | 'Unknown';

/** A condition that the controller writes to the status of an object. */
export interface Condition {
  readonly type: string;
  readonly status: ConditionStatus;
  readonly reason: string;
  /** Why, one sentence without full stop; empty where all is well. */
  readonly message: string;
}

/** Why a reference leads nowhere; `certain` false: the manifests alone do not decide it. */
export interface RefProblem {
  readonly reason: string;
  readonly message: string;
  readonly fix: string;
  readonly fieldPath: string;
  readonly certain: boolean;
}

/** A listener of a Gateway or of one of its ListenerSets, with what its controller makes of it. */
export interface GatewayListener {
  readonly spec: ListenerSpec;
  readonly owner: ListenerOwner;
  /** The kinds of routes that may attach. */
  readonly supportedKinds: readonly RouteKind[];
  readonly conflict: 'HostnameConflict' | 'ProtocolConflict' | null;
  /** Of its certificates; null: all are there, or it needs none. */
  readonly certificateProblem: RefProblem | null;
  /** Of the authorities that clients are checked against. */
  readonly clientValidationProblem: RefProblem | null;
  readonly conditions: readonly Condition[];
  /** No request is served where it is not. */
  readonly serves: boolean;
  /** What it depends on that it serves requests. */
  readonly open: readonly OpenQuestion[];
}

/** A Gateway with all its listeners: its own first, then those of its ListenerSets. */
export interface CompiledGateway {
  readonly gateway: Gateway;
  /** `spec.controllerName` of its class; null where the class is not in the manifests. */
  readonly controllerName: string | null;
  readonly listeners: readonly GatewayListener[];
  readonly conditions: readonly Condition[];
  readonly listenerSets: readonly CompiledListenerSet[];
  readonly serves: boolean;
  readonly open: readonly OpenQuestion[];
}

export interface CompiledListenerSet {
  readonly set: ListenerSet;
  /** null: its Gateway is not in the manifests. */
  readonly gateway: Gateway | null;
  readonly listeners: readonly GatewayListener[];
  readonly conditions: readonly Condition[];
  readonly accepted: boolean;
}

/** A listener that a route is attached to, and the hosts that it has there; null is every host. */
export interface AttachedListener {
  readonly listener: GatewayListener;
  readonly hostnames: readonly (string | null)[];
  /** What it depends on that the listener takes the route. */
  readonly open: readonly OpenQuestion[];
}

/** What becomes of one parentRef of a route. */
export interface Attachment {
  readonly route: GatewayRoute;
  readonly parentRef: ParentRef;
  /** `none`: the parent is not in the manifests, or is not of a kind that routes attach to: no status is written. */
  readonly parent: ListenerOwner | 'service' | 'none';
  readonly accepted: ConditionStatus;
  /** The reason of the condition. */
  readonly reason: string;
  /** Why it is not accepted, one sentence without full stop. */
  readonly message: string;
  readonly fix: string;
  readonly listeners: readonly AttachedListener[];
}
