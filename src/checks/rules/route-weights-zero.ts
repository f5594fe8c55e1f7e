import type { RouteRule } from '../../kubernetes/gateway/route';
import type { Rule } from '../rule';

/** A rule all of whose backends have weight 0. */
export const ROUTE_WEIGHTS_ZERO: Rule = {
  id: 'route-weights-zero',
  severity: 'warning',
  title: 'All backends of a rule have weight 0.',
  why: 'No request is forwarded: the specification has them answered with 500.',
  fix: 'Set a weight above 0 on at least one backend, or remove the rule.',
  sources: ['https://gateway-api.sigs.k8s.io/reference/spec/#backendref'],
  * check({ cluster }) {
    for (const route of cluster.gatewayObjects.routes) {
      for (const rule of route.rules) {
        if (!sendsNothing(rule)) continue;
        yield {
          resource: route.resource,
          path: `${rule.fieldPath}.backendRefs`,
          message: `${rule.backendRefs.length === 1 ? 'the only backend has' : `all ${rule.backendRefs.length} backends have`} weight 0, so that every request is answered with 500`,
          fix: 'set a weight above 0 on one of them',
          edits: [{ path: `${rule.backendRefs[0].fieldPath}.weight`, value: 1 }],
        };
      }
    }
  },
};

/** A redirect needs no backends. */
function sendsNothing({ backendRefs, filters }: RouteRule): boolean {
  return backendRefs.length > 0 && backendRefs.every(({ weight }) => weight === 0) && !filters.some(({ kind }) => kind === 'redirect');
}
