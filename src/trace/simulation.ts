import type { Cluster } from '../cluster/model';
import { compileRouteTables } from '../http/compile';
import type { RouteTable } from '../http/route-table';

/** A cluster with its routers compiled: what traces, checks, tests and diffs are asked of. */
export interface Simulation {
  readonly cluster: Cluster;
  /** The dialect that Ingress is read in (`spec`). */
  readonly controller: string;
  /** One table for each router that serves Ingress objects of the input. */
  readonly routers: readonly RouteTable[];
}

export interface SimulationOptions {
  /** @default 'spec' */
  readonly controller?: string;
}

/**
 * Compiles the routers of a cluster.
 *
 * @throws Error when the controller is not known
 */
export function simulate(cluster: Cluster, options: SimulationOptions = {}): Simulation {
  const controller = options.controller ?? 'spec';
  return { cluster, controller, routers: compileRouteTables(cluster, controller) };
}
