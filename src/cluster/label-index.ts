import type { StringMap } from '../kubernetes/fields';

interface Entry<T> {
  readonly labels: StringMap;
  readonly item: T;
}

/** What carries a key and value, in the order it was added; most pairs stand on one template only. */
type Posting<T> = Entry<T> | Entry<T>[];

interface NamespaceIndex<T> {
  readonly entries: Entry<T>[];
  /** By key, then by value. */
  readonly postings: Map<string, Map<string, Posting<T>>>;
}

/** More things than these are not searched again for a selector of several labels that was asked before. */
const FEW = 32;

/** So many items of answers are remembered; far more than these come of input that was made to. */
const MOST_REMEMBERED = 2_000_000;

/** Things with labels, found by namespace and equality of labels; what was added first is found first. */
export class LabelIndex<T> {
  private readonly namespaces = new Map<string, NamespaceIndex<T>>();
  /** Long answers by namespace and selector: thousands of Services may select the same pods, and every rule asks for them. */
  private readonly answers = new Map<string, readonly T[]>();
  private remembered = 0;

  add(namespace: string, labels: StringMap, item: T): void {
    let index = this.namespaces.get(namespace);
    if (index === undefined) this.namespaces.set(namespace, index = { entries: [], postings: new Map() });
    this.answers.clear();
    this.remembered = 0;
    const entry: Entry<T> = { labels, item };
    index.entries.push(entry);
    for (const key of Object.keys(labels)) {
      let values = index.postings.get(key);
      if (values === undefined) index.postings.set(key, values = new Map());
      const posting = values.get(labels[key]);
      if (posting === undefined) values.set(labels[key], entry);
      else if (Array.isArray(posting)) posting.push(entry);
      else values.set(labels[key], [posting, entry]);
    }
  }

  /**
   * Everything in the namespace that carries all labels of the selector (`labels.Set.AsSelector`); all of it for the empty selector.
   *
   * The shortest posting list is walked, the other labels are compared; equal selectors that find many things get the same list.
   */
  match(namespace: string, selector: StringMap): readonly T[] {
    const index = this.namespaces.get(namespace);
    if (index === undefined) return [];
    const keys = Object.keys(selector);
    let shortest: readonly Entry<T>[] = index.entries;
    for (const key of keys) {
      const posting = index.postings.get(key)?.get(selector[key]);
      if (posting === undefined) return [];
      if (!Array.isArray(posting)) return carries(posting.labels, selector, keys) ? [posting.item] : [];
      if (posting.length < shortest.length || shortest === index.entries) shortest = posting;
    }
    return shortest.length <= FEW ? search(shortest, selector, keys) : this.remember(namespace, selector, keys, shortest);
  }

  private remember(namespace: string, selector: StringMap, keys: readonly string[], among: readonly Entry<T>[]): readonly T[] {
    const question = JSON.stringify([namespace, ...[...keys].sort().map((key) => [key, selector[key]])]);
    const known = this.answers.get(question);
    if (known !== undefined) return known;
    const found = search(among, selector, keys);
    this.remembered += found.length + 1;
    if (this.remembered <= MOST_REMEMBERED) this.answers.set(question, found);
    return found;
  }
}

function search<T>(among: readonly Entry<T>[], selector: StringMap, keys: readonly string[]): readonly T[] {
  const found: T[] = [];
  for (const { labels, item } of among) {
    if (carries(labels, selector, keys)) found.push(item);
  }
  return found;
}

function carries(labels: StringMap, selector: StringMap, keys: readonly string[]): boolean {
  for (const key of keys) {
    if (labels[key] !== selector[key]) return false;
  }
  return true;
}
