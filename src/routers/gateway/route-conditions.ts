import { backendProblem, type BackendReference } from './backend-refs';
import type { GatewayInputs } from './inputs';
import type { Condition, RefProblem } from './model';
import type { RouteFilter } from '../../kubernetes/gateway/filters';
import type { GatewayRoute, RouteRule } from '../../kubernetes/gateway/route';

/** Every backend that a rule names: those that it forwards to, and those of its mirrors. */
export function backendsOf({ backendRefs, filters }: RouteRule): readonly BackendReference[] {
  return [...backendRefs, ...[...filters, ...backendRefs.flatMap((ref) => ref.filters)].flatMap(mirrored)];
}

function mirrored(filter: RouteFilter): readonly BackendReference[] {
  return filter.kind === 'mirror' || filter.kind === 'external-auth' ? [filter.backend] : [];
}

/** What is wrong with the backends of a route, in order; of any weight, since a reference of weight 0 must resolve, too. */
export function backendProblems(inputs: GatewayInputs, route: GatewayRoute): readonly RefProblem[] {
  return route.rules.flatMap(backendsOf).flatMap((ref) => backendProblem(inputs, route, ref) ?? []);
}

/** `ResolvedRefs` of a route: set whether or not the route is accepted, and the same for each of its parents. */
export function resolvedRefs(problems: readonly RefProblem[]): Condition {
  const first = problems.find(({ certain }) => certain) ?? problems[0];
  if (first === undefined) return { type: 'ResolvedRefs', status: 'True', reason: 'ResolvedRefs', message: '' };
  return { type: 'ResolvedRefs', status: first.certain ? 'False' : 'Unknown', reason: first.reason, message: first.message };
}
