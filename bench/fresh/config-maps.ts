/* ConfigMaps of 280 kB beside ten Services, which a check reads and asks nothing of: 1 MB to 100 MB. */
import { COMMAND, input } from '../inputs';
import { measure, NODES, ratio, shown, versionOf } from '../processes';
import { triples } from '../triples';

const LINES = 4000;
const text = Array.from({ length: LINES }, (_, i) => `    line ${i} of a dashboard: { "panel": ${i}, "title": "items: of a list" }\n`).join('');

function configMaps(megabytes: number): string {
  const one = (i: number): string => `---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: dashboard-${i}\ndata:\n  dashboard.json: |\n${text}`;
  return triples(10) + Array.from({ length: Math.ceil(megabytes * 1024 * 1024 / text.length) }, (_, i) => one(i)).join('');
}

for (const node of NODES) {
  const zero = measure({ none: [node, COMMAND, 'check', input('0.yaml', triples(10))] }).none.cpu;
  let first: { readonly size: number; readonly each: number } | null = null;
  for (const size of [1, 10, 100]) {
    const { check } = measure({ check: [node, COMMAND, 'check', input(`${size}.yaml`, configMaps(size))] }, size > 50 ? 3 : 7);
    const each = (check.cpu - zero) / size;
    console.log(`${versionOf(node)}, ${size} MB: ${shown(check)}${first === null ? '' : `; growth from ${first.size} MB: ${ratio(each / first.each, 1.15)} times linear`}`);
    first ??= { size, each };
  }
}
