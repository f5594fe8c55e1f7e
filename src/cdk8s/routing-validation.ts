import type { IManifestContext, ManifestViolation } from './manifest-context';
import type { FailOn, ReportLevel } from './routing-enums';
import type { Baseline } from '../checks/baseline';
import type { Finding, Severity } from '../checks/finding';
import { DESCRIPTIONS } from '../checks/registry';
import { checkSimulation, configBaseline, settle, simulateAll, type Settings, unknownController } from '../checks/session';
import type { IngressController } from '../kubernetes/ingress-controller';
import { nearest } from '../kubernetes/near-miss';
import { describe, type Resource } from '../kubernetes/resource';
import type { RoutingConfig } from '../manifests/config';
import { excludedByConfig, loadConfig, type LoadedConfig } from '../manifests/config-file';
import { readManifests } from '../manifests/files';
import type { InputProblem } from '../manifests/yaml/parse';
import { CONTROLLERS } from '../routers/ingress/registry';

/** How `RoutingValidation` checks: the `properties:` of its entry in `cdk8s.yaml`. */
export interface RoutingValidationProps {
  /**
   * The namespace of objects that name none.
   *
   * @default - as in the config, otherwise 'default'
   */
  readonly namespace?: string;

  /**
   * How Ingress is read: `auto` reads each class as its own controller does, `spec` all of it as the text of the Ingress v1 API, any other name
   * all of it as that controller does.
   *
   * @default - as in the config, otherwise 'auto'
   */
  readonly controller?: IngressController;

  /**
   * The config file: severities, suppressions, what the cluster holds outside the manifests.
   *
   * @default - cdk8s-routing.yaml in the working directory, when present
   */
  readonly config?: string;

  /**
   * The least severity that makes `cdk8s synth` fail: `error`, `warning`, or `never`.
   *
   * @default 'error'
   */
  readonly failOn?: FailOn;

  /**
   * The least severity that is reported: `error`, `warning` or `info`.
   *
   * @default 'warning'
   */
  readonly report?: ReportLevel;
}

/**
 * Checks the routing of the manifests that `cdk8s synth` wrote, of apps in any language.
 *
 * In `cdk8s.yaml`, where `routing.cjs` is a file of one line, `module.exports = require('cdk8s-routing');`:
 *
 *     validations:
 *       - package: ./routing.cjs
 *         version: 0.0.0
 *         class: RoutingValidation
 *         properties:
 *           failOn: warning
 *
 * `version` must be there, and is not looked at for a package that is named by its path. An error makes `cdk8s synth` fail with exit status 2, after the report; the manifests stay where they were written.
 *
 * @see https://cdk8s.io/docs/latest/cli/synth/#validations
 */
export class RoutingValidation {
  private readonly properties: RoutingValidationProps;
  private readonly failOn: ReadonlySet<Severity>;
  private readonly reported: ReadonlySet<Severity>;

  /**
   * @param properties how to check
   * @throws Error for properties that do not exist, and values that are not allowed
   */
  constructor(properties: RoutingValidationProps = {}) {
    const { namespace, controller, config, failOn = 'error', report = 'warning' } = knownOnly(properties ?? {});
    if (namespace !== undefined) requireText('namespace', namespace);
    if (config !== undefined) requireText('config', config);
    if (controller !== undefined) oneOf('controller', controller, CONTROLLERS);
    this.properties = properties ?? {};
    this.failOn = severitiesFrom(oneOf('failOn', failOn, ['error', 'warning', 'never']));
    this.reported = severitiesFrom(oneOf('report', report, ['error', 'warning', 'info']));
  }

  /**
   * Checks the manifests and fills the report.
   *
   * @param context what `cdk8s synth` gives: the manifests and the report
   */
  public async validate(context: IManifestContext): Promise<void> {
    const cwd = process.cwd();
    const files = Array.isArray(context.manifests) ? context.manifests.filter((each) => typeof each === 'string') : [];
    const loaded = loadConfig(this.properties.config, cwd);
    const { config } = loaded;
    const settings = settle(this.properties, config);
    const read = files.length === 0 ? { resources: [], problems: [] } : await readManifests(files, { cwd, readStdin: async () => '' }, { ...settings, exclude: excludedByConfig(config, cwd) });
    // An app whose charts are empty is an app without faults
    const { baseline, faults } = baselineOf(loaded);
    const problems = [...loaded.problems, ...faults, ...controllerProblems(settings, config), ...read.problems.filter((problem) => problem.kind !== 'no-objects')];
    const usable = CONTROLLERS.includes(settings.controller) ? settings : { ...settings, controller: 'auto' };
    const { findings, suppressed } = checkSimulation(simulateAll(read.resources, usable), usable, baseline);

    const hidden = context.stdout === true;
    const shared = sharedNames(read.resources);
    for (const problem of problems) context.report.addViolation(violationOfProblem(problem));
    for (const finding of findings) {
      if (this.reported.has(finding.severity) || this.failOn.has(finding.severity)) context.report.addViolation(violationOf(finding, shared, hidden));
    }
    const fails = problems.length > 0 || findings.some((finding) => this.failOn.has(finding.severity));
    context.report.submit(fails ? 'failure' : 'success', summary(findings, suppressed, read.resources.length));
  }
}

/** The baseline that the config names, or what is wrong with it. */
function baselineOf(loaded: LoadedConfig): { readonly baseline: Baseline | null; readonly faults: readonly InputProblem[] } {
  try {
    return { baseline: configBaseline(loaded), faults: [] };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { baseline: null, faults: [{ file: loaded.baseline?.file ?? null, line: null, column: null, message, kind: 'unreadable' }] };
  }
}

/** Names that several objects have: `cdk8s synth` knows constructs by object name alone, and would show the wrong one. */
function sharedNames(resources: readonly Resource[]): ReadonlySet<string> {
  const seen = new Set<string>();
  return new Set(resources.map((resource) => resource.name).filter((name) => seen.size === seen.add(name).size));
}

/** The name that `cdk8s synth` looks the construct up by; where it would find another object's, a name that it does not know. */
function reportName({ kind, name, origin }: Resource, shared: ReadonlySet<string>): string {
  return shared.has(name) && origin.construct === null ? `${kind}/${name}` : name;
}

function violationOf(finding: Finding, shared: ReadonlySet<string>, hideFile: boolean): ManifestViolation {
  const { resource } = finding;
  const why = DESCRIPTIONS.find((rule) => rule.id === finding.rule)?.why;
  return {
    ruleName: finding.rule,
    recommendation: `${finding.severity}: ${finding.message}${why === undefined ? '' : `${finding.message.endsWith('?') ? '' : '.'} ${why}`}`,
    fix: finding.fix,
    violatingResources: [{ resourceName: reportName(resource, shared), locations: [location(finding, hideFile)], manifestPath: resource.origin.file ?? '' }],
  };
}

/** `Service kiada/quote spec.selector (dist/app.k8s.yaml:12:5, construct app/kiada/quote)`; the report itself knows constructs by name only. */
function location({ resource, path }: Finding, hideFile: boolean): string {
  const { file, construct } = resource.origin;
  const position = resource.origin.locate(path);
  const places: string[] = [];
  if (file !== null && !hideFile) places.push(position === null ? file : `${file}:${position.line}:${position.column}`);
  if (construct !== null) places.push(`construct ${construct}`);
  return `${describe(resource)}${path === '' ? '' : ` ${path}`}${places.length === 0 ? '' : ` (${places.join(', ')})`}`;
}

function violationOfProblem(problem: InputProblem): ManifestViolation {
  const place = problem.line === null ? '' : `:${problem.line}:${problem.column ?? 1}`;
  return {
    ruleName: 'unreadable-input',
    recommendation: `error: ${problem.message}`,
    fix: 'correct the file, or what writes it',
    violatingResources: [{ resourceName: '', locations: [`${problem.file ?? 'input'}${place}`], manifestPath: problem.file ?? '' }],
  };
}

/** The config may name a dialect that is not known. */
function controllerProblems(settings: Settings, config: RoutingConfig | null): readonly InputProblem[] {
  const unknown = unknownController(settings);
  if (unknown === null) return [];
  const { path, name, allowed } = unknown;
  const position = config?.origin.locate(path ?? 'controller') ?? null;
  return [{
    file: config?.origin.file ?? null,
    line: position?.line ?? null,
    column: position?.column ?? null,
    message: `${path ?? 'controller'}: got '${name}', expected one of: ${allowed.join(', ')}`,
    kind: 'not-an-object',
  }];
}

function summary(findings: readonly Finding[], suppressed: number, objects: number): Record<string, string> {
  const count = (severity: Severity): string => String(findings.filter((finding) => finding.severity === severity).length);
  return { Objects: String(objects), Errors: count('error'), Warnings: count('warning'), Infos: count('info'), Suppressed: String(suppressed) };
}

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info'];

function severitiesFrom(least: string): ReadonlySet<Severity> {
  return new Set(SEVERITIES.slice(0, SEVERITIES.findIndex((severity) => severity === least) + 1));
}

const PROPERTIES: readonly string[] = ['namespace', 'controller', 'config', 'failOn', 'report'];

function knownOnly(properties: RoutingValidationProps): RoutingValidationProps {
  for (const key of Object.keys(properties)) {
    if (PROPERTIES.includes(key)) continue;
    const near = nearest(key, PROPERTIES);
    throw new Error(`RoutingValidation: unknown property '${key}'${near === null ? '' : `, did you mean '${near}'?`}; allowed are ${PROPERTIES.join(', ')}`);
  }
  return properties;
}

function requireText(name: string, value: string): void {
  if (typeof value === 'string' && value !== '') return;
  throw new Error(`RoutingValidation: got ${JSON.stringify(value)} for '${name}', expected a text`);
}

function oneOf(name: string, value: string, allowed: readonly string[]): string {
  if (allowed.includes(value)) return value;
  throw new Error(`RoutingValidation: got ${JSON.stringify(value)} for '${name}', expected one of: ${allowed.join(', ')}`);
}
