/* One measurement of bench/limits.ts: `measure.ts SCENARIO CALL SIZE` prints JSON. */
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { SCENARIOS } from './scenarios';
import { run } from '../../src/cli/main';
import { call } from '../../test/hostile/calls';

const [name, index, size] = process.argv.slice(2);
const { manifests, expectations, config, files, calls = [['check', '-'], ['endpoints', '-']] } = SCENARIOS[name];

async function main(): Promise<void> {
  const n = Number(size);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'limits-'));
  const text = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: manifests(n) });
  fs.writeFileSync(path.join(folder, 'old.yaml'), JSON.stringify({ apiVersion: 'v1', kind: 'List', items: manifests(Math.floor(n / 2)) }));
  fs.writeFileSync(path.join(folder, 'x.test.yaml'), JSON.stringify(expectations?.(n) ?? { tests: [{ request: 'http://a.example.com/p1', expect: { outcome: 'delivered' } }] }));
  if (config !== undefined) fs.writeFileSync(path.join(folder, 'cdk8s-routing.yaml'), JSON.stringify(config(n)));
  for (const [file, content] of Object.entries(files?.(n) ?? {})) {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), content);
  }
  const input = { manifests: text, config: '', expectations: '', url: '', name: '', header: '', from: '' };
  try {
    // what is loaded lazily is loaded now
    await run(['check', '-'], { cwd: os.tmpdir(), env: {}, stdout: { isTTY: false, write: () => undefined }, stderr: { isTTY: false, write: () => undefined }, readStdin: async () => '' });
    const before = process.cpuUsage();
    const { status, out, err } = await call(folder, calls[Number(index)], input);
    const { user, system } = process.cpuUsage(before);
    const milliseconds = (user + system) / 1000;
    const fault = /.*this is a bug.*/.exec(err)?.[0] ?? /rule [a-z-]+ failed.*/.exec(out)?.[0].slice(0, 100) ?? null;
    const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
    console.log(JSON.stringify({ milliseconds: Math.round(milliseconds), megabytes, status, bytes: out.length, fault }));
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

void main();
