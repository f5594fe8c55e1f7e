/*
 * What checking costs beside reading the same text: `npx tsx bench/check.ts [TRIPLES...]`.
 *
 * `js-yaml`: the parser alone (`loadAll`). `reading`: that parser as it is used here. With several sizes, how the cost of a triple grows.
 */
import { loadAll } from 'js-yaml';
import { atMost, cpu, medians, ms, sayPeak } from './measure';
import { triples } from './triples';
import { runChecks } from '../src/checks/run';
import { buildCluster } from '../src/cluster/build';
import { parseManifests } from '../src/manifests/yaml/parse';
import { simulate } from '../src/trace/simulation';

function check(text: string): unknown {
  return runChecks(simulate(buildCluster(parseManifests(text, 'bench.yaml').resources)));
}

/** How the work after reading divides. */
function steps(text: string): string {
  const { resources } = parseManifests(text, 'bench.yaml');
  const cluster = buildCluster(resources);
  const simulation = simulate(cluster);
  const time = medians(5, { build: () => buildCluster(resources), simulate: () => simulate(cluster), checks: () => runChecks(simulation) });
  return `cluster ${ms(time.build)}, route tables ${ms(time.simulate)}, checks ${ms(time.checks)}`;
}

let first: { readonly size: number; readonly each: number } | null = null;
for (const size of process.argv.length > 2 ? process.argv.slice(2).map(Number) : [1000]) {
  const text = triples(size);
  // code that is optimized already, whatever the size that comes first
  for (let spent = 0; spent < 3000;) spent += cpu(() => check(triples(Math.min(size, 1000))));
  const time = medians(Math.max(3, Math.min(31, Math.round(10_000 / size))), {
    parser: () => loadAll(text), reading: () => parseManifests(text, 'bench.yaml'), check: () => check(text),
  });
  console.log(`${size} triples, ${(text.length / 1024 / 1024).toFixed(1)} MB: js-yaml ${ms(time.parser)}, reading ${ms(time.reading)}, check ${ms(time.check)}`);
  console.log(`  check / js-yaml ${atMost(time.check / time.parser, 1.3)}, check / reading ${(time.check / time.reading).toFixed(2)}`);
  console.log(`  of it: ${steps(text)}`);
  const each = time.check / size;
  if (first === null) first = { size, each };
  else console.log(`  growth from ${first.size}: ${atMost(each / first.each, 1.15)} times linear`);
}
sayPeak();
