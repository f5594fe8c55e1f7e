import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Ran } from './invariants';
import type { Random } from './random';
import { CONFIG_SEED, EXPECTATIONS_SEED, SEEDS } from './seeds';
import { run } from '../../src/cli/main';

/** Everything that a user can give to the command. */
export interface HostileInput {
  readonly manifests: string;
  readonly config: string;
  readonly expectations: string;
  readonly url: string;
  readonly name: string;
  readonly header: string;
  readonly from: string;
}

export const PLAIN_INPUT: HostileInput = {
  manifests: SEEDS.map((seed) => JSON.stringify(seed)).join('\n---\n'),
  config: JSON.stringify(CONFIG_SEED),
  expectations: JSON.stringify(EXPECTATIONS_SEED),
  url: 'http://api.example.com/quote',
  name: 'quote',
  header: 'X-A: b',
  from: 'kiada/Deployment/quote',
};

const FORMATS: Readonly<Record<string, readonly string[]>> = {
  check: ['text', 'json', 'sarif', 'junit', 'github', 'markdown'],
  trace: ['text', 'json'],
  endpoints: ['text', 'json'],
  resolve: ['text', 'json'],
  test: ['text', 'json', 'junit', 'github'],
  diff: ['text', 'json', 'markdown'],
  routes: ['text', 'json', 'markdown', 'csv'],
  graph: ['mermaid', 'dot', 'svg', 'json'],
  migrate: ['text', 'json', 'markdown'],
  whatif: ['text', 'json', 'markdown'],
};

/** The arguments of every command in every format. */
export function allCalls({ url, name, header, from }: HostileInput): readonly (readonly string[])[] {
  const operands: Readonly<Record<string, readonly (readonly string[])[]>> = {
    check: [['-'], ['-', '--color', 'always']],
    trace: [['-H', header, '--', url, '-'], [`--from=${from}`, '--', url, '-']],
    endpoints: [['-']],
    resolve: [['--', name, '-'], [`--from=${from}`, '--', name, '-']],
    test: [['x.test.yaml', '-', '--coverage'], ['x.test.yaml', '-', '--suggest']],
    routes: [['-'], [`--to=${from}`, '--', '-']],
    graph: [['-'], [`--to=${from}`, `--host=${name}`, '--', '-']],
    migrate: [['-', '--gateway-class', 'edge'], ['-', '--gateway-class', 'edge', '--gateway', 'infra/edge', '--strict']],
    whatif: [['-', '--each', 'Service'], [`--without=${from}`, '--', '-'], [`--scale=${from}=0`, '--', '-'], [`--not-ready=${from}`, '--', '-'], ['-', '--set', 'old.yaml']],
    diff: [['old.yaml', '-'], ['-', 'old.yaml'], ['-', 'old.yaml', '--fail-on', 'any']],
  };
  return Object.keys(FORMATS).flatMap((command) => FORMATS[command].flatMap((format) => operands[command].map((rest) =>
    [command, '--format', format, '--config', 'config.yaml', ...rest])));
}

/** One call of each command, in a format each. */
export function someCalls(input: HostileInput, random: Random): readonly (readonly string[])[] {
  const all = allCalls(input);
  return Object.keys(FORMATS).map((command) => random.pick(all.filter(([each]) => each === command)));
}

/** Writes the files that the calls name into a folder. */
export function prepare(folder: string, input: HostileInput): void {
  fs.writeFileSync(path.join(folder, 'config.yaml'), input.config);
  fs.writeFileSync(path.join(folder, 'x.test.yaml'), input.expectations);
  fs.writeFileSync(path.join(folder, 'old.yaml'), PLAIN_INPUT.manifests);
}

/** Loads what the commands need, so that the first call is not measured with the compiler's time. */
export async function warmUp(folder: string): Promise<void> {
  prepare(folder, PLAIN_INPUT);
  for (const args of allCalls(PLAIN_INPUT)) await call(folder, args, { ...PLAIN_INPUT, manifests: '{"apiVersion":"v1","kind":"Service","metadata":{"name":"quote"}}' });
}

/** Runs the command in a folder that is prepared. */
export async function call(folder: string, args: readonly string[], input: HostileInput, env: Readonly<Record<string, string>> = {}): Promise<Ran> {
  let out = '';
  let err = '';
  const start = performance.now();
  const status = await run(args, {
    cwd: folder,
    env,
    stdout: { isTTY: false, write: (text) => { out += text; } },
    stderr: { isTTY: false, write: (text) => { err += text; } },
    readStdin: async () => input.manifests,
  });
  return { args, status, out, err, milliseconds: performance.now() - start };
}
