import { routeId, sameDestination } from '../../routers/route-table';
import type { Rule } from '../rule';

/** A route that another spelling of its path always goes before. */
export const ROUTE_SHADOWED: Rule = {
  id: 'route-shadowed',
  severity: 'warning',
  title: 'A route never gets a request, since another spelling of its path goes first.',
  why: 'A Prefix takes no notice of its last slash, so `/foo` and `/foo/` match the same requests, and the longer one gets them all.',
  mend: 'Keep one of them, or use Exact for the path without anything below it.',
  sources: ['https://kubernetes.io/docs/concepts/services-networking/ingress/#multiple-matches'],
  * check({ tables }) {
    for (const router of tables) {
      for (const { kind, route, by, because } of router.shadowed) {
        if (kind !== 'longer' || sameDestination(route, by)) continue;
        yield {
          resource: route.resource,
          path: `${route.fieldPath}.path`,
          message: `${route.label} never gets a request: ${by.label} of ${routeId(by)} goes first, ${because}`,
          fix: `remove one of them, or make ${route.label} Exact`,
        };
      }
    }
  },
};
