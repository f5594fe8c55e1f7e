import { normalHost } from './host-steps';
import { HostTable } from './host-table';
import { indexRouter, type HostClaim } from './router-index';
import { Recent } from '../../kubernetes/recent';
import type { HostMatcher, Router } from '../model';

/** A router, and how closely it claims a host. */
export interface Claim {
  readonly router: Router;
  readonly claim: HostClaim;
}

/** So few routers are asked one by one, which costs less than to index their hosts. */
const FEW = 8;

/** The routers that claim a host, in their order. */
export function claimsOf(routers: readonly Router[], host: string): readonly Claim[] {
  return routers.length <= FEW ? claimsAmong(routers, host) : tableOf(routers).claimsOf(host);
}

function claimsAmong(routers: readonly Router[], host: string): readonly Claim[] {
  const claims: Claim[] = [];
  for (const router of routers) {
    const claim = indexRouter(router).claims(host);
    if (claim !== null) claims.push({ router, claim });
  }
  return claims;
}

/** Whether one of some routers has a rule for a host by its name, not for every host. */
export function isNamedByRouter(routers: readonly Router[], host: string): boolean {
  return claimsOf(routers, host).some(({ claim }) => claim !== 'any');
}

const TABLES = new WeakMap<readonly Router[], RouterTable>();

function tableOf(routers: readonly Router[]): RouterTable {
  let table = TABLES.get(routers);
  if (table === undefined) TABLES.set(routers, table = new RouterTable(routers));
  return table;
}

interface Place {
  readonly at: number;
  readonly host: HostMatcher;
}

/** Routers by the hosts that they may claim: of thousands, each with a few hosts of its own, few have to be asked. */
class RouterTable {
  /** Routers that read hosts alike stand in one table. */
  private readonly tables: readonly { readonly steps: Router['hostSteps']; readonly table: HostTable<Place> }[];

  private readonly recent = new Recent<readonly Claim[]>();

  constructor(private readonly routers: readonly Router[]) {
    const bySteps = new Map<string, { readonly steps: Router['hostSteps']; readonly places: Place[] }>();
    routers.forEach((router, at) => {
      const key = JSON.stringify(router.hostSteps);
      const known = bySteps.get(key) ?? { steps: router.hostSteps, places: [] };
      bySteps.set(key, known);
      for (const host of claimedBy(router)) known.places.push({ at, host });
    });
    this.tables = [...bySteps.values()].map(({ steps, places }) => ({ steps, table: new HostTable(places, (each) => each.host) }));
  }

  claimsOf(host: string): readonly Claim[] {
    return this.recent.of(host, () => claimsAmong(this.routersFor(host), host));
  }

  /** Those that may claim a host, in their order. */
  private routersFor(host: string): readonly Router[] {
    const found = new Set<number>();
    for (const { steps, table } of this.tables) {
      table.visit(normalHost(steps, host), ({ at }) => {
        found.add(at);
        return false;
      });
    }
    return [...found].sort((a, b) => a - b).map((at) => this.routers[at]);
  }
}

/** The hosts of virtual hosts; of those for every host, what their routes or else their listener have. */
function* claimedBy({ listeners }: Router): Iterable<HostMatcher> {
  for (const listener of listeners) {
    for (const { host, routes } of listener.hosts) {
      if (host.kind !== 'any') yield host;
      else for (const { conditions } of routes) yield conditions.host === undefined || conditions.host.kind === 'any' ? listener.host : conditions.host;
    }
  }
}
