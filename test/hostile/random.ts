const MODULUS = 2_147_483_647;
const FACTOR = 48_271;

/** A repeatable source of randomness, so that a seed stands for an input (Park and Miller, "minimal standard"). */
export class Random {
  private state: number;

  /** @param seed an integer */
  constructor(seed: number) {
    this.state = 1 + (Math.abs(seed) * 7_919) % (MODULUS - 1);
    // neighbouring seeds begin alike
    for (let i = 0; i < 5; i += 1) this.next();
  }

  /** From 0 to 1, 1 excluded. */
  next(): number {
    this.state = (this.state * FACTOR) % MODULUS;
    return (this.state - 1) / (MODULUS - 1);
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)];
  }

  shuffled<T>(items: readonly T[]): readonly T[] {
    const list = [...items];
    for (let i = list.length - 1; i > 0; i -= 1) {
      const other = this.below(i + 1);
      [list[i], list[other]] = [list[other], list[i]];
    }
    return list;
  }
}
