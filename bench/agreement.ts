/*
 * Whether check and traces agree on manifests: for every error there is a request that fails for its reason, and where a finding says "may" no trace
 * is certain.
 *
 *     npx tsx bench/agreement.ts PATH...
 *
 * Each file is an app of its own; the files of a folder that is given with a slash at its end are one.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseManifests } from '../src/manifests/yaml/parse';
import { disagreements } from '../test/checks/agreement';

function filesUnder(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) return /\.(?:ya?ml|json)$/.test(path) ? [path] : [];
  return readdirSync(path).sort().flatMap((name) => filesUnder(join(path, name)));
}

const apps = process.argv.slice(2).flatMap((path) => path.endsWith('/') ? [filesUnder(path)] : filesUnder(path).map((file) => [file]));
let parted = 0;
for (const files of apps) {
  const resources = files.flatMap((file) => parseManifests(readFileSync(file, 'utf8'), file).resources);
  for (const each of disagreements(resources)) {
    parted += 1;
    console.log(`${files[0]}: ${each}`);
  }
}
console.log(`${apps.length} apps, ${parted} findings on which check and traces part`);
process.exitCode = parted === 0 ? 0 : 1;
