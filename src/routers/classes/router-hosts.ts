import { HostTable } from '../index/host-table';
import type { Fault, HostMatcher, Listener, Route, Router, VirtualHost } from '../model';

/**
 * Every host that routers tell apart: of their listeners, virtual hosts, routes and certificates, and of objects that they do not take.
 *
 * A list of objects that thousands of routers share is looked at once.
 */
export function* hostMatchers(routers: readonly Router[]): Iterable<HostMatcher> {
  const shared = new Set<readonly Fault[]>();
  for (const { faults, unattached, listeners } of routers) {
    yield* faultHosts(faults);
    if (unattached !== undefined && !shared.has(unattached)) yield* faultHosts(unattached);
    if (unattached !== undefined) shared.add(unattached);
    yield* listenerHosts(listeners);
  }
}

function* faultHosts(faults: readonly Fault[]): Iterable<HostMatcher> {
  for (const { hosts } of faults) yield* hosts ?? [];
}

function* listenerHosts(listeners: readonly Listener[]): Iterable<HostMatcher> {
  for (const { host, hosts, certificates } of listeners) {
    yield host;
    for (const certificate of certificates) yield* certificate.hosts;
    for (const virtualHost of hosts) {
      yield virtualHost.host;
      for (const { conditions } of [...virtualHost.routes, ...virtualHost.possible ?? []]) if (conditions.host !== undefined) yield conditions.host;
    }
  }
}

/** The hosts that a listener has routes for: those of its virtual hosts, and of virtual hosts for every host those of their routes. */
export function ruledHosts({ hosts }: Listener): ReadonlySet<HostMatcher> {
  const ruled = new Set<HostMatcher>();
  for (const { host, routes, possible } of hosts) {
    if (host.kind !== 'any') ruled.add(host);
    else for (const { conditions } of [...routes, ...possible ?? []]) ruled.add(conditions.host ?? ANY);
  }
  return ruled;
}

const ANY: HostMatcher = { kind: 'any' };

const HOSTS = new WeakMap<readonly VirtualHost[], HostTable<VirtualHost>>();
const ROUTES = new WeakMap<VirtualHost, HostTable<Route> | null>();

/** All routes of a listener that may take requests for a host, those of hosts that are less close and would be asked next included. */
export function routesForHost({ hosts }: Listener, host: string): readonly Route[] {
  const routes: Route[] = [];
  virtualHosts(hosts).visit(host, (virtualHost) => {
    const table = routeTable(virtualHost);
    if (table === null) {
      for (const route of virtualHost.routes) routes.push(route);
      for (const route of virtualHost.possible ?? []) routes.push(route);
    } else {
      table.visit(host, (route) => {
        routes.push(route);
        return false;
      });
    }
    return false;
  });
  return routes;
}

function virtualHosts(hosts: readonly VirtualHost[]): HostTable<VirtualHost> {
  let table = HOSTS.get(hosts);
  if (table === undefined) HOSTS.set(hosts, table = new HostTable(hosts, (each) => each.host));
  return table;
}

/** null: all routes are for every host of it. */
function routeTable(virtualHost: VirtualHost): HostTable<Route> | null {
  let table = ROUTES.get(virtualHost);
  if (table === undefined) {
    const routes = [...virtualHost.routes, ...virtualHost.possible ?? []];
    const isByHost = routes.some(({ conditions: { host } }) => host !== undefined && host.kind !== 'any');
    ROUTES.set(virtualHost, table = isByHost ? new HostTable(routes, (each) => each.conditions.host ?? ANY) : null);
  }
  return table;
}
