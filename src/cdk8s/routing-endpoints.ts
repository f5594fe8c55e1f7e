import type { RoutingAddressType, RoutingEndpointSource } from './routing-enums';
import type { RoutingObject } from './routing-results';
import type { PortProtocol } from '../kubernetes/port-protocol';

/** A port of endpoints. */
export interface RoutingEndpointPort {
  /** The name of the Service's port; empty where it has none. */
  readonly name: string;

  /**
   * The port of the endpoints.
   *
   * @default - every port
   */
  readonly port?: number;

  /** The transport protocol. */
  readonly protocol: PortProtocol;
}

/** An endpoint: a pod, or addresses outside the cluster. */
export interface RoutingEndpoint {
  /**
   * The name of the pod. A name that the cluster generates is written `<workload>~<n>`.
   *
   * @default - it is no pod of the manifests
   */
  readonly pod?: string;

  /**
   * The workload of the pod.
   *
   * @default - it is no pod of the manifests
   */
  readonly workload?: RoutingObject;

  /** The addresses, as far as the manifests say. */
  readonly addresses: string[];

  /** Whether it gets new connections. */
  readonly ready: boolean;

  /** Whether it responds, be it that it terminates. */
  readonly serving: boolean;

  /** Whether it terminates. */
  readonly terminating: boolean;

  /**
   * Its host name under the name of the Service.
   *
   * @default - it has none
   */
  readonly hostname?: string;

  /**
   * The node.
   *
   * @default - not known
   */
  readonly node?: string;
}

/** An EndpointSlice that the cluster will hold. */
export interface RoutingEndpointSlice {
  /** The namespace. */
  readonly namespace: string;

  /**
   * The Service that it belongs to.
   *
   * @default - it is labeled with none
   */
  readonly service?: string;

  /** What its addresses are. */
  readonly addressType: RoutingAddressType;

  /** Who writes it. */
  readonly source: RoutingEndpointSource;

  /** The ports of all its endpoints. */
  readonly ports: RoutingEndpointPort[];

  /** At most 100 endpoints. */
  readonly endpoints: RoutingEndpoint[];
}
