import type { TlsEntry } from './text-table';
import type { Ingress } from '../../../kubernetes/ingress';
import { wildcardSuffix, withoutTrailingDot } from '../../index/host-index';

/**
 * Which `spec.tls` entries cover a host, in order of the Ingress objects.
 *
 * The certificate is chosen by SNI among all of the class; an entry without hosts covers what its Ingress has rules for.
 *
 * @see https://github.com/kubernetes/api/blob/v0.36.1/networking/v1/types.go IngressTLS
 */
export class TlsIndex {
  private readonly byHost = new Map<string, TlsEntry[]>();

  constructor(ingresses: readonly Ingress[]) {
    for (const ingress of ingresses) {
      for (const tls of ingress.tls) {
        const hosts = tls.hosts.length > 0 ? tls.hosts : ownHosts(ingress);
        for (const host of new Set(hosts.map((each) => each.toLowerCase()))) this.add(host, { resource: ingress.resource, tls });
      }
    }
  }

  get size(): number {
    return this.byHost.size;
  }

  /** Entries for a host of a rule (`api.example.com`, `*.example.com`, or empty for every host), or for a host of a request. */
  covering(host: string): readonly TlsEntry[] {
    const name = withoutTrailingDot(host);
    const exact = this.byHost.get(name);
    const suffix = name.startsWith('*.') ? null : wildcardSuffix(name);
    const wildcard = suffix === null ? undefined : this.byHost.get(`*${suffix}`);
    const any = name === '' ? undefined : this.byHost.get('');
    return [...exact ?? [], ...wildcard ?? [], ...any ?? []];
  }

  private add(host: string, entry: TlsEntry): void {
    const entries = this.byHost.get(host);
    if (entries === undefined) this.byHost.set(host, [entry]);
    else entries.push(entry);
  }
}

function ownHosts(ingress: Ingress): readonly string[] {
  return ingress.rules.length === 0 ? [''] : ingress.rules.map((rule) => rule.host);
}
