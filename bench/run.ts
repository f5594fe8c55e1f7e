/*
 * Every benchmark, each in a process of its own: `npm run bench`, or `npm run bench -- NAME...` for some.
 *
 * Those of `fresh/` start the command anew for each run, as users do; those that are called warm ask a process that has optimized its code.
 * `BENCH_NODES` names the binaries of Node (the fresh ones run with each), `BENCH_PEERS` a folder with peers, `BENCH_RENDERS` one with manifests,
 * `BENCH_ROUNDS` how often each is run.
 */
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { compile } from './compile';

interface Benchmark {
  readonly about: string;
  /** Program and arguments of each process. */
  readonly runs: readonly (readonly string[])[];
}

const BENCHMARKS: Readonly<Record<string, Benchmark>> = {
  'check': { about: 'check of triples beside js-yaml', runs: [['fresh/check', '100', '1000', '5000', '20000']] },
  'renders': { about: 'check of rendered charts beside js-yaml', runs: [['fresh/renders']] },
  'peers': { about: 'check beside kubeconform and kube-score', runs: [['fresh/peers']] },
  'start': { about: 'commands on 30 objects beside node -e 0', runs: [['fresh/start']] },
  'trace': { about: 'one request among 5,000 triples beside a check', runs: [['fresh/trace']] },
  'config-maps': { about: 'check of large ConfigMaps', runs: [['fresh/config-maps']] },
  'synth': { about: 'app.synth() beside plain cdk8s-plus-27', runs: [['fresh/synth', '1', '100'], ['fresh/synth', '20', '5'], ['fresh/synth', '200', '1']] },
  'diff': { about: 'two versions compared', runs: [['fresh/diff']] },
  'whatif': { about: 'every Service left out in turn', runs: [['fresh/whatif']] },
  'warm-check': { about: 'warm: check beside js-yaml, code optimized', runs: [['check', '100'], ['check', '1000', '5000', '20000']] },
  'warm-monokle': { about: 'warm: check beside @monokle/validation with its resource links alone', runs: [['monokle', '100'], ['monokle', '300']] },
  'warm-route-match': { about: 'warm: route look-ups beside find-my-way', runs: [['route-match']] },
  'warm-trace': { about: 'warm: requests followed from end to end', runs: [['trace']] },
  'warm-diff': { about: 'warm: two versions of 5,000 hosts with 10 paths each', runs: [['diff']] },
};

function main(names: readonly string[]): void {
  const unknown = names.filter((name) => !Object.hasOwn(BENCHMARKS, name));
  if (unknown.length > 0) throw new Error(`unknown benchmark ${unknown.join(', ')}; there are ${Object.keys(BENCHMARKS).join(', ')}`);
  const folder = compile();
  console.log(`node ${process.version}, ${os.cpus().length} x ${os.cpus()[0].model}, ${Math.round(os.totalmem() / 2 ** 30)} GB; load ${os.loadavg()[0].toFixed(1)}`);
  for (const [name, { about, runs }] of Object.entries(BENCHMARKS)) {
    if (names.length > 0 && !names.includes(name)) continue;
    console.log(`\n${name}: ${about}`);
    for (const [program, ...args] of runs) {
      const { status } = spawnSync(process.execPath, [path.join(folder, 'bench', `${program}.js`), ...args], { cwd: folder, stdio: 'inherit' });
      if (status !== 0) process.exitCode = 1;
    }
  }
  fs.rmSync(folder, { recursive: true });
}

main(process.argv.slice(2));
