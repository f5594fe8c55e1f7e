import type { WorkloadRef } from '../cluster/model';
import type { Protocol } from '../kubernetes/service';
import type { InsideClient } from '../trace/context';

/** Workloads that both versions have, and whose pods no NetworkPolicy of either version tells apart. */
export interface ClientClass {
  readonly workloads: readonly WorkloadRef[];
  /** The first of them, on both sides. */
  readonly before: InsideClient;
  readonly after: InsideClient;
}

/** A name of the cluster's DNS, asked for by pods. */
export interface NameClass {
  readonly entry: 'pod';
  readonly namespace: string;
  /** The Service that it is a name of. */
  readonly service: string;
  /** Up to `svc`, without the cluster's zone: `quote.kiada.svc`. */
  readonly host: string;
  readonly port: number;
  readonly protocol: Protocol;
  /** An external name, which is alike at every port. */
  readonly everyPort: boolean;
  /** Who asks; null: any pod of the namespace. */
  readonly client: ClientClass | null;
}
