import { hostClasses, type HostClass } from './hosts';
import { pathClasses, type PathClass } from '../routers/classes/path-classes';
import { pickTable, type Choice } from '../routers/entry';
import { wildcardSuffix } from '../routers/index/host-index';
import type { HostClaim, RouteTable, VirtualHost } from '../routers/route-table';
import type { Simulation } from '../trace/simulation';

/** A host at a router, on both sides, and the classes of paths that both sides' rules make there. */
export interface RouterEntry {
  readonly host: HostClass;
  /** Which router it is, where several serve the host, each at an address of its own; null where there is no doubt. */
  readonly router: string | null;
  readonly before: Choice<RouteTable> | null;
  readonly after: Choice<RouteTable> | null;
  readonly paths: readonly PathClass[];
}

/** Every class of hosts that a router of either side serves. */
export function* routerEntries(before: Simulation, after: Simulation): Iterable<RouterEntry> {
  for (const host of hostClasses([before, after])) {
    const served = [serving(before.tables, host.example), serving(after.tables, host.example)];
    const most = Math.max(served[0].length, served[1].length);
    if (most === 0) continue;
    if (most === 1) {
      yield entry(host, null, pickTable(before.tables, host.example), pickTable(after.tables, host.example));
      continue;
    }
    for (const className of new Set(served.flat().map((router) => router.className))) {
      const pair = [before, after].map(({ tables }) => tables.find((router) => router.className === className));
      const name = pair.find((router) => router !== undefined)?.name ?? null;
      const [a, b] = pair.map((router) => router === undefined ? null : { router, because: '', questions: [] });
      yield entry(host, name, a, b);
    }
  }
}

function entry(host: HostClass, router: string | null, before: Choice<RouteTable> | null, after: Choice<RouteTable> | null): RouterEntry {
  const virtualHosts = [before, after].flatMap((choice) => choice === null ? [] : virtualHostsOf(choice.router, host.example));
  return { host, router, before, after, paths: pathClasses(virtualHosts.flatMap((each) => each.routes.map((route) => route.path))) };
}

const CLOSEST: readonly HostClaim[] = ['exact', 'wildcard', 'any'];

/** The routers that claim a host most closely: DNS leads to one of them. */
function serving(routers: readonly RouteTable[], host: string): readonly RouteTable[] {
  const claims = routers.map((router) => router.claims(host));
  const closest = CLOSEST.find((claim) => claims.includes(claim));
  return closest === undefined ? [] : routers.filter((_, i) => claims[i] === closest);
}

interface VirtualHosts {
  readonly exact: ReadonlyMap<string, VirtualHost>;
  readonly wildcards: ReadonlyMap<string, VirtualHost>;
  readonly any: VirtualHost | null;
}

const INDEXES = new WeakMap<RouteTable, VirtualHosts>();

/** All virtual hosts that a host belongs to: what the nearest does not match, some controllers look for in the others. */
export function virtualHostsOf(table: RouteTable, host: string): readonly VirtualHost[] {
  let index = INDEXES.get(table);
  if (index === undefined) INDEXES.set(table, index = indexOf(table));
  const found: VirtualHost[] = [];
  const exact = index.exact.get(host);
  if (exact !== undefined) found.push(exact);
  for (let suffix = wildcardSuffix(host), depth = 1; suffix !== null; suffix = wildcardSuffix(suffix.slice(1)), depth++) {
    const wildcard = index.wildcards.get(suffix);
    if (wildcard?.host.kind === 'wildcard' && (depth === 1 || wildcard.host.labels === 'many')) found.push(wildcard);
  }
  if (index.any !== null) found.push(index.any);
  return found;
}

function indexOf(table: RouteTable): VirtualHosts {
  const exact = new Map<string, VirtualHost>();
  const wildcards = new Map<string, VirtualHost>();
  let any: VirtualHost | null = null;
  for (const each of table.virtualHosts) {
    if (each.host.kind === 'exact') exact.set(each.host.host, each);
    else if (each.host.kind === 'wildcard') wildcards.set(each.host.suffix, each);
    else any = each;
  }
  return { exact, wildcards, any };
}
