/* An app of cdk8s, synthesized in a fresh process: with our constructs and `RoutingCheck`, and with plain cdk8s-plus-27. `synth.ts CHARTS APPS` */
import * as path from 'node:path';
import { measure, NODES, ratio, shown, versionOf } from '../processes';

const [charts, apps] = process.argv.slice(2);
const app = path.join(__dirname, '..', 'synth-app.js');

for (const node of NODES) {
  const time = measure({
    plain: [node, app, charts, apps, 'plain'], unchecked: [node, app, charts, apps, 'unchecked'], checked: [node, app, charts, apps, 'checked'],
  });
  console.log(`${versionOf(node)}, ${charts} charts with ${apps} apps each: cdk8s-plus-27 ${shown(time.plain)}, ours ${shown(time.unchecked)}, with RoutingCheck ${shown(time.checked)}`);
  console.log(`  with RoutingCheck / cdk8s-plus-27 ${ratio(time.checked.cpu / time.plain.cpu, 1.1)}; without ${(time.unchecked.cpu / time.plain.cpu).toFixed(2)}`);
}
