import { tablesOf, type HostRoutes } from './host-routes';
import { normalHost } from './host-steps';
import { hostMatches, HostTable } from './host-table';
import { listenerFor } from './listeners';
import { normalPath } from './path-steps';
import { compareRanks } from './rank';
import { Search } from './search';
import type { HostMatcher, Listener, Route, Router, RouterRequest, VirtualHost } from '../model';

/** What was found, and nothing said yet. */
export interface Found {
  /** null: the router listens on no such port, or does not speak the scheme there. */
  readonly listener: Listener | null;
  /** The virtual host of the route; where there is none, the closest; null: no host is for the request. */
  readonly host: VirtualHost | null;
  readonly route: Route | null;
  /** The Host header in normal form. */
  readonly hostName: string;
  /** In normal form; of a rejected request as it was sent. */
  readonly path: string;
  /** The status of a request that is refused before any route is looked for; null: it is not. */
  readonly rejected: number | null;
  /** Routes that would go before `route`, if what the engine or the manifests do not decide of their conditions holds. */
  readonly undecided: readonly Route[];
  /** Routes of the same rank as `route`, of which the router takes any. */
  readonly tied: readonly Route[];
  /** Routes that would take the request instead of `route`, if their open questions are answered otherwise. */
  readonly possible: readonly Route[];
  /** Hosts that are closer than that of `route` and have no route for the request. */
  readonly missed: readonly VirtualHost[];
}

export interface RouterIndex {
  readonly router: Router;
  find(request: RouterRequest): Found;
  /** How a request arrives, with no route looked for. */
  arrival(request: RouterRequest): Found;
  /** Every route that the request matches: by host as the router tries them, by rank in each. */
  matching(request: RouterRequest): readonly Route[];
  /** How closely a host is claimed by routes; null: no route is for it. */
  claims(host: string): HostClaim | null;
}

/** How closely a router claims a host. */
export type HostClaim = 'exact' | 'wildcard' | 'any';

const INDEXES = new WeakMap<Router, RouterIndex>();
const HOSTS = new WeakMap<readonly VirtualHost[], HostTable<VirtualHost>>();

/** Lookups in a router, which is indexed as far as requests need it. */
export function indexRouter(router: Router): RouterIndex {
  let index = INDEXES.get(router);
  if (index === undefined) INDEXES.set(router, index = new IndexedRouter(router));
  return index;
}

const NONE: readonly Route[] = [];
const NO_HOSTS: readonly VirtualHost[] = [];
const NOTHING = nothing(null, '', '', null);

class IndexedRouter implements RouterIndex {
  private readonly unordered: boolean;
  private lastRequest: RouterRequest | null = null;
  private lastFound: Found = NOTHING;

  constructor(readonly router: Router) {
    this.unordered = router.ties === 'unordered';
  }

  /** Who asks for a route often asks for the reason next. */
  find(request: RouterRequest): Found {
    if (request === this.lastRequest) return this.lastFound;
    const found = this.search(request);
    this.lastRequest = request;
    this.lastFound = found;
    return found;
  }

  arrival(request: RouterRequest): Found {
    const hostName = hostOf(this.router, request);
    const listener = listenerFor(this.router, request, hostName, null);
    const path = normalPath(this.router.pathSteps, request.path);
    if (path === null) return nothing(listener, hostName, request.path, 400);
    if (listener === null) return nothing(listener, hostName, path, null);
    const { refusedMethods } = this.router;
    if (refusedMethods !== undefined && Object.hasOwn(refusedMethods, request.method)) {
      return nothing(listener, hostName, path, refusedMethods[request.method]);
    }
    return nothing(listener, hostName, path, this.isMisdirected(request, listener, hostName) ? this.router.misdirected?.status ?? null : null);
  }

  private search(request: RouterRequest): Found {
    const arrival = this.arrival(request);
    const { listener, hostName, path, rejected } = arrival;
    if (listener === null || rejected !== null) return arrival;
    if (this.router.misdirected?.status === null && this.isMisdirected(request, listener, hostName)) return arrival;
    let host: VirtualHost | null = null;
    let route: Route | null = null;
    let undecided = NONE;
    let tied = NONE;
    let possible = NONE;
    let missed = NO_HOSTS;
    hostsOf(listener).visit(hostName, (each, sure) => {
      const tables = tablesOf(each, this.unordered);
      const search = new Search(request, hostName, path, false, this.unordered);
      tables.routes.search(search);
      if (search.isUnsure) undecided = [...undecided, ...search.undecided];
      if (tables.possible !== null) possible = [...possible, ...matchingOf(tables.possible, search)];
      if (sure === null) {
        if (search.best !== null) undecided = [...undecided, search.best];
        return false;
      }
      if (host === null || search.best !== null) host = each;
      if (search.best === null) missed = [...missed, each];
      route = search.best;
      tied = search.tied;
      return route !== null || each.onMiss === 'stop';
    });
    return { listener, host, route, hostName, path, rejected: null, undecided, tied, possible, missed };
  }

  matching(request: RouterRequest): readonly Route[] {
    const hostName = hostOf(this.router, request);
    const listener = listenerFor(this.router, request, hostName, null);
    const path = normalPath(this.router.pathSteps, request.path);
    if (path === null || listener === null || this.isMisdirected(request, listener, hostName)) return NONE;
    const routes: Route[] = [];
    hostsOf(listener).visit(hostName, (each, sure) => {
      if (sure === null) return false;
      const search = new Search(request, hostName, path, true, false);
      tablesOf(each, this.unordered).routes.search(search);
      routes.push(...search.all);
      return each.onMiss === 'stop';
    });
    return routes;
  }

  /**
   * Whether the Host of a request over TLS is that of another listener of its port than the one that the server name chose.
   *
   * @see https://www.rfc-editor.org/rfc/rfc9110#section-15.5.20
   */
  private isMisdirected(request: RouterRequest, listener: Listener, hostName: string): boolean {
    if (this.router.misdirected === undefined || request.scheme !== 'https' || listener.protocol !== 'HTTPS') return false;
    const ofHost = listenerFor(this.router, { ...request, sni: null }, hostName, listener.protocol);
    return ofHost !== null && ofHost !== listener;
  }

  claims(host: string): HostClaim | null {
    const name = normalHost(this.router.hostSteps, host);
    const claims = new Set<HostClaim>();
    for (const listener of this.router.listeners) {
      if (hostMatches(listener.host, name) === false) continue;
      hostsOf(listener).visit(name, (each, sure) => {
        if (sure === null) return false;
        // the host of a virtual host is that of its routes, unless they have one of their own
        if (each.host.kind !== 'any') claims.add(CLAIMS[each.host.kind]);
        else for (const kind of tablesOf(each, this.unordered).routes.hostKinds(name)) claims.add(CLAIMS[kind === 'any' ? listener.host.kind : kind]);
        return each.onMiss === 'stop';
      });
    }
    return CLOSEST.find((each) => claims.has(each)) ?? null;
  }
}

const CLAIMS: Readonly<Record<HostMatcher['kind'], HostClaim>> = { exact: 'exact', wildcard: 'wildcard', pattern: 'wildcard', any: 'any' };
const CLOSEST: readonly HostClaim[] = ['exact', 'wildcard', 'any'];

function nothing(listener: Listener | null, hostName: string, path: string, rejected: number | null): Found {
  return { listener, host: null, route: null, hostName, path, rejected, undecided: NONE, tied: NONE, possible: NONE, missed: [] };
}

/** Of routes that may be there, those that the request matches and that no route goes before. */
function matchingOf(table: HostRoutes, { request, host, path, best }: Search): readonly Route[] {
  const search = new Search(request, host, path, true, false);
  table.search(search);
  return search.all.filter((each) => best === null || compareRanks(each.rank, best.rank) <= 0);
}

/** http and https listeners of a router may share their hosts, and then share the index. */
function hostsOf({ hosts }: Listener): HostTable<VirtualHost> {
  let table = HOSTS.get(hosts);
  if (table === undefined) HOSTS.set(hosts, table = new HostTable(hosts, (each) => each.host));
  return table;
}

/** The virtual hosts of a listener that a host in normal form may be for, the closest first, until one says that it is enough. */
export function visitHosts(listener: Listener, hostName: string, visit: (host: VirtualHost, sure: true | null) => boolean): void {
  hostsOf(listener).visit(hostName, visit);
}

/** What is compared with hosts: the Host header; of TLS that is not HTTP the name of the handshake. */
function hostOf({ hostSteps }: Router, { scheme, sni, authority }: RouterRequest): string {
  return normalHost(hostSteps, scheme === 'tls' ? sni ?? '' : authority);
}
