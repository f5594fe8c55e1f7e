import type { KnownLabels } from '../../kubernetes/label-selector';
import type { NetworkPolicy } from '../../kubernetes/network-policy';

/** So few policies are judged sooner than looked up. */
const FEW = 8;

/** The policies of a namespace, found by a label that the pods which they are about must carry. */
export class PolicyIndex {
  readonly all: NetworkPolicy[] = [];
  /** By key, then by value, of the first of `matchLabels`: the positions in `all`. */
  private readonly byLabel = new Map<string, Map<string, number[]>>();
  /** Policies without `matchLabels`, and their positions. */
  private readonly others: NetworkPolicy[] = [];
  private readonly positionsOfOthers: number[] = [];

  add(policy: NetworkPolicy): void {
    const position = this.all.push(policy) - 1;
    const { matchLabels } = policy.podSelector;
    const [key] = Object.keys(matchLabels);
    if (key === undefined) {
      this.others.push(policy);
      this.positionsOfOthers.push(position);
      return;
    }
    let values = this.byLabel.get(key);
    if (values === undefined) this.byLabel.set(key, values = new Map());
    const positions = values.get(matchLabels[key]);
    if (positions === undefined) values.set(matchLabels[key], [position]);
    else positions.push(position);
  }

  /** The policies that may be about a pod, in their order; all others are not. */
  candidates({ labels, generatedLabels, moreLabels }: KnownLabels): readonly NetworkPolicy[] {
    if (this.all.length <= FEW || moreLabels === true) return this.all;
    const found = new Set<number>();
    for (const key of Object.keys(labels)) {
      for (const position of this.byLabel.get(key)?.get(labels[key]) ?? []) found.add(position);
    }
    for (const key of generatedLabels) {
      for (const positions of this.byLabel.get(key)?.values() ?? []) for (const position of positions) found.add(position);
    }
    if (found.size === 0) return this.others;
    for (const position of this.positionsOfOthers) found.add(position);
    return [...found].sort((a, b) => a - b).map((position) => this.all[position]);
  }
}
