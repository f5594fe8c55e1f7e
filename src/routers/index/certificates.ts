import { compareHosts, hostMatches } from './host-table';
import type { Certificate, HostMatcher, Listener } from '../model';

const EVERY: HostMatcher = { kind: 'any' };

/** The certificate that a listener serves for a server name: the closest by host, of equal ones the first; null: it has none for it. */
export function certificateFor({ certificates }: Listener, name: string): Certificate | null {
  let best: { readonly certificate: Certificate; readonly host: HostMatcher } | null = null;
  for (const certificate of certificates) {
    for (const host of certificate.hosts.length === 0 ? [EVERY] : certificate.hosts) {
      if (hostMatches(host, name) !== true) continue;
      if (best === null || compareHosts(host, best.host) < 0) best = { certificate, host };
    }
  }
  return best?.certificate ?? null;
}
