import type { Ingress } from '../../kubernetes/ingress';
import { pathClasses } from '../../routers/classes/path-classes';
import { hostText, sameDestination, type Route, type RouteTable } from '../../routers/route-table';
import type { RuleContext } from '../context';
import { annotationsOf, ask, exampleHost, readsPatterns, winnerText } from '../routes';
import type { Rule, RuleFinding } from '../rule';

/** A route that no request can reach, for other reasons than another spelling of the same path. */
export const UNREACHABLE_ROUTE: Rule = {
  id: 'unreachable-route',
  severity: 'warning',
  title: 'A route can never get a request.',
  why: 'The path is none that a request can have, or other routes take all requests before it.',
  mend: 'Remove the route, or change what goes before it.',
  sources: ['https://kubernetes.io/docs/concepts/services-networking/ingress/#the-ingress-resource', 'https://www.rfc-editor.org/rfc/rfc3986#section-3.3'],
  * check({ cluster, tables }, context) {
    for (const ingress of cluster.ingresses) yield* pathsWithQuery(ingress, context);
    for (const router of tables) yield* hiddenDefaults(router);
  },
};

/** A path ends where the query or fragment begins; in ImplementationSpecific paths, and where annotations say so, `?` may belong to a pattern. */
function* pathsWithQuery(ingress: Ingress, context: RuleContext): Iterable<RuleFinding> {
  const router = context.routerOf(ingress.resource);
  if (router === undefined || readsPatterns(annotationsOf(ingress.resource))) return;
  for (const { host, paths } of ingress.rules) {
    for (const { path, pathType, fieldPath } of paths ?? []) {
      const end = path.search(/[?#]/);
      if (pathType === 'ImplementationSpecific' || end < 0) continue;
      const name = exampleHost(host.toLowerCase());
      const asked = path.slice(0, end);
      const { route } = ask(router, name, asked === '' ? '/' : asked);
      yield {
        resource: ingress.resource,
        path: `${fieldPath}.path`,
        severity: 'error',
        message: `\`${path}\` (${pathType}) never gets a request: paths are compared without ${path[end] === '?' ? 'query' : 'fragment'};`
          + ` GET http://${name === '' ? '<any host>' : name}${path} ${winnerText(route)}`,
        fix: `write ${asked === '' ? '/' : asked} instead of ${path}; Ingress rules cannot look at ${path[end] === '?' ? 'queries' : 'fragments'}`,
      };
    }
  }
}

/** A default backend whose Ingress has a route for every path of every host, so that nothing is left for it. */
function* hiddenDefaults(router: RouteTable): Iterable<RuleFinding> {
  const { route: by } = ask(router, '', '/anything');
  if (by === null || by.path.kind === 'any') return;
  // The default backend of another Ingress is another question: there the Ingress may have a load balancer of its own
  const route = router.routes.find((each) => each.fieldPath === 'spec.defaultBackend' && each.resource === by.resource);
  if (route === undefined || sameDestination(by, route) || reachedRoutes(router).has(route)) return;
  yield {
    resource: route.resource,
    path: route.fieldPath,
    message: `the default backend never gets a request: ${by.label} without host takes whatever no other rule does; GET http://<any host>/anything ${winnerText(by)}`,
    fix: `remove spec.defaultBackend, or ${by.label} from the rule without host`,
  };
}

/** The routes that win at least one class of requests. */
function reachedRoutes(router: RouteTable): ReadonlySet<Route | null> {
  const reached = new Set<Route | null>([ask(router, '', '/').route]);
  for (const { host, routes } of router.virtualHosts) {
    const name = exampleHost(hostText(host));
    for (const { example } of pathClasses(routes.map((route) => route.path))) reached.add(ask(router, name, example).route);
  }
  return reached;
}
