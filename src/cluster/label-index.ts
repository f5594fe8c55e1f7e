import type { StringMap } from '../kubernetes/fields';

interface Entry<T> {
  readonly labels: StringMap;
  readonly item: T;
}

/** Most pairs of key and value stand on one template only. */
type Posting = number | number[];

interface NamespaceIndex<T> {
  readonly entries: Entry<T>[];
  /** By key, then by value: the positions in `entries`, ascending. */
  readonly postings: Map<string, Map<string, Posting>>;
}

/** Things with labels, found by namespace and equality of labels; what was added first is found first. */
export class LabelIndex<T> {
  private readonly namespaces = new Map<string, NamespaceIndex<T>>();

  add(namespace: string, labels: StringMap, item: T): void {
    let index = this.namespaces.get(namespace);
    if (index === undefined) this.namespaces.set(namespace, index = { entries: [], postings: new Map() });
    const position = index.entries.length;
    index.entries.push({ labels, item });
    for (const key of Object.keys(labels)) {
      let values = index.postings.get(key);
      if (values === undefined) index.postings.set(key, values = new Map());
      const posting = values.get(labels[key]);
      if (posting === undefined) values.set(labels[key], position);
      else if (typeof posting === 'number') values.set(labels[key], [posting, position]);
      else posting.push(position);
    }
  }

  /**
   * Everything in the namespace that carries all labels of the selector (`labels.Set.AsSelector`); all of it for the empty selector.
   *
   * The shortest posting list is walked, the other labels are compared.
   */
  match(namespace: string, selector: StringMap): readonly T[] {
    const index = this.namespaces.get(namespace);
    if (index === undefined) return [];
    const keys = Object.keys(selector);
    if (keys.length === 0) return index.entries.map((entry) => entry.item);
    let shortest: readonly number[] | undefined;
    for (const key of keys) {
      const posting = index.postings.get(key)?.get(selector[key]);
      if (posting === undefined) return [];
      const positions = typeof posting === 'number' ? [posting] : posting;
      if (shortest === undefined || positions.length < shortest.length) shortest = positions;
    }
    const found: T[] = [];
    for (const position of shortest ?? []) {
      const entry = index.entries[position];
      if (keys.length === 1 || carries(entry.labels, selector, keys)) found.push(entry.item);
    }
    return found;
  }
}

function carries(labels: StringMap, selector: StringMap, keys: readonly string[]): boolean {
  for (const key of keys) {
    if (labels[key] !== selector[key]) return false;
  }
  return true;
}
