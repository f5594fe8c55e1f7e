/*
 * `check` of 3,000 objects beside programs that check manifests otherwise, where the folder that `BENCH_PEERS` names has them:
 * `kubeconform` with the schemas in `schemas/` of the same folder (`{{.ResourceKind}}{{.KindSuffix}}.json`), and `kube-score`.
 */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { COMMAND, input } from '../inputs';
import { measure, NODES, ratio, shown, versionOf, type Command } from '../processes';
import { triples } from '../triples';

const file = input('1000.yaml', triples(1000));
const folder = process.env.BENCH_PEERS ?? '';
const at = (name: string): string => path.join(folder, name);
const peers: Readonly<Record<string, Command>> = {
  'kubeconform': [at('kubeconform'), '-schema-location', `${at('schemas')}/{{.ResourceKind}}{{.KindSuffix}}.json`, file],
  'kube-score': [at('kube-score'), 'score', file],
};

for (const [name, command] of Object.entries(peers)) {
  if (folder === '' || !fs.existsSync(command[0])) {
    console.log(`  skipped: put ${name} into some folder, and run with BENCH_PEERS=<folder>`);
    continue;
  }
  for (const node of NODES) {
    const time = measure({ peer: command, check: [node, COMMAND, 'check', file] });
    console.log(`${versionOf(node)}, 3,000 objects: ${name} ${shown(time.peer)}, check ${shown(time.check)}; check / ${name} ${ratio(time.check.cpu / time.peer.cpu, 0.7)}`);
  }
}
