/* What the benchmarks measure with: CPU time, which other people's jobs disturb least, medians of runs in turns, ratios, peak memory. */
import { createRequire } from 'node:module';
import * as path from 'node:path';

/** CPU milliseconds of a run, all threads. */
export function cpu(run: () => unknown): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** The median CPU milliseconds of each, run in turns, after a turn that only warms up.
 *
 * Garbage is not collected in between: a full collection drops hidden classes that optimized code relies on, and it is optimized anew. */
export function medians<K extends string>(rounds: number, runs: Readonly<Record<K, () => unknown>>): Readonly<Record<K, number>> {
  const names = Object.keys(runs) as K[];
  const times = new Map<K, number[]>(names.map((name) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const name of names) {
      const time = cpu(runs[name]);
      if (round > 0) times.get(name)?.push(time);
    }
  }
  return Object.fromEntries(names.map((name) => [name, median(times.get(name) ?? [])])) as Record<K, number>;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

export function ms(value: number): string {
  return `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ms`;
}

/** How often a second. */
export function rate(count: number, milliseconds: number): string {
  return `${Math.round(count / milliseconds * 1000).toLocaleString('en')}/s`;
}

/** A ratio, and whether it keeps to its target. */
export function atMost(ratio: number, target: number): string {
  return `${ratio.toFixed(2)} (target: at most ${target}${ratio <= target ? '' : ', MISSED'})`;
}

/** A ratio, and whether it reaches its target. */
export function atLeast(ratio: number, target: number): string {
  return `${ratio.toFixed(2)} (target: at least ${target}${ratio >= target ? '' : ', MISSED'})`;
}

export function sayPeak(): void {
  console.log(`  peak memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`);
}

/**
 * A package to compare with, that this one does not depend on; null where nobody installed it.
 *
 * It is looked for in the folder that `BENCH_PEERS` names, and among this project's packages.
 */
export function peer(name: string): unknown {
  for (const folder of [process.env.BENCH_PEERS, process.cwd()]) {
    if (folder === undefined) continue;
    try {
      return createRequire(path.resolve(folder, 'package.json'))(name);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
    }
  }
  console.log(`  skipped: install ${name} in some folder, and run with BENCH_PEERS=<folder>`);
  return null;
}
