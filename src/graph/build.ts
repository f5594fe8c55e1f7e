import { addRoute, routeId } from './add-route';
import { addService } from './add-service';
import { Draft } from './draft';
import type { RouteGraph } from './model';
import type { RouteLine, RouteOverview } from '../routes/model';

/** The route map of an overview: what `routes` lists, as boxes and arrows. It decides nothing by itself. */
export function routeGraph({ routes, services }: RouteOverview): RouteGraph {
  const draft = new Draft();
  for (const lines of byRoute(routes)) addRoute(draft, lines);
  for (const service of services) addService(draft, service);
  return draft.graph([]);
}

/** Lines that differ in what becomes of requests alone are one box: http that is redirected beside https that is served. */
function byRoute(routes: readonly RouteLine[]): Iterable<readonly [RouteLine, ...RouteLine[]]> {
  const groups = new Map<string, [RouteLine, ...RouteLine[]]>();
  for (const line of routes) {
    const known = groups.get(routeId(line));
    if (known === undefined) groups.set(routeId(line), [line]);
    else known.push(line);
  }
  return groups.values();
}
