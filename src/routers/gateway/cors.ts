import type { RouteMatch } from '../../kubernetes/gateway/route';
import type { Source } from '../../kubernetes/open-question';
import type { NamedMatcher, Route } from '../model';

/** What makes a request a preflight. @see https://fetch.spec.whatwg.org/#cors-preflight-request */
const PREFLIGHT: readonly NamedMatcher[] = [
  { of: 'header', name: 'origin', value: { kind: 'present' } },
  { of: 'header', name: 'access-control-request-method', value: { kind: 'present' } },
];

/**
 * Preflights are answered by the Gateway, whatever their origin: without CORS headers where it is not allowed. All other requests are forwarded.
 *
 * @returns null where the rule never matches a preflight, since it has another method
 * @see https://github.com/kubernetes-sigs/gateway-api/blob/v1.6.1/apis/v1/httproute_types.go HTTPCORSFilter
 */
export function corsRoute(route: Route, { method }: RouteMatch, source: Source): Route | null {
  if (method !== null && method !== 'OPTIONS') return null;
  const { conditions, rank } = route;
  return {
    ...route,
    conditions: { ...conditions, methods: ['OPTIONS'], named: [...conditions.named ?? [], ...PREFLIGHT] },
    filters: [],
    action: { kind: 'respond', status: 200, code: 'cors-preflight', reason: 'preflight requests are answered by the CORS filter of the rule', source },
    // right before the rule itself
    rank: [...rank.slice(0, -1), Number(rank[rank.length - 1]) - 0.5],
    open: [],
  };
}
