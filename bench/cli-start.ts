/* How long the command takes to start, beside node itself: `npx tsx bench/cli-start.ts COMMAND_FILE`. */
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { triples } from './triples';

const ROUNDS = 15;
const TARGET = 100;

const command = path.resolve(process.argv[2] ?? 'bin/cdk8s-routing');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-routing-bench-'));
const manifest = path.join(folder, 'app.yaml');
fs.writeFileSync(manifest, triples(1));

const calls: Readonly<Record<string, readonly string[]>> = {
  'node -e 0': ['-e', '0'],
  '--version': [command, '--version'],
  'check of an app': [command, 'check', manifest],
  'trace of a request': [command, 'trace', 'http://app-0.example.com/', manifest],
  'resolve of a name': [command, 'resolve', 'app-0.team-0', manifest],
};
const best = new Map<string, number>();
for (let round = 0; round < ROUNDS; round++) {
  for (const [name, args] of Object.entries(calls)) {
    const start = performance.now();
    const { status, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
    const took = performance.now() - start;
    if (status === 2 || status === null) throw new Error(`${name} failed: ${stderr}`);
    best.set(name, Math.min(best.get(name) ?? Infinity, took));
  }
}
const floor = best.get('node -e 0') ?? 0;
for (const [name, took] of best) {
  const more = took - floor;
  console.log(`${name}: ${took.toFixed(0)} ms${more === 0 ? '' : `, ${more.toFixed(0)} ms more than node (target: at most ${TARGET}${more <= TARGET ? '' : ', MISSED'})`}`);
}
const peak = 'process.on("exit", () => process.stderr.write(String(Math.round(process.resourceUsage().maxRSS / 1024))))';
const asked = spawnSync(process.execPath, ['--import', `data:text/javascript,${encodeURIComponent(peak)}`, command, 'check', manifest], { encoding: 'utf8' });
console.log(`  peak memory of a check ${asked.stderr} MB`);
fs.rmSync(folder, { recursive: true });
