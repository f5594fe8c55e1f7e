import type { IngressTls } from '../../../../kubernetes/ingress';
import { oncePer } from '../../../../kubernetes/once-per';
import { HostTable, hostMatches } from '../../../index/host-table';
import { hostMatcher } from '../../host-matcher';

/** So many hosts are looked through; nearly all Ingress objects have fewer, and an index of them would take more room than they do. */
const FEW = 8;

/** What is found in long lists: one Ingress may have thousands of certificates, for as many hosts. */
interface TlsHosts {
  /** The first entry that names a host. */
  readonly named: ReadonlyMap<string, number>;
  readonly matching: HostTable<{ readonly host: string; readonly place: number }>;
}

/**
 * The place of the entry of `spec.tls` whose certificate a host gets: the first that names it, else the first with a wildcard for it; -1: none has.
 *
 * @param name in lower case
 * @param few lists with no more hosts are looked through. @default 8
 * @see https://github.com/kubernetes/ingress-nginx/blob/controller-v1.15.1/internal/ingress/controller/controller.go extractTLSSecretName
 */
export function placeOfCertificate(tls: readonly IngressTls[], name: string, few = FEW): number {
  if (hasFewHosts(tls, few)) {
    const named = tls.findIndex(({ hosts }) => hosts.some((each) => each.toLowerCase() === name));
    return named !== -1 ? named : tls.findIndex(({ hosts }) => hosts.some((each) => hostMatches(hostMatcher(each, 'one'), name) === true));
  }
  const index = indexOf(tls);
  let place = index.named.get(name) ?? -1;
  if (place !== -1) return place;
  index.matching.visit(name, (each, sure) => {
    if (sure === true && (place === -1 || each.place < place)) place = each.place;
    return false;
  });
  return place;
}

function hasFewHosts(tls: readonly IngressTls[], few: number): boolean {
  let count = 0;
  for (const { hosts } of tls) count += hosts.length;
  return count <= few;
}

const indexOf = oncePer((tls: readonly IngressTls[]): TlsHosts => {
  const all = tls.flatMap(({ hosts }, place) => hosts.map((host) => ({ host, place })));
  const named = new Map<string, number>();
  for (const { host, place } of all) if (!named.has(host.toLowerCase())) named.set(host.toLowerCase(), place);
  return { named, matching: new HostTable(all, ({ host }) => hostMatcher(host, 'one')) };
});
