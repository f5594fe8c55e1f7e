import { readFileSync } from 'node:fs';
import { buildCluster } from '../src/cluster/build';
import { legacyEndpoints } from '../src/cluster/endpoints/legacy-endpoints';
import type { Cluster, Endpoint } from '../src/cluster/model';
import type { EndpointAddress } from '../src/kubernetes/endpoints';
import { NO_ORIGIN } from '../src/kubernetes/resource';
import type { Json, JsonObject, Resource } from '../src/kubernetes/resource';

/**
 * Compares the model with recorded outcomes of the real controllers.
 *
 * `npx tsx bench/controller-outcomes.ts PATH [ID]`: twice, with the recorded pods in the input, and with pods made of the workloads.
 */
type Table = { [key: string]: Json | undefined };
type Change = Table & { op: string };

interface RecordedPod {
  name: string;
  namespace: string;
  labels: Table | null;
  hostname?: string;
  subdomain?: string;
  ownerKind?: string | null;
  ownerName?: string;
  workload: string;
}

interface PodState {
  name: string;
  namespace: string;
  state: string;
  phase: string;
  ready: boolean;
  terminating: boolean;
  podIPs?: string[];
  nodeName?: string;
  hostNetwork?: boolean;
}

interface RecordedEndpoint {
  addresses: string[];
  conditions: Table;
  hostname?: string;
  podName?: string;
  nodeName?: string;
  zone?: string;
  hints?: { forZones?: { name: string }[]; forNodes?: { name: string }[] };
}

interface RecordedSlice {
  service: string | null;
  namespace: string;
  addressType: string;
  managedBy: string | null;
  ownerKind: string | null;
  headlessLabel?: string;
  labels?: Table;
  ports: { name: string; port?: number; protocol: string; appProtocol?: string }[] | null;
  sliceSizes: number[];
  endpoints: RecordedEndpoint[];
}

interface RecordedAddress { ip: string; hostname?: string; nodeName?: string; podName?: string }

interface RecordedSubset {
  addresses?: RecordedAddress[];
  notReadyAddresses?: RecordedAddress[];
  ports?: { name?: string; port: number; protocol: string; appProtocol?: string }[] | null;
}

interface Scenario {
  id: string;
  manifests: Table[];
  changes?: Change[];
  rejected?: { kind: string; name: string; namespace?: string; op?: string }[];
  timingDependent?: string[];
  podStates: PodState[] | null;
  resultBeforeChanges?: { endpointSlices: RecordedSlice[] | null };
  result: {
    pods: RecordedPod[] | null;
    endpointSlices: RecordedSlice[] | null;
    endpoints: { name: string; namespace: string; subsets: RecordedSubset[] | null }[] | null;
  };
}

const NODES = ['a', 'b'].map((letter) => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: `node-${letter}`, labels: { 'topology.kubernetes.io/zone': `zone-${letter}`, 'kubernetes.io/hostname': `node-${letter}` } },
  status: { allocatable: { cpu: '4' }, conditions: [{ type: 'Ready', status: 'True' }] },
}));

function table(value: unknown): Table {
  return typeof value === 'object' && value !== null ? value as Table : {};
}

function toResource(object: Table): Resource {
  const metadata = table(object.metadata);
  const clusterScoped = object.kind === 'Node' || object.kind === 'Namespace';
  return {
    apiVersion: String(object.apiVersion),
    kind: String(object.kind),
    namespace: clusterScoped ? null : String(metadata.namespace ?? 'app'),
    name: String(metadata.name),
    object: object as JsonObject,
    origin: NO_ORIGIN,
  };
}

/** JSON merge patch (RFC 7386). */
function merge(target: Json | undefined, patch: Json | undefined): Json | undefined {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return patch;
  const result: Table = { ...table(Array.isArray(target) ? undefined : target) };
  for (const [key, value] of Object.entries(patch as JsonObject)) {
    if (value === null) delete result[key];
    else result[key] = merge(result[key], value);
  }
  return result as Json;
}

/** The manifests that the API server took, as they stand after the changes. */
function finalManifests(scenario: Scenario): Table[] {
  const refused = (object: Table): boolean => (scenario.rejected ?? []).some((entry) =>
    entry.kind === object.kind && entry.name === table(object.metadata).name && (entry.namespace ?? 'app') === (table(object.metadata).namespace ?? 'app'));
  let objects = scenario.manifests.filter((object) => !refused(object));
  for (const change of scenario.changes ?? []) {
    const isTarget = (object: Table): boolean =>
      object.kind === change.kind && table(object.metadata).name === change.name && (table(object.metadata).namespace ?? 'app') === 'app';
    if (change.op === 'patch') objects = objects.map((object) => isTarget(object) ? table(merge(object as Json, change.patch)) : object);
    if (change.op === 'delete') objects = objects.filter((object) => !isTarget(object));
    if (change.op === 'create') objects = [...objects, table(change.object)];
  }
  return objects;
}

function templateOf(object: Table | undefined): Table {
  const spec = table(object?.spec);
  if (object?.kind === 'Pod') return spec;
  const inner = object?.kind === 'CronJob' ? table(table(spec.jobTemplate).spec) : spec;
  return table(table(inner.template).spec);
}

/** The pods as `kubectl get pods -o yaml` would have shown them. */
function observedPods(scenario: Scenario, manifests: Table[]): Table[] {
  const states = new Map((scenario.podStates ?? []).map((state) => [`${state.namespace}/${state.name}`, state]));
  return (scenario.result.pods ?? []).map((pod) => {
    const state = states.get(`${pod.namespace}/${pod.name}`);
    const [kind, name] = pod.workload.split('/');
    const source = manifests.find((object) => object.kind === kind && table(object.metadata).name === name
      && (table(object.metadata).namespace ?? 'app') === pod.namespace);
    const gone = scenario.manifests.find((object) => object.kind === kind && table(object.metadata).name === name);
    const owner = (pod.ownerName ?? '').replace('<time>', '29000000');
    const apiVersion = pod.ownerKind === 'Job' ? 'batch/v1' : 'apps/v1';
    return {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: pod.name,
        namespace: pod.namespace,
        labels: pod.labels ?? {},
        ...(pod.ownerKind ? { ownerReferences: [{ apiVersion, kind: pod.ownerKind, name: owner, controller: true }] } : {}),
        ...(state?.terminating ? { deletionTimestamp: '2026-01-01T00:00:00Z' } : {}),
      },
      spec: { ...templateOf(source ?? gone), hostname: pod.hostname, subdomain: pod.subdomain, nodeName: state?.nodeName },
      status: state === undefined ? {} : {
        phase: state.phase,
        conditions: [{ type: 'Ready', status: state.ready ? 'True' : 'False' }],
        podIPs: (state.podIPs ?? []).map((ip) => ({ ip })),
      },
    };
  });
}

/** Slices that the controller wrote before a Service lost its selector or became an alias: it leaves them alone. */
function earlierSlices(scenario: Scenario, manifests: Table[]): Table[] {
  const owned = (scenario.resultBeforeChanges?.endpointSlices ?? []).filter((slice) => slice.ownerKind !== null && manifests.some((object) =>
    object.kind === 'Service' && table(object.metadata).name === slice.service && (table(object.metadata).namespace ?? 'app') === slice.namespace
    && slice.ownerKind === 'Service' && (table(object.spec).type === 'ExternalName' || Object.keys(table(table(object.spec).selector)).length === 0)));
  return owned.map((slice, index) => ({
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      name: `earlier-${index}`,
      namespace: slice.namespace,
      labels: { 'kubernetes.io/service-name': slice.service, 'endpointslice.kubernetes.io/managed-by': slice.managedBy },
      ownerReferences: [{ apiVersion: 'v1', kind: slice.ownerKind, name: slice.service, controller: true }],
    },
    addressType: slice.addressType,
    ports: slice.ports,
    endpoints: slice.endpoints.map(({ podName, ...endpoint }) =>
      ({ ...endpoint, targetRef: podName === undefined ? undefined : { kind: 'Pod', namespace: slice.namespace, name: podName } })),
  } as unknown as Table));
}

function clusterOf(objects: Table[]): Cluster {
  return buildCluster([...NODES as Table[], ...objects].map(toResource), { namespace: 'app' });
}

const text = (value: unknown): string => JSON.stringify(value);
const sorted = (values: unknown[]): string[] => values.map(text).sort();

/** Slices in a form that compares, equal ones merged as in the record. */
function mergeSlices(slices: { key: unknown; endpoints: string[] }[]): string[] {
  const merged = new Map<string, string[]>();
  for (const { key, endpoints } of slices) merged.set(text(key), [...merged.get(text(key)) ?? [], ...endpoints]);
  return [...merged].map(([key, endpoints]) => `${key} ${endpoints.sort().join('\n    ')}`).sort();
}

interface Detail { addresses: boolean }

function sortPorts(ports: readonly { name: string; port?: number | null; protocol: string; appProtocol?: string | null }[]): string[] {
  return sorted(ports.map((port) => [port.name, port.port ?? null, port.protocol, port.appProtocol ?? null]));
}

function recordedSlices(scenario: Scenario, detail: Detail): string[] {
  return mergeSlices((scenario.result.endpointSlices ?? []).map((slice) => ({
    key: {
      namespace: slice.namespace,
      service: slice.service,
      addressType: slice.addressType,
      ports: sortPorts(slice.ports ?? []),
      source: slice.ownerKind === 'Service' ? 'selector' : slice.ownerKind === 'Endpoints' ? 'mirrored' : 'manual',
      headless: slice.headlessLabel !== undefined,
      labels: sorted(Object.entries(slice.labels ?? {})),
    },
    endpoints: slice.endpoints.map((endpoint) => text({
      ...(detail.addresses || endpoint.podName === undefined ? {
        addresses: endpoint.addresses,
        node: endpoint.nodeName ?? null,
        zone: endpoint.zone ?? null,
        zones: endpoint.hints?.forZones?.map(({ name }) => name) ?? [],
        nodes: endpoint.hints?.forNodes?.map(({ name }) => name) ?? [],
      } : {}),
      conditions: [endpoint.conditions.ready ?? null, endpoint.conditions.serving ?? null, endpoint.conditions.terminating ?? null],
      hostname: endpoint.hostname ?? null,
      pod: endpoint.podName ?? null,
    })),
  })));
}

function modelEndpoint(endpoint: Endpoint, detail: Detail): string {
  const { conditions } = endpoint;
  return text({
    ...(detail.addresses || endpoint.pod === null ? {
      addresses: endpoint.addresses,
      node: endpoint.node,
      zone: endpoint.zone,
      zones: endpoint.hints?.forZones ?? [],
      nodes: endpoint.hints?.forNodes ?? [],
    } : {}),
    conditions: [conditions.ready, conditions.serving, conditions.terminating],
    hostname: endpoint.hostname,
    pod: endpoint.pod?.name ?? null,
  });
}

function modelSlices(cluster: Cluster, detail: Detail): string[] {
  return mergeSlices(cluster.slices.map((slice) => ({
    key: {
      namespace: slice.namespace,
      service: slice.service,
      addressType: slice.addressType,
      ports: sortPorts(slice.ports),
      source: slice.source,
      headless: slice.headless,
      labels: sorted(Object.entries(slice.labels)),
    },
    endpoints: slice.endpoints.map((endpoint) => modelEndpoint(endpoint, detail)),
  })));
}

function sizes(cluster: Cluster): string[] {
  const merged = new Map<string, number[]>();
  for (const slice of cluster.slices) {
    const key = text([slice.namespace, slice.service, slice.addressType, sortPorts(slice.ports), slice.source, text(slice.resource.name)]);
    merged.set(key, [...merged.get(key) ?? [], slice.endpoints.length]);
  }
  return [...merged.values()].map((list) => text(list.sort((a, b) => b - a))).sort();
}

function recordedLegacy(scenario: Scenario, names: ReadonlySet<string>): string[] {
  const address = (entry: RecordedAddress): unknown => [entry.ip, entry.hostname ?? null, entry.nodeName ?? null, entry.podName ?? null];
  return (scenario.result.endpoints ?? []).filter(({ namespace, name }) => names.has(`${namespace}/${name}`)).map(({ namespace, name, subsets }) => text([
    namespace, name, sorted((subsets ?? []).map((subset) => [
      sorted((subset.addresses ?? []).map(address)), sorted((subset.notReadyAddresses ?? []).map(address)),
      sorted((subset.ports ?? []).map((port) => [port.name ?? '', port.port, port.protocol, port.appProtocol ?? null])),
    ])),
  ])).sort();
}

function modelLegacy(cluster: Cluster): Map<string, string> {
  const address = (entry: EndpointAddress): unknown => [entry.ip, entry.hostname, entry.nodeName, entry.targetPod?.name ?? null];
  const found = new Map<string, string>();
  for (const service of cluster.services.all) {
    const endpoints = legacyEndpoints(cluster, service);
    if (endpoints === null) continue;
    found.set(`${service.namespace}/${service.name}`, text([service.namespace, service.name, sorted(endpoints.subsets.map((subset) => [
      sorted(subset.addresses.map(address)), sorted(subset.notReadyAddresses.map(address)),
      sorted(subset.ports.map((port) => [port.name, port.port, port.protocol, port.appProtocol])),
    ]))]));
  }
  return found;
}

/** Labels whose values the cluster makes up. */
const GENERATED = /hash|controller-uid|job-name/;

function podLines(pods: { name: string; namespace: string; labels: Table | null; hostname?: string | null; subdomain?: string | null }[]): string[] {
  return sorted(pods.map((pod) => [
    pod.namespace, pod.name, pod.hostname ?? null, pod.subdomain ?? null,
    sorted(Object.entries(pod.labels ?? {}).filter(([key]) => !GENERATED.test(key))),
  ]));
}

/** Where nothing but readiness from the start happened to the pods, the workloads alone must give them. */
function isPlain(scenario: Scenario): boolean {
  return scenario.changes === undefined && (scenario.podStates ?? []).every(({ state }) => state === 'ready') && !scenario.id.includes('cronjob-fired');
}

class Tally {
  equal = 0;
  total = 0;
  constructor(private readonly name: string) {}
  compare(id: string, expected: readonly string[], actual: readonly string[]): void {
    this.total += 1;
    if (text(expected) === text(actual)) this.equal += 1;
    else console.log(`${this.name} ${id}\n  recorded\n  ${expected.join('\n  ')}\n  model\n  ${actual.join('\n  ')}`);
  }
  print(): void {
    console.log(`${this.name}: ${this.equal} of ${this.total} equal`);
  }
}

const [path, only] = process.argv.slice(2);
const tallies = {
  slices: new Tally('slices, pods given'),
  sizes: new Tally('slice sizes'),
  legacy: new Tally('legacy Endpoints'),
  pods: new Tally('pods, simulated'),
  simulated: new Tally('slices, pods simulated'),
};
for (const line of readFileSync(path, 'utf8').split('\n')) {
  if (line === '') continue;
  const scenario = JSON.parse(line) as Scenario;
  if (only !== undefined && scenario.id !== only) continue;
  const skip = new Set(scenario.timingDependent);
  const manifests = finalManifests(scenario);
  const cluster = clusterOf([...manifests.filter(({ kind }) => kind !== 'Pod'), ...observedPods(scenario, manifests), ...earlierSlices(scenario, manifests)]);
  if (!skip.has('endpointSlices')) {
    tallies.slices.compare(scenario.id, recordedSlices(scenario, { addresses: true }), modelSlices(cluster, { addresses: true }));
    if (!skip.has('sliceSizes')) {
      tallies.sizes.compare(scenario.id, (scenario.result.endpointSlices ?? []).map((slice) => text(slice.sliceSizes)).sort(), sizes(cluster));
    }
  }
  const legacy = modelLegacy(cluster);
  if (!skip.has('endpoints')) tallies.legacy.compare(scenario.id, recordedLegacy(scenario, new Set(legacy.keys())), [...legacy.values()].sort());
  if (!isPlain(scenario)) continue;
  const simulated = clusterOf(manifests);
  tallies.pods.compare(scenario.id, podLines(scenario.result.pods ?? []), podLines(simulated.pods.map(({ name, namespace, labels, spec }) =>
    ({ name, namespace, labels, hostname: spec.hostname, subdomain: spec.subdomain }))));
  if (!skip.has('endpointSlices')) {
    tallies.simulated.compare(scenario.id, recordedSlices(scenario, { addresses: false }), modelSlices(simulated, { addresses: false }));
  }
}
for (const tally of Object.values(tallies)) tally.print();
