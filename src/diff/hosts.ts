import { wildcardSuffix } from '../routers/index/host-index';
import type { HostMatcher } from '../routers/route-table';
import type { Simulation } from '../trace/simulation';

/** Hosts that all rules treat alike, and one of them. */
export interface HostClass {
  /** `api.example.com`, `*.example.com` (any other host with one label more), `**.example.com` (with several), `*` (all others, and none). */
  readonly pattern: string;
  readonly example: string;
}

/** The class of hosts that no rule names. */
export const OTHER_HOSTS = '*';

/** Divides all hosts into classes by the names that rules and TLS entries of any of the simulations have. */
export function hostClasses(simulations: readonly Simulation[]): readonly HostClass[] {
  const names = new HostNames();
  for (const { tables, cluster } of simulations) {
    for (const router of tables) for (const { host } of router.virtualHosts) names.add(host);
    for (const { tls } of cluster.ingresses) for (const { hosts } of tls) for (const host of hosts) names.addText(host);
  }
  return names.classes();
}

class HostNames {
  private readonly exact = new Set<string>();
  /** By suffix, `.example.com`: whether some rule lets it stand for several labels. */
  private readonly wildcards = new Map<string, boolean>();

  add(host: HostMatcher): void {
    if (host.kind === 'exact') this.exact.add(host.host);
    if (host.kind === 'wildcard') this.wildcards.set(host.suffix, host.labels === 'many' || this.wildcards.get(host.suffix) === true);
  }

  addText(text: string): void {
    const host = text.toLowerCase();
    if (host === '') return;
    this.add(host.startsWith('*.') ? { kind: 'wildcard', suffix: host.slice(1), labels: 'one' } : { kind: 'exact', host });
  }

  classes(): readonly HostClass[] {
    const classes: HostClass[] = [...this.exact].sort().map((host) => ({ pattern: host, example: host }));
    for (const [suffix, many] of [...this.wildcards].sort()) {
      classes.push({ pattern: `*${suffix}`, example: this.fresh(suffix) });
      if (many) classes.push({ pattern: `**${suffix}`, example: this.deeper(suffix) });
    }
    classes.push({ pattern: OTHER_HOSTS, example: this.other() });
    return classes;
  }

  private fresh(suffix: string): string {
    for (let n = 1; ; n++) {
      const host = `${numbered('any', n)}${suffix}`;
      if (!this.exact.has(host)) return host;
    }
  }

  private deeper(suffix: string): string {
    for (let n = 1; ; n++) {
      const parent = `.${numbered('any', n)}${suffix}`;
      if (!this.exact.has(`any${parent}`) && !this.wildcards.has(parent)) return `any${parent}`;
    }
  }

  private other(): string {
    for (let n = 1; ; n++) {
      const host = numbered('other.example', n);
      if (!this.exact.has(host) && !this.isUnderWildcard(host)) return host;
    }
  }

  private isUnderWildcard(host: string): boolean {
    for (let suffix = wildcardSuffix(host); suffix !== null; suffix = wildcardSuffix(suffix.slice(1))) {
      if (this.wildcards.has(suffix)) return true;
    }
    return false;
  }
}

function numbered(text: string, n: number): string {
  return n === 1 ? text : `${text}-${n}`;
}
