import { unsimulated } from './annotations';
import { authFilters } from './auth';
import type { BackendAction } from './backends';
import { limitsOf } from './limits';
import type { ListenPort } from './listen-ports';
import { hostMatchers, otherConditions, pathMatchers } from './matchers';
import { limitOfAws, targetGroup } from './questions';
import { locationOf } from './redirects';
import type { ListenerRule } from './rules';
import type { IngressPath } from '../../../kubernetes/ingress';
import type { Action, Route } from '../../model';
import type { DialectInputs } from '../dialect';
import { hostSource, ruleSource } from '../sources';

/** A rule as routes: one for each combination of its hosts, paths and pairs, all of one rank. @throws Unbuildable */
export function routesOfRule(rule: ListenerRule, { protocol }: ListenPort, inputs: DialectInputs): readonly Route[] {
  const { member, path, source, action, rank } = rule;
  const { ingress } = member;
  const filters = protocol === 'HTTPS' ? authFilters(member, action, inputs) : [];
  const backend = path.backend?.kind === 'service' ? path.backend.service : null;
  const open = [...member.open, ...unsimulated(ingress, backend), ...limitsOf(rule).map((each) => limitOfAws(each, source))];
  const covers = [ruleSource(ingress, rule.rule), ...rule.rule.host === '' ? [] : [hostSource(ingress, rule.rule)]];
  const common = { source, covers, label: labelOf(path), filters, action: actionOf(action), rank, open };
  return hostMatchers(rule.hosts).flatMap((host) => pathMatchers(rule.paths).flatMap((each) => otherConditions(rule.conditions).map((more) => ({
    ...common,
    conditions: { ...host === undefined ? {} : { host }, ...each === undefined ? {} : { path: each }, ...more },
  }))));
}

function labelOf({ path, pathType }: IngressPath): string {
  return path === '' ? `every path (${pathType})` : `\`${path}\` (${pathType})`;
}

export function actionOf(action: BackendAction): Action {
  if (action.kind === 'respond') return action;
  const { source } = action;
  if (action.kind === 'redirect') return { kind: 'redirect', status: action.redirect.status, location: locationOf(action.redirect), source };
  return {
    kind: 'forward',
    to: action.to.map((each) => ({
      target: each.kind === 'service'
        ? each.target
        : { kind: 'object', what: `the target group ${each.arn}`, source: each.source, open: targetGroup(each.arn, each.source) },
      weight: each.weight,
      filters: [],
    })),
  };
}
