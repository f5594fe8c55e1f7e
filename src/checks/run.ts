import { subtractBaseline, type Baseline } from './baseline';
import { RuleContext } from './context';
import type { Finding } from './finding';
import { FindingLimit } from './finding-limit';
import { META_RULES } from './meta-rules';
import { RULES } from './registry';
import type { Rule } from './rule';
import { applySuppressions } from './suppressions';
import { nearest } from '../kubernetes/near-miss';
import { NO_ORIGIN, type Position, type Resource } from '../kubernetes/resource';
import type { ValidationOptions } from '../kubernetes/validation/validate';
import type { RoutingConfig } from '../manifests/config';
import { NO_EXTERNALS } from '../manifests/externals';
import type { Simulation } from '../trace/simulation';

/** What a user wants of a check besides the rules' own judgement. */
export interface CheckOptions {
  /** Severities, suppressions and what the cluster holds outside the manifests. */
  readonly config?: Pick<RoutingConfig, 'rules' | 'suppressions' | 'externals' | 'origin'>;
  /** Whose rules the API server has; what is absent has its default. */
  readonly validation?: Partial<ValidationOptions>;
  /** Findings that are known: they are counted, not listed. */
  readonly baseline?: Baseline | null;
  /** @default - all rules of the registry */
  readonly registry?: readonly Rule[];
}

/** What is wrong with the manifests. */
export interface CheckResult {
  /** Sorted by file, position and rule. */
  readonly findings: readonly Finding[];
  /** How many findings the config or an annotation suppressed. */
  readonly suppressed: number;
  /** How many findings the baseline holds. */
  readonly known: number;
}

/** Runs every rule over a simulation. */
export function runChecks(simulation: Simulation, options: CheckOptions = {}): CheckResult {
  const { config, registry = RULES } = options;
  const context = new RuleContext(simulation, config?.externals ?? NO_EXTERNALS, options.validation ?? {});
  const found: Finding[] = [];
  for (const rule of registry) {
    const level = config?.rules.get(rule.id);
    if (level === 'off' || (level === undefined && rule.optIn === true)) continue;
    for (const finding of findingsOf(rule, simulation, context)) {
      if (finding.rule === rule.id) found.push(level === undefined ? finding : { ...finding, severity: level });
      else found.push(...leveled([finding], config));
    }
  }
  const { resources } = simulation.cluster;
  const { kept, suppressed, faults } = applySuppressions(found, resources, config?.suppressions ?? [], config?.origin ?? NO_ORIGIN);
  const all = [...kept, ...leveled([...faults, ...unknownRules(config, registry)], config)];
  const { fresh, known } = options.baseline ? subtractBaseline(all, options.baseline) : { fresh: all, known: 0 };
  return { findings: sorted(fresh), suppressed: suppressed.length, known };
}

/** What one rule finds; if it throws, what it found before, and a finding about the rule. */
function findingsOf(rule: Rule, simulation: Simulation, context: RuleContext): readonly Finding[] {
  const limit = new FindingLimit();
  const { findings } = limit;
  try {
    for (const each of rule.check(simulation, context)) limit.add({ ...each, rule: rule.id, severity: each.severity ?? rule.severity });
  } catch (error) {
    findings.push({
      rule: 'rule-failed',
      severity: 'warning',
      message: `rule ${rule.id} failed: ${error instanceof Error ? error.message : String(error)}`,
      fix: `report it with the manifests that it failed on; until it is fixed, switch the rule off in the config: rules: { ${rule.id}: off }`,
      resource: pseudoResource('Rule', rule.id),
      path: '',
    });
  }
  if (limit.left > 0) {
    findings.push({
      rule: 'findings-cut',
      severity: 'warning',
      message: `rule ${rule.id} has ${limit.left} more findings, which are not reported`,
      fix: `fix what is reported and run again; or switch the rule off in the config: rules: { ${rule.id}: off }`,
      resource: pseudoResource('Rule', rule.id),
      path: '',
    });
  }
  return findings;
}

/** Findings about the checking itself, with the severities that the config gives them. */
function leveled(findings: readonly Finding[], config: CheckOptions['config']): readonly Finding[] {
  return findings.flatMap((finding) => {
    const level = config?.rules.get(finding.rule);
    if (level === undefined) return [finding];
    return level === 'off' ? [] : [{ ...finding, severity: level }];
  });
}

function unknownRules(config: CheckOptions['config'], registry: readonly Rule[]): readonly Finding[] {
  const ids = registry.map((rule) => rule.id);
  const unknown = [...config?.rules.keys() ?? []].filter((id) => !ids.includes(id) && !META_RULES.some((each) => each.id === id));
  return unknown.map((id): Finding => {
    const near = nearest(id, ids);
    return {
      rule: 'unknown-rule',
      severity: 'warning',
      message: `the config sets rule ${id}, which does not exist`,
      fix: near === null ? `remove rules.${id}` : `write ${near} instead of ${id}`,
      resource: { ...pseudoResource('Config', 'cdk8s-routing'), origin: config?.origin ?? NO_ORIGIN },
      path: `rules.${id}`,
    };
  });
}

function pseudoResource(kind: string, name: string): Resource {
  return { apiVersion: '', kind, namespace: null, name, object: {}, origin: NO_ORIGIN };
}

interface Placed {
  readonly finding: Finding;
  readonly file: string;
  readonly position: Position;
}

const NOWHERE: Position = { line: 0, column: 0 };

function sorted(findings: readonly Finding[]): readonly Finding[] {
  const placed = findings.map((finding): Placed => {
    const { origin } = finding.resource;
    return { finding, file: origin.file ?? '', position: origin.locate(finding.path) ?? NOWHERE };
  });
  placed.sort((a, b) => compare(a.file, b.file) || a.position.line - b.position.line || a.position.column - b.position.column
    || compare(a.finding.rule, b.finding.rule));
  return placed.map((each) => each.finding);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
