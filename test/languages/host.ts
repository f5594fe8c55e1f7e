import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

export const ROOT = path.join(__dirname, '../..');

/** Something that the machine or its registries lack: the language is left out. */
export class Missing extends Error {}

/** More than any program here writes. */
const MAX_OUTPUT = 256 * 1024 * 1024;

/** What every program that runs here is told. */
const ENVIRONMENT = {
  CDK8S_CHECK_UPGRADE: 'false',
  JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: process.versions.node.split('.')[0],
  JSII_RUNTIME_PACKAGE_CACHE: 'disabled',
};

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Whether it needs nothing of a registry: whatever it writes, it failed. */
  readonly offline?: boolean;
}

/** What pip, Maven and Go write when a registry cannot be reached, or does not have something. */
const NOT_SERVED = new RegExp([
  'No matching distribution found', 'Temporary failure in name resolution', 'Failed to establish a new connection',
  'Could not resolve dependencies', 'Could not transfer (?:artifact|metadata)', 'Could not find artifact', 'No versions available',
  'Plugin \\S+ or one of its dependencies could not be resolved', 'PluginResolutionException',
  '(?:Read|Connect|Connection) timed out', 'Connection reset', '502 Bad Gateway', '504 Gateway', 'dial tcp', 'no such host', '(?:403 Forbidden|404 Not Found|410 Gone)', 'ETARGET', 'E404', 'ENOTCACHED', 'ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED',
].join('|'));

/**
 * Runs a program to its end.
 *
 * @returns what it wrote to standard output
 * @throws Missing when a registry does not have what it needs, Error with all that it wrote when it fails otherwise
 */
export function run(command: string, args: readonly string[], { cwd = ROOT, env = {}, offline = false }: RunOptions = {}): string {
  const { error, status, stdout, stderr } = spawnSync(command, args, {
    cwd, env: { ...process.env, ...ENVIRONMENT, ...env }, encoding: 'utf8', maxBuffer: MAX_OUTPUT,
  });
  if (error !== undefined) throw error;
  if (status === 0) return stdout;
  const output = `${stdout}\n${stderr}`;
  const unserved = offline ? undefined : output.split('\n').find((line) => NOT_SERVED.test(line));
  if (unserved !== undefined) throw new Missing(unserved.trim().slice(0, 200));
  throw new Error(`${command} ${args.join(' ')} ended with status ${status}:\n${output}`);
}

/** @throws Missing when the machine does not have the program */
export function requireTool(command: string, ...versionArgs: string[]): string {
  const { error, status, stdout } = spawnSync(command, versionArgs, { encoding: 'utf8' });
  if (error !== undefined || status !== 0) throw new Missing(`there is no ${command}`);
  return stdout.trim().split('\n')[0];
}

/** The folder of what is kept from run to run: packages of others. Each copy of the repository has its own. */
function cache(): string {
  const key = createHash('sha256').update(ROOT).digest('hex').slice(0, 12);
  const folder = path.join(os.tmpdir(), `cdk8s-routing-languages-${os.userInfo().username}-${key}`);
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

/**
 * A folder that is made once.
 *
 * @param name it is made anew when the name is another
 */
export function cached(name: string, make: (folder: string) => void): string {
  const folder = path.join(cache(), name);
  const done = path.join(folder, '.done');
  if (fs.existsSync(done)) return folder;
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  make(folder);
  fs.writeFileSync(done, '');
  return folder;
}

/** The version of a package that is installed here. */
export function versionOf(name: string): string {
  return (JSON.parse(fs.readFileSync(path.join(ROOT, 'node_modules', name, 'package.json'), 'utf8')) as { readonly version: string }).version;
}
