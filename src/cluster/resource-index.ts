import type { Notice } from './model';
import { NameTable } from './name-table';
import { groupOf } from '../kubernetes/fields';
import type { Resource } from '../kubernetes/resource';

/** API groups that Kubernetes itself serves; a kind of theirs is meant before a custom kind of the same name. */
const BUILT_IN_GROUPS: ReadonlySet<string> = new Set([
  '', 'apps', 'batch', 'autoscaling', 'networking.k8s.io', 'discovery.k8s.io', 'policy', 'rbac.authorization.k8s.io', 'storage.k8s.io',
  'apiextensions.k8s.io', 'admissionregistration.k8s.io', 'scheduling.k8s.io', 'node.k8s.io', 'coordination.k8s.io', 'certificates.k8s.io',
]);

/** The objects of the input, each once. */
export interface ResourceIndex {
  /** By namespace, kind and name: in which order files and documents stand is nothing that a cluster knows, and changes no answer. */
  readonly resources: readonly Resource[];
  readonly notices: readonly Notice[];
  /** Those of some kinds, of any API group, in the order of `resources`. */
  ofKinds(...kinds: readonly string[]): readonly Resource[];
  /** Those of a namespace, in the order of `resources`. */
  inNamespace(namespace: string): readonly Resource[];
  /** In input order. */
  readonly byKind: ReadonlyMap<string, readonly Resource[]>;
  /** The namespaces that hold objects, in the order of `resources`; empty for objects without namespace. */
  readonly namespaces: readonly string[];
  find(kind: string, namespace: string | null, name: string): Resource | undefined;
  findInGroup(group: string, kind: string, namespace: string | null, name: string): Resource | undefined;
}

interface KindTable {
  readonly group: string;
  readonly objects: NameTable<Resource>;
}

/**
 * Objects by what identifies them in the API: group, kind, namespace and name, whichever version they are written in.
 *
 * Of an object that is listed more than once the later one counts, as after two `kubectl apply`.
 */
export function indexResources(all: readonly Resource[]): ResourceIndex {
  const kinds = new Map<string, KindTable[]>();
  const versions = new Map<string, Map<string, KindTable>>();
  const notices: Notice[] = [];
  const replaced = new Set<number>();
  const positions = new Map<Resource, number>();
  for (let position = 0; position < all.length; position++) {
    const resource = all[position];
    let version = versions.get(resource.apiVersion);
    if (version === undefined) versions.set(resource.apiVersion, version = new Map());
    let table = version.get(resource.kind);
    if (table === undefined) version.set(resource.kind, table = kindTable(kinds, resource));
    const { objects } = table;
    if (resource.name === '') continue;
    const earlier = objects.get(resource.namespace, resource.name);
    if (earlier !== undefined) {
      notices.push({ kind: 'given-twice', resource, path: '', message: `is listed more than once${firstPlace(earlier)}: the later one counts` });
      replaced.add(positions.get(earlier) ?? all.indexOf(earlier));
      positions.set(resource, position);
    }
    objects.set(resource.namespace, resource.name, resource);
  }
  const groups = new OrderedGroups(replaced.size === 0 ? all : all.filter((_, position) => !replaced.has(position)));
  return {
    get resources() { return groups.resources; },
    get namespaces() { return groups.namespaces; },
    get byKind() { return groups.byKind; },
    notices,
    ofKinds: (...wanted) => groups.ofKinds(wanted),
    inNamespace: (namespace) => groups.inNamespace(namespace),
    find: (kind, namespace, name) => find(kinds.get(kind) ?? [], namespace, name),
    findInGroup: (group, kind, namespace, name) =>
      kinds.get(kind)?.find((table) => table.group === group)?.objects.get(namespace, name),
  };
}

/** Objects by namespace and by kind, each group put in order when it is asked for. */
class OrderedGroups {
  private byNamespace: ReadonlyMap<string, Resource[]> | undefined;
  private kinds: ReadonlyMap<string, Resource[]> | undefined;
  private all: readonly Resource[] | undefined;
  private readonly ordered = new Map<readonly Resource[], readonly Resource[]>();

  constructor(private readonly distinct: readonly Resource[]) {}

  get namespaces(): readonly string[] {
    return [...this.grouped().keys()].sort(compare);
  }

  get resources(): readonly Resource[] {
    return this.all ??= this.namespaces.flatMap((namespace) => this.inNamespace(namespace));
  }

  inNamespace(namespace: string): readonly Resource[] {
    return this.inOrder(this.grouped().get(namespace));
  }

  ofKinds(kinds: readonly string[]): readonly Resource[] {
    const [list, ...more] = kinds.flatMap((kind) => {
      const found = this.byKind.get(kind);
      return found === undefined ? [] : [found];
    });
    return more.length === 0 ? this.inOrder(list) : [list, ...more].flat().sort(compareResources);
  }

  get byKind(): ReadonlyMap<string, readonly Resource[]> {
    return this.kinds ??= groupBy(this.distinct, (each) => each.kind);
  }

  private grouped(): ReadonlyMap<string, Resource[]> {
    return this.byNamespace ??= groupBy(this.distinct, (each) => each.namespace ?? '');
  }

  private inOrder(list: readonly Resource[] | undefined): readonly Resource[] {
    if (list === undefined) return NONE;
    let ordered = this.ordered.get(list);
    if (ordered === undefined) this.ordered.set(list, ordered = [...list].sort(compareResources));
    return ordered;
  }
}

const NONE: readonly Resource[] = [];

function groupBy(resources: readonly Resource[], keyOf: (resource: Resource) => string): ReadonlyMap<string, Resource[]> {
  const groups = new Map<string, Resource[]>();
  for (const resource of resources) {
    const key = keyOf(resource);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [resource]);
    else group.push(resource);
  }
  return groups;
}

/** The order in which the objects of a cluster stand. */
export function compareResources(a: Resource, b: Resource): number {
  // most that are compared are of one namespace and kind
  if (a.namespace !== b.namespace) return compare(a.namespace ?? '', b.namespace ?? '') || compareInNamespace(a, b);
  return compareInNamespace(a, b);
}

function compareInNamespace(a: Resource, b: Resource): number {
  if (a.kind !== b.kind) return compare(a.kind, b.kind);
  return compare(a.name, b.name) || compare(a.apiVersion, b.apiVersion);
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

function kindTable(kinds: Map<string, KindTable[]>, { apiVersion, kind }: Resource): KindTable {
  let tables = kinds.get(kind);
  if (tables === undefined) kinds.set(kind, tables = []);
  const group = groupOf(apiVersion);
  let table = tables.find((candidate) => candidate.group === group);
  if (table === undefined) {
    table = { group, objects: new NameTable() };
    tables.push(table);
    tables.sort((a, b) => Number(BUILT_IN_GROUPS.has(b.group)) - Number(BUILT_IN_GROUPS.has(a.group)) || compare(a.group, b.group));
  }
  return table;
}

function find(tables: readonly KindTable[], namespace: string | null, name: string): Resource | undefined {
  for (const table of tables) {
    const found = table.objects.get(namespace, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

function firstPlace(resource: Resource): string {
  const position = resource.origin.locate('');
  if (resource.origin.file === null) return '';
  return position === null ? `, first in ${resource.origin.file}` : `, first at ${resource.origin.file}:${position.line}`;
}
