/* `check` of Deployment, Service and Ingress triples in a fresh process, beside one that parses the same text with js-yaml: `check.ts TRIPLES...` */
import { COMMAND, floor, input } from '../inputs';
import { measure, NODES, peakOf, ratio, ROUNDS, shown, versionOf } from '../processes';
import { triples } from '../triples';

const yaml = floor();
const sizes = process.argv.slice(2).map(Number);
for (const node of NODES) {
  let first: { readonly size: number; readonly each: number } | null = null;
  for (const size of sizes) {
    const file = input(`${size}.yaml`, triples(size));
    const time = measure({ yaml: [node, yaml, file], check: [node, COMMAND, 'check', file] }, size > 10_000 ? Math.min(3, ROUNDS) : ROUNDS);
    console.log(`${versionOf(node)}, ${size} triples: js-yaml ${shown(time.yaml)}, check ${shown(time.check)}; check / js-yaml ${ratio(time.check.cpu / time.yaml.cpu, 1.3)}`);
    const each = time.check.cpu / size;
    if (first !== null) console.log(`  growth from ${first.size}: ${ratio(each / first.each, 1.15)} times linear`);
    first ??= { size, each };
    if (size === sizes[sizes.length - 1]) console.log(`  peak memory ${peakOf([node, COMMAND, 'check', file])} MB, js-yaml ${peakOf([node, yaml, file])} MB`);
  }
}
