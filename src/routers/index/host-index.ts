import type { HostMatcher } from '../model';

const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/;

/** IPv6 hosts have no brackets here. */
export function isAddress(host: string): boolean {
  return host.includes(':') || IPV4.test(host);
}

/** What a wildcard host is looked up by: `.example.com` of `api.example.com`; null where no label stands before it. */
export function wildcardSuffix(host: string): string | null {
  const dot = host.indexOf('.');
  return dot > 0 ? host.slice(dot) : null;
}

/** `example.com.` names the same host as `example.com` (RFC 3986, 3.2.2). */
export function withoutTrailingDot(host: string): string {
  return host.endsWith('.') ? host.slice(0, -1) : host;
}

/**
 * Virtual hosts by host name: two look-ups, whatever their number.
 *
 * Exact goes before wildcard, wildcard before every host; a wildcard stands for one label; an address is no host name, so that
 * only rules without host match it.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/ingress/#hostname-wildcards
 */
export class HostIndex<T extends { readonly virtualHost: { readonly host: HostMatcher } }> {
  /** What serves every host. */
  readonly any: T | null = null;
  private readonly exact = new Map<string, T>();
  private readonly wildcards = new Map<string, T>();

  constructor(readonly all: readonly T[]) {
    for (const each of all) {
      const { host } = each.virtualHost;
      if (host.kind === 'exact') this.exact.set(host.host, each);
      else if (host.kind === 'wildcard') this.wildcards.set(host.suffix, each);
      else this.any = each;
    }
  }

  find(host: string): T | null {
    if (isAddress(host)) return this.any;
    const name = withoutTrailingDot(host);
    return this.exact.get(name) ?? this.wildcardFor(name) ?? this.any;
  }

  /** Everything that matches a host, the one that serves it first. */
  matching(host: string): readonly T[] {
    const name = withoutTrailingDot(host);
    const named = isAddress(host) ? [] : [this.exact.get(name), this.wildcardFor(name)];
    return [...named, this.any].filter((each) => each !== undefined && each !== null);
  }

  /** @param suffix `.example.com` */
  wildcard(suffix: string): T | null {
    return this.wildcards.get(suffix) ?? null;
  }

  private wildcardFor(host: string): T | undefined {
    const suffix = wildcardSuffix(host);
    return suffix === null ? undefined : this.wildcards.get(suffix);
  }
}
