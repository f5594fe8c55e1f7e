import type { Cluster } from '../cluster/model';
import type { Externals } from '../manifests/config';
import { compileRouteTables } from '../routers/compile';
import type { RouteTable } from '../routers/route-table';

/** A cluster with its routers compiled: what traces, checks, tests and diffs are asked of. */
export interface Simulation {
  readonly cluster: Cluster;
  /** The dialect that Ingress is read in (`spec`). */
  readonly controller: string;
  /** One table for each router that serves Ingress objects of the input. */
  readonly routers: readonly RouteTable[];
  /** What the cluster holds besides the manifests; absent: nothing is declared. */
  readonly externals?: Externals;
}

export interface SimulationOptions {
  /** @default 'spec' */
  readonly controller?: string;
  /** What the cluster holds besides the manifests. */
  readonly externals?: Externals;
}

/**
 * Compiles the routers of a cluster.
 *
 * @throws Error when the controller is not known
 */
export function simulate(cluster: Cluster, options: SimulationOptions = {}): Simulation {
  const controller = options.controller ?? 'spec';
  const { externals } = options;
  const routers = compileRouteTables(externals === undefined ? cluster : { ...cluster, externals }, controller);
  return externals === undefined ? { cluster, controller, routers } : { cluster, controller, routers, externals };
}
