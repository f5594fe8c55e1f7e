import { NamespaceOnDemand, type NamespaceSources } from './namespace-on-demand';
import { podMakers } from './workload-kinds';
import { writtenLabels } from './written-labels';
import { isKind, type StringMap } from '../../kubernetes/fields';
import type { Resource } from '../../kubernetes/resource';
import type { ObjectTable, Pod, Workload } from '../model';
import { objectTable } from '../object-table';
import type { ResourceIndex } from '../resource-index';

/** What `makeWorkloads` makes of all objects, of each namespace when somebody asks about it. */
export class WorkloadsOnDemand {
  readonly table: ObjectTable<Workload>;
  private readonly namespaces = new Map<string, NamespaceOnDemand>();
  private readonly tables = new Map<string, ObjectTable<Workload>>();
  private readonly podTables = new Map<string, ObjectTable<Pod>>();
  private byNamespace: ReadonlyMap<string, readonly Resource[]> | undefined;
  private everything: readonly Workload[] | undefined;

  constructor(private readonly index: ResourceIndex, private readonly sources: NamespaceSources) {
    const allOf = (): readonly Workload[] => this.everything ??= this.all();
    this.table = {
      get: (namespace, name) => this.tableOf(namespace).get(namespace, name),
      inNamespace: (namespace) => this.tableOf(namespace).inNamespace(namespace),
      names: (namespace) => this.tableOf(namespace).names(namespace),
      where: (test) => allOf().filter(({ resource }) => test(resource.object)),
      get all() { return allOf(); },
    };
  }

  get pods(): readonly Pod[] {
    return this.table.all.flatMap((workload) => workload.pods);
  }

  of(namespace: string): NamespaceOnDemand {
    let found = this.namespaces.get(namespace);
    if (found === undefined) this.namespaces.set(namespace, found = new NamespaceOnDemand(namespace, this.makers.get(namespace) ?? [], this.sources));
    return found;
  }

  /** Those whose labels, or the labels of whose pods, pass a test as they are written, and perhaps others; in the order of all. */
  where(test: (labels: StringMap) => boolean): readonly Workload[] {
    const passing = groupByNamespace(podMakers(this.index.byKind), (resource) => writtenLabels(resource, this.index.findInGroup).some(test));
    return inOrder([...passing.keys()].sort(compare).flatMap((namespace) => this.of(namespace).of(passing.get(namespace) ?? [])));
  }

  findPod(namespace: string, name: string): Pod | undefined {
    let table = this.podTables.get(namespace);
    if (table === undefined) this.podTables.set(namespace, table = objectTable(this.of(namespace).workloads.flatMap(({ pods }) => pods)));
    return table.get(namespace, name);
  }

  /** In input order. */
  private get makers(): ReadonlyMap<string, readonly Resource[]> {
    return this.byNamespace ??= groupByNamespace(podMakers(this.index.byKind), () => true);
  }

  private all(): readonly Workload[] {
    return inOrder([...this.makers.keys()].sort(compare).flatMap((namespace) => this.of(namespace).workloads));
  }

  private tableOf(namespace: string): ObjectTable<Workload> {
    let table = this.tables.get(namespace);
    if (table === undefined) this.tables.set(namespace, table = objectTable(inOrder(this.of(namespace).workloads)));
    return table;
  }
}

function groupByNamespace(resources: Iterable<Resource>, test: (resource: Resource) => boolean): ReadonlyMap<string, readonly Resource[]> {
  const groups = new Map<string, Resource[]>();
  for (const resource of resources) {
    if (!test(resource)) continue;
    const namespace = resource.namespace ?? '';
    const group = groups.get(namespace);
    if (group === undefined) groups.set(namespace, [resource]);
    else group.push(resource);
  }
  return groups;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Pods that no workload of the input has stand behind all workloads. */
function inOrder(workloads: readonly Workload[]): readonly Workload[] {
  const isPod = ({ resource }: Workload): boolean => isKind(resource, '', 'Pod');
  return [...workloads.filter((each) => !isPod(each)), ...workloads.filter(isPod)];
}
