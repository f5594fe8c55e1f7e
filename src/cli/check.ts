import * as fs from 'node:fs';
import * as path from 'node:path';
import { checkOptions, readSimulationToCheck, settingsOf } from './input';
import type { CommonOptions } from './input';
import { complain, usesColor, UsageError } from './io';
import type { CliIo } from './io';
import { checkNotRead, parseOutputs, writeOutputs } from './outputs';
import { formatBaseline, parseBaseline } from '../checks/baseline';
import type { Baseline } from '../checks/baseline';
import type { Finding } from '../checks/finding';
import { DESCRIPTIONS, RULES } from '../checks/registry';
import type { CheckResult } from '../checks/run';
import { checkSimulation, configBaseline, simulateAccepted } from '../checks/session';
import type { Settings } from '../checks/session';
import { GATEWAY_API_VERSIONS, gatewayApiRelease, type GatewayApiRelease } from '../kubernetes/validation/gateway/release';
import { kubernetesMinor, NEWEST_KUBERNETES_MINOR, OLDEST_KUBERNETES_MINOR } from '../manifests/config';
import { reasonOf } from '../manifests/find';
import { readTextFile } from '../manifests/text-file';
import { checkJson, checkText } from '../report/check';
import type { CheckSummary } from '../report/check';
import type { Simulation } from '../trace/simulation';

export interface CheckOptions extends CommonOptions {
  readonly quiet?: boolean;
  readonly kubernetesVersion?: string;
  readonly gatewayApiVersion?: string;
  readonly baseline?: string;
  readonly writeBaseline?: string;
  readonly output?: readonly string[];
  /** The version of this program. */
  readonly program: string;
}

/* Formats that few calls ask for, loaded as src/cli/main.ts loads commands. */
const load = {
  page: () => require('../graph/explorer-page') as typeof import('../graph/explorer-page'),
  junit: () => require('../report/check-junit') as typeof import('../report/check-junit'),
  github: () => require('../report/github') as typeof import('../report/github'),
  gitlab: () => require('../report/gitlab') as typeof import('../report/gitlab'),
  markdown: () => require('../report/markdown') as typeof import('../report/markdown'),
  sarif: () => require('../report/sarif') as typeof import('../report/sarif'),
} as const;

export const CHECK_FORMATS: readonly string[] = ['text', 'json', 'sarif', 'junit', 'github', 'gitlab', 'markdown', 'html'];

/** `cdk8s-routing check`. */
export async function check(manifests: readonly string[], options: CheckOptions, io: CliIo): Promise<number> {
  checkOptions(options, CHECK_FORMATS);
  const outputs = parseOutputs(options.output ?? [], CHECK_FORMATS);
  const settings = withVersions(settingsOf(options), options);
  const baseline = options.writeBaseline === undefined ? readBaseline(options, io) : null;
  const simulation = await readSimulationToCheck(manifests, options, io);
  if (simulation === null) return 2;
  const manifestFiles = new Set(simulation.cluster.resources.map(({ origin }) => origin.file));
  const read = [...manifestFiles, options.loaded.config?.origin.file ?? null, options.baseline ?? null];
  for (const { file } of outputs) checkNotRead('--output', file, read, io);
  if (options.writeBaseline !== undefined) checkNotRead('--write-baseline', options.writeBaseline, read, io);
  io.beforeObjects?.('checking', simulation.cluster.resources.length);
  const result = checkSimulation(simulation, settings, baseline);
  if (options.writeBaseline !== undefined) return writeBaseline(options.writeBaseline, result.findings, io);
  report(result, simulation, options, outputs, io);
  return result.findings.some(({ severity }) => severity === 'error') ? 1 : 0;
}

function report(result: CheckResult, simulation: Simulation, options: CheckOptions, outputs: ReturnType<typeof parseOutputs>, io: CliIo): void {
  const { findings, suppressed, known } = result;
  const shown = options.quiet === true ? findings.filter(({ severity }) => severity === 'error') : findings;
  const summary: CheckSummary = { objects: simulation.cluster.resources.length, suppressed };
  const format = (name: string, color: boolean): string =>
    name === 'html' ? htmlReport(shown, simulation, settingsOf(options)) : render(name, shown, summary, options.program, color);
  // files first: where one cannot be written the status is 2, and there is no result
  writeOutputs(outputs, (name) => format(name, false), io);
  io.stdout.write(format(options.format, usesColor(options.color, io)));
  if (known > 0) complain(io, `${known} more in the baseline`);
}

function render(format: string, findings: readonly Finding[], summary: CheckSummary, program: string, color: boolean): string {
  switch (format) {
    case 'json': return checkJson(findings, summary);
    case 'sarif': return load.sarif().sarifReport(findings, DESCRIPTIONS, program);
    case 'junit': return load.junit().checkJunit(findings, RULES);
    case 'github': return load.github().githubReport(findings);
    case 'gitlab': return load.gitlab().gitlabReport(findings);
    case 'markdown': return load.markdown().markdownReport(findings, summary);
    default: return checkText(findings, summary, color);
  }
}

/** The page of `graph --format html`, with the findings first. */
function htmlReport(findings: readonly Finding[], { cluster: { resources } }: Simulation, settings: Settings): string {
  return load.page().explorerPage({ resources, settings, findings, accepted: simulateAccepted(resources, settings) }, 'findings');
}

/** The versions of the command line win over the config's. */
function withVersions(settings: Settings, options: CheckOptions): Settings {
  const kubernetes = options.kubernetesVersion === undefined ? {} : { kubernetesMinor: kubernetesVersion(options.kubernetesVersion) };
  const gateway = options.gatewayApiVersion === undefined ? {} : { gatewayApi: gatewayApiVersion(options.gatewayApiVersion) };
  return { ...settings, validation: { ...settings.validation, ...kubernetes, ...gateway } };
}

function kubernetesVersion(text: string): number {
  const minor = kubernetesMinor(text);
  if (minor !== null) return minor;
  throw new UsageError(`--kubernetes-version: got '${text}', expected a version from 1.${OLDEST_KUBERNETES_MINOR} to 1.${NEWEST_KUBERNETES_MINOR}`);
}

function gatewayApiVersion(text: string): GatewayApiRelease {
  const release = gatewayApiRelease(text);
  if (release !== null) return release;
  throw new UsageError(`--gateway-api-version: got '${text}', expected ${GATEWAY_API_VERSIONS}`);
}

/** The baseline that is named on the command line, otherwise in the config. */
function readBaseline({ baseline, loaded }: CheckOptions, io: CliIo): Baseline | null {
  try {
    return baseline === undefined ? configBaseline(loaded) : parseBaseline(readTextFile(path.resolve(io.cwd, baseline)));
  } catch (error) {
    throw new UsageError(`baseline ${baseline ?? loaded.config?.baseline}: ${error instanceof SyntaxError ? error.message : reasonOf(error)}`);
  }
}

function writeBaseline(file: string, findings: readonly Finding[], io: CliIo): number {
  try {
    fs.writeFileSync(path.resolve(io.cwd, file), formatBaseline(findings));
  } catch (error) {
    throw new UsageError(`--write-baseline ${file}: ${reasonOf(error)}`);
  }
  complain(io, `wrote ${findings.length} ${findings.length === 1 ? 'finding' : 'findings'} to ${file}`);
  return 0;
}
