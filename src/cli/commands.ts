import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { Argument, Option, type Command } from 'commander';
import type { CheckOptions } from './check';
import type { DiffOptions } from './diff';
import type { GraphOptions } from './graph';
import type { CommonOptions } from './input';
import type { CliIo } from './io';
import type { LspOptions } from './lsp';
import type { MigrateCliOptions } from './migrate';
import type { ResolveOptions } from './resolve';
import type { RoutesOptions } from './routes';
import type { TestOptions } from './test';
import type { TraceOptions } from './trace';
import type { WatchOptions } from './watch';
import type { WhatifOptions } from './whatif';

/* What a call needs is loaded when it runs, by `require` with a literal name: the bundle that bin/ runs is cut there (tools/bundle.ts). */
const load = {
  check: () => require('./check') as typeof import('./check'),
  trace: () => require('./trace') as typeof import('./trace'),
  endpoints: () => require('./endpoints') as typeof import('./endpoints'),
  resolve: () => require('./resolve') as typeof import('./resolve'),
  routes: () => require('./routes') as typeof import('./routes'),
  graph: () => require('./graph') as typeof import('./graph'),
  test: () => require('./test') as typeof import('./test'),
  diff: () => require('./diff') as typeof import('./diff'),
  status: () => require('./status') as typeof import('./status'),
  whatif: () => require('./whatif') as typeof import('./whatif'),
  migrate: () => require('./migrate') as typeof import('./migrate'),
  completion: () => require('./completion') as typeof import('./completion'),
  lsp: () => require('./lsp') as typeof import('./lsp'),
} as const;

/** What a run of a command reads. */
export interface Watchable {
  readonly inputs: readonly string[];
  readonly options: WatchOptions;
}

/** How a command that can be watched runs. */
export type RunsOnce = (watchable: Watchable, once: () => Promise<number>) => Promise<number>;

/** What the commands need of a call. */
export interface Call {
  readonly io: CliIo;
  /** Told the exit status. */
  readonly done: (status: number) => void;
  readonly runs: RunsOnce;
}

const WATCH = ['-w, --watch', 'run again when something that was read changes'] as const;

/** The commands, in the order in which the help has them: each adds itself to a program. */
const COMMANDS: Readonly<Record<string, (program: Command, call: Call) => void>> = {
  check: (program, { io, done, runs }) => {
    program.command('check').description('every check; what is wrong, where, and how to fix it').argument('[manifests...]')
      .option('--quiet', 'report errors only')
      .option('--kubernetes-version <version>', 'the version whose rules the API server has (default: 1.34)')
      .option('--gateway-api-version <version>', 'the installed Gateway API, such as 1.5 or 1.6-experimental (default: 1.6)')
      .option('--output <[format=]file>', 'write a report to a file too; repeatable', collect)
      .option('--baseline <file>', 'report only what is not in this file')
      .option('--write-baseline <file>', 'write what is found to a baseline file, and report nothing')
      .option(...WATCH)
      .action(async (manifests: string[], _: unknown, command: Command) => {
        const { check } = load.check();
        const options = { ...command.optsWithGlobals<CheckOptions>(), program: version() };
        done(await runs({ inputs: manifests, options }, () => check(manifests, options, io)));
      });
  },
  trace: (program, { io, done, runs }) => {
    program.command('trace').description('follow one request, hop by hop, to the pods it reaches').argument('<url>').argument('[manifests...]')
      .option('-X, --method <method>', 'the method of the request', 'GET')
      .option('-L, --location', 'follow redirects, at most 10')
      .option('-H, --header <line>', "a header of the request, 'Name: value'; repeatable", collect, [])
      .option('--from <workload>', 'KIND/NAME or NAMESPACE/KIND/NAME: from inside a pod of it; else from outside the cluster')
      .option(...WATCH)
      .action(async (url: string, manifests: string[], _: unknown, command: Command) => {
        const { trace } = load.trace();
        const options = command.optsWithGlobals<TraceOptions>();
        done(await runs({ inputs: manifests, options }, () => trace(url, manifests, options, io)));
      });
  },
  endpoints: (program, { io, done }) => {
    program.command('endpoints').description('the EndpointSlices that the cluster will hold').argument('[manifests...]')
      .action(async (manifests: string[], _: unknown, command: Command) => {
        const { endpoints } = load.endpoints();
        done(await endpoints(manifests, command.optsWithGlobals<CommonOptions>(), io));
      });
  },
  resolve: (program, { io, done }) => {
    program.command('resolve').description('what the cluster DNS answers').argument('<name>').argument('[manifests...]')
      .option('--from <workload>', 'KIND/NAME or NAMESPACE/KIND/NAME: from inside a pod of it; else from the namespace')
      .action(async (name: string, manifests: string[], _: unknown, command: Command) => {
        const { resolve } = load.resolve();
        done(await resolve(name, manifests, command.optsWithGlobals<ResolveOptions>(), io));
      });
  },
  routes: (program, { io, done }) => {
    program.command('routes').description('every way in, and where it leads').argument('[manifests...]')
      .option('--to <object>', 'KIND/NAME or NAMESPACE/KIND/NAME: only what leads to this workload, Service or pod')
      .option('--from <side>', 'outside: routers, and Services that are reached from there; inside: Services by their names')
      .action(async (manifests: string[], _: unknown, command: Command) => {
        const { routes } = load.routes();
        done(await routes(manifests, command.optsWithGlobals<RoutesOptions>(), io));
      });
  },
  graph: (program, { io, done }) => {
    program.command('graph').description('a picture of every way in, or a page to explore').argument('[manifests...]')
      .option('--to <object>', 'KIND/NAME or NAMESPACE/KIND/NAME: only what leads to this workload, Service or pod')
      .option('--host <host>', 'only routes of this host, as the rule writes it')
      .option('--output <file>', 'write the picture to a file; its ending can say the format')
      .action(async (manifests: string[], _: unknown, command: Command) => {
        const { graph } = load.graph();
        const isGiven = (option: string): boolean => program.getOptionValueSource(option) === 'cli';
        const given = { format: isGiven('format'), namespace: isGiven('namespace') };
        done(await graph(manifests, { ...command.optsWithGlobals<GraphOptions>(), given }, io));
      });
  },
  test: (program, { io, done, runs }) => {
    program.command('test').description('run route tests; report coverage').argument('<expectations>').argument('[manifests...]')
      .option('--coverage', 'list every rule, path, default backend, redirect and Service port with its tests')
      .option('--fail-under <percent>', 'exit status 1 when less than this is covered')
      .option('--suggest', 'print tests for what is not covered, as the simulation answers today')
      .option(...WATCH)
      .action(async (expectations: string, manifests: string[], _: unknown, command: Command) => {
        const { test, readByTest } = load.test();
        const options = command.optsWithGlobals<TestOptions>();
        const inputs = [expectations, ...manifests];
        done(await runs({ inputs: readByTest(inputs), options }, () => test(inputs, options, io)));
      });
  },
  diff: (program, { io, done }) => {
    program.command('diff').description('which requests change their outcome, between two versions of the manifests').argument('[manifests...]')
      .usage('[options] <old> <new>\n       cdk8s-routing diff --git <revision> [manifests...]')
      .option('--git <revision>', 'compare with the same manifests at a git revision; REV1..REV2 compares two')
      .option('--old-controller <name>', 'how the old manifests\' Ingress is read; with one set of manifests: of the same ones')
      .option('--new-controller <name>', 'how the new manifests\' Ingress is read')
      .option('--from-class <class>', 'with --to-gateway, inside one set of manifests: the Ingress class that is left')
      .option('--to-gateway <ns/name>', 'the Gateway that takes its place')
      .option('--ignore <kinds>', 'differences that are accepted, with commas: rewritten,share')
      .option('--fail-on <kind>', 'exit status 1 when something of this kind or worse: lost, moved, status, rewritten, admitted, share, certificate, new, uncertain, renamed, any, never', 'any')
      .action(async (manifests: string[], _: unknown, command: Command) => {
        const { diff } = load.diff();
        done(await diff(manifests, command.optsWithGlobals<DiffOptions>(), io));
      });
  },
  status: (program, { io, done }) => {
    program.command('status').description('the status that Gateways and routes will get').argument('[manifests...]')
      .action(async (manifests: string[], _: unknown, command: Command) => {
        const { status } = load.status();
        done(await status(manifests, command.optsWithGlobals<CommonOptions>(), io));
      });
  },
  whatif: (program, { io, done }) => {
    program.command('whatif').description('which requests change if an object goes, a workload is scaled, a node is lost').argument('[manifests...]')
      .option('--without <kind/name>', 'an object goes, with the pods that it owns; repeatable', collect)
      .option('--scale <kind/name=n>', 'a workload gets another number of replicas; repeatable', collect)
      .option('--node-down <name>', 'a node is lost; repeatable', collect)
      .option('--not-ready <kind/name>', 'pods of a workload are not ready; repeatable', collect)
      .option('--set <file>', 'objects take the place of those with the same name, or are added; repeatable', collect)
      .option('--each <kind>', 'every object of a kind by itself, as a table, worst first')
      .option('--old-controller <name>', 'how Ingress is read before')
      .option('--new-controller <name>', 'how Ingress is read after')
      .action(async (manifests: string[], _: unknown, command: Command) => {
        const { whatif } = load.whatif();
        done(await whatif(manifests, command.optsWithGlobals<WhatifOptions>(), io));
      });
  },
  migrate: (program, { io, done }) => {
    program.command('migrate').description('Ingress as Gateway API objects, with the requests that would change').argument('[manifests...]')
      .option('--gateway-class <name>', 'the GatewayClass that takes over')
      .option('--gateway <ns/name>', 'the Gateway to make (default: named after the ingress class, beside the first Ingress)')
      .option('--output <file>', 'write the objects to a file, and the report to standard output')
      .option('--strict', 'exit status 1 when anything differs, not only when requests are lost or moved')
      .action(async (manifests: string[], _: unknown, command: Command) => {
        const { migrate } = load.migrate();
        done(await migrate(manifests, command.optsWithGlobals<MigrateCliOptions>(), io));
      });
  },
  lsp: (program) => {
    program.command('lsp').description('a language server: the same in an editor, while typing').argument('[manifests...]')
      .usage('[options] [manifests...]')
      .addOption(new Option('--stdio', 'what editors say; there is nothing else').hideHelp())
      .addOption(new Option('--clientProcessId <id>', 'ends with this process').hideHelp())
      .action(async (manifests: string[], _: unknown, command: Command) => {
        const isGiven = (option: string): boolean => program.getOptionValueSource(option) === 'cli';
        const given = { namespace: isGiven('namespace'), controller: isGiven('controller') };
        const options = { ...command.optsWithGlobals<LspOptions>(), given, program: version() };
        load.lsp().lsp(manifests, options, { input: process.stdin, output: process.stdout });
      });
  },
  completion: (program, { io }) => {
    program.command('completion').description('a script that completes commands and options in a shell')
      .addArgument(new Argument('<shell>', 'which shell').choices(['bash', 'zsh', 'fish']))
      .action((shell: string) => {
        const { completionScript } = load.completion();
        io.stdout.write(completionScript(program, shell));
      });
  },
};

/**
 * Adds the commands that a call may mean to a program.
 *
 * A call that starts with the name of one means that one, and commander needs a while for each; only a completion script has all of them in it.
 */
export function addCommands(program: Command, [first]: readonly string[], call: Call): void {
  const isClear = first !== undefined && first !== 'completion' && Object.hasOwn(COMMANDS, first);
  for (const name of isClear ? [first] : Object.keys(COMMANDS)) COMMANDS[name](program, call);
}

/** An option that may come several times. */
export function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

/** Of this package. */
export function version(): string {
  const { version: found } = JSON.parse(readFileSync(path.join(__dirname, '..', '..', 'package.json'), 'utf8')) as { version: string };
  return found;
}
