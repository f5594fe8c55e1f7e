import type { Cluster, Endpoint, EndpointSlice, Pod, WorkloadRef } from './model';
import type { Protocol, Service, ServicePort } from '../kubernetes/service';

/** Who opens the connection: a pod of the cluster, somebody outside (through a node port, a load balancer or an external IP), or a node itself. */
export interface RoutingClient {
  readonly kind: 'pod' | 'outside' | 'node';
  /** The client's node, for `outside` the node that receives the connection; null or absent where it is not known. */
  readonly node?: string | null;
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
  /** Share of the connections, between 0 and 1; all together are 1. */
  readonly share: number;
}

/** Why a Service port leads nowhere. */
export type RoutingFailure =
  /** kube-proxy rejects: the connection is refused at once. */
  | 'no-endpoints'
  /** Endpoints exist, none is ready (nor serving while terminating): refused. */
  | 'no-ready-endpoints'
  /** Ready endpoints exist, none on the client's node under a Local policy: dropped, the client waits. */
  | 'no-local-endpoints'
  /** Headless: nothing proxies, and no pod is reached at the port that was dialled. */
  | 'port-not-served'
  /** ExternalName Services are never proxied. */
  | 'external-name';

/** What becomes of connections to a Service port. */
export interface ServiceRouting {
  readonly outcome: 'delivered' | 'refused' | 'dropped' | 'unknown';
  readonly reason: RoutingFailure | null;
  readonly destinations: readonly RoutedDestination[];
  /** What was decided, one sentence without full stop. */
  readonly decision: string;
  /** Why, and what would have to be true where it fails. */
  readonly because: string;
  /** What the answer hangs on and the manifests do not say, one sentence each. */
  readonly dependsOn: readonly string[];
}

/** Every endpoint that a Service port is joined to, ready or not: what proxies and Ingress controllers choose from. */
export function endpointsForPort(cluster: Cluster, service: Service, port: ServicePort): readonly EndpointTarget[] {
  throw new Error(`not built: ${service.name} ${port.name} ${cluster.slices.length}`);
}

/** Where connections to a port of a Service go. */
export function routeService(cluster: Cluster, service: Service, port: ServicePort, client: RoutingClient): ServiceRouting {
  throw new Error(`not built: ${service.name} ${port.name} ${client.kind} ${cluster.slices.length}`);
}
