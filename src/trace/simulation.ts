import type { Cluster } from '../cluster/model';
import type { Externals } from '../manifests/config';
import { compileRouters } from '../routers/compile';
import type { ServiceRouters } from '../routers/gateway/service-routers';
import type { Router, UnservedRoute } from '../routers/model';

/** A cluster with its routers compiled: what traces, checks, tests and diffs are asked of. */
export interface Simulation {
  readonly cluster: Cluster;
  /** How Ingress is read: `auto`, or the controller that every Ingress is read as. */
  readonly controller: string;
  /** Every router that serves objects of the input. */
  readonly routers: readonly Router[];
  /** What a mesh does with requests of pods to Services. */
  readonly serviceRouters: ServiceRouters;
  /** Routes whose parent is not in the manifests. */
  readonly unserved: readonly UnservedRoute[];
  /** What the cluster holds besides the manifests; absent: nothing is declared. */
  readonly externals?: Externals;
}

export interface SimulationOptions {
  /** @default 'auto' */
  readonly controller?: string;
  /** Which controller a class has, by the class, where `controller` is `auto`. */
  readonly classes?: ReadonlyMap<string, string>;
  /** What the cluster holds besides the manifests. */
  readonly externals?: Externals;
}

/**
 * A cluster with its routers, which are compiled when something first asks for one: what a pod sends to a Service needs none.
 *
 * @throws Error when the controller is not known
 */
export function simulate(cluster: Cluster, options: SimulationOptions = {}): Simulation {
  const { controller = 'auto', classes = new Map(), externals } = options;
  const compiled = compileRouters(cluster, { controller, classes, ...externals === undefined ? {} : { externals } });
  return {
    cluster,
    controller,
    get routers() { return compiled.routers; },
    get serviceRouters() { return compiled.serviceRouters; },
    get unserved() { return compiled.unserved; },
    ...externals === undefined ? {} : { externals },
  };
}
