import type { Protocol } from './service';

export interface ContainerPort {
  readonly name: string;
  readonly containerPort: number;
  readonly protocol: Protocol;
  readonly hostPort: number | null;
}

export interface Container {
  readonly name: string;
  readonly ports: readonly ContainerPort[];
}

/** What routing reads of a pod's spec, in a Pod or in a workload's template. */
export interface PodSpec {
  readonly containers: readonly Container[];
  /** Init containers with `restartPolicy: Always`: their named ports count (KEP-753). */
  readonly sidecars: readonly Container[];
  /** Ordinary init containers: their ports never count; known only for messages. */
  readonly initContainers: readonly Container[];
  readonly hostNetwork: boolean;
  readonly hostname: string | null;
  readonly subdomain: string | null;
  readonly nodeName: string | null;
  readonly dnsPolicy: 'ClusterFirst' | 'ClusterFirstWithHostNet' | 'Default' | 'None';
  readonly dnsConfig: DnsConfig | null;
}

export interface DnsConfig {
  readonly nameservers: readonly string[];
  readonly searches: readonly string[];
  readonly options: readonly { readonly name: string; readonly value: string | null }[];
}

/** The labels and spec that a workload's pods start from. */
export interface PodTemplate {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly spec: PodSpec;
  /** Where the template stands in its object: `spec.template`, `spec.jobTemplate.spec.template`; empty for a Pod. */
  readonly path: string;
}
