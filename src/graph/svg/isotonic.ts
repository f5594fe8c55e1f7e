/** Something that stands in a column: where it would like to be, and how much room it takes. */
export interface Wish {
  /** The upper edge. */
  readonly y: number;
  readonly height: number;
}

interface Block {
  /** Of the places, each less the room of what stands before it in the block. */
  sum: number;
  count: number;
}

function meanOf({ sum, count }: Block): number {
  return sum / count;
}

/**
 * Places as near to the wishes as the order and the gap allow, by least squares (pool adjacent violators).
 *
 * @see https://doi.org/10.18637/jss.v032.i05
 */
export function placeInOrder(wishes: readonly Wish[], gap: number): readonly number[] {
  const before: number[] = [];
  wishes.forEach((_, i) => before.push(i === 0 ? 0 : before[i - 1] + wishes[i - 1].height + gap));
  const blocks: Block[] = [];
  wishes.forEach(({ y }, i) => {
    blocks.push({ sum: y - before[i], count: 1 });
    for (let last = blocks.at(-1), previous = blocks.at(-2); last !== undefined && previous !== undefined && meanOf(previous) > meanOf(last);
      last = blocks.at(-1), previous = blocks.at(-2)) {
      previous.sum += last.sum;
      previous.count += last.count;
      blocks.pop();
    }
  });
  const means = blocks.flatMap(({ sum, count }) => Array.from({ length: count }, () => sum / count));
  return means.map((mean, i) => mean + before[i]);
}
