import { complain, UsageError } from './io';
import type { CliIo } from './io';
import { settle, simulateAccepted, simulateAll, simulateOnDemand, unknownController, unknownControllerText } from '../checks/session';
import type { Settings } from '../checks/session';
import type { Cluster, Notice } from '../cluster/model';
import { describe } from '../kubernetes/resource';
import type { Resource } from '../kubernetes/resource';
import { excludedByConfig, type LoadedConfig } from '../manifests/config-file';
import { problemOfPattern, type ExcludePattern } from '../manifests/exclude-pattern';
import { readManifests } from '../manifests/files';
import { noticeText, problemText } from '../report/problem';
import { CONTROLLERS } from '../routers/ingress/registry';
import type { SimulationOnDemand } from '../trace/on-demand';
import type { Simulation } from '../trace/simulation';

/** The options of every command. */
export interface CommonOptions {
  /** As asked, or as in the config, or `default`. */
  readonly namespace: string;
  /** As asked, or as in the config, or `spec`. */
  readonly controller: string;
  readonly format: string;
  readonly color: string;
  /** Files and folders that are left out. */
  readonly exclude?: readonly string[];
  /** A folder that links may not leave; absent: any. */
  readonly within?: string;
  /** The config that was read before the command started. */
  readonly loaded: LoadedConfig;
}

/** Checks the options that say how to read and write. Throws a `UsageError`. */
export function checkOptions(options: CommonOptions, formats: readonly string[]): void {
  requireOneOf('--format', options.format, formats);
  requireOneOf('--controller', options.controller, CONTROLLERS);
  const unknown = unknownController(settingsOf(options));
  if (unknown !== null) throw new UsageError(unknownControllerText(unknown));
  for (const pattern of options.exclude ?? []) {
    const problem = problemOfPattern(pattern);
    if (problem !== null) throw new UsageError(`--exclude: got '${pattern}': ${problem}`);
  }
  if (!/^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/.test(options.namespace)) {
    throw new UsageError(`--namespace: got '${options.namespace}', expected the name of a namespace: lower case letters, digits and '-'`);
  }
}

function requireOneOf(option: string, got: string, allowed: readonly string[]): void {
  if (!allowed.includes(got)) throw new UsageError(`${option}: got '${got}', expected ${allowed.length === 1 ? allowed[0] : `one of ${allowed.join(', ')}`}`);
}

/** Flags and config, settled. */
export function settingsOf({ namespace, controller, loaded }: CommonOptions): Settings {
  return settle({ namespace, controller }, loaded.config);
}

/**
 * Reads the manifests as one cluster with its routers; null when that cannot be done, and then everything has been said on standard error.
 *
 * Objects that the API server refuses make nothing, and that is said.
 */
export async function readSimulation(manifests: readonly string[], options: CommonOptions, io: CliIo): Promise<Simulation | null> {
  return readWith(simulateAccepted, manifests, options, io);
}

/**
 * As `readSimulation`, of which each part is made when it is asked for: for one question, of which few objects are a part.
 *
 * What there is to say of these is said by `explainNotices` once the answer is there.
 */
export async function readSimulationOnDemand(manifests: readonly string[], options: CommonOptions, io: CliIo): Promise<SimulationOnDemand | null> {
  const resources = await readResources(manifests, options, io);
  if (resources === null) return null;
  io.beforeObjects?.('simulating', resources.length);
  return simulateOnDemand(resources, settingsOf(options));
}

/** As `readSimulation`, with the objects that the API server refuses taken as if it did not: for `check`, which reports them. */
export async function readSimulationToCheck(manifests: readonly string[], options: CommonOptions, io: CliIo): Promise<Simulation | null> {
  return readWith(simulateAll, manifests, options, io);
}

async function readWith(open: typeof simulateAll, manifests: readonly string[], options: CommonOptions, io: CliIo): Promise<Simulation | null> {
  const resources = await readResources(manifests, options, io);
  return resources === null ? null : simulate(open, resources, options, io);
}

/** Reads the manifests; null when that cannot be done, and then everything has been said on standard error. */
export async function readResources(manifests: readonly string[], options: CommonOptions, io: CliIo): Promise<readonly Resource[] | null> {
  const { within } = options;
  const reading = { namespace: settingsOf(options).namespace, exclude: excluded(options, io.cwd), ...within === undefined ? {} : { within } };
  const { resources, problems, notices } = await readManifests(manifests, io, reading);
  for (const { file, message } of notices) complain(io, `${file}: warning: ${message}`);
  for (const problem of problems) complain(io, problemText(problem));
  return problems.length > 0 ? null : resources;
}

/** What the command line and the config leave out. */
export function excluded({ exclude = [], loaded: { config } }: CommonOptions, cwd: string): readonly ExcludePattern[] {
  return [...exclude.map((pattern) => ({ pattern, folder: cwd })), ...excludedByConfig(config, cwd)];
}

/** The cluster of objects that were read, as `readSimulation` makes it. */
export function simulateResources(resources: readonly Resource[], options: CommonOptions, io: CliIo): Simulation {
  return simulate(simulateAccepted, resources, options, io);
}

function simulate(open: typeof simulateAll, resources: readonly Resource[], options: CommonOptions, io: CliIo): Simulation {
  io.beforeObjects?.('simulating', resources.length);
  const simulation = open(resources, settingsOf(options));
  explainNotices(simulation.cluster, io);
  return simulation;
}

/** More notices of a kind are counted, not listed. */
const LISTED = 50;

/** Says on standard error what of the objects is refused, without effect, or not as it may seem. */
export function explainNotices({ notices }: Pick<Cluster, 'notices'>, io: CliIo): void {
  const counts = new Map<Notice['kind'], number>();
  for (const { kind, resource, path, message } of notices) {
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    // what is refused is named by the message already
    if (count <= LISTED) complain(io, noticeText(resource.origin, path, kind === 'refused' ? message : `${describe(resource)} ${message}`));
  }
  for (const [kind, count] of counts) {
    if (count > LISTED) complain(io, `warning: ${count - LISTED} more such warnings (${KINDS[kind]})`);
  }
}

const KINDS: Readonly<Record<Notice['kind'], string>> = {
  'given-twice': 'objects that are listed more than once',
  'no-effect': 'objects without effect',
  'limited': 'objects of which only a part is simulated',
  'refused': 'objects that the API server refuses',
  'hook': 'hooks of Helm',
};
