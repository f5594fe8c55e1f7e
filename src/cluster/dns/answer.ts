import type { DnsRecord, DnsRecordType, DnsTarget } from './dns';
import type { OpenQuestion } from '../../kubernetes/open-question';
import type { Resource } from '../../kubernetes/resource';

/** What the cluster's DNS server says of one absolute name. */
export interface ZoneAnswer {
  readonly outcome: 'NOERROR' | 'NXDOMAIN' | 'unknown';
  readonly records: readonly DnsRecord[];
  readonly target: DnsTarget | null;
  /** The name that an ExternalName Service stands for; the records are those of that name. */
  readonly alias: string | null;
  readonly resource: Resource | null;
  readonly path: string | null;
  readonly decision: string;
  readonly because: string;
  readonly questions: readonly OpenQuestion[];
}

/** A question: an absolute name in lower case without its last dot, and a type; null: addresses, or SRV for `_port._protocol` names. */
export interface Question {
  readonly name: string;
  readonly type: DnsRecordType | null;
}

/** The name does not exist. */
export function nothing(name: string, because: string, questions: readonly OpenQuestion[] = []): ZoneAnswer {
  return {
    outcome: 'NXDOMAIN',
    records: [],
    target: null,
    alias: null,
    resource: null,
    path: null,
    decision: `${name} does not exist`,
    because,
    questions,
  };
}

/** The name exists, and has no records of the type that was asked for. */
export function noData(name: string, because: string): ZoneAnswer {
  return { ...nothing(name, because), outcome: 'NOERROR', decision: `${name} has no records` };
}
