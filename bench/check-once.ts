/*
 * One check in a fresh process, code not yet optimized, as on the command line, beside a fresh process that only parses:
 * `npx tsx bench/check-once.ts TRIPLES`.
 */
import { spawnSync } from 'node:child_process';
import { loadAll } from 'js-yaml';
import { cpu, ms } from './measure';
import { triples } from './triples';
import { runChecks } from '../src/checks/run';
import { buildCluster } from '../src/cluster/build';
import { parseManifests } from '../src/manifests/yaml/parse';
import { simulate } from '../src/trace/simulation';

const WORK: Readonly<Record<string, (text: string) => unknown>> = {
  parser: loadAll,
  check: (text) => runChecks(simulate(buildCluster(parseManifests(text, 'bench.yaml').resources))),
};

interface Measured {
  readonly time: number;
  readonly megabytes: number;
}

function measured(size: string, what: string): Measured {
  const { stdout } = spawnSync(process.execPath, [...process.execArgv, __filename, size, what], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  return JSON.parse(stdout) as Measured;
}

const [, , size, what] = process.argv;
if (what === undefined) {
  const [parser, check] = ['parser', 'check'].map((each) => measured(size, each));
  console.log(`${size} triples: js-yaml alone ${ms(parser.time)}, check ${ms(check.time)}; check / js-yaml ${(check.time / parser.time).toFixed(2)}`);
  console.log(`  peak memory ${check.megabytes} MB, js-yaml alone ${parser.megabytes} MB`);
} else {
  const text = triples(Number(size));
  const time = cpu(() => WORK[what](text));
  console.log(JSON.stringify({ time, megabytes: Math.round(process.resourceUsage().maxRSS / 1024) }));
}
