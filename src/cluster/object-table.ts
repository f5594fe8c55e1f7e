import type { ObjectTable } from './model';
import { NearNames } from '../kubernetes/near-names';
import type { Resource } from '../kubernetes/resource';

interface Named {
  readonly namespace: string;
  readonly name: string;
  readonly resource: Resource;
}

interface NamespaceTable<T> {
  readonly list: T[];
  /** Made when a name is looked up. */
  byName: ReadonlyMap<string, T> | null;
}

/** A table of objects by namespace and name; of several under one name `get` answers the first. */
export function objectTable<T extends Named>(all: readonly T[]): ObjectTable<T> {
  const byNamespace = new Map<string, NamespaceTable<T>>();
  for (const object of all) {
    const entry = byNamespace.get(object.namespace);
    if (entry === undefined) byNamespace.set(object.namespace, { list: [object], byName: null });
    else entry.list.push(object);
  }
  const names = new Map<string, NearNames>();
  return {
    all,
    get: (namespace, name) => {
      const entry = byNamespace.get(namespace);
      return entry === undefined ? undefined : (entry.byName ??= firstByName(entry.list)).get(name);
    },
    where: (test) => all.filter(({ resource }) => test(resource.object)),
    inNamespace: (namespace) => byNamespace.get(namespace)?.list ?? [],
    names: (namespace) => {
      let known = names.get(namespace);
      if (known === undefined) names.set(namespace, known = new NearNames((byNamespace.get(namespace)?.list ?? []).map((each) => each.name)));
      return known;
    },
  };
}

function firstByName<T extends Named>(list: readonly T[]): ReadonlyMap<string, T> {
  const byName = new Map<string, T>();
  for (const object of list) {
    if (!byName.has(object.name)) byName.set(object.name, object);
  }
  return byName;
}
