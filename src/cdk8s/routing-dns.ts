import { withoutNulls } from './plain';
import type { RoutingDnsOutcome, RoutingDnsRecordType } from './routing-enums';
import type { DnsAnswer } from '../cluster/dns/model';
import { resolveFields, resolveText } from '../report/resolve';

/** Who asks for a name. */
export interface RoutingResolveOptions {
  /**
   * The workload whose pods ask: `KIND/NAME` or `NAMESPACE/KIND/NAME`.
   *
   * @default - a pod of the namespace of the model's options
   */
  readonly from?: string;
}

/** A DNS record. */
export interface RoutingDnsRecord {
  /** The type. */
  readonly type: RoutingDnsRecordType;

  /** The name. */
  readonly name: string;

  /** An address or a name; `<clusterIP>` or `<ip of quote~0>` where the cluster will choose the address. */
  readonly value: string;

  /**
   * The port of an SRV record.
   *
   * @default - it is of another type
   */
  readonly port?: number;

  /**
   * The pod that the record is for.
   *
   * @default - it is for no pod of the manifests
   */
  readonly pod?: string;
}

/** What the cluster's DNS answers. */
export class RoutingResolution {
  /** @internal */
  public static _of(answer: DnsAnswer, from: string): RoutingResolution {
    return new RoutingResolution(answer, from);
  }

  /** The name that was asked for. */
  declare public readonly query: string;

  /** Who asks: a namespace, or `NAMESPACE/KIND/NAME`. */
  declare public readonly from: string;

  /** The name that was answered for, or the one that was probably meant. */
  declare public readonly fqdn: string;

  /** Whether the name exists. */
  declare public readonly outcome: RoutingDnsOutcome;

  /** The records. */
  declare public readonly records: RoutingDnsRecord[];

  /** What the answer depends on and the manifests do not say. Empty where it is certain. */
  declare public readonly dependsOn: string[];

  readonly #answer: DnsAnswer;

  private constructor(answer: DnsAnswer, from: string) {
    this.#answer = answer;
    Object.assign(this, withoutNulls(resolveFields(answer, from)));
  }

  /** The names that were asked for, and the records, as text: what `cdk8s-routing resolve` prints. */
  public explain(): string {
    return resolveText(this.#answer, this.from, false);
  }
}
