import type { SliceConditions } from '../kubernetes/endpoint-slice';
import type { GatewayObjects } from '../kubernetes/gateway/objects';
import type { Ingress, IngressClass } from '../kubernetes/ingress';
import type { NearNames } from '../kubernetes/near-names';
import type { OpenQuestion } from '../kubernetes/open-question';
import type { PodSpec, PodTemplate } from '../kubernetes/pod-template';
import type { JsonObject, Resource } from '../kubernetes/resource';
import type { IpFamily, Protocol, Service } from '../kubernetes/service';

/** What the manifests do not say of the cluster, and what is taken for it. */
export interface ClusterSettings {
  /** The namespace of namespaced objects that name none. */
  readonly namespace: string;
  /** The cluster's DNS zone. */
  readonly clusterDomain: string;
  /** The IP families of the cluster's Service addresses, the primary one first; with two, Services that prefer both get both. */
  readonly ipFamilies: readonly IpFamily[];
}

export const DEFAULT_SETTINGS: ClusterSettings = { namespace: 'default', clusterDomain: 'cluster.local', ipFamilies: ['IPv4', 'IPv6'] };

/** The object that pods come from: a Deployment, a StatefulSet..., or a Pod that nothing owns. */
export interface WorkloadRef {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** An object that makes pods. */
export interface Workload extends WorkloadRef {
  readonly resource: Resource;
  readonly template: PodTemplate;
  /** How many pods it makes; what that depends on is in `replicasDependOn`. */
  readonly replicas: number;
  readonly replicasDependOn: OpenQuestion | null;
  /** Whether it has any pods at all depends on `replicasDependOn`, too: a Job, an autoscaler that goes down to none. */
  readonly podsUncertain: boolean;
  /** The most pods that its autoscaler makes of it, null where that has no limit; absent without an autoscaler. */
  readonly autoscaled?: { readonly most: number | null };
  /** The hooks of a Helm release that it runs for (`test`, `pre-install`): no pods of it are in the running cluster. Absent where it is no such hook. */
  readonly hooks?: readonly string[];
  readonly pods: readonly Pod[];
}

/** A pod as the cluster will run it. */
export interface Pod {
  /** Its real name, or `<workload>~<n>` where the cluster will generate one. */
  readonly name: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Keys of labels that a controller will add with values of its own choice (`pod-template-hash`). */
  readonly generatedLabels: readonly string[];
  readonly spec: PodSpec;
  readonly workload: WorkloadRef;
  /** Known only from a `status`. */
  readonly ips: readonly string[];
  /** false: no status was given, so the pod is taken to run, to be ready, and to have addresses. */
  readonly statusKnown: boolean;
  readonly phase: string;
  readonly ready: boolean;
  readonly terminating: boolean;
  readonly node: string | null;
  /** The object of the input that it comes from. */
  readonly resource: Resource;
  /** Where its template stands in that object; empty for a Pod. */
  readonly templatePath: string;
}

export interface EndpointPort {
  /** The Service port's name; empty where it has none. */
  readonly name: string;
  /** null: every port (of a hand-written slice); kube-proxy ignores it. */
  readonly port: number | null;
  readonly protocol: Protocol;
  readonly appProtocol: string | null;
}

export interface Endpoint {
  readonly pod: Pod | null;
  readonly addresses: readonly string[];
  /** Conditions as consumers read them: one that the slice does not give is true, `terminating` is false. */
  readonly ready: boolean;
  readonly serving: boolean;
  readonly terminating: boolean;
  /** The conditions as they stand in the slice. */
  readonly conditions: SliceConditions;
  readonly hostname: string | null;
  readonly node: string | null;
  readonly zone: string | null;
  /** Topology hints (`hints.forZones`, `hints.forNodes`); null where the endpoint has none. */
  readonly hints: EndpointHints | null;
}

export interface EndpointHints {
  readonly forZones: readonly string[];
  readonly forNodes: readonly string[];
}

/** An EndpointSlice that the cluster will hold: the only truth about endpoints. */
export interface EndpointSlice {
  readonly namespace: string;
  /** The label `kubernetes.io/service-name`; null where a hand-written slice lacks it. */
  readonly service: string | null;
  readonly addressType: IpFamily | 'FQDN';
  /** Who wrote it: the EndpointSlice controller, the mirroring controller, or a person. */
  readonly source: 'selector' | 'mirrored' | 'manual';
  readonly ports: readonly EndpointPort[];
  readonly endpoints: readonly Endpoint[];
  /** Labels besides those that the fields here stand for. */
  readonly labels: Readonly<Record<string, string>>;
  /** The label `service.kubernetes.io/headless`: kube-proxy does not watch such slices. */
  readonly headless: boolean;
  /** The object that it comes from: the Service, the Endpoints, or the slice itself. */
  readonly resource: Resource;
}

/** Something about the input that is worth saying, and no fault of an object. */
export interface Notice {
  /** `given-twice`: the same object stands in the input before. `no-effect`: the cluster ignores it. `limited`: only a part is simulated. `refused`: by the API server. `hook`: Helm runs it once. */
  readonly kind: 'given-twice' | 'no-effect' | 'limited' | 'refused' | 'hook';
  readonly resource: Resource;
  readonly path: string;
  readonly message: string;
}

/** Why the API server does not take an object: the first cause. */
export interface Refusal {
  readonly path: string;
  readonly message: string;
}

/** Which objects the API server does not take; each may be judged when it is first asked about, so that they are not listed. */
export interface Refused {
  has(resource: Resource): boolean;
  get(resource: Resource): Refusal | undefined;
}

export const NOTHING_REFUSED: Refused = new Map<Resource, Refusal>();

/** Objects of one kind by namespace and name. */
export interface ObjectTable<T> {
  get(namespace: string, name: string): T | undefined;
  inNamespace(namespace: string): readonly T[];
  /** The names of a namespace, to look for misspelled ones among them. */
  names(namespace: string): NearNames;
  readonly all: readonly T[];
  /** Those whose object, as it is written, passes a test: where few do, the others need not be read. */
  where(test: (object: JsonObject) => boolean): readonly T[];
}

/** A Node of the input. */
export interface ClusterNode {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** The label `topology.kubernetes.io/zone`. */
  readonly zone: string | null;
  /** `status.addresses[].address`: IPs and names. */
  readonly addresses: readonly string[];
  readonly resource: Resource;
}

/** What the control plane makes of the manifests: plain data with indexes, never changed once it is built. */
export interface Cluster {
  readonly settings: ClusterSettings;
  /** Every object of the input, of known and unknown kinds, in input order; where one came twice, the later. */
  readonly resources: readonly Resource[];
  find(kind: string, namespace: string | null, name: string): Resource | undefined;
  /** Those of some kinds, of any API group, in the order of `resources`. */
  ofKinds(...kinds: readonly string[]): readonly Resource[];
  /** Those of a namespace, in the order of `resources`. */
  inNamespace(namespace: string): readonly Resource[];
  readonly services: ObjectTable<Service>;
  /** Where workloads of several kinds share a name, `get` answers the first; `findWorkload` tells them apart. */
  readonly workloads: ObjectTable<Workload>;
  findWorkload(kind: string, namespace: string, name: string): Workload | undefined;
  /** Workloads whose pods carry every label, also those that have no pod now; through an index, not a scan. Hooks of Helm are left out. */
  workloadsMatching(namespace: string, selector: Readonly<Record<string, string>>): readonly Workload[];
  /** Every workload of whose template, or of a pod of which, the labels pass a test, and perhaps others: for few of thousands. */
  workloadsWhere(test: (labels: Readonly<Record<string, string>>) => boolean): readonly Workload[];
  /** Objects whose pods would carry every label, as they are written, if the API server took them. */
  carriers(namespace: string, selector: Readonly<Record<string, string>>): readonly Resource[];
  /** Hooks of Helm whose pods carry every label while they run. */
  hooksMatching(namespace: string, selector: Readonly<Record<string, string>>): readonly Workload[];
  /** Of more workloads than these that a Service selects not all are looked at; Infinity unless there are far too many. */
  readonly mostWorkloadsOfService: number;
  readonly pods: readonly Pod[];
  readonly ingresses: readonly Ingress[];
  readonly ingressClasses: readonly IngressClass[];
  readonly gatewayObjects: GatewayObjects;
  /** Empty where the input has no Node, which says nothing of the cluster's nodes. */
  readonly nodes: ReadonlyMap<string, ClusterNode>;
  /** Labels of a namespace, with `kubernetes.io/metadata.name`, which every namespace carries. */
  namespaceLabels(namespace: string): Readonly<Record<string, string>>;
  /** Pods of the namespace that carry every label; through an index, not a scan. */
  podsMatching(namespace: string, selector: Readonly<Record<string, string>>): readonly Pod[];
  /** The slices that belong to a Service, as kube-proxy and CoreDNS join them. */
  slicesOf(namespace: string, service: string): readonly EndpointSlice[];
  /** All slices, sorted by namespace, service, addressType and ports. */
  readonly slices: readonly EndpointSlice[];
  /** Of a cluster that is made on demand: about what has been looked at. */
  readonly notices: readonly Notice[];
  /** Objects that the API server does not take, and why: nothing is made of them. */
  readonly refused: Refused;
}
