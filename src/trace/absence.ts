import { containersPath, describeWorkload } from './destinations';
import type { Reason } from './reasons';
import { findPort } from '../cluster/endpoints/endpoint-ports';
import { ipFamiliesOf } from '../cluster/endpoints/ip-families';
import type { Cluster, Endpoint, EndpointSlice, Pod, Workload } from '../cluster/model';
import { describeSelector } from '../cluster/services/routing-failures';
import { injectorOf } from '../cluster/workloads/injectors';
import { nearWorkloads } from '../cluster/workloads/near-workloads';
import { refusedWithLabels } from '../cluster/workloads/refused-workloads';
import { nearest } from '../kubernetes/near-miss';
import { openQuestion, sourceIn, type OpenQuestion } from '../kubernetes/open-question';
import { failingContainer } from '../kubernetes/pod-template';
import { describe, type Resource } from '../kubernetes/resource';
import type { Service, ServicePort } from '../kubernetes/service';

/** Why nothing ready is behind a Service port, and what would have to be true. */
export interface Absence {
  readonly reason: Extract<Reason, 'no-endpoints' | 'no-ready-endpoints'>;
  /** The object and field that would have to be another; the Service's selector unless something nearer is known. */
  readonly resource: Resource;
  readonly path: string;
  /** One sentence without full stop. */
  readonly because: string;
  /** What else could give the Service endpoints. */
  readonly questions: readonly OpenQuestion[];
}

/**
 * Explains a Service port without ready endpoints.
 *
 * @param port null: any port of the Service
 */
export function explainAbsence(cluster: Cluster, service: Service, port: ServicePort | null): Absence {
  if (service.type === 'ExternalName') return absent(service.resource, 'spec.type', 'a Service of type ExternalName has no endpoints');
  const slices = joinedSlices(cluster, service, port);
  const families: readonly string[] = ipFamiliesOf(service, cluster.settings.ipFamilies);
  const ofFamilies = slices.filter(({ addressType }) => families.includes(addressType));
  const unready = ofFamilies.flatMap(({ endpoints }) => endpoints.filter((each) => !each.ready));
  if (unready.length > 0) return explainUnready(service, unready);
  if (slices.length > 0) return explainUnusable(slices[0], families);
  if (service.selector === null) return explainWithoutSelector(cluster, service, port);
  const pods = cluster.podsMatching(service.namespace, service.selector);
  if (pods.length === 0) return explainSelector(cluster, service, service.selector);
  const living = pods.filter((pod) => pod.phase !== 'Succeeded' && pod.phase !== 'Failed');
  if (living.length === 0) return absent(pods[0].resource, 'status.phase', `${countPods(pods)} selected, and ended (${pods[0].phase})`);
  const lost = living.find((pod) => pod.node !== null && cluster.nodes.size > 0 && !cluster.nodes.has(pod.node));
  if (lost !== undefined) return absent(lost.resource, 'spec.nodeName', `pod ${lost.name} is on node ${lost.node}, which does not exist`);
  const unresolved = port === null ? undefined : living.find((pod) => findPort(port, pod.spec) === null);
  if (port !== null && unresolved !== undefined) {
    const name = String(port.targetPort);
    return { ...explainTargetPort(service, port, name, unresolved), questions: injectedContainers(cluster, unresolved, name) };
  }
  return absent(living[0].resource, 'status.podIP', `${countPods(living)} selected, without an address of the Service's family`);
}

/** Slices with endpoints, and with this port. */
function joinedSlices(cluster: Cluster, service: Service, port: ServicePort | null): readonly EndpointSlice[] {
  const slices = cluster.slicesOf(service.namespace, service.name).filter((slice) => slice.endpoints.length > 0);
  const isJoined = (each: { readonly name: string; readonly protocol: string }): boolean =>
    port === null || (each.name === port.name && each.protocol === port.protocol);
  return slices.filter((slice) => port === null || slice.ports.some(isJoined));
}

/** Endpoints that are ready, and that kube-proxy makes nothing of: of another family, names, or at a port without number (`endpointslicecache`). */
function explainUnusable({ resource, addressType }: EndpointSlice, families: readonly string[]): Absence {
  if (addressType === 'FQDN') return absent(resource, 'addressType', 'its endpoints are names (addressType FQDN), which nothing connects to');
  if (families.includes(addressType)) return absent(resource, 'ports', 'the slice gives no number for the port');
  return absent(resource, 'addressType', `its endpoints are ${addressType} addresses, and the Service has ${families.join(' and ')} alone (ipFamilies)`);
}

function explainUnready(service: Service, endpoints: readonly Endpoint[]): Absence {
  const [first] = endpoints;
  const container = first.pod === null || first.pod.statusKnown || first.terminating ? undefined : failingContainer(first.pod.spec);
  if (first.pod !== null && container?.failingProbe !== undefined) {
    const { probe, port } = container.failingProbe;
    const because = `${probe} of container ${container.name} uses port ${port}, which the container does not have, so that pod ${first.pod.name} never gets ready`;
    return { reason: 'no-ready-endpoints', resource: first.pod.resource, path: containersPath(first.pod), because, questions: [] };
  }
  const why = first.terminating ? 'is terminating' : 'is not ready';
  const name = first.pod === null ? first.addresses[0] ?? 'the endpoint' : `pod ${first.pod.name}`;
  const more = endpoints.length > 1 ? `, like ${endpoints.length - 1} more` : '';
  return {
    reason: 'no-ready-endpoints',
    resource: first.pod?.resource ?? service.resource,
    path: first.pod === null ? '' : first.pod.resource.kind === 'Pod' ? 'status.conditions' : 'status',
    because: `${name} ${why}${more}; Services lead to ready pods only, unless they have publishNotReadyAddresses`,
    questions: [],
  };
}

/** Endpoints of a Service without selector are written by hand, and joined by port name. */
function explainWithoutSelector(cluster: Cluster, service: Service, port: ServicePort | null): Absence {
  const slices = cluster.slicesOf(service.namespace, service.name);
  const names = [...new Set(slices.flatMap((slice) => slice.ports.map((each) => `${each.name === '' ? 'without name' : `'${each.name}'`} (${each.protocol})`)))];
  const filled = slices.some(({ endpoints }) => endpoints.length > 0);
  if (port !== null && names.length > 0 && filled) {
    const wanted = port.name === '' ? 'without name' : `'${port.name}'`;
    return absent(slices[0].resource, 'ports', `endpoints are joined by port name and protocol: the Service port is ${wanted} (${port.protocol}), those of the slice ${names.join(', ')}`);
  }
  if (slices.length > 0) {
    return absent(slices[0].resource, 'endpoints', 'its slices have no endpoints or no ports', filled ? [] : [endpointsElsewhere(service)]);
  }
  const near = nearest(service.name, endpointsNames(cluster, service.namespace));
  const hint = near === null ? '' : `; Endpoints ${near} would have to have the Service's name`;
  return absent(service.resource, 'spec.selector',
    `the Service has no selector, and no EndpointSlice with label kubernetes.io/service-name=${service.name} is in the manifests${hint}`,
    [endpointsElsewhere(service)]);
}

function endpointsElsewhere({ resource, namespace, name }: Service): OpenQuestion {
  return openQuestion('endpoints-outside-manifests', {}, [sourceIn(resource)], () => `whether something outside the manifests writes endpoints for Service ${namespace}/${name}`);
}

/** Names of hand-written Endpoints by namespace. */
const ENDPOINTS = new WeakMap<Cluster, ReadonlyMap<string | null, readonly string[]>>();

function endpointsNames(cluster: Cluster, namespace: string): readonly string[] {
  let names = ENDPOINTS.get(cluster);
  if (names === undefined) {
    const byNamespace = new Map<string | null, string[]>();
    for (const { kind, namespace: own, name } of cluster.resources) {
      if (kind !== 'Endpoints') continue;
      const known = byNamespace.get(own);
      if (known === undefined) byNamespace.set(own, [name]);
      else known.push(name);
    }
    ENDPOINTS.set(cluster, names = byNamespace);
  }
  return names.get(namespace) ?? [];
}

/** Nothing matches the selector: the workload that comes nearest, and the label that differs. */
function explainSelector(cluster: Cluster, service: Service, selector: Readonly<Record<string, string>>): Absence {
  const [scaled] = cluster.workloadsMatching(service.namespace, selector);
  if (scaled !== undefined) {
    const replicas = scaled.replicasDependOn === null ? '' : ` (${scaled.replicasDependOn.text()})`;
    const makes = scaled.replicas === 0 ? 'makes no pods' : `has none of its ${scaled.replicas} pods`;
    return absent(scaled.resource, 'spec.replicas', `${describeWorkload(scaled)} is selected, and ${makes}${replicas}`);
  }
  const wanted = Object.entries(selector);
  const text = describeSelector(selector);
  const refused = refusedWithLabels(cluster, service.namespace, selector);
  if (refused !== undefined) {
    return absent(service.resource, 'spec.selector', `no pod in namespace ${service.namespace} has the labels ${text}; those of ${describe(refused)} would, and the API server refuses it`);
  }
  const others = [openQuestion('pods-outside-manifests', { labels: text }, [sourceIn(service.resource, 'spec.selector')],
    () => `whether something outside the manifests makes pods with the labels ${text} in namespace ${service.namespace}`)];
  const near = nearestWorkload(cluster, service.namespace, wanted);
  if (near !== null) {
    const { resource, template } = near.workload;
    return absent(resource, template.path === '' ? 'metadata.labels' : `${template.path}.metadata.labels`, nearText(near, text, wanted), others);
  }
  const elsewhere = workloadElsewhere(cluster, service.namespace, selector);
  if (elsewhere !== undefined) {
    return absent(service.resource, 'spec.selector',
      `no pod in namespace ${service.namespace} has the labels ${text}; ${describeWorkload(elsewhere)} has them, and a Service selects pods of its own namespace only`, others);
  }
  return absent(service.resource, 'spec.selector', `no pod in namespace ${service.namespace} has the labels ${text}`, others);
}

interface NearWorkload {
  readonly workload: Workload;
  readonly differing: readonly (readonly [string, string])[];
}

/** A workload of another namespace whose pods have all the labels. */
function workloadElsewhere(cluster: Cluster, namespace: string, selector: Readonly<Record<string, string>>): Workload | undefined {
  for (const other of namespacesOf(cluster).slice(0, MOST_NAMESPACES)) {
    const found = other === namespace ? undefined : cluster.workloadsMatching(other, selector).find(({ pods }) => pods.length > 0);
    if (found !== undefined) return found;
  }
  return undefined;
}

const NAMESPACES = new WeakMap<Cluster, readonly string[]>();

/** Namespaces that have workloads. */
function namespacesOf(cluster: Cluster): readonly string[] {
  let namespaces = NAMESPACES.get(cluster);
  if (namespaces === undefined) NAMESPACES.set(cluster, namespaces = [...new Set(cluster.workloads.all.map((each) => each.namespace))]);
  return namespaces;
}

/** More workloads than these are not compared one by one: those that come near are looked up. */
const FEW = 200;

/** Further namespaces than these are not searched. */
const MOST_NAMESPACES = 2000;

/** The workload whose pods lack the fewest labels of a selector; one that shares none, and is not named alike, is not near. */
function nearestWorkload(cluster: Cluster, namespace: string, wanted: readonly (readonly [string, string])[]): NearWorkload | null {
  const all = cluster.workloads.inNamespace(namespace);
  const near = all.length > FEW ? nearWorkloads(cluster, namespace, Object.fromEntries(wanted)) : [];
  let best: NearWorkload | null = null;
  let bestScore = Infinity;
  for (const workload of [...near, ...all.slice(0, FEW)]) {
    if (workload.hooks !== undefined) continue;
    const { labels } = workload.template;
    const differing = wanted.filter(([key, value]) => labels[key] !== value);
    const alike = differing.filter(([key, value]) => isAlike(labels, key, value));
    if (differing.length === wanted.length && alike.length === 0) continue;
    const score = differing.length * 2 - alike.length;
    if (score < bestScore) {
      best = { workload, differing };
      bestScore = score;
    }
  }
  return best;
}

function isAlike(labels: Readonly<Record<string, string>>, key: string, value: string): boolean {
  const own = labels[key];
  if (own !== undefined) return nearest(value, [own]) !== null;
  return Object.entries(labels).some(([otherKey, other]) => other === value && nearest(key, [otherKey]) !== null);
}

function nearText({ workload, differing }: NearWorkload, text: string, wanted: readonly (readonly [string, string])[]): string {
  const { labels } = workload.template;
  const differences = differing.map(([key, value]) => {
    const own = labels[key];
    if (own !== undefined) return `${key}=${own} instead of ${value}`;
    const other = Object.keys(labels).find((each) => labels[each] === value && nearest(key, [each]) !== null);
    return other === undefined ? `no label ${key}` : `${other}=${value} instead of ${key}`;
  });
  const onObject = hasLabels(workload, wanted) ? '; the labels stand on the object itself, and its pods do not get those' : '';
  return `no pod has the labels ${text}; closest are the pods of ${describeWorkload(workload)} with ${differences.join(', ')}${onObject}`;
}

/** Whether the workload's own labels, which its pods do not inherit, are those of the selector. */
function hasLabels(workload: Workload, wanted: readonly (readonly [string, string])[]): boolean {
  const metadata = workload.resource.object.metadata;
  if (workload.template.path === '' || typeof metadata !== 'object' || metadata === null || !('labels' in metadata)) return false;
  const { labels } = metadata;
  if (typeof labels !== 'object' || labels === null) return false;
  const own = new Map(Object.entries(labels));
  return wanted.every(([key, value]) => own.get(key) === value);
}

/**
 * A named target port is looked for by name and protocol, in containers and restartable init containers.
 *
 * @see https://github.com/kubernetes/endpointslice/blob/master/utils.go FindPort
 */
function explainTargetPort(service: Service, port: ServicePort, name: string, pod: Pod): Absence {
  const who = describeWorkload(pod.workload);
  const containers = [...pod.spec.containers, ...pod.spec.sidecars];
  const ports = containers.flatMap((container) => container.ports);
  const sameName = ports.find((each) => each.name === name);
  if (sameName !== undefined) {
    return absent(service.resource, `${port.path}.protocol`, `port ${name} of ${who} is ${sameName.protocol}, the Service port is ${port.protocol}: name and protocol must both be equal`);
  }
  if (pod.spec.initContainers.some((container) => container.ports.some((each) => each.name === name))) {
    return absent(pod.resource, containersPath(pod), `port ${name} of ${who} is that of an init container, which does not count unless it has restartPolicy Always`);
  }
  const near = nearest(name, ports.map((each) => each.name));
  const named = ports.filter((each) => each.name !== '').map((each) => each.name);
  const has = named.length === 0 ? 'they have no named ports' : near === null ? `they have ${named.join(', ')}` : `did you mean ${near}?`;
  return absent(service.resource, `${port.path}.targetPort`, `targetPort ${name}: no container of ${who} has a ${port.protocol} port of that name; ${has}`);
}

/** A container that is in no manifest may have the port. */
function injectedContainers(cluster: Cluster, { workload: { kind, namespace, name } }: Pod, port: string): readonly OpenQuestion[] {
  const workload = cluster.findWorkload(kind, namespace, name);
  const injector = workload === undefined ? null : injectorOf(workload);
  if (workload === undefined || injector === null) return [];
  return [openQuestion('injected-container', { injector, port }, [sourceIn(workload.resource)],
    () => `whether a container that is put into the pods of ${describeWorkload(workload)} at admission (${injector}) has a port ${port}`)];
}

function countPods(pods: readonly Pod[]): string {
  return pods.length === 1 ? `pod ${pods[0].name} is` : `${pods.length} pods are`;
}

function absent(resource: Resource, path: string, because: string, questions: readonly OpenQuestion[] = []): Absence {
  return { reason: 'no-endpoints', resource, path, because, questions };
}
