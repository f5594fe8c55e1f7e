import type { Cluster } from '../../cluster/model';
import type { Ingress } from '../../kubernetes/ingress';
import { classController, type ClassController } from '../../routers/ingress/class-controller';
import { hostText, routeId, sameDestination, type Route, type RouteTable, type VirtualHost } from '../../routers/route-table';
import type { RuleContext } from '../context';
import { annotationsOf, ask, exampleHost, literalPath, readsPatterns, winnerText } from '../routes';
import type { Rule, RuleFinding } from '../rule';

/** Requests that one controller sends here and another one there. */
export const AMBIGUOUS_ROUTE: Rule = {
  id: 'ambiguous-route',
  severity: 'info',
  title: 'Which route gets a request is up to the controller.',
  why: 'The Ingress specification leaves open how these routes are read or ordered, and controllers differ: the same manifests send a request elsewhere.',
  mend: 'Write the routes so that every reading agrees, or declare the IngressClass, whose controller settles it.',
  sources: [
    'https://kubernetes.io/docs/concepts/services-networking/ingress/#path-types',
    'https://doc.traefik.io/traefik/reference/routing-configuration/http/routing/rules-and-priority/#priority-calculation',
  ],
  * check({ cluster, tables }, context) {
    for (const router of tables) {
      const controller = classController(cluster, router);
      yield* exactBesidePrefix(router, controller);
      yield* wildcardBehindHost(router, controller);
    }
    for (const ingress of cluster.ingresses) yield* patterns(ingress, cluster, context);
    for (const router of tables) yield* rivalDefaults(router, cluster, context);
  },
};

/** Traefik takes the longest rule text, and `PathPrefix(...)` is longer than `Path(...)`. */
function* exactBesidePrefix(router: RouteTable, controller: ClassController | null): Iterable<RuleFinding> {
  if (controller !== null && controller !== 'traefik') return;
  for (const { host, routes } of router.virtualHosts) {
    const prefixes = new Map<string, Route>();
    for (const route of routes) if (route.path.kind === 'element-prefix' && !prefixes.has(route.path.path)) prefixes.set(route.path.path, route);
    for (const route of routes) {
      if (route.path.kind !== 'exact') continue;
      const prefix = prefixes.get(route.path.path);
      if (prefix === undefined || sameDestination(route, prefix)) continue;
      yield {
        resource: route.resource,
        path: `${route.fieldPath}.path`,
        ...(controller === 'traefik' ? { severity: 'warning' as const } : {}),
        message: `GET ${urlOf(host, route.path.path)} ${winnerText(route)}, except with Traefik, where it ${winnerText(prefix)}`,
        fix: 'with Traefik set the annotation traefik.ingress.kubernetes.io/router.priority; else declare the IngressClass of the controller',
      };
    }
  }
}

/** A host without a path that the wildcard host has: Traefik and haproxy-ingress look there, others stay with the host. */
function* wildcardBehindHost(router: RouteTable, controller: ClassController | null): Iterable<RuleFinding> {
  if (controller !== null && controller !== 'traefik' && controller !== 'haproxy') return;
  const wildcards = new Map(router.virtualHosts.flatMap((each) => each.host.kind === 'wildcard' ? [[each.host.suffix, each] as const] : []));
  if (wildcards.size === 0) return;
  for (const { host, routes } of router.virtualHosts) {
    if (host.kind !== 'exact' || routes.length === 0) continue;
    const wildcard = wildcards.get(host.host.slice(Math.max(0, host.host.indexOf('.'))));
    const behind = wildcard?.routes.find((route) => route.path.kind !== 'any' && leaves(router, host.host, route));
    if (behind === undefined || behind.path.kind === 'any') continue;
    yield {
      resource: behind.resource,
      path: `${behind.fieldPath}.path`,
      message: `GET ${urlOf(host, behind.path.path)} ${winnerText(ask(router, host.host, behind.path.path).route)}, since ${host.host} has rules of its own;`
        + ` with Traefik and haproxy-ingress it ${winnerText(behind)}`,
      fix: `repeat ${behind.label} under ${host.host}, if requests for it are meant to go there`,
    };
  }
}

/** Whether a host leaves the path of a wildcard's route to no rule of its own. */
function leaves(router: RouteTable, host: string, route: Route): boolean {
  if (route.path.kind === 'any') return false;
  const own = ask(router, host, route.path.path).route;
  return own === null || (own.path.kind === 'any' && !sameDestination(own, route));
}

/** Controllers that read some ImplementationSpecific paths as patterns, whatever the annotations. */
const WITH_PATTERNS: readonly (ClassController | null)[] = ['alb', 'gce', 'contour'];

/** `/api/*` (ImplementationSpecific): a pattern for some controllers, and plain text for others. */
function* patterns(ingress: Ingress, cluster: Cluster, context: RuleContext): Iterable<RuleFinding> {
  const router = context.routerOf(ingress.resource);
  if (router === undefined) return;
  const controller = classController(cluster, router);
  if (WITH_PATTERNS.includes(controller) || readsPatterns(annotationsOf(ingress.resource))) return;
  for (const { host, paths } of ingress.rules) {
    for (const { path, pathType, fieldPath } of paths ?? []) {
      const star = path.indexOf('*');
      if (pathType !== 'ImplementationSpecific' || star < 0) continue;
      const name = exampleHost(host.toLowerCase());
      const asked = `${path.slice(0, star)}anything`;
      const { route } = ask(router, name, asked);
      if (route !== null && route.resource === ingress.resource && route.fieldPath === fieldPath) continue;
      yield {
        resource: ingress.resource,
        path: `${fieldPath}.path`,
        ...(controller === null ? {} : { severity: 'warning' as const }),
        message: `\`${path}\` (ImplementationSpecific) is a pattern for AWS ALB, GKE and Contour, and plain text for others:`
          + ` there GET http://${name === '' ? '<any host>' : name}${asked} ${winnerText(route)}`,
        fix: `write ${literalPath(path)} with pathType Prefix, which every controller reads alike`,
        edits: [{ path: `${fieldPath}.path`, value: literalPath(path) }, { path: `${fieldPath}.pathType`, value: 'Prefix' }],
      };
    }
  }
}

/** Several Ingress objects of a class that ask for every request. */
function* rivalDefaults(router: RouteTable, cluster: Cluster, context: RuleContext): Iterable<RuleFinding> {
  const controller = classController(cluster, router);
  // each Ingress has a load balancer of its own there
  if (controller === 'gce' || controller === 'alb') return;
  const own = cluster.ingresses.filter((each) => each.rules.length === 0 && context.routerOf(each.resource) === router);
  const catchAll = new Set(own.map((each) => each.resource));
  const [first, ...others] = router.routes.filter((route) => route.fieldPath === 'spec.defaultBackend' && catchAll.has(route.resource));
  for (const other of others) {
    if (sameDestination(first, other)) continue;
    yield {
      resource: other.resource,
      path: other.fieldPath,
      severity: 'warning',
      message: `${routeId(first)} and ${routeId(other)} both ask for every request that no rule matches: most controllers take that of the oldest Ingress`,
      fix: 'keep one Ingress with a default backend and no rules in each ingress class',
    };
  }
}

function urlOf(host: VirtualHost['host'], path: string): string {
  const name = exampleHost(hostText(host));
  return `http://${name === '' ? '<any host>' : name}${path}`;
}
