import { acceptedOf, complainOfUnused } from './accepting';
import { checkOptions, readResources, readSimulation, simulateResources } from './input';
import type { CommonOptions } from './input';
import { complain, usesColor, UsageError } from './io';
import type { CliIo } from './io';
import { atRevision, parseRange, repositoryRoot } from './revision';
import type { RoutingDiff } from '../diff/change';
import { CHANGE_KINDS, type ChangeKind } from '../diff/compare';
import { diffSimulations } from '../diff/diff';
import { diffJson, diffText } from '../report/diff';
import { diffMarkdown } from '../report/diff-markdown';
import { clientsLeftOutText } from '../report/diff-wording';
import type { Router } from '../routers/model';
import type { Simulation } from '../trace/simulation';

export interface DiffOptions extends CommonOptions {
  readonly git?: string;
  readonly failOn: string;
  readonly ignore?: string;
  readonly oldController?: string;
  readonly newController?: string;
  readonly fromClass?: string;
  readonly toGateway?: string;
}

const FORMATS: readonly string[] = ['text', 'json', 'markdown'];

/** `cdk8s-routing diff`: of two folders or files, or of the same ones at a git revision. */
export async function diff(args: readonly string[], options: DiffOptions, io: CliIo): Promise<number> {
  checkOptions(options, FORMATS);
  const failing = failingKinds(options.failOn);
  const ignored = ignoredKinds(options.ignore);
  const accepted = acceptedOf(options);
  const sides = await readSides(args, options, io);
  if (sides === null) return 2;
  io.beforeObjects?.('comparing', sides[0].cluster.resources.length + sides[1].cluster.resources.length);
  const whole = diffSimulations(...sides, accepted);
  complainOfUnused(accepted, whole, io);
  const result = withoutKinds(whole, ignored);
  // the others say it themselves
  if (options.format === 'json' && result.clientsLeftOut > 0) complain(io, `warning: ${clientsLeftOutText(result)}`);
  io.stdout.write(formatted(result, options, io));
  return result.changes.some(({ kind }) => failing.includes(kind)) ? 1 : 0;
}

type Sides = readonly [Simulation, Simulation];

async function readSides(args: readonly string[], options: DiffOptions, io: CliIo): Promise<Sides | null> {
  if (options.fromClass !== undefined || options.toGateway !== undefined) return readRouters(args, options, io);
  if (options.git !== undefined) return readRevisions(options.git, args, options, io);
  const controllers = options.oldController !== undefined || options.newController !== undefined;
  return controllers && args.length < 2 ? readControllers(args, options, io) : readPair(args, options, io);
}

/** How one side reads Ingress. */
function optionsOf(options: DiffOptions, controller: string | undefined): DiffOptions {
  return controller === undefined ? options : { ...options, controller };
}

/** The same manifests, read as two controllers do. */
async function readControllers(args: readonly string[], options: DiffOptions, io: CliIo): Promise<Sides | null> {
  const manifests = args.length === 0 ? DEFAULT_MANIFESTS : args;
  const [before, after] = [optionsOf(options, options.oldController), optionsOf(options, options.newController)];
  for (const each of [before, after]) checkOptions(each, FORMATS);
  const resources = await readResources(manifests, options, io);
  if (resources === null) return null;
  return [simulateResources(resources, before, io), simulateResources(resources, after, QUIET(io))];
}

/** What is said of the manifests is said once. */
const QUIET = (io: CliIo): CliIo => ({ ...io, stderr: { ...io.stderr, write: () => true } });

/** Two routers of one set of manifests: those of a class, and a Gateway. */
async function readRouters(args: readonly string[], options: DiffOptions, io: CliIo): Promise<Sides | null> {
  const { fromClass, toGateway } = options;
  if (fromClass === undefined || toGateway === undefined) throw new UsageError('--from-class and --to-gateway go together: the routers that are compared');
  if (options.git !== undefined) throw new UsageError('--git compares revisions, and --from-class two routers of one');
  const simulation = await readSimulation(args.length === 0 ? DEFAULT_MANIFESTS : args, options, io);
  if (simulation === null) return null;
  const gateway = toGateway.includes('/') ? toGateway : `${options.namespace}/${toGateway}`;
  return [
    only(simulation, ({ id }) => id.kind === 'Ingress' && id.className === fromClass, `--from-class: no Ingress of the manifests has class '${fromClass}'`),
    only(simulation, ({ id }) => id.kind === 'Gateway' && id.name === gateway, `--to-gateway: the manifests have no Gateway '${gateway}'`),
  ];
}

/** A cluster with some of its routers alone. */
function only(simulation: Simulation, isMeant: (router: Router) => boolean, otherwise: string): Simulation {
  const routers = simulation.routers.filter(isMeant);
  if (routers.length === 0) {
    const names = simulation.routers.map(({ name }) => name).join(', ');
    throw new UsageError(`${otherwise}; its routers are ${names === '' ? 'none' : names}`);
  }
  return { ...simulation, routers };
}

async function readPair(args: readonly string[], options: DiffOptions, io: CliIo): Promise<Sides | null> {
  if (args.length !== 2) {
    throw new UsageError(`got ${args.length} arguments, expected two: the old and the new manifests, each a file, a folder or a pattern in quotes; `
      + '--git HEAD takes the old ones from git');
  }
  const [before, after] = [optionsOf(options, options.oldController), optionsOf(options, options.newController)];
  for (const each of [before, after]) checkOptions(each, FORMATS);
  const [old, now] = [await readSimulation([args[0]], before, io), await readSimulation([args[1]], after, io)];
  return old === null || now === null ? null : [old, now];
}

/** What `cdk8s synth` writes to. */
const DEFAULT_MANIFESTS = ['dist'];

async function readRevisions(range: string, args: readonly string[], options: DiffOptions, io: CliIo): Promise<Sides | null> {
  const revisions = parseRange(range);
  const manifests = args.length === 0 ? DEFAULT_MANIFESTS : args;
  if (manifests.includes('-')) throw new UsageError('--git: standard input has no revisions; name files or folders');
  const read = async (revision: string): Promise<Simulation | null> => {
    // simulated when the folder is gone: no signal is heard meanwhile
    const resources = await atRevision(revision, manifests, io, (cwd, present) => readResources(present, options, { ...io, cwd }));
    return resources === null ? null : simulateResources(resources, options, io);
  };
  const old = await read(revisions.old);
  const now = revisions.new !== null ? await read(revisions.new)
    : await readSimulation(manifests, { ...options, within: await repositoryRoot(io) }, io);
  return old === null || now === null ? null : [old, now];
}

/** A kind stands for itself and all that are worse. */
function failingKinds(level: string): readonly ChangeKind[] {
  if (level === 'never') return [];
  if (level === 'any') return CHANGE_KINDS;
  const at = CHANGE_KINDS.findIndex((kind) => kind === level);
  if (at < 0) throw new UsageError(`--fail-on: got '${level}', expected one of ${CHANGE_KINDS.join(', ')}, any, never`);
  return CHANGE_KINDS.slice(0, at + 1);
}

function ignoredKinds(text: string | undefined): ReadonlySet<ChangeKind> {
  const kinds = (text ?? '').split(',').map((each) => each.trim()).filter((each) => each !== '');
  const unknown = kinds.find((each) => !CHANGE_KINDS.some((kind) => kind === each));
  if (unknown !== undefined) throw new UsageError(`--ignore: got '${unknown}', expected some of ${CHANGE_KINDS.join(', ')}, with commas`);
  return new Set(CHANGE_KINDS.filter((kind) => kinds.includes(kind)));
}

/** What is accepted is left out, and counted no more. */
function withoutKinds(result: RoutingDiff, ignored: ReadonlySet<ChangeKind>): RoutingDiff {
  return ignored.size === 0 ? result : { ...result, changes: result.changes.filter(({ kind }) => !ignored.has(kind)) };
}

function formatted(result: RoutingDiff, { format, color }: DiffOptions, io: CliIo): string {
  if (format === 'json') return diffJson(result);
  return format === 'markdown' ? diffMarkdown(result) : diffText(result, usesColor(color, io));
}
