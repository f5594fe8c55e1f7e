/* One request among 5,000 triples, beside a check of them. */
import { COMMAND, input } from '../inputs';
import { measure, NODES, ratio, shown, versionOf } from '../processes';
import { triples } from '../triples';

const file = input('5000.yaml', triples(5000));

for (const node of NODES) {
  const time = measure({
    check: [node, COMMAND, 'check', file],
    trace: [node, COMMAND, 'trace', 'http://app-1.example.com/', file],
    resolve: [node, COMMAND, 'resolve', 'app-1.team-1', file],
  });
  console.log(`${versionOf(node)}: check ${shown(time.check)}, trace ${shown(time.trace)}, resolve ${shown(time.resolve)}`);
  console.log(`  trace / check ${ratio(time.trace.cpu / time.check.cpu, 0.4)}, resolve / check ${ratio(time.resolve.cpu / time.check.cpu, 0.4)}`);
}
