import type { Ingress } from '../../kubernetes/ingress';
import type { Route, Router } from '../../routers/model';
import type { RuleContext } from '../context';
import { leadsElsewhere } from '../reach';
import { annotationsOf, ask, exampleHost, faultAt, readsPatterns, winnerText } from '../routes';
import type { Rule, RuleFinding } from '../rule';

/** A route that no request can reach, for other reasons than another spelling of the same path. */
export const UNREACHABLE_ROUTE: Rule = {
  id: 'unreachable-route',
  severity: 'warning',
  title: 'A route can never get a request.',
  why: 'The path is none that a request can have, or other routes take all requests before it.',
  fix: 'Remove the route, or change what goes before it.',
  sources: ['https://kubernetes.io/docs/concepts/services-networking/ingress/#the-ingress-resource', 'https://www.rfc-editor.org/rfc/rfc3986#section-3.3'],
  * check({ cluster, routers }, context) {
    for (const ingress of cluster.ingresses) yield* pathsWithQuery(ingress, context);
    for (const router of routers) yield* hiddenDefaults(router, context);
  },
};

/** A path ends where the query or fragment begins; in ImplementationSpecific paths, and where annotations say so, `?` may belong to a pattern. */
function* pathsWithQuery(ingress: Ingress, context: RuleContext): Iterable<RuleFinding> {
  const router = context.routerOf(ingress.resource);
  if (router === undefined || readsPatterns(annotationsOf(ingress.resource))) return;
  for (const { host, paths } of ingress.rules) {
    for (const { path, pathType, fieldPath } of paths ?? []) {
      const end = path.search(/[?#]/);
      if (pathType === 'ImplementationSpecific' || end < 0 || faultAt(router, ingress.resource, fieldPath)?.kind === 'refused') continue;
      const name = exampleHost(host.toLowerCase());
      const asked = path.slice(0, end);
      const { route } = ask(router, name, asked === '' ? '/' : asked);
      yield {
        resource: ingress.resource,
        path: `${fieldPath}.path`,
        severity: 'error',
        message: `\`${path}\` (${pathType}) never gets a request: paths are compared without ${path[end] === '?' ? 'query' : 'fragment'};`
          + ` GET http://${name === '' ? '<any host>' : name}${path} ${winnerText(router, route)}`,
        fix: `write ${asked === '' ? '/' : asked} instead of ${path}; Ingress rules cannot look at ${path[end] === '?' ? 'queries' : 'fragments'}`,
      };
    }
  }
}

/** A default backend whose Ingress has a route for every path of every host, so that nothing is left for it. */
function* hiddenDefaults(router: Router, context: RuleContext): Iterable<RuleFinding> {
  // The default backend of another Ingress is another question: there the Ingress may have a load balancer of its own
  const own = context.ingressesOf(router).filter(({ defaultBackend, rules }) => defaultBackend !== null && rules.some(({ host }) => host === ''));
  if (own.length === 0) return;
  const hidden = new Set(own.map(({ resource }) => resource));
  const isElsewhere = (route: Route, by: Route): boolean => by.source.resource === route.source.resource && leadsElsewhere(route, by);
  for (const { route, by } of context.reachOf(router).beaten(isElsewhere)) {
    if (route.source.kind !== 'default-backend' || !hidden.has(route.source.resource)) continue;
    const found = ask(router, '', '/anything');
    yield {
      resource: route.source.resource,
      path: route.source.field,
      message: `the default backend never gets a request: ${by.label} without host takes whatever no other rule does; GET http://<any host>/anything ${winnerText(router, found.route)}`,
      fix: `remove spec.defaultBackend, or ${by.label} from the rule without host`,
    };
  }
}
