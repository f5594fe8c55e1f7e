import { differingPlace } from '../../routers/index/rank';
import { FACTS as TRAEFIK, PRIORITY } from '../../routers/ingress/traefik/facts';
import type { Route, Router } from '../../routers/model';
import { leadsElsewhere } from '../reach';
import { routeId } from '../routes';
import type { Rule } from '../rule';

/** A route whose requests others all take before it. */
export const ROUTE_SHADOWED: Rule = {
  id: 'route-shadowed',
  severity: 'warning',
  title: 'A route never gets a request, since others take all of them before it.',
  why: 'A Prefix takes no notice of its trailing slash, so `/foo` and `/foo/` match the same requests, and the longer one gets them all; a route of a Gateway'
    + ' is hidden where an older one, or an earlier rule, has the same matches.',
  fix: 'Keep one of them, or use Exact for the path without anything below it.',
  sources: ['https://kubernetes.io/docs/concepts/services-networking/ingress/#multiple-matches', 'https://gateway-api.sigs.k8s.io/reference/spec/#httprouterule'],
  * check({ routers }, context) {
    for (const router of routers) {
      const twins = context.duplicatesOf(router);
      for (const { route, by } of context.reachOf(router).beaten(leadsElsewhere)) {
        const { source } = route;
        if (source.kind === 'default-backend' || twins.some(({ path }) => path.resource === source.resource && path.fieldPath === source.field)) continue;
        yield {
          resource: source.resource,
          path: source.kind === 'path' ? `${source.field}.path` : source.field,
          message: `${route.label} never gets a request: ${by.label} of ${routeId(by)} takes precedence${why(router.precedence, route, by)}`,
          fix: fixOf(router, route),
        };
      }
    }
  },
};

function fixOf({ id }: Router, { source, label, conditions: { path } }: Route): string {
  if (source.kind !== 'path') return 'remove one of them, or give it other matches';
  if (path?.kind !== 'exact') return `remove one of them, or make ${label} Exact`;
  return id.controller === TRAEFIK.name ? `remove one of them, or put ${label} into an Ingress with a greater ${PRIORITY}` : 'remove one of them';
}

/** Which place of the ranks says so, as the router calls it. */
function why(precedence: readonly string[], route: Route, by: Route): string {
  const place = differingPlace(route.rank, by.rank);
  const reason = place < 0 ? 'it comes first' : precedence[place];
  return reason === undefined ? '' : ` (${reason})`;
}
