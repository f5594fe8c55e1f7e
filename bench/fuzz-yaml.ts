/*
 * Compares the quick reader of YAML (src/manifests/yaml/plain/) with js-yaml, over manifests as they are, changed in small ways, mixed, and over small
 * texts of what YAML is made of. They must agree on every value, the order of keys, every place and every fault.
 *
 *     npx tsx bench/fuzz-yaml.ts [--seconds N] [--seed N] [FILE or FOLDER...]
 *
 * Without files: test/ and examples/. A text on which they differ is made small and printed.
 */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { parseArgs } from 'node:util';
import { splitYamlStream } from '../src/manifests/yaml/stream';
import { Random } from '../test/hostile/random';
import { mutatedYaml, smallYaml } from '../test/hostile/yaml-texts';
import { readingDifference } from '../test/manifests/yaml/plain/difference';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seconds: { type: 'string', default: '30' }, seed: { type: 'string' }, failures: { type: 'string', default: '10' } },
});
const SEED = values.seed === undefined ? Date.now() % 1_000_000_000 : Number(values.seed);
/** Longer documents are given as they are, and not changed: small ones fail for the same reasons. */
const LONGEST = 6_000;
const REPORT_MILLISECONDS = 60_000;

function filesUnder(given: string): readonly string[] {
  if (fs.statSync(given).isFile()) return [given];
  const names = fs.readdirSync(given, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => /\.(ya?ml|json)$/.test(name) && !name.includes('node_modules'))
    .map((name) => path.join(given, name)).filter((file) => fs.statSync(file).isFile());
}

/** Takes lines, then pieces of lines, out of a text as long as the readers differ. */
function smallest(text: string): string {
  let best = text;
  for (const separator of ['\n', '']) {
    for (let size = Math.ceil(best.split(separator).length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
      for (let from = 0; from < best.split(separator).length;) {
        const pieces = best.split(separator);
        const shorter = [...pieces.slice(0, from), ...pieces.slice(from + size)].join(separator);
        if (readingDifference(shorter) !== null) best = shorter;
        else from += size;
      }
    }
  }
  return best;
}

const texts = (positionals.length > 0 ? positionals : ['test', 'examples']).flatMap(filesUnder).map((file) => fs.readFileSync(file, 'utf8'));
const documents = texts.flatMap((text) => [...splitYamlStream(text)].map(({ start, end }) => text.slice(start, end)))
  .filter(({ length }) => length > 10 && length <= LONGEST);
const counts = { documents: 0, plain: 0 };
let differences = 0;
let tried = 0;

function compare(text: string): void {
  tried += 1;
  if (readingDifference(text, counts) === null) return;
  differences += 1;
  const small = smallest(text);
  console.log(`\n--- ${readingDifference(small) ?? ''}\n${JSON.stringify(small)}`);
}

function report(): void {
  const share = (100 * counts.plain / Math.max(counts.documents, 1)).toFixed(1);
  console.log(`${new Date().toISOString()} ${tried} texts, ${counts.documents} documents, ${share} % read without js-yaml, ${differences} differences`);
}

texts.forEach(compare);
console.log(`as they are, of ${texts.length} files:`);
report();
const random = new Random(SEED);
const end = Date.now() + Number(values.seconds) * 1000;
console.log(`seed ${SEED}, ${values.seconds} seconds, ${documents.length} documents to change`);
for (let next = Date.now() + REPORT_MILLISECONDS; Date.now() < end && differences < Number(values.failures);) {
  for (let i = 0; i < 100; i += 1) {
    const dice = random.next();
    if (dice < 0.25) compare(smallYaml(random));
    else if (dice < 0.95) compare(mutatedYaml(documents, random));
    else compare([1, 2, 3].map(() => mutatedYaml(documents, random)).join(random.pick(['---\n', '\n---\n', '', '\n--- # c\n', '\n...\n'])));
  }
  if (Date.now() < next) continue;
  report();
  next += REPORT_MILLISECONDS;
}
report();
process.exitCode = differences === 0 ? 0 : 1;
