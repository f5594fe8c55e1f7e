/*
 * Programs measured as users start them: a fresh process for each run, in turns (A B A B ...), so that what else the machine does hits all alike.
 *
 * CPU time is what the operating system counts for the whole process (user and system, helper threads, start and exit), as bash's `time` reads it.
 */
import { spawnSync } from 'node:child_process';
import * as path from 'node:path';

/** A program with its arguments. */
export type Command = readonly string[];

export interface Measured {
  /** Milliseconds of CPU time: the median of all runs, and the quartiles beside it. */
  readonly cpu: number;
  readonly quartiles: readonly [number, number];
}

/** The binaries of Node to measure with: `BENCH_NODES=/a/node:/b/node`, else the one that runs this. */
export const NODES: readonly string[] = process.env.BENCH_NODES?.split(path.delimiter).filter((each) => each !== '') ?? [process.execPath];

export const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 7);

export function versionOf(node: string): string {
  return spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim();
}

/** Runs each in turns, after turns that fill the caches of files and of compiled code. */
export function measure<K extends string>(commands: Readonly<Record<K, Command>>, rounds = ROUNDS): Readonly<Record<K, Measured>> {
  const names = Object.keys(commands) as K[];
  const times = new Map<K, number[]>(names.map((name) => [name, []]));
  for (const name of names) refuseCrash(name, commands[name]);
  for (let round = 0; round <= rounds; round++) {
    for (const name of names) {
      const time = cpuOf(name, commands[name]);
      if (round > 0) times.get(name)?.push(time);
    }
  }
  return Object.fromEntries(names.map((name) => [name, spread(times.get(name) ?? [])])) as Record<K, Measured>;
}

/** A crash ends with status 1, as findings do. */
function refuseCrash(name: string, [file, ...args]: Command): void {
  const { stderr } = spawnSync(file, args, { encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'], maxBuffer: 2 ** 28 });
  if (/^ +at .*:\d+:\d+\)?$/m.test(stderr)) throw new Error(`${name} crashed: ${stderr.slice(0, 500)}`);
}

const TIMED = 'TIMEFORMAT="%3U %3S"; { time "$@" >/dev/null 2>/dev/null 3>&- ; } 2>&3; exit $?';

function cpuOf(name: string, command: Command): number {
  const { status, output } = spawnSync('bash', ['-c', TIMED, 'bash', ...command], { encoding: 'utf8', stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const found = /^([\d.]+) ([\d.]+)$/m.exec(output?.[3] ?? '');
  // 1: findings, or a difference; what fails is measured by nobody
  if (found === null || status === null || status > 1) throw new Error(`${name} failed with status ${status}: ${command.join(' ')}`);
  return (Number(found[1]) + Number(found[2])) * 1000;
}

function spread(values: readonly number[]): Measured {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (part: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
  return { cpu: at(0.5), quartiles: [at(0.25), at(0.75)] };
}

const PEAK = 'process.on("exit", () => require("fs").writeSync(3, String(process.resourceUsage().maxRSS)))';

/** The most memory that a program of Node holds, in MB. */
export function peakOf([node, ...args]: Command): number {
  const load = `data:text/javascript,import{createRequire}from"node:module";const require=createRequire("/");${encodeURIComponent(PEAK)}`;
  const { output } = spawnSync(node, ['--import', load, ...args], { encoding: 'utf8', stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  return Math.round(Number(output?.[3]) / 1024);
}

/** `812 ms [801-830]`, the quartiles in brackets. */
export function shown({ cpu, quartiles: [low, high] }: Measured): string {
  return `${cpu.toFixed(0)} ms [${low.toFixed(0)}-${high.toFixed(0)}]`;
}

/** `1.42 (goal: at most 1.3, MISSED)`. */
export function ratio(value: number, goal: number): string {
  return `${value.toFixed(2)} (goal: at most ${goal}${value <= goal ? '' : ', MISSED'})`;
}
