/* What would be lost without each of 5,000 Services, beside one check of the same manifests. */
import { COMMAND, input } from '../inputs';
import { measure, NODES, ratio, ROUNDS, shown, versionOf } from '../processes';
import { triples } from '../triples';

const file = input('5000.yaml', triples(5000));

for (const node of NODES) {
  const time = measure({ check: [node, COMMAND, 'check', file], each: [node, COMMAND, 'whatif', file, '--each', 'Service'] }, Math.min(ROUNDS, 5));
  console.log(`${versionOf(node)}, 5,000 triples: check ${shown(time.check)}, whatif --each Service ${shown(time.each)}; whatif / check ${ratio(time.each.cpu / time.check.cpu, 30)}`);
}
