import type { DeadRoute, RouteItem, RoutePlace } from './coverage-model';
import { Reach } from '../checks/reach';
import { faultAt } from '../checks/routes';
import { pathLabel, writtenPaths, type WrittenPath } from '../checks/written-paths';
import type { Ingress } from '../kubernetes/ingress';
import type { Source } from '../kubernetes/open-question';
import { describe } from '../kubernetes/resource';
import { hostText } from '../routers/index/host-table';
import type { HostMatcher, Route, Router } from '../routers/model';
import type { Simulation } from '../trace/simulation';

/** Fields that routes are written in. */
const WRITTEN: ReadonlySet<Source['kind']> = new Set(['path', 'match', 'rule', 'default-backend']);

/** The routes of a simulation that objects ask for, each field once, and those that never get a request. */
export interface RouteItems {
  readonly items: readonly RouteItem[];
  readonly dead: readonly DeadRoute[];
}

export function routeItems({ routers, cluster }: Simulation): RouteItems {
  const ingresses = new Map(cluster.ingresses.map((each) => [each.resource, each]));
  const parts = routers.map((router) => {
    const items = itemsOf(router);
    const own = router.resources.flatMap((each) => ingresses.get(each) ?? []);
    return { items, dead: deadOf(router, items, own) };
  });
  const dead = parts.flatMap((each) => each.dead);
  const isDead = new Set(dead.map(({ resource, path }) => `${describe(resource)} ${path}`));
  return { items: parts.flatMap((each) => each.items).filter(({ resource, path }) => !isDead.has(`${describe(resource)} ${path}`)), dead };
}

function itemsOf(router: Router): readonly RouteItem[] {
  const bySource = new Map<string, { readonly source: Source; readonly places: RoutePlace[] }>();
  for (const listener of router.listeners) {
    for (const { host, routes } of listener.hosts) {
      for (const route of routes) {
        const place = { listener, host: closest(route.conditions.host, host, listener.host), route };
        for (const source of itemSources(route)) {
          const key = `${describe(source.resource)} ${source.field}`;
          const known = bySource.get(key);
          if (known === undefined) bySource.set(key, { source, places: [place] });
          else known.places.push(place);
        }
      }
    }
  }
  return [...bySource.values()].map(({ source, places }) => routeItem(router, source, places));
}

/** The field of the route itself, and annotations by which it redirects. */
function itemSources({ source, action, filters }: Route): readonly Source[] {
  const redirects = [action, ...filters].flatMap((each) => each.kind === 'redirect' && each.source.kind === 'annotation' ? [each.source] : []);
  return [...WRITTEN.has(source.kind) ? [source] : [], ...redirects];
}

function closest(...hosts: readonly (HostMatcher | undefined)[]): HostMatcher {
  return hosts.find((each) => each !== undefined && each.kind !== 'any') ?? { kind: 'any' };
}

function routeItem(router: Router, { resource, field, kind }: Source, places: readonly RoutePlace[]): RouteItem {
  const redirects = kind === 'annotation' || places.every(({ route }) => route.action.kind === 'redirect' || route.filters.some((each) => each.kind === 'redirect'));
  return {
    kind: redirects ? 'redirect' : kind === 'default-backend' ? 'default-backend' : 'path',
    resource,
    path: field,
    label: kind === 'annotation' ? field.replace(/^metadata\.annotations\[(.*)\]$/, 'the annotation $1') : labelOf(places),
    router,
    places,
  };
}

/** With the host, where it is one. */
function labelOf(places: readonly RoutePlace[]): string {
  const [{ route }] = places;
  const label = route.label.replaceAll('`', '');
  const hosts = new Set(places.map(({ host }) => hostText(host)));
  const [host] = hosts;
  return route.source.kind === 'default-backend' || hosts.size > 1 || host === '*' ? label : `${host}${label}`;
}

/** Routes that others always go before, and paths of which the controller makes no route. */
function deadOf(router: Router, items: readonly RouteItem[], ingresses: readonly Ingress[]): readonly DeadRoute[] {
  const beaten = new Reach(router).beaten(() => true).map(({ route, by }): DeadRoute => {
    const { resource, field } = route.source;
    const item = items.find((each) => each.resource === resource && each.path === field);
    const winner = items.find((each) => each.resource === by.source.resource && each.path === by.source.field);
    return {
      kind: item?.kind ?? 'path',
      resource,
      path: field,
      label: item?.label ?? route.label,
      because: `${winner?.label ?? by.label} of ${describe(by.source.resource)} always takes precedence`,
    };
  });
  const known = new Set(items.map(({ resource, path }) => `${describe(resource)} ${path}`));
  const leftOut = [...writtenPaths(ingresses)].filter(({ resource, fieldPath }) => !known.has(`${describe(resource)} ${fieldPath}`));
  return [...beaten, ...leftOut.map((path) => deadPath(router, path))];
}

function deadPath(router: Router, path: WrittenPath): DeadRoute {
  const { resource, fieldPath, host } = path;
  const because = faultAt(router, resource, fieldPath)?.reason ?? 'the controller makes no route of it: another one has the same host and path';
  return { kind: 'path', resource, path: fieldPath, label: `${host}${pathLabel(path).replaceAll('`', '')}`, because };
}
