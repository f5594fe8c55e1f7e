import type { Condition } from './model';
import type { GatewayRoute, RouteRule } from '../../kubernetes/gateway/route';

/** Why a controller drops a rule; null where it serves it. A backend that is not there makes no rule invalid. */
export function ruleProblem({ filters }: RouteRule): { readonly reason: string; readonly message: string } | null {
  const unknown = filters.find(({ kind }) => kind === 'unknown');
  if (unknown?.kind === 'unknown') return { reason: 'UnsupportedValue', message: `${unknown.fieldPath} has type ${unknown.type}, which is not known` };
  const kinds = new Set(filters.map(({ kind }) => kind));
  if (!kinds.has('rewrite') || !kinds.has('redirect')) return null;
  return { reason: 'IncompatibleFilters', message: 'URLRewrite and RequestRedirect exclude each other' };
}

/**
 * What invalid rules make of an accepted route: it is not accepted where none is left, and partially invalid where some are dropped.
 *
 * @see https://github.com/kubernetes-sigs/gateway-api/blob/v1.6.1/apis/v1/shared_types.go RouteConditionPartiallyInvalid
 */
export function withRuleValidity({ rules }: GatewayRoute, accepted: Condition): readonly Condition[] {
  const problems = rules.map(ruleProblem);
  const first = problems.find((problem) => problem !== null) ?? null;
  if (first === null || accepted.status !== 'True') return [accepted];
  if (!problems.includes(null)) return [{ ...accepted, status: 'False', reason: first.reason, message: first.message }];
  return [accepted, { type: 'PartiallyInvalid', status: 'True', reason: 'UnsupportedValue', message: `Dropped Rule: ${first.message}` }];
}
