import { endpointLimit } from './endpoints/endpoint-limit';
import type { FindPod } from './endpoints/manual-slices';
import { selectedHooks } from './endpoints/selected-hooks';
import { makeSlices } from './endpoints/slices';
import type { Cluster, ClusterSettings, Notice, ObjectTable, Pod, Refused, Workload } from './model';
import { DEFAULT_SETTINGS } from './model';
import { readNodes } from './nodes';
import { objectTable } from './object-table';
import { indexResources } from './resource-index';
import { makeWorkloads } from './workloads/workloads';
import type { LabelledPods } from './workloads/workloads';
import { isKind, newStringMap, objectAt, stringMapAt } from '../kubernetes/fields';
import type { StringMap } from '../kubernetes/fields';
import { readGatewayObjects } from '../kubernetes/gateway/objects';
import { readIngress, readIngressClass } from '../kubernetes/ingress';
import type { Ingress, IngressClass } from '../kubernetes/ingress';
import { describe } from '../kubernetes/resource';
import type { Resource } from '../kubernetes/resource';
import { readService } from '../kubernetes/service';
import type { Service } from '../kubernetes/service';

const NONE: Refused = new Map();

/**
 * What the control plane makes of the objects.
 *
 * @param refused objects that the API server does not take: they are kept among the resources, and nothing is made of them
 */
export function buildCluster(
  resources: readonly Resource[], settings: Partial<ClusterSettings> = {}, refused: Refused = NONE,
): Cluster {
  const allSettings = { ...DEFAULT_SETTINGS, ...settings };
  const objects = indexResources(resources);
  const taken = refused.size === 0 ? objects.resources : objects.resources.filter((resource) => !refused.has(resource));
  const nodes = readNodes(taken);
  const { services, ingresses, ingressClasses } = readViews(taken);
  const { workloads, pods, index, hooks, findWorkload, notices } = makeWorkloads(taken, objects.findInGroup, nodes);
  const distinctWorkloads = oncePerList(workloadsOf);
  const serviceTable = objectTable(services);

  const podsMatching = (namespace: string, selector: StringMap): readonly Pod[] => {
    const found = index.match(namespace, selector);
    return found.length === 1 ? found[0].pods : found.flatMap((entry) => entry.pods);
  };
  const limit = endpointLimit(services, index);
  const workloadTable = objectTable(workloads);
  const made = makeSlices({
    settings: allSettings,
    nodes,
    resources: taken,
    services: serviceTable,
    findPod: podFinder(pods),
    podsOf: ({ namespace, selector }) => (selector === null ? [] : firstPods(index.match(namespace, selector), limit.perService)),
    hasWorkloads: (namespace) => workloadTable.inNamespace(namespace).some((workload) => workload.hooks === undefined),
  });
  return {
    settings: allSettings,
    resources: objects.resources,
    find: objects.find,
    services: serviceTable,
    workloads: workloadTable,
    findWorkload,
    workloadsMatching: (namespace, selector) => distinctWorkloads(index.match(namespace, selector)),
    hooksMatching: (namespace, selector) => hooks.match(namespace, selector),
    mostWorkloadsOfService: limit.perService,
    pods,
    ingresses,
    ingressClasses,
    gatewayObjects: readGatewayObjects(taken),
    nodes,
    namespaceLabels: namespaceLabels(objects.find),
    podsMatching,
    slicesOf: (namespace, service) => made.slicesOf(namespace, service),
    get slices() { return made.slices; },
    notices: [...refusals(refused), ...objects.notices, ...notices, ...limit.notices, ...made.notices, ...selectedHooks(services, hooks)],
    refused,
  };
}

function refusals(refused: Refused): readonly Notice[] {
  return [...refused].map(([resource, { path, message }]) =>
    ({ kind: 'refused', resource, path, message: `${describe(resource)} would be rejected by the API server and is ignored: ${path}: ${message}` }));
}

/** Few clusters have endpoints that name their pods, so the table is made when it is asked for. */
function podFinder(pods: readonly Pod[]): FindPod {
  let table: ObjectTable<Pod> | undefined;
  return (namespace, name) => (table ??= objectTable(pods)).get(namespace, name);
}

interface Views {
  readonly services: readonly Service[];
  readonly ingresses: readonly Ingress[];
  readonly ingressClasses: readonly IngressClass[];
}

function readViews(resources: readonly Resource[]): Views {
  const services: Service[] = [];
  const ingresses: Ingress[] = [];
  const ingressClasses: IngressClass[] = [];
  for (const resource of resources) {
    if (isKind(resource, '', 'Service')) services.push(readService(resource));
    else if (isKind(resource, 'networking.k8s.io', 'Ingress')) ingresses.push(readIngress(resource));
    else if (isKind(resource, 'networking.k8s.io', 'IngressClass')) ingressClasses.push(readIngressClass(resource));
  }
  return { services, ingresses, ingressClasses };
}

function firstPods(found: readonly LabelledPods[], most: number): readonly Pod[] {
  if (found.length === 1 && found[0].pods.length <= most) return found[0].pods;
  const pods: Pod[] = [];
  for (const entry of found) {
    for (const pod of entry.pods) {
      if (pods.length >= most) return pods;
      pods.push(pod);
    }
  }
  return pods;
}

function workloadsOf(entries: readonly LabelledPods[]): readonly Workload[] {
  return entries.length === 1 ? [entries[0].workload] : [...new Set(entries.map((entry) => entry.workload))];
}

/** Remembers what comes of long lists, which the index gives out for every Service that has the same selector. */
function oncePerList<T>(work: (list: readonly LabelledPods[]) => T): (list: readonly LabelledPods[]) => T {
  const known = new WeakMap<readonly LabelledPods[], T>();
  return (list) => {
    if (list.length < 2) return work(list);
    const found = known.get(list) ?? work(list);
    known.set(list, found);
    return found;
  };
}

/** Every namespace carries its own name as a label (`kubernetes.io/metadata.name`, set by the API server). */
function namespaceLabels(find: Cluster['find']): Cluster['namespaceLabels'] {
  return (namespace) => {
    const resource = find('Namespace', null, namespace);
    const labels = resource === undefined ? {} : stringMapAt(objectAt(resource.object, 'metadata'), 'labels');
    return Object.assign(newStringMap(), labels, { 'kubernetes.io/metadata.name': namespace });
  };
}
