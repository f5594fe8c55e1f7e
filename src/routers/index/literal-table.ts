import { HostTable } from './host-table';
import { literalOf, type LiteralMatcher } from './literal-path';
import { compareRanks } from './rank';
import { visitHosts } from './router-index';
import type { HostMatcher, Listener, Route, RouterRequest, VirtualHost } from '../model';

/** The routes of a host among which literal paths alone decide. */
export interface LiteralTable {
  /** null: no host is for the requests. */
  readonly host: VirtualHost | null;
  /** In order of precedence; those of another scheme are left out. */
  readonly routes: readonly Route[];
  /** Equal for tables in which each place has the same path, and the same say beside the others. */
  readonly key: string;
}

const EMPTY: LiteralTable = { host: null, routes: [], key: '' };

type Scheme = RouterRequest['scheme'];

/**
 * The routes that decide on requests of a host, where they are told apart by literal paths alone.
 *
 * @param hostName in normal form
 * @param unordered whether of routes of equal rank any may win
 * @returns null where anything else has a say: patterns, methods, headers, what the manifests leave open, a host that is asked next
 */
export function literalTable(listener: Listener, hostName: string, scheme: Scheme, unordered: boolean): LiteralTable | null {
  const found = closestHost(listener, hostName);
  if (found === null) return null;
  if (found === 'none') return EMPTY;
  return isByHost(found) ? tableOf(found, routesOf(found, hostName), scheme, unordered) : tableOfHost(found, scheme, unordered);
}

/** The virtual host that alone has the requests of a host; null where several may have. */
function closestHost(listener: Listener, hostName: string): VirtualHost | 'none' | null {
  let closest: VirtualHost | 'none' | null = 'none';
  visitHosts(listener, hostName, (each, sure) => {
    closest = sure === true && each.onMiss === 'stop' && (each.possible === undefined || each.possible.length === 0) ? each : null;
    return true;
  });
  return closest;
}

const BY_HOST = new WeakMap<VirtualHost, boolean>();

/** Whether routes of a virtual host are for some of its hosts alone. */
function isByHost(host: VirtualHost): boolean {
  let known = BY_HOST.get(host);
  if (known === undefined) BY_HOST.set(host, known = host.routes.some(({ conditions }) => conditions.host !== undefined && conditions.host.kind !== 'any'));
  return known;
}

interface Placed {
  readonly route: Route;
  readonly place: number;
}

const ROUTES = new WeakMap<VirtualHost, HostTable<Placed>>();
const ANY: HostMatcher = { kind: 'any' };

/** Those for a host, as they stand in the virtual host; null: a pattern may be for it. */
function routesOf(host: VirtualHost, hostName: string): readonly Route[] | null {
  let table = ROUTES.get(host);
  if (table === undefined) {
    const placed = host.routes.map((route, place) => ({ route, place }));
    ROUTES.set(host, table = new HostTable<Placed>(placed, ({ route }) => route.conditions.host ?? ANY));
  }
  const found: Placed[] = [];
  let isSure = true;
  table.visit(hostName, (each, sure) => {
    found.push(each);
    isSure &&= sure === true;
    return false;
  });
  return isSure ? found.sort((a, b) => a.place - b.place).map(({ route }) => route) : null;
}

const TABLES = new WeakMap<VirtualHost, Map<Scheme, LiteralTable | null>>();

function tableOfHost(host: VirtualHost, scheme: Scheme, unordered: boolean): LiteralTable | null {
  let known = TABLES.get(host);
  if (known === undefined) TABLES.set(host, known = new Map());
  let table = known.get(scheme);
  if (table === undefined) known.set(scheme, table = tableOf(host, host.routes, scheme, unordered));
  return table;
}

function tableOf(host: VirtualHost, all: readonly Route[] | null, scheme: Scheme, unordered: boolean): LiteralTable | null {
  if (all === null) return null;
  const routes: Route[] = [];
  for (const route of all) {
    const { scheme: own, methods, named } = route.conditions;
    if (methods !== undefined || named !== undefined) return null;
    if (own === undefined || own === scheme) routes.push(route);
  }
  routes.sort((a, b) => compareRanks(a.rank, b.rank));
  let key = '';
  for (let i = 0; i < routes.length; i++) {
    const matcher = literalOf(routes[i]);
    if (matcher === null) return null;
    const isTied = unordered && i > 0 && compareRanks(routes[i - 1].rank, routes[i].rank) === 0;
    key += `${isTied ? '=' : ''}${textOf(matcher)}\n`;
  }
  return { host, routes, key };
}

function textOf(matcher: LiteralMatcher): string {
  return matcher.kind === 'any' ? '*' : `${matcher.kind} ${matcher.path}`;
}
