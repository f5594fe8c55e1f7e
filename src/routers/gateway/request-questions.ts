import type { RouteInputs } from './compiled-route';
import type { Feature, Implementation } from './implementations';
import { ruleQuestions } from './traefik-questions';
import type { RouteFilter } from '../../kubernetes/gateway/filters';
import type { GatewayRoute, RouteMatch, RouteRule } from '../../kubernetes/gateway/route';
import { openQuestion, type OpenQuestion, type Source } from '../../kubernetes/open-question';

/** What the answer to a request that a rule takes depends on. */
export function requestQuestions({ implementation }: Pick<RouteInputs, 'implementation'>, owner: GatewayRoute, rule: RouteRule, match: RouteMatch): readonly OpenQuestion[] {
  const source: Source = { resource: owner.resource, field: rule.fieldPath, kind: 'rule' };
  return [
    ...timeoutQuestion(rule, source), ...featureQuestions(implementation, rule, match, source), ...hostMatchQuestion(match, source),
    ...ruleQuestions({ implementation }, rule, match, source),
  ];
}

/** A timeout that is overrun is answered 504. */
function timeoutQuestion({ timeouts: { request, backendRequest } }: RouteRule, source: Source): readonly OpenQuestion[] {
  const limits = [request === null ? '' : `request ${request}`, backendRequest === null ? '' : `backendRequest ${backendRequest}`].filter((limit) => limit !== '' && !/ 0[a-z]*$/.test(limit));
  if (limits.length === 0) return [];
  return [openQuestion('timeout', { request, backendRequest }, [source], () => `how long the pods take: after the timeouts of the rule (${limits.join(', ')}) the Gateway answers 504`)];
}

/** Header names are matched without the pseudo-header that Host is in HTTP/2. */
function hostMatchQuestion({ headers }: RouteMatch, source: Source): readonly OpenQuestion[] {
  if (!headers.some(({ name }) => name.toLowerCase() === 'host')) return [];
  return [openQuestion('host-header-match', {}, [source], () => 'whether the controller compares the header Host as any other: hostnames are made for it')];
}

/** Parts of a rule that not every controller knows, by the name that conformance reports have for them. */
function featuresOf(rule: RouteRule, match: RouteMatch): readonly (readonly [Feature, string])[] {
  const backendFilters = rule.backendRefs.flatMap((ref) => ref.filters);
  return [
    ...[...rule.filters, ...backendFilters].flatMap(featureOfFilter),
    ...(backendFilters.length > 0 ? [['backend-headers', 'filters of a backendRef'] as const] : []),
    ...(match.method !== null ? [['method-match', 'a method match'] as const] : []),
    ...(match.queryParams.length > 0 ? [['query-match', 'a query parameter match'] as const] : []),
    ...(rule.timeouts.request !== null || rule.timeouts.backendRequest !== null ? [['timeouts', 'timeouts'] as const] : []),
  ];
}

function featureOfFilter(filter: RouteFilter): readonly (readonly [Feature, string])[] {
  switch (filter.kind) {
    case 'cors': return [['cors', 'the CORS filter']];
    case 'rewrite': return [['rewrite', 'URLRewrite']];
    case 'mirror': return [['mirror', 'RequestMirror']];
    case 'headers': return filter.on === 'response' ? [['response-headers', 'ResponseHeaderModifier']] : [];
    case 'redirect': return [
      ...(filter.path === null ? [] : [['path-redirect', 'a redirect that changes the path'] as const]),
      ...([303, 307, 308].includes(filter.statusCode) ? [['redirect-308', `a redirect with status ${filter.statusCode}`] as const] : []),
    ];
    default: return [];
  }
}

function featureQuestions(implementation: Implementation | null, rule: RouteRule, match: RouteMatch, source: Source): readonly OpenQuestion[] {
  if (implementation === null) return [];
  return featuresOf(rule, match).filter(([feature]) => implementation.lacks.has(feature)).map(([feature, what]) =>
    openQuestion('feature-not-supported', { controller: implementation.title, feature }, [source],
      () => `${implementation.title} does not support ${what}: it leaves out the rule, or answers 500`));
}
