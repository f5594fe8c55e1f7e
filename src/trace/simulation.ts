import type { Cluster } from '../cluster/model';
import type { RouteTable } from '../http/route-table';

/** A cluster with its routers compiled: what traces, checks, tests and diffs are asked of. */
export interface Simulation {
  readonly cluster: Cluster;
  /** The dialect that Ingress is read in (`spec`). */
  readonly controller: string;
  /** One table for each router that serves Ingress objects of the input. */
  readonly routers: readonly RouteTable[];
}
