/*
 * Every benchmark, each in a process of its own: `npm run bench`, or `npm run bench -- NAME...` for some.
 *
 * The sources are compiled first, without type checks, since a loader that compiles on the fly slows down what it loads.
 */
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import * as ts from 'typescript';
import { bundleCommand } from '../tools/bundle';

interface Benchmark {
  readonly about: string;
  /** Program and arguments of each process. */
  readonly runs: readonly (readonly string[])[];
}

const BENCHMARKS: Readonly<Record<string, Benchmark>> = {
  'check': {
    about: 'check of Deployment, Service and Ingress triples, code optimized',
    runs: [['check', '100'], ['check', '1000', '5000', '20000']],
  },
  'check-once': {
    about: 'check in a fresh process, as on the command line',
    runs: [100, 1000, 5000, 20_000].map((size) => ['check-once', String(size)]),
  },
  'monokle': { about: 'check beside @monokle/validation with its resource links alone', runs: [['monokle', '100'], ['monokle', '300']] },
  'route-match': { about: 'route lookups beside find-my-way', runs: [['route-match']] },
  'trace': { about: 'requests followed from end to end', runs: [['trace']] },
  'diff': { about: 'two versions of 5,000 hosts with 10 paths each', runs: [['diff']] },
  'synth': { about: 'app.synth() beside plain cdk8s-plus-27', runs: [['synth', '1', '100'], ['synth', '20', '5'], ['synth', '200', '1']] },
  'cli-start': { about: 'cold start of the command', runs: [['cli-start', 'bin/cdk8s-routing']] },
};

const ROOT = path.resolve(__dirname, '..');
const COMPILED = ['src', 'bench'];

/** Compiles into a folder from which the programs and the command run. */
function compile(folder: string): void {
  const options = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS, esModuleInterop: true };
  for (const tree of COMPILED) {
    for (const file of fs.readdirSync(path.join(ROOT, tree), { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.ts')) continue;
      const target = path.join(folder, tree, file.replace(/ts$/, 'js'));
      fs.mkdirSync(path.dirname(target), { recursive: true });
      fs.writeFileSync(target, ts.transpileModule(fs.readFileSync(path.join(ROOT, tree, file), 'utf8'), { compilerOptions: options }).outputText);
    }
  }
  fs.symlinkSync(path.join(folder, 'src'), path.join(folder, 'lib'));
  for (const link of ['node_modules', 'package.json']) fs.symlinkSync(path.join(ROOT, link), path.join(folder, link));
  bundleCommand(path.join(ROOT, 'src'), path.join(folder, 'lib', 'command'));
  fs.cpSync(path.join(ROOT, 'bin'), path.join(folder, 'bin'), { recursive: true });
}

function main(names: readonly string[]): void {
  const unknown = names.filter((name) => !Object.hasOwn(BENCHMARKS, name));
  if (unknown.length > 0) throw new Error(`unknown benchmark ${unknown.join(', ')}; there are ${Object.keys(BENCHMARKS).join(', ')}`);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-routing-bench-'));
  compile(folder);
  console.log(`node ${process.version}, ${os.cpus().length} x ${os.cpus()[0].model}, ${Math.round(os.totalmem() / 2 ** 30)} GB; load ${os.loadavg()[0].toFixed(1)}`);
  for (const [name, { about, runs }] of Object.entries(BENCHMARKS)) {
    if (names.length > 0 && !names.includes(name)) continue;
    console.log(`\n${name}: ${about}`);
    for (const [program, ...args] of runs) {
      const { status } = spawnSync(process.execPath, [path.join(folder, 'bench', `${program}.js`), ...args], { cwd: folder, stdio: 'inherit' });
      if (status !== 0) process.exitCode = 1;
    }
  }
  fs.rmSync(folder, { recursive: true });
}

main(process.argv.slice(2));
