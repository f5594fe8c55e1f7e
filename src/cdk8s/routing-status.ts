import type { RoutingConditionStatus } from './routing-enums';
import type { RoutingObject } from './routing-results';

/** A condition in the status of an object. */
export interface RoutingCondition {
  /** Such as `Accepted`, `Programmed`, `ResolvedRefs`. */
  readonly type: string;

  /** Whether it holds. */
  readonly status: RoutingConditionStatus;

  /** The reason of the Gateway API, such as `NotAllowedByListeners`. */
  readonly reason: string;

  /** Why it is not true; empty where all is well. */
  readonly message: string;
}

/** The status that a listener will get. */
export interface RoutingListenerStatus {
  /** The listener's name. */
  readonly name: string;

  /** How many routes are attached. */
  readonly attachedRoutes: number;

  /** The kinds of routes that it takes. */
  readonly supportedKinds: string[];

  /** `Accepted`, `Programmed`, `ResolvedRefs`, `Conflicted`. */
  readonly conditions: RoutingCondition[];
}

/** The status that a Gateway will get. */
export interface RoutingGatewayStatus {
  /** The Gateway's namespace. */
  readonly namespace: string;

  /** The Gateway's name. */
  readonly name: string;

  /** How many ListenerSets add listeners to it. */
  readonly attachedListenerSets: number;

  /** `Accepted`, `Programmed`, and `ResolvedRefs` where it shows a certificate to backends. */
  readonly conditions: RoutingCondition[];

  /** Its own listeners. */
  readonly listeners: RoutingListenerStatus[];

  /**
   * Why the API server does not take the object.
   *
   * @default - it takes it
   */
  readonly refused?: string;
}

/** The status that a ListenerSet will get. */
export interface RoutingListenerSetStatus {
  /** `ListenerSet`, or the experimental `XListenerSet`. */
  readonly kind: string;

  /** Its namespace. */
  readonly namespace: string;

  /** Its name. */
  readonly name: string;

  /** `Accepted` and `Programmed`; empty where its Gateway is not in the manifests. */
  readonly conditions: RoutingCondition[];

  /** Its listeners. */
  readonly listeners: RoutingListenerStatus[];

  /**
   * Why the API server does not take the object.
   *
   * @default - it takes it
   */
  readonly refused?: string;
}

/** What a route names as its parent. */
export interface RoutingParentRef {
  /** `Gateway`, `ListenerSet` or `Service`. */
  readonly kind: string;

  /** The parent's namespace. */
  readonly namespace: string;

  /** The parent's name. */
  readonly name: string;

  /**
   * The listener that it names.
   *
   * @default - all listeners
   */
  readonly sectionName?: string;

  /**
   * The port that it names.
   *
   * @default - all ports
   */
  readonly port?: number;
}

/** The status of a route for one parent. */
export interface RoutingParentStatus {
  /** The parent. */
  readonly parentRef: RoutingParentRef;

  /** `Accepted`, `ResolvedRefs`, and `PartiallyInvalid` where some rules are dropped. */
  readonly conditions: RoutingCondition[];
}

/** A parent for which no status is written. */
export interface RoutingMissingParent {
  /** The parent. */
  readonly parentRef: RoutingParentRef;

  /** Why nobody writes a status. */
  readonly because: string;
}

/** The status that a route will get. */
export interface RoutingRouteStatus {
  /** `HTTPRoute`, `GRPCRoute`, `TLSRoute`, `TCPRoute` or `UDPRoute`. */
  readonly kind: string;

  /** The route's namespace. */
  readonly namespace: string;

  /** The route's name. */
  readonly name: string;

  /** The status for each parent. */
  readonly parents: RoutingParentStatus[];

  /** Parents that are not in the manifests, or of a kind that nobody serves. */
  readonly parentsWithoutStatus: RoutingMissingParent[];

  /**
   * Why the API server does not take the object.
   *
   * @default - it takes it
   */
  readonly refused?: string;
}

/** The status of a policy for one Gateway. */
export interface RoutingAncestorStatus {
  /** The Gateway. */
  readonly ancestorRef: RoutingObject;

  /** `Accepted` and `ResolvedRefs`. */
  readonly conditions: RoutingCondition[];
}

/** The status that a policy will get. */
export interface RoutingPolicyStatus {
  /** `BackendTLSPolicy`. */
  readonly kind: string;

  /** The policy's namespace. */
  readonly namespace: string;

  /** The policy's name. */
  readonly name: string;

  /** The status for each Gateway with a route to what the policy is for. */
  readonly ancestors: RoutingAncestorStatus[];

  /**
   * Why the API server does not take the object.
   *
   * @default - it takes it
   */
  readonly refused?: string;
}

/** A class of Gateways. */
export interface RoutingGatewayClass {
  /** Its name. */
  readonly name: string;

  /**
   * The controller that serves it.
   *
   * @default - it names none
   */
  readonly controller?: string;
}

/** The status that the objects of the Gateway API will get. */
export interface RoutingStatus {
  /** The classes that are in the manifests. */
  readonly gatewayClasses: RoutingGatewayClass[];

  /** All Gateways. */
  readonly gateways: RoutingGatewayStatus[];

  /** All routes. */
  readonly routes: RoutingRouteStatus[];

  /** All ListenerSets. */
  readonly listenerSets: RoutingListenerSetStatus[];

  /** All policies. */
  readonly policies: RoutingPolicyStatus[];
}
