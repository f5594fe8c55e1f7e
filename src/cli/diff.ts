import { checkOptions, readResources, readSimulation, simulateResources } from './input';
import type { CommonOptions } from './input';
import { complain, usesColor, UsageError } from './io';
import type { CliIo } from './io';
import { atRevision, parseRange } from './revision';
import type { RoutingDiff } from '../diff/change';
import { CHANGE_KINDS, type ChangeKind } from '../diff/compare';
import { diffSimulations } from '../diff/diff';
import { diffJson, diffText } from '../report/diff';
import { diffMarkdown } from '../report/diff-markdown';
import type { Simulation } from '../trace/simulation';

export interface DiffOptions extends CommonOptions {
  readonly git?: string;
  readonly failOn: string;
}

/** `cdk8s-routing diff`: of two folders or files, or of the same ones at a git revision. */
export async function diff(args: readonly string[], options: DiffOptions, io: CliIo): Promise<number> {
  checkOptions(options, ['text', 'json', 'markdown']);
  const failing = failingKinds(options.failOn);
  const sides = options.git === undefined ? await readPair(args, options, io) : await readRevisions(options.git, args, options, io);
  if (sides === null) return 2;
  const result = diffSimulations(...sides);
  if (result.clientsLeftOut > 0) complain(io, `warning: NetworkPolicies tell too many clients apart: ${result.clientsLeftOut} classes of them were not asked`);
  io.stdout.write(formatted(result, options, io));
  return result.changes.some(({ kind }) => failing.includes(kind)) ? 1 : 0;
}

type Sides = readonly [Simulation, Simulation];

async function readPair(args: readonly string[], options: DiffOptions, io: CliIo): Promise<Sides | null> {
  if (args.length !== 2) throw new UsageError(`got ${args.length} arguments, expected two: the old and the new manifests, each a file, a folder or a pattern in quotes`);
  const [old, now] = [await readSimulation([args[0]], options, io), await readSimulation([args[1]], options, io)];
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
  const now = revisions.new === null ? await readSimulation(manifests, options, io) : await read(revisions.new);
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

function formatted(result: RoutingDiff, { format, color }: DiffOptions, io: CliIo): string {
  if (format === 'json') return diffJson(result);
  return format === 'markdown' ? diffMarkdown(result) : diffText(result, usesColor(color, io));
}
