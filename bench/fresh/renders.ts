/*
 * `check` of what charts render, each set in a fresh process, beside one that parses the same files with js-yaml.
 *
 * The sets are the folders of the one that `BENCH_RENDERS` names; without it, the manifests of the examples.
 */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { COMMAND, floor } from '../inputs';
import { measure, NODES, ratio, shown, versionOf } from '../processes';

const root = process.env.BENCH_RENDERS ?? path.resolve(__dirname, '..', '..', 'examples', 'migration');

function manifestsIn(folder: string): readonly string[] {
  const names = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => /\.ya?ml$/.test(name) && !name.includes('node_modules') && !/\.test\.yaml$|^cdk8s/.test(path.basename(name))).sort().map((name) => path.join(folder, name));
}

const sets = fs.readdirSync(root, { withFileTypes: true }).filter((each) => each.isDirectory()).map(({ name }) => path.join(root, name));
const yaml = floor();
for (const node of NODES) {
  let [checked, parsed] = [0, 0];
  for (const set of sets) {
    const files = manifestsIn(set);
    if (files.length === 0) continue;
    const time = measure({ yaml: [node, yaml, ...files], check: [node, COMMAND, 'check', ...files] });
    checked += time.check.cpu;
    parsed += time.yaml.cpu;
    console.log(`${versionOf(node)}, ${path.basename(set)}, ${files.length} files: js-yaml ${shown(time.yaml)}, check ${shown(time.check)}`);
  }
  console.log(`${versionOf(node)}, all: check / js-yaml ${ratio(checked / parsed, 1.5)}`);
}
