import type { ObjectTable } from './model';
import { NearNames } from '../kubernetes/near-names';
import type { Resource } from '../kubernetes/resource';

interface Named {
  readonly namespace: string;
  readonly name: string;
  readonly resource: Resource;
}

/** A table of objects by namespace and name; of several under one name `get` answers the first. */
export function objectTable<T extends Named>(all: readonly T[]): ObjectTable<T> {
  const byNamespace = new Map<string, { readonly list: T[]; readonly byName: Map<string, T> }>();
  for (const object of all) {
    let entry = byNamespace.get(object.namespace);
    if (entry === undefined) byNamespace.set(object.namespace, entry = { list: [], byName: new Map() });
    entry.list.push(object);
    if (!entry.byName.has(object.name)) entry.byName.set(object.name, object);
  }
  const names = new Map<string, NearNames>();
  return {
    all,
    get: (namespace, name) => byNamespace.get(namespace)?.byName.get(name),
    where: (test) => all.filter(({ resource }) => test(resource.object)),
    inNamespace: (namespace) => byNamespace.get(namespace)?.list ?? [],
    names: (namespace) => {
      let known = names.get(namespace);
      if (known === undefined) names.set(namespace, known = new NearNames((byNamespace.get(namespace)?.list ?? []).map((each) => each.name)));
      return known;
    },
  };
}
