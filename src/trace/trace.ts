import type { Trace, TraceRequest } from './model';
import type { Simulation } from './simulation';

/** Follows one request to the pods that it reaches, or to where it ends. */
export function traceRequest(simulation: Simulation, request: TraceRequest): Trace {
  const dependsOn = [`not built: ${simulation.controller}`];
  return { request, outcome: 'unknown', status: null, reason: 'depends-on-cluster', destinations: [], hops: [], dependsOn };
}
