import type { RouteOverview } from './model';
import { routeLines } from './route-lines';
import { isReachedFromOutside, serviceLines } from './service-lines';
import type { WorkloadRef } from '../cluster/model';
import type { Destination } from '../trace/model';
import type { Simulation } from '../trace/simulation';

/** Which ways in are asked for. */
export interface OverviewOptions {
  /** What leads to this workload, Service or pod alone. */
  readonly to?: WorkloadRef;
  /** `outside`: routers, and Services that are reached from there; `inside`: Services by their names. Absent: all. */
  readonly from?: 'outside' | 'inside';
}

/** Every way in, and where it leads. */
export function overview(simulation: Simulation, { to, from }: OverviewOptions = {}): RouteOverview {
  const routes = from === 'inside' ? [] : simulation.routers.flatMap((router) => routeLines(simulation, router));
  const services = serviceLines(simulation).filter((each) => from !== 'outside' || isReachedFromOutside(each));
  return to === undefined ? { routes, services } : leadingTo({ routes, services }, to);
}

/** What leads to a workload, Service or pod alone. */
export function leadingTo({ routes, services }: RouteOverview, to: WorkloadRef): RouteOverview {
  const leadsThere = ({ destinations }: { readonly destinations: readonly Destination[] }): boolean => destinations.some((each) => leadsTo(each, to));
  return {
    routes: routes.filter(leadsThere),
    services: services.filter((each) => leadsThere(each) || (to.kind === 'Service' && each.service.namespace === to.namespace && each.service.name === to.name)),
  };
}

function leadsTo({ service, workload, pods }: Destination, { kind, namespace, name }: WorkloadRef): boolean {
  if (kind === 'Service') return service !== null && service.namespace === namespace && service.name === name;
  if (workload === null || workload.namespace !== namespace) return false;
  return (workload.kind === kind && workload.name === name) || (kind === 'Pod' && pods.includes(name));
}
