/** Things by namespace and name; null is the namespace of objects that have none. */
export class NameTable<T> {
  private readonly namespaces = new Map<string | null, Map<string, T>>();

  get(namespace: string | null, name: string): T | undefined {
    return this.namespaces.get(namespace)?.get(name);
  }

  set(namespace: string | null, name: string, value: T): void {
    const names = this.namespaces.get(namespace);
    if (names === undefined) this.namespaces.set(namespace, new Map([[name, value]]));
    else names.set(name, value);
  }
}
