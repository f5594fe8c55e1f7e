/*
 * How the time and the memory of every command grow with input that grows in one direction.
 *
 *     npx tsx bench/limits.ts [--only NAME,NAME] [--sizes 1000,4000,16000] [--seconds N] [--megabytes N]
 *
 * Each measurement is a process of its own; milliseconds are CPU time. `growth`: the exponent between the last two sizes, 1 for linear; what is above 1.3 is marked.
 */
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { parseArgs } from 'node:util';
import { compile } from './compile';
import { SCENARIOS } from './limits/scenarios';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    sizes: { type: 'string', default: '1000,4000,16000' },
    seconds: { type: 'string', default: '60' },
    megabytes: { type: 'string', default: '2048' },
  },
});
const sizes = values.sizes.split(',').map(Number);
const names = values.only === undefined ? Object.keys(SCENARIOS) : values.only.split(',');

interface Measured {
  readonly milliseconds: number;
  readonly megabytes: number;
  readonly status: number;
  readonly bytes: number;
  readonly fault: string | null;
}

const folder = compile();
process.on('exit', () => fs.rmSync(folder, { recursive: true }));

function measure(name: string, call: number, size: number): Measured | string {
  const args = [`--max-old-space-size=${values.megabytes}`, path.join(folder, 'bench', 'limits', 'measure.js'), name, String(call), String(size)];
  const { stdout, stderr, signal } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8', timeout: Number(values.seconds) * 1000 });
  if (signal === 'SIGTERM') return `more than ${values.seconds} s`;
  try {
    return JSON.parse(stdout) as Measured;
  } catch {
    return /heap out of memory/.test(stderr) ? `more than ${values.megabytes} MB` : stderr.trim().split('\n').slice(-3).join(' ').slice(0, 200);
  }
}

for (const name of names) {
  const calls = SCENARIOS[name].calls ?? [['check', '-'], ['endpoints', '-']];
  calls.forEach((args, call) => {
    const results = [];
    for (const size of sizes) {
      results.push({ size, measured: measure(name, call, size) });
      if (typeof results[results.length - 1].measured === 'string') break;
    }
    const shown = results.map(({ size, measured }) => `${size}: ${typeof measured === 'string' ? measured : `${measured.milliseconds} ms ${measured.megabytes} MB${measured.fault === null ? '' : ` FAULT ${measured.fault}`}`}`);
    const [before, last] = results.slice(-2);
    const growth = last === undefined || typeof before.measured === 'string' || typeof last.measured === 'string' ? Infinity
      : Math.log(last.measured.milliseconds / before.measured.milliseconds) / Math.log(last.size / before.size);
    console.log(`${growth > 1.3 ? '! ' : '  '}${name}: ${args.filter((each) => each !== '-').join(' ')}: ${shown.join(' | ')} | growth ${growth.toFixed(2)}`);
  });
}
