/* What commands cost above `node -e 0` where there is little to read: 30 objects. */
import { COMMAND, input } from '../inputs';
import { measure, NODES, shown, versionOf } from '../processes';
import { triples } from '../triples';

const GOAL = 50;
const file = input('app.yaml', triples(10));

for (const node of NODES) {
  const time = measure({
    'node -e 0': [node, '-e', '0'],
    '--version': [node, COMMAND, '--version'],
    'check': [node, COMMAND, 'check', file],
    'trace': [node, COMMAND, 'trace', 'http://app-1.example.com/', file],
    'resolve': [node, COMMAND, 'resolve', 'app-1.team-1', file],
  }, 15);
  const zero = time['node -e 0'].cpu;
  console.log(`${versionOf(node)}: node -e 0 ${shown(time['node -e 0'])}`);
  for (const name of ['--version', 'check', 'trace', 'resolve'] as const) {
    const more = time[name].cpu - zero;
    console.log(`  ${name} of 30 objects: ${shown(time[name])}, ${more.toFixed(0)} ms above it (goal: at most ${GOAL}${more <= GOAL ? '' : ', MISSED'})`);
  }
}
