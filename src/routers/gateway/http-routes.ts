import type { CompiledRoute, RouteInputs } from './compiled-route';
import { corsRoute } from './cors';
import { compileFilters, type FilterContext } from './filters';
import type { Implementation } from './implementations';
import { conditionsOf, describeMatch } from './matches';
import { requestQuestions } from './request-questions';
import { ruleProblem } from './rule-validity';
import { compileTarget } from './targets';
import type { BackendRef, GatewayRoute, RouteMatch, RouteRule } from '../../kubernetes/gateway/route';
import { openQuestion, type OpenQuestion, type Source } from '../../kubernetes/open-question';
import type { Action, Rank, Route, RouterReason, WeightedTarget } from '../model';

/** What each place of the rank compares, in the order of the specification; hosts have been compared before. */
export const PRECEDENCE: readonly string[] = [
  'Exact path before PathPrefix', 'longer path', 'a method match', 'more header matches', 'more query parameter matches', 'older route', 'route first by namespace and name',
  'earlier rule', 'earlier match',
];

/** The routes of an HTTPRoute or GRPCRoute: one for each match of each rule that is valid. */
export function compileHttpRoute(context: RouteInputs, owner: GatewayRoute): readonly CompiledRoute[] {
  return owner.rules.flatMap((rule, index) => (ruleProblem(rule) === null ? compileRule(context, owner, rule, index) : []));
}

function compileRule(context: RouteInputs, owner: GatewayRoute, rule: RouteRule, ruleIndex: number): readonly CompiledRoute[] {
  return rule.matches.flatMap((match, matchIndex) => {
    const route = compileMatch(context, owner, rule, match, [ruleIndex, matchIndex]);
    const made: CompiledRoute[] = [{ route, owner, match, possible: false }];
    const cors = rule.filters.find((filter) => filter.kind === 'cors');
    const preflight = cors === undefined ? null : corsRoute(route, match, { resource: owner.resource, field: cors.fieldPath, kind: 'filter' });
    if (preflight !== null) made.push({ route: preflight, owner, match, possible: false });
    if (owner.kind === 'GRPCRoute') made.push({ route: withoutGrpc(route), owner, match, possible: true });
    return made;
  });
}

function compileMatch(context: RouteInputs, owner: GatewayRoute, rule: RouteRule, match: RouteMatch, places: readonly [number, number]): Route {
  const { resource } = owner;
  const source: Source = { resource, field: match.fieldPath, kind: match.fieldPath === rule.fieldPath ? 'rule' : 'match' };
  const filterContext = filtersFor(context, owner, match);
  const { filters, open, failed } = compileFilters(rule.filters, filterContext);
  const { action, open: ofAction } = failed === null ? actionOf(context, owner, rule, filterContext)
    : { action: respond(500, 'invalid-configuration', failed.reason, failed.source), open: [] };
  return {
    source,
    covers: source.kind === 'rule' ? [] : [{ resource, field: rule.fieldPath, kind: 'rule' }],
    label: describeMatch(match),
    conditions: conditionsOf(match, context.implementation),
    filters: filters.filter(({ kind }) => kind !== 'redirect'),
    action: redirectIn(filters) ?? action,
    rank: rankOf(owner, match, places, context.implementation),
    open: [...open, ...ofAction, ...requestQuestions(context, owner, rule, match)],
  };
}

function redirectIn(filters: ReturnType<typeof compileFilters>['filters']): Action | null {
  const redirect = filters.find((filter) => filter.kind === 'redirect');
  return redirect?.kind === 'redirect' ? { kind: 'redirect', status: redirect.status, location: redirect.location, source: redirect.source } : null;
}

function filtersFor(context: RouteInputs, owner: GatewayRoute, match: RouteMatch): FilterContext {
  return {
    resource: owner.resource,
    match,
    decodes: context.implementation?.paths.sentSteps !== undefined,
    target: (ref) => compileTarget(context, owner, ref),
    hasObject: (kind, name) => context.inputs.cluster.find(kind, owner.namespace, name) !== undefined,
  };
}

function respond(status: number, code: RouterReason, reason: string, source: Source): Action {
  return { kind: 'respond', status, code, reason, source };
}

/** Weights are relative to their sum; nothing is forwarded where all are 0. */
function actionOf(
  context: RouteInputs, owner: GatewayRoute, rule: RouteRule, filterContext: FilterContext,
): { readonly action: Action; readonly open: readonly OpenQuestion[] } {
  const source: Source = { resource: owner.resource, field: rule.fieldPath, kind: 'rule' };
  if (rule.backendRefs.length === 0) return { action: respond(500, 'no-backends', 'the rule has no backendRefs', source), open: noBackends(context, source) };
  const weighted = rule.backendRefs.filter(({ weight }) => weight > 0);
  if (weighted.length === 0) {
    const open = openQuestion('weights-of-zero', {}, [source], () => 'what the controller answers where all weights are 0: some 500, some 503');
    return { action: respond(500, 'no-backends', 'all backendRefs have weight 0', source), open: [open] };
  }
  const parts = weighted.map((ref) => weightedTarget(filterContext, ref));
  return { action: { kind: 'forward', to: parts.map(({ to }) => to) }, open: parts.flatMap(({ open }) => open) };
}

function noBackends({ implementation }: RouteInputs, source: Source): readonly OpenQuestion[] {
  if (implementation?.title !== 'Traefik') return [];
  return [openQuestion('controller-differs', { controller: implementation.title, what: 'no-backends' }, [source], () => 'Traefik answers 503 for a rule without backendRefs')];
}

function weightedTarget(context: FilterContext, ref: BackendRef): { readonly to: WeightedTarget; readonly open: readonly OpenQuestion[] } {
  const { target, open } = context.target(ref);
  const { filters, open: ofFilters, failed } = compileFilters(ref.filters, context);
  if (failed === null) return { to: { target, weight: ref.weight, filters }, open: [...open, ...ofFilters] };
  return { to: { target: { kind: 'refused', status: 500, code: 'invalid-configuration', reason: failed.reason, source: failed.source }, weight: ref.weight, filters: [] }, open };
}

/**
 * The order of the specification: Exact, the longest prefix, method, headers, query parameters, the oldest route, namespace and name, the first rule.
 * Of gRPC calls the longest service, then the longest method.
 *
 * @see https://github.com/kubernetes-sigs/gateway-api/blob/v1.6.1/apis/v1/httproute_types.go HTTPRouteRule.Matches
 */
function rankOf(owner: GatewayRoute, match: RouteMatch, [rule, index]: readonly [number, number], implementation: Implementation | null): Rank {
  const { method, headers, queryParams } = match;
  return [
    ...pathRank(match, implementation), method === null ? 1 : 0, -headers.length, -queryParams.length,
    // an object without creationTimestamp is yet to be created: `~` comes after every date
    owner.creationTimestamp ?? '~', `${owner.namespace}/${owner.name}`, rule, index,
  ];
}

function pathRank({ path, call }: RouteMatch, implementation: Implementation | null): readonly [number, number] {
  if (path === null) return [0, -((call?.service?.length ?? 0) * LONGEST_METHOD + (call?.method?.length ?? 0))];
  const place = { Exact: 1, PathPrefix: 3, RegularExpression: PATTERN_PLACES[implementation?.patternOrder ?? 'before-prefix'] }[path.type];
  return [place, -path.value.length];
}

const LONGEST_METHOD = 2048;
const PATTERN_PLACES: Readonly<Record<NonNullable<Implementation['patternOrder']>, number>> = { 'first': 0, 'before-prefix': 2, 'after-prefix': 4 };

/** Whether requests that are not gRPC are taken, too, is left to the controller. */
function withoutGrpc(route: Route): Route {
  const { named, ...conditions } = route.conditions;
  const question = openQuestion('not-grpc', {}, [route.source], () => `whether a request that is not gRPC is taken by a GRPCRoute (${route.label}): some controllers route it all the same`);
  const rest = (named ?? []).filter((each) => each.of !== 'header' || each.name !== 'content-type' || each.value.kind !== 'glob');
  return { ...route, conditions: rest.length === 0 ? conditions : { ...conditions, named: rest }, open: [...route.open, question] };
}
