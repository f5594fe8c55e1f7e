import { existsSync } from 'node:fs';
import * as path from 'node:path';
import { Command, CommanderError, Option } from 'commander';
import { addCommands, collect, version, type Call, type RunsOnce } from './commands';
import { helpEnd, MANIFESTS_HELP } from './help';
import { complain, processIo, ReportedError, UsageError } from './io';
import type { CliIo } from './io';
import { withProgress } from './progress';
import type { ProcessFlags } from './v8-flags';
import type { LoadedConfig } from '../manifests/config-file';
import { DEFAULT_CONFIG } from '../manifests/default-config';
import { visibleLines } from '../report/paint';

/* What few calls need is loaded then, by `require` with a literal name: the bundle that bin/ runs is cut there (tools/bundle.ts). */
const load = {
  watch: () => require('./watch') as typeof import('./watch'),
  config: () => require('../manifests/config-file') as typeof import('../manifests/config-file'),
  problems: () => require('../report/problem') as typeof import('../report/problem'),
} as const;

/**
 * Runs one call of the command.
 *
 * @param argv the arguments after the program's name
 * @returns the exit status: 0 all well, 1 the answer is no, 2 unusable input or usage
 */
export async function run(argv: readonly string[], io: CliIo = processIo()): Promise<number> {
  const again = (): Promise<number> => runWith(argv, io, (_, once) => once());
  return runWith(argv, io, ({ inputs, options }, first) => {
    return options.watch === true ? load.watch().watch(inputs, options, { first, again }, io) : first();
  });
}

async function runWith(argv: readonly string[], io: CliIo, runs: RunsOnce): Promise<number> {
  let status = 0;
  const program = programOf(argv, { io, done: (code) => { status = code; }, runs });
  try {
    await program.parseAsync(argv, { from: 'user' });
    return status;
  } catch (error) {
    return statusOf(error, io);
  }
}

/**
 * Runs the command of this process.
 *
 * @param flags of V8, which follow what is read
 */
export async function main(flags: ProcessFlags): Promise<void> {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // a reader that has seen enough (`| head`) closes the pipe: not an error
    if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
    process.stderr.write(`error: the result cannot be written: ${error.message}\n`, () => process.exit(2));
  });
  // nobody is left to tell
  process.stderr.on('error', () => undefined);
  const io = withProgress({ ...processIo(), beforeText: (length) => flags.beforeText(length) });
  process.exitCode = await run(process.argv.slice(2), io);
  io.done?.();
}

/** What V8 says of a text that is longer than any may be. */
const TOO_LONG = 'Invalid string length';

function statusOf(error: unknown, io: CliIo): number {
  // standard error has what is wrong already
  if (error instanceof ReportedError) return 2;
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  const debug = io.env.DEBUG !== undefined && io.env.DEBUG !== '';
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof UsageError) complain(io, `error: ${message}`);
  else if (error instanceof RangeError && message === TOO_LONG) complain(io, 'error: the report is larger than 512 MB; name fewer manifests, or ask for less (--quiet, --format text)');
  else complain(io, `error: ${message}; this is a bug, please report it${debug ? '' : ' with what DEBUG=1 shows'}`);
  if (debug && error instanceof Error && error.stack !== undefined) io.stderr.write(`${visibleLines(error.stack)}\n`);
  return 2;
}

function programOf(argv: readonly string[], call: Call): Command {
  const { io } = call;
  const program = new Command('cdk8s-routing')
    .description('Know where every request goes, before you deploy.')
    .version(version(), '-V, --version', 'show the version')
    .helpOption('-h, --help', 'show help')
    .option('-n, --namespace <ns>', 'the namespace of objects that name none', 'default')
    .option('--controller <name>', 'how Ingress is read: each class as its controller does (auto), or all of it as one does', 'auto')
    .option('-o, --format <format>', 'text or json; some commands have more, see their help', 'text')
    .addOption(new Option('--color <when>', 'color the output').choices(['auto', 'always', 'never']).default('auto'))
    .option('--config <file>', 'settings (default: cdk8s-routing.yaml when present)')
    .option('--exclude <glob>', 'leave files and folders out, such as charts; repeatable', collect)
    .configureOutput({ writeOut: (text) => io.stdout.write(text), writeErr: (text) => io.stderr.write(visibleLines(text)) })
    .showHelpAfterError('(--help shows what is possible)')
    .exitOverride()
    .hook('preAction', (root, command) => applyConfig(root, command, io))
    .addHelpText('after', MANIFESTS_HELP);

  addCommands(program, argv, call);
  for (const command of program.commands) command.addHelpText('after', helpEnd(command));
  return program;
}

/** Reads the config, which decides what no option says. */
function applyConfig(program: Command, command: Command, io: CliIo): void {
  // each folder of an editor has its own, which it shows the faults of
  if (command.name() === 'lsp') return;
  const { config: file } = program.opts<{ readonly config?: string }>();
  const loaded = configOf(file, io);
  command.setOptionValue('loaded', loaded);
  for (const option of ['namespace', 'controller'] as const) {
    const value = loaded.config?.[option] ?? null;
    if (value !== null && program.getOptionValueSource(option) === 'default') program.setOptionValue(option, value);
  }
}

/** Commands start without a config reader where there is no config. */
function configOf(file: string | undefined, io: CliIo): LoadedConfig {
  if (file === '') throw new UsageError("--config: got '', expected the name of a file");
  if (file === undefined && !existsSync(path.join(io.cwd, DEFAULT_CONFIG))) return { config: null, baseline: null, problems: [] };
  const loaded = load.config().loadConfig(file, io.cwd);
  for (const problem of loaded.problems) complain(io, load.problems().problemText(problem));
  if (loaded.problems.length > 0) throw new ReportedError();
  return loaded;
}
