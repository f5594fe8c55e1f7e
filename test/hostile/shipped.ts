import { spawn } from 'node:child_process';
import * as path from 'node:path';
import { call, type HostileInput } from './calls';

const BIN = path.join(__dirname, '..', '..', 'bin', 'cdk8s-routing');

interface Result {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs what users run, in a process of its own. */
export function callShipped(folder: string, args: readonly string[], input: HostileInput): Promise<Result> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [BIN, ...args], { cwd: folder, env: { PATH: process.env.PATH, NO_COLOR: '1' } });
    const chunks = { out: [] as Buffer[], err: [] as Buffer[] };
    child.stdout.on('data', (chunk: Buffer) => chunks.out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.err.push(chunk));
    child.on('error', fail);
    child.on('close', (status) => done({ status, out: Buffer.concat(chunks.out).toString(), err: Buffer.concat(chunks.err).toString() }));
    // a command that refuses its options reads no input
    child.stdin.on('error', () => undefined);
    child.stdin.end(input.manifests);
  });
}

/** Where the shipped command and the sources part; null where they do the same. */
export async function shippedFault(folder: string, args: readonly string[], input: HostileInput): Promise<string | null> {
  // no process can be given such arguments
  if (args.some((each) => each.includes('\u0000'))) return null;
  const shipped = await callShipped(folder, args, input);
  const { status, out, err } = await call(folder, args, input, { NO_COLOR: '1' });
  if (shipped.status !== status) return `the shipped command ends with ${shipped.status} (${shipped.err.slice(0, 300)}), the sources with ${status} (${err.slice(0, 300)})`;
  // characters that UTF-8 does not have are written as others
  const written = (text: string): string => Buffer.from(text).toString();
  for (const [what, a, b] of [['output', shipped.out, written(out)], ['errors', shipped.err, written(err)]] as const) {
    const at = firstDifference(a, b);
    if (at >= 0) return `the ${what} of the shipped command differ: ${JSON.stringify(a.slice(Math.max(0, at - 80), at + 80))} instead of ${JSON.stringify(b.slice(Math.max(0, at - 80), at + 80))}`;
  }
  return null;
}

function firstDifference(a: string, b: string): number {
  if (a === b) return -1;
  let at = 0;
  while (a[at] === b[at]) at += 1;
  return at;
}
