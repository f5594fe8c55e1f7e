import { HostTable } from './host-table';
import { PathTable } from './path-table';
import { compareRanks } from './rank';
import type { Entry, Search } from './search';
import type { HostMatcher, Route, VirtualHost } from '../model';

const TABLES = new WeakMap<VirtualHost, HostTables>();

interface HostTables {
  readonly routes: HostRoutes;
  readonly possible: HostRoutes | null;
}

/** The indexes of a virtual host, made when the first request asks for it. */
export function tablesOf(host: VirtualHost, unordered: boolean): HostTables {
  let tables = TABLES.get(host);
  if (tables === undefined) {
    const possible = host.possible === undefined || host.possible.length === 0 ? null : new HostRoutes(host.possible, unordered);
    TABLES.set(host, tables = { routes: new HostRoutes(host.routes, unordered), possible });
  }
  return tables;
}

/** Routes of one host condition; its path table is made when a request for such a host comes. */
class HostGroup {
  private readonly cased: Entry[] = [];
  private readonly caseless: Entry[] = [];
  private tables: { readonly cased: PathTable | null; readonly caseless: PathTable | null } | undefined;

  constructor(readonly host: HostMatcher) {}

  add(entry: Entry): void {
    (ignoresCase(entry.route) ? this.caseless : this.cased).push(entry);
  }

  search(search: Search): void {
    const { cased, caseless } = this.tables ??= { cased: tableOf(this.cased), caseless: tableOf(this.caseless) };
    cased?.search(search, search.path);
    caseless?.search(search, search.path.toLowerCase());
  }

  get entries(): readonly Entry[] {
    return [...this.cased, ...this.caseless];
  }
}

function tableOf(entries: readonly Entry[]): PathTable | null {
  return entries.length === 0 ? null : new PathTable(entries);
}

function ignoresCase({ conditions: { path } }: Route): boolean {
  return path !== undefined && path.kind !== 'any' && path.kind !== 'pattern' && path.ignoreCase === true;
}

const ANY: HostMatcher = { kind: 'any' };

/** The routes of a virtual host by their host and path. */
export class HostRoutes {
  /** Routes without a host of their own, which are most. */
  private readonly every = new HostGroup(ANY);
  private readonly byHost: HostTable<HostGroup> | null;

  constructor(routes: readonly Route[], unordered: boolean) {
    const groups = new Map<string, HostGroup>();
    entriesOf(routes, unordered).forEach((entry) => this.groupOf(entry.route, groups).add(entry));
    this.byHost = groups.size === 0 ? null : new HostTable([...groups.values()], (group) => group.host);
  }

  search(search: Search): void {
    this.byHost?.visit(search.host, (group, sure) => {
      if (sure === true) group.search(search);
      else for (const entry of group.entries) offerUnsure(entry, search);
      return false;
    });
    this.every.search(search);
  }

  /** The kinds of the host conditions that take a host; `any` for routes without. */
  *hostKinds(host: string): Iterable<HostMatcher['kind']> {
    const kinds: HostMatcher['kind'][] = [];
    this.byHost?.visit(host, (group, sure) => {
      if (sure === true) kinds.push(group.host.kind);
      return false;
    });
    yield* kinds;
    if (this.every.entries.length > 0) yield 'any';
  }

  private groupOf({ conditions: { host } }: Route, groups: Map<string, HostGroup>): HostGroup {
    if (host === undefined || host.kind === 'any') return this.every;
    const key = keyOf(host);
    let group = groups.get(key);
    if (group === undefined) groups.set(key, group = new HostGroup(host));
    return group;
  }
}

/** A group of its own, so that its path decides alone. */
function offerUnsure(entry: Entry, search: Search): void {
  const alone = new HostGroup(ANY);
  alone.add({ ...entry, plain: false });
  const probe = search.probe();
  alone.search(probe);
  if (probe.best !== null || probe.undecided.length > 0) search.offer(entry, null);
}

function keyOf(host: HostMatcher): string {
  switch (host.kind) {
    case 'any': return '';
    case 'exact': return `= ${host.host}`;
    case 'wildcard': return `${host.labels} ${host.suffix}`;
    case 'pattern': return `~ ${host.pattern.ignoreCase} ${host.pattern.text}`;
  }
}

/** Routes by rank; of equal ones the first stays first, or all have the same place. */
function entriesOf(routes: readonly Route[], unordered: boolean): readonly Entry[] {
  const ordered = routes.length < 2 ? routes : [...routes].sort((a, b) => compareRanks(a.rank, b.rank));
  let place = 0;
  return ordered.map((route, i) => {
    if (!unordered || (i > 0 && compareRanks(ordered[i - 1].rank, route.rank) !== 0)) place = i;
    return { route, position: place, plain: isPlain(route) };
  });
}

function isPlain({ conditions: { scheme, methods, named } }: Route): boolean {
  return scheme === undefined && methods === undefined && named === undefined;
}
