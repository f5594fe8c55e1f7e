import { endpointLimit, firstPods } from './endpoints/endpoint-limit';
import type { FindPod } from './endpoints/manual-slices';
import { selectedHooks } from './endpoints/selected-hooks';
import { makeSlices } from './endpoints/slices';
import type { LabelIndex } from './label-index';
import type { Cluster, ClusterSettings, Notice, ObjectTable, Pod, Refused, Workload } from './model';
import { DEFAULT_SETTINGS, NOTHING_REFUSED } from './model';
import { namespaceLabels } from './namespace-labels';
import { readNodes } from './nodes';
import { objectTable } from './object-table';
import { indexResources, type ResourceIndex } from './resource-index';
import { concernsPods } from './workloads/workload-kinds';
import { makeWorkloads } from './workloads/workloads';
import type { LabelledPods } from './workloads/workloads';
import { indexLabels } from './workloads/written-labels';
import { isKind } from '../kubernetes/fields';
import type { StringMap } from '../kubernetes/fields';
import { readGatewayObjects } from '../kubernetes/gateway/objects';
import { readIngress, readIngressClass } from '../kubernetes/ingress';
import type { Ingress, IngressClass } from '../kubernetes/ingress';
import { describe } from '../kubernetes/resource';
import type { Resource } from '../kubernetes/resource';
import { readService } from '../kubernetes/service';
import type { Service } from '../kubernetes/service';

/**
 * What the control plane makes of the objects.
 *
 * @param refused objects that the API server does not take: they are kept among the resources, and nothing is made of them
 */
export function buildCluster(
  resources: readonly Resource[], settings: Partial<ClusterSettings> = {}, refused: Refused = NOTHING_REFUSED,
): Cluster {
  const allSettings = { ...DEFAULT_SETTINGS, ...settings };
  const objects = indexResources(resources);
  const taken = refused === NOTHING_REFUSED ? objects.resources : objects.resources.filter((resource) => !refused.has(resource));
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
    ofKinds: objects.ofKinds,
    inNamespace: objects.inNamespace,
    services: serviceTable,
    workloads: workloadTable,
    findWorkload,
    workloadsMatching: (namespace, selector) => distinctWorkloads(index.match(namespace, selector)),
    workloadsWhere: () => workloads,
    carriers: carriersOf(objects),
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
    notices: [
      ...refusalsAmong(resources, refused), ...objects.notices, ...notices, ...limit.notices, ...made.notices, ...selectedHooks(services, hooks),
    ],
    refused,
  };
}

/** What is said of the objects that the API server does not take. */
export function refusalsAmong(resources: readonly Resource[], refused: Refused): readonly Notice[] {
  if (refused === NOTHING_REFUSED) return [];
  return resources.flatMap((resource): readonly Notice[] => {
    const refusal = refused.get(resource);
    if (refusal === undefined) return [];
    const { path, message } = refusal;
    return [{ kind: 'refused', resource, path, message: `${describe(resource)} would be rejected by the API server and is ignored: ${path}: ${message}` }];
  });
}

/** Few clusters have endpoints that name their pods, so the table is made when it is asked for. */
function podFinder(pods: readonly Pod[]): FindPod {
  let table: ObjectTable<Pod> | undefined;
  return (namespace, name) => (table ??= objectTable(pods)).get(namespace, name);
}

/** Objects by the labels of their pods as they are written, an index for each namespace that is asked about. */
function carriersOf({ inNamespace, findInGroup }: Pick<ResourceIndex, 'inNamespace' | 'findInGroup'>): Cluster['carriers'] {
  const indexes = new Map<string, LabelIndex<Resource>>();
  const distinct = oncePerList((list: readonly Resource[]): readonly Resource[] => [...new Set(list)]);
  return (namespace, selector) => {
    let labels = indexes.get(namespace);
    if (labels === undefined) indexes.set(namespace, labels = indexLabels(namespace, inNamespace(namespace).filter(concernsPods), findInGroup));
    return distinct(labels.match(namespace, selector));
  };
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

function workloadsOf(entries: readonly LabelledPods[]): readonly Workload[] {
  return entries.length === 1 ? [entries[0].workload] : [...new Set(entries.map((entry) => entry.workload))];
}

/** Remembers what comes of long lists, which the index gives out for every Service that has the same selector. */
function oncePerList<E, T>(work: (list: readonly E[]) => T): (list: readonly E[]) => T {
  const known = new WeakMap<readonly E[], T>();
  return (list) => {
    if (list.length < 2) return work(list);
    const found = known.get(list) ?? work(list);
    known.set(list, found);
    return found;
  };
}
