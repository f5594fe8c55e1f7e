import type { ObjectTable } from './model';
import { NearNames } from '../kubernetes/near-names';
import type { JsonObject, Resource } from '../kubernetes/resource';

/** Where the objects of a table come from. */
interface Sources<T> {
  find(namespace: string, name: string): Resource | undefined;
  /** All of the kind, in order. */
  list(): readonly Resource[];
  /** Whether the API server takes an object. */
  isTaken(resource: Resource): boolean;
  read(resource: Resource): T;
}

/** An `objectTable` of which each object is judged and read when it is asked for. */
export class TableOnDemand<T extends { readonly name: string }> implements ObjectTable<T> {
  private readonly known = new Map<Resource, T | undefined>();
  private readonly near = new Map<string, NearNames>();

  constructor(private readonly sources: Sources<T>) {}

  get all(): readonly T[] {
    return this.ofThese(this.sources.list());
  }

  where(test: (object: JsonObject) => boolean): readonly T[] {
    return this.ofThese(this.sources.list().filter(({ object }) => test(object)));
  }

  get(namespace: string, name: string): T | undefined {
    const resource = this.sources.find(namespace, name);
    return resource === undefined ? undefined : this.of(resource);
  }

  inNamespace(namespace: string): readonly T[] {
    return this.ofThese(this.sources.list().filter((each) => (each.namespace ?? '') === namespace));
  }

  names(namespace: string): NearNames {
    let names = this.near.get(namespace);
    if (names === undefined) this.near.set(namespace, names = new NearNames(this.inNamespace(namespace).map(({ name }) => name)));
    return names;
  }

  private ofThese(resources: readonly Resource[]): readonly T[] {
    return resources.map((each) => this.of(each)).filter((each) => each !== undefined);
  }

  private of(resource: Resource): T | undefined {
    const { isTaken, read } = this.sources;
    let object = this.known.get(resource);
    if (object === undefined && !this.known.has(resource)) this.known.set(resource, object = isTaken(resource) ? read(resource) : undefined);
    return object;
  }
}
