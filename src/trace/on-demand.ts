import type { Trace, TraceRequest } from './model';
import type { Simulation } from './simulation';
import { parseTarget } from './target';
import { traceRequest } from './trace';
import { isNamedByRouter } from '../routers/index/claims';

/** A simulation of which each part is made when it is asked for. */
export interface SimulationOnDemand {
  readonly simulation: Simulation;
  /**
   * The simulation without most of the Ingress objects that have no say in requests for some hosts.
   *
   * @returns null where there are few
   */
  narrowedTo(hosts: readonly string[]): Simulation | null;
  /** The same simulation, made at once: where most of it is asked for, that takes less. */
  atOnce(): Simulation;
}

/** As `traceRequest`: a request from outside is followed among the Ingress objects that have a say in it, where that settles it. */
export function traceOnDemand({ simulation, narrowedTo, atOnce }: SimulationOnDemand, request: TraceRequest): Trace {
  const { target } = parseTarget(request.url, request.headers);
  const narrowed = target === null || request.from !== null ? null : narrowedTo([...new Set([withoutDot(target.host), target.httpHost])]);
  if (target === null || narrowed === null) return traceRequest(simulation, request);
  // where no router has a rule for the host, it counts which ones there are
  const trace = isNamedByRouter(narrowed.routers, target.httpHost) ? traceRequest(narrowed, request) : null;
  return trace !== null && isSettled(trace) ? trace : traceRequest(atOnce(), request);
}

/** A router that has the host took the request; where none did, why not may be told by objects of other hosts. */
function isSettled({ router, outcome, reason }: Trace): boolean {
  return router !== undefined && (outcome === 'delivered' || reason === 'redirect');
}

function withoutDot(host: string): string {
  return host.endsWith('.') ? host.slice(0, -1) : host;
}
