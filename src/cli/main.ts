import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import { Command, CommanderError, Option } from 'commander';
import type { CheckOptions } from './check';
import type { CommonOptions } from './input';
import { complain, processIo, UsageError } from './io';
import type { CliIo } from './io';
import type { ResolveOptions } from './resolve';
import type { TestOptions } from './test';
import type { TraceOptions } from './trace';

/** Loads what one command needs when it runs, so that the others start without it. */
const requireLazily = createRequire(__filename);

/**
 * Runs one call of the command.
 *
 * @param argv the arguments after the program's name
 * @returns the exit status: 0 all well, 1 the answer is no, 2 unusable input or usage
 */
export async function run(argv: readonly string[], io: CliIo = processIo()): Promise<number> {
  let status = 0;
  const program = commands(io, (code) => { status = code; });
  try {
    await program.parseAsync(argv, { from: 'user' });
    return status;
  } catch (error) {
    return statusOf(error, io);
  }
}

/** Runs the command of this process. */
export async function main(): Promise<void> {
  // a reader that has seen enough (`| head`) closes the pipe: not an error
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
    throw error;
  });
  process.exitCode = await run(process.argv.slice(2));
}

function statusOf(error: unknown, io: CliIo): number {
  // commander has said on standard error what is wrong
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  const debug = io.env.DEBUG !== undefined && io.env.DEBUG !== '';
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof UsageError) complain(io, `error: ${message}`);
  else complain(io, `error: ${message}; this is a bug, please report it${debug ? '' : ' with what DEBUG=1 shows'}`);
  if (debug && error instanceof Error && error.stack !== undefined) complain(io, error.stack);
  return 2;
}

function commands(io: CliIo, done: (status: number) => void): Command {
  const program = new Command('cdk8s-routing')
    .description('Know where every request goes, before you deploy.')
    .version(version(), '-V, --version', 'show the version')
    .helpOption('-h, --help', 'show help')
    .option('-n, --namespace <ns>', 'the namespace of objects that name none', 'default')
    .option('--controller <name>', 'how Ingress is read', 'spec')
    .option('--format <format>', 'text or json', 'text')
    .addOption(new Option('--color <when>', 'colour the output').choices(['auto', 'always', 'never']).default('auto'))
    .option('--config <file>', 'settings (default: cdk8s-routing.yaml when present)')
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ writeOut: (text) => io.stdout.write(text), writeErr: (text) => complain(io, text.trimEnd()) })
    .showHelpAfterError('(--help shows what is possible)')
    .exitOverride()
    .addHelpText('after', '\nManifests are files, folders, patterns, or - for standard input; none: dist/. All of one call is one cluster.');

  program.command('check').description('every check; what is wrong, where, and how to mend it').argument('[manifests...]')
    .option('--quiet', 'report errors only')
    .action(async (manifests: string[], _: unknown, command: Command) => {
      const { check } = requireLazily('./check') as typeof import('./check');
      done(await check(manifests, command.optsWithGlobals<CheckOptions>(), io));
    });
  program.command('trace').description('follow one request, hop by hop, to the pods it reaches').argument('<url>').argument('[manifests...]')
    .option('-X, --method <method>', 'the method of the request', 'GET')
    .option('-H, --header <line>', "a header of the request, 'Name: value'; repeatable", collect, [])
    .option('--from <workload>', 'KIND/NAME or NAMESPACE/KIND/NAME: from inside a pod of it; else from outside the cluster')
    .action(async (url: string, manifests: string[], _: unknown, command: Command) => {
      const { trace } = requireLazily('./trace') as typeof import('./trace');
      done(await trace(url, manifests, command.optsWithGlobals<TraceOptions>(), io));
    });
  program.command('endpoints').description('the EndpointSlices that the cluster will hold').argument('[manifests...]')
    .action(async (manifests: string[], _: unknown, command: Command) => {
      const { endpoints } = requireLazily('./endpoints') as typeof import('./endpoints');
      done(await endpoints(manifests, command.optsWithGlobals<CommonOptions>(), io));
    });
  program.command('resolve').description('what the cluster DNS answers').argument('<name>').argument('[manifests...]')
    .option('--from <workload>', 'KIND/NAME or NAMESPACE/KIND/NAME: from inside a pod of it; else from the namespace')
    .action(async (name: string, manifests: string[], _: unknown, command: Command) => {
      const { resolve } = requireLazily('./resolve') as typeof import('./resolve');
      done(await resolve(name, manifests, command.optsWithGlobals<ResolveOptions>(), io));
    });
  program.command('test').description('run route tests; report coverage').argument('<expectations>').argument('[manifests...]')
    .option('--coverage', 'list every rule, path, default backend, redirect and Service port with its tests')
    .option('--fail-under <percent>', 'exit status 1 when less than this is covered')
    .option('--suggest', 'print tests for what is not covered, as the simulation answers today')
    .action(async (expectations: string, manifests: string[], _: unknown, command: Command) => {
      const { test } = requireLazily('./test') as typeof import('./test');
      done(await test([expectations, ...manifests], command.optsWithGlobals<TestOptions>(), io));
    });
  return program;
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

function version(): string {
  const { version: found } = JSON.parse(readFileSync(path.join(__dirname, '..', '..', 'package.json'), 'utf8')) as { version: string };
  return found;
}
