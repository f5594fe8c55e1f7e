import type { Simulation } from './simulation';
import type { Target } from './target';
import type { Trail } from './trail';
import type { Cluster, Pod, Workload } from '../cluster/model';
import type { Party, PolicyPod } from '../cluster/policies/party';
import type { PodSpec } from '../kubernetes/pod-template';

/** Who asks from inside: one pod of the workload stands for all of them. */
export interface InsideClient {
  readonly workload: Workload;
  readonly name: string;
  readonly spec: PodSpec;
  /** null where the workload makes no pods. */
  readonly pod: Pod | null;
  /** It stands for any pod of its namespace, of whose labels nothing is known. */
  readonly standsForNamespace?: boolean;
}

/** Who opens a connection, as NetworkPolicies see it. */
export interface Caller {
  readonly kind: 'pod' | 'router' | 'outside' | 'translated';
  /** How messages name it. */
  readonly name: string;
  /** Where the connection comes from. */
  readonly party: Party;
  /** The pod whose own policies count; null where there is none, or none is known. */
  readonly pod: PolicyPod | null;
}

/** Everything that the steps of a trace look at. */
export interface Context {
  readonly simulation: Simulation;
  readonly cluster: Cluster;
  readonly target: Target;
  readonly method: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** null: outside of the cluster. */
  readonly client: InsideClient | null;
  /** Who opens the connection, where it is not the client itself: a router, a node in its place. */
  readonly caller?: Caller;
  readonly trail: Trail;
}
