import type { Simulation } from './simulation';
import type { Target } from './target';
import type { Trail } from './trail';
import type { Cluster, Pod, Workload } from '../cluster/model';
import type { PodSpec } from '../kubernetes/pod-template';

/** Who asks from inside: one pod of the workload stands for all of them. */
export interface InsideClient {
  readonly workload: Workload;
  readonly name: string;
  readonly spec: PodSpec;
  /** null where the workload makes no pods. */
  readonly pod: Pod | null;
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
  readonly trail: Trail;
}
