import { settingOf } from './annotations';
import { backendAction, type BackendAction } from './backends';
import type { Condition, Texts } from './conditions';
import { conditionsOf } from './conditions';
import type { Member } from './members';
import { Unbuildable } from './unbuildable';
import type { IngressPath, IngressRule } from '../../../kubernetes/ingress';
import type { Source } from '../../../kubernetes/open-question';
import type { Rank } from '../../model';
import type { ControllerSettings } from '../controller-settings';
import type { DialectInputs } from '../dialect';
import { pathSource } from '../sources';

/** A rule of a listener, before it is known which listeners it comes into. */
export interface ListenerRule {
  readonly member: Member;
  readonly rule: IngressRule;
  readonly path: IngressPath;
  readonly source: Source;
  /** Empty: every host. */
  readonly hosts: Texts;
  readonly paths: Texts;
  /** Besides those of hosts and paths. */
  readonly conditions: readonly Condition[];
  readonly action: BackendAction;
  readonly rank: Rank;
}

/** What decides between rules of a listener: nothing is sorted across rules, hosts and Ingress objects. */
export const PRECEDENCE: readonly string[] = [
  'the earlier Ingress in the order of the group', 'the earlier rule', 'Exact before Prefix before ImplementationSpecific', 'the longer prefix', 'the earlier path',
];

const TYPES: readonly IngressPath['pathType'][] = ['Exact', 'Prefix', 'ImplementationSpecific'];

/** Builds the rule of one path. @throws Unbuildable */
export type RuleBuilder = () => ListenerRule;

/**
 * A rule for each path of a member, not built yet.
 *
 * @see https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/v2.13.0/pkg/ingress/model_build_listener_rules.go
 */
export function ruleBuilders(member: Member, place: number, inputs: DialectInputs, settings: ControllerSettings): readonly RuleBuilder[] {
  return member.ingress.rules.flatMap((rule, i) => (rule.paths ?? []).map((path, j) => () => {
    const source = pathSource(member.ingress, path);
    const action = backendAction(member, path.backend, source, inputs, settings);
    const conditions = path.backend?.kind === 'service' ? conditionsOf(member.ingress, path.backend.service) : [];
    const length = path.pathType === 'Prefix' ? -path.path.length : 0;
    return {
      member,
      rule,
      path,
      source,
      hosts: joined(rule.host === '' ? NO_TEXTS : { values: [rule.host], patterns: [] }, conditions, 'host'),
      paths: joined(pathTexts(member, path, source), conditions, 'path'),
      conditions: conditions.filter((each) => each.field !== 'host' && each.field !== 'path'),
      action,
      rank: [place, i, TYPES.indexOf(path.pathType), length, j],
    };
  }));
}

const NO_TEXTS: Texts = { values: [], patterns: [] };

/** Hosts and paths of annotations are added to those of the rule: one of all must match. */
function joined(own: Texts, conditions: readonly Condition[], field: 'host' | 'path'): Texts {
  const more = conditions.flatMap((each) => each.field === field ? [each.texts] : []);
  return { values: [own, ...more].flatMap((each) => each.values), patterns: [own, ...more].flatMap((each) => each.patterns) };
}

/** An empty path is no condition. */
function pathTexts({ ingress }: Member, { path, pathType }: IngressPath, source: Source): Texts {
  if (path === '') return NO_TEXTS;
  if (pathType === 'ImplementationSpecific') {
    return settingOf(ingress, 'use-regex-path-match') === 'true' ? { values: [], patterns: [path.slice(1)] } : { values: [path], patterns: [] };
  }
  if (/[*?]/.test(path)) {
    throw new Unbuildable('path-wildcard', source, `a path of type ${pathType} has no wildcards, and ${path} has`, 'set pathType: ImplementationSpecific');
  }
  if (pathType === 'Exact') return { values: [path], patterns: [] };
  const prefix = path.replace(/\/$/, '');
  return { values: path === '/' ? ['/*'] : [prefix, `${prefix}/*`], patterns: [] };
}

