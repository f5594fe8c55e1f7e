/* One check in a fresh process, code not yet optimized, as on the command line: `npx tsx bench/check-once.ts TRIPLES [parser|check]`. */
import { loadAll } from 'js-yaml';
import { cpu, ms, sayPeak } from './measure';
import { triples } from './triples';
import { runChecks } from '../src/checks/run';
import { buildCluster } from '../src/cluster/build';
import { parseManifests } from '../src/manifests/parse';
import { simulate } from '../src/trace/simulation';

const [, , size, what = 'check'] = process.argv;
const text = triples(Number(size));
const time = what === 'parser'
  ? cpu(() => loadAll(text))
  : cpu(() => runChecks(simulate(buildCluster(parseManifests(text, 'bench.yaml').resources))));
console.log(`${size} triples, ${what === 'parser' ? 'js-yaml alone' : 'check'}: ${ms(time)}`);
sayPeak();
