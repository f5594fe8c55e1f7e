import type { OpenQuestion } from '../../kubernetes/open-question';
import type { Resource } from '../../kubernetes/resource';
import type { Service } from '../../kubernetes/service';
import type { Pod } from '../model';

export type DnsRecordType = 'A' | 'AAAA' | 'CNAME' | 'SRV' | 'PTR';

/** Who asks: a pod, or any pod of a namespace with the usual DNS settings. */
export interface DnsClient {
  readonly namespace: string;
  readonly pod: Pick<Pod, 'name' | 'spec'> | null;
}

export interface DnsRecord {
  readonly type: DnsRecordType;
  readonly name: string;
  /** An address or a name; `<clusterIP>` or `<ip of quote~0>` where the cluster will choose the address. */
  readonly value: string;
  /** Of SRV records only. */
  readonly port: number | null;
  /** The name of the pod that the record is for. */
  readonly pod: string | null;
}

/** One name that was asked for, and what came of it. */
export interface DnsStep {
  readonly name: string;
  readonly outcome: 'NOERROR' | 'NXDOMAIN' | 'unknown';
  /** The object that answers, null where none does. */
  readonly resource: Resource | null;
  readonly path: string | null;
  readonly decision: string;
  readonly because: string;
}

/** What the addresses of an answer belong to. */
export type DnsTarget =
  /** The cluster IP of a Service. */
  | { readonly kind: 'cluster-ip'; readonly service: Service }
  /** Pods and addresses behind a Service, directly: all of a headless one, or those of one endpoint name. */
  | { readonly kind: 'endpoints'; readonly service: Service; readonly hostname: string | null }
  /** A Service that comes with the cluster. */
  | { readonly kind: 'built-in'; readonly namespace: string; readonly name: string; readonly ports: readonly number[] }
  /** One address, of a pod or of something outside. */
  | { readonly kind: 'address'; readonly address: string }
  /** A name that other DNS servers answer for. */
  | { readonly kind: 'outside'; readonly name: string };

export interface DnsAnswer {
  readonly query: string;
  readonly from: DnsClient;
  /** The name that was answered for, or the one that was probably meant. */
  readonly fqdn: string;
  readonly outcome: 'NOERROR' | 'NXDOMAIN' | 'unknown';
  readonly records: readonly DnsRecord[];
  /** null where there is none (NXDOMAIN, PTR, SRV). */
  readonly target: DnsTarget | null;
  /** External names lead back to themselves, or through too many others. */
  readonly loop: boolean;
  /** The names that were asked for, the deciding one last. */
  readonly steps: readonly DnsStep[];
  /** What the answer depends on and the manifests do not decide. */
  readonly questions: readonly OpenQuestion[];
}

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
