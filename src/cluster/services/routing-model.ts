import type { OpenQuestion } from '../../kubernetes/open-question';
import type { IpFamily, Protocol } from '../../kubernetes/service';
import type { Endpoint, EndpointSlice, Pod, WorkloadRef } from '../model';

/** Who opens the connection: a pod of the cluster, somebody outside of it, or a node itself. */
export interface RoutingClient {
  readonly kind: 'pod' | 'outside' | 'node';
  /** The client's node, for `outside` the node that receives the connection; null or absent where it is not known. */
  readonly node?: string | null;
  /**
   * Which address is dialled: the cluster IP, or a node port, load balancer IP or external IP.
   *
   * Clients outside dial an external one; others are taken to dial the cluster IP.
   */
  readonly via?: 'cluster-ip' | 'external';
  /** The IP family that is dialled; absent: the Service's first. */
  readonly family?: IpFamily;
}

/** One endpoint that a Service port leads to, with the port number that the slice gives. */
export interface EndpointTarget {
  readonly slice: EndpointSlice;
  readonly endpoint: Endpoint;
  /** The endpoint's first address, the only one that kube-proxy uses; null where it is not known. */
  readonly address: string | null;
  readonly port: number;
  readonly protocol: Protocol;
}

/** Connections to one workload's pods, or to addresses that belong to no pod, at one port. */
export interface RoutedDestination {
  readonly workload: WorkloadRef | null;
  readonly pods: readonly Pod[];
  /** Addresses that belong to no pod of the input. */
  readonly addresses: readonly string[];
  readonly port: number;
  readonly protocol: Protocol;
  /** The container that declares the port, null where none does. */
  readonly container: string | null;
  /** Share of the connections, between 0 and 1. */
  readonly share: number;
}

/** Why a Service port leads nowhere. */
export type RoutingFailure =
  /** The Service has no endpoint at this port: kube-proxy rejects, the connection is refused at once. */
  | 'no-endpoints'
  /** Endpoints exist, none is ready (nor serving while it terminates): refused. */
  | 'no-ready-endpoints'
  /** Usable endpoints exist, none of them on the client's node under a Local policy: dropped, the client waits. */
  | 'no-local-endpoints'
  /** Headless: nothing stands between client and pod, and no pod is known to serve the port that was dialled. */
  | 'port-not-served'
  /** ExternalName Services are never proxied. */
  | 'external-name';

/** What becomes of connections to a Service port. */
export interface ServiceRouting {
  readonly outcome: 'delivered' | 'refused' | 'dropped' | 'unknown';
  readonly reason: RoutingFailure | null;
  readonly destinations: readonly RoutedDestination[];
  /** What was decided, one sentence. */
  readonly decision: string;
  /** Why, and what would have to be true where it fails. */
  readonly because: string;
  /** What the answer depends on and the manifests do not decide. */
  readonly questions: readonly OpenQuestion[];
}
