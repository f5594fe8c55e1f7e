/** Hosts of rules or of spec.tls, wildcards among them; looked up without walking through them. */
export class HostSet {
  private readonly hosts: ReadonlySet<string>;
  private domains: ReadonlySet<string> | undefined;

  /** @param hosts lower case */
  constructor(hosts: Iterable<string>) {
    this.hosts = new Set(hosts);
  }

  /** Whether one of the hosts stands for this one: `*.example.com` for `api.example.com`. */
  covers(host: string): boolean {
    if (this.hosts.has(host)) return true;
    const dot = host.indexOf('.');
    return dot > 0 && !host.startsWith('*.') && this.hosts.has(`*${host.slice(dot)}`);
  }

  /** Whether this host, a wildcard perhaps, stands for one of the hosts. */
  isCoveredBy(host: string): boolean {
    if (this.hosts.has(host)) return true;
    if (!host.startsWith('*.')) return false;
    this.domains ??= new Set([...this.hosts].map((each) => each.slice(Math.max(0, each.indexOf('.')))));
    return this.domains.has(host.slice(1));
  }

  /** Some of the hosts, for a message. */
  get some(): string {
    return [...this.hosts].slice(0, 5).join(', ');
  }
}
