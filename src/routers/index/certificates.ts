import { HostTable } from './host-table';
import type { Certificate, HostMatcher, Listener } from '../model';

interface Covered {
  readonly certificate: Certificate;
  readonly host: HostMatcher;
}

const EVERY: HostMatcher = { kind: 'any' };

const TABLES = new WeakMap<readonly Certificate[], HostTable<Covered>>();

/** The certificate that a listener serves for a server name: the closest by host, of equal ones the first; null: it has none for it. */
export function certificateFor({ certificates }: Pick<Listener, 'certificates'>, name: string): Certificate | null {
  if (certificates.length === 0) return null;
  let best: Certificate | null = null;
  tableOf(certificates).visit(name, ({ certificate }, sure) => {
    if (sure === true) best = certificate;
    return sure === true;
  });
  return best;
}

function tableOf(certificates: readonly Certificate[]): HostTable<Covered> {
  let table = TABLES.get(certificates);
  if (table === undefined) TABLES.set(certificates, table = new HostTable<Covered>([...coveredBy(certificates)], ({ host }) => host));
  return table;
}

function* coveredBy(certificates: readonly Certificate[]): Iterable<Covered> {
  for (const certificate of certificates) {
    for (const host of certificate.hosts.length === 0 ? [EVERY] : certificate.hosts) yield { certificate, host };
  }
}
