import type { Ingress } from '../../kubernetes/ingress';
import { describe } from '../../kubernetes/resource';
import { controllerNamed } from '../../routers/ingress/known-controllers';
import { FACTS as TRAEFIK, PRIORITY } from '../../routers/ingress/traefik/facts';
import type { Router } from '../../routers/model';
import type { RuleContext } from '../context';
import { annotationsOf, ask, controllerTitle, exampleHost, isFrom, isGuessed, literalPath, readsPatterns, readsText, routeId, winnerText } from '../routes';
import type { Rule, RuleFinding } from '../rule';
import { isSameBackend, pathLabel, writtenPaths, type WrittenPath } from '../written-paths';

/** Requests that one controller sends here and another one there. */
export const AMBIGUOUS_ROUTE: Rule = {
  id: 'ambiguous-route',
  severity: 'info',
  title: 'Which route gets a request is up to the controller.',
  why: 'The Ingress specification leaves open how these routes are read or ordered, and controllers differ: the same manifests send a request elsewhere.',
  fix: 'Write the routes so that every reading agrees, or declare the IngressClass, whose controller settles it.',
  sources: [
    'https://kubernetes.io/docs/concepts/services-networking/ingress/#path-types',
    'https://doc.traefik.io/traefik/reference/routing-configuration/http/routing/rules-and-priority/#priority-calculation',
  ],
  * check({ cluster, routers }, context) {
    for (const router of routers) {
      if (!readsText(router)) continue;
      const controller = context.controllerOf(router);
      const paths = [...writtenPaths(context.ingressesOf(router))];
      yield* exactBesidePrefix(router, paths, controller);
      yield* wildcardBehindHost(router, paths, controller);
    }
    for (const ingress of cluster.ingresses) yield* patterns(ingress, context);
    for (const router of routers) yield* tiedRoutes(router, context);
    for (const router of routers) yield* rivalDefaults(router, context);
  },
};

/** Traefik takes the longest rule text, and `PathPrefix(...)` is longer than `Path(...)`. */
function* exactBesidePrefix(router: Router, paths: readonly WrittenPath[], controller: string | null): Iterable<RuleFinding> {
  if (controller !== null && controller !== TRAEFIK.name) return;
  const prefixes = new Map<string, WrittenPath>();
  for (const path of paths) {
    const key = `${path.host} ${path.path}`;
    if (path.pathType !== 'Exact' && !prefixes.has(key)) prefixes.set(key, path);
  }
  for (const path of paths) {
    if (path.pathType !== 'Exact') continue;
    const prefix = prefixes.get(`${path.host} ${path.path}`);
    if (prefix === undefined || isSameBackend(path, prefix) || !isTaken(router, path)) continue;
    yield {
      resource: path.resource,
      path: `${path.fieldPath}.path`,
      ...(controller === TRAEFIK.name ? { severity: 'warning' as const } : {}),
      message: `GET ${urlOf(path.host, path.path)} ${goesTo(path)}, except with Traefik, where it ${goesTo(prefix)}`,
      fix: `with Traefik set the annotation ${PRIORITY}; else declare the IngressClass of the controller`,
    };
  }
}

/** Whether a request for the path as it is written takes it: another one of the same text may go first. */
function isTaken(router: Router, { host, path, resource, fieldPath }: WrittenPath): boolean {
  return isFrom(ask(router, exampleHost(host), path).route, resource, fieldPath);
}

/** A host without a path that the wildcard host has: Traefik and haproxy-ingress look there, others stay with the host. */
function* wildcardBehindHost(router: Router, paths: readonly WrittenPath[], controller: string | null): Iterable<RuleFinding> {
  if (controller !== null && controllerNamed(controller)?.deviations?.missedPath !== 'next-host') return;
  const wildcards = paths.filter(({ host }) => host.startsWith('*.'));
  if (wildcards.length === 0) return;
  for (const host of new Set(paths.map((each) => each.host))) {
    if (host === '' || host.startsWith('*.')) continue;
    const behind = wildcards.find((path) => path.host === `*${host.slice(Math.max(0, host.indexOf('.')))}` && leaves(router, host, path));
    if (behind === undefined) continue;
    yield {
      resource: behind.resource,
      path: `${behind.fieldPath}.path`,
      message: `GET ${urlOf(host, behind.path)} ${winnerText(router, ask(router, host, behind.path).route)}, since ${host} has rules of its own;`
        + ` with Traefik and haproxy-ingress it ${goesTo(behind)}`,
      fix: `repeat ${pathLabel(behind)} under ${host}, if requests for it are meant to go there`,
    };
  }
}

/** Whether a host leaves a path of a wildcard to no rule of its own. */
function leaves(router: Router, host: string, { path, ingress, backend }: WrittenPath): boolean {
  const own = ask(router, host, path).route;
  if (own === null) return true;
  if (own.source.kind !== 'default-backend' || own.action.kind !== 'forward') return false;
  return !own.action.to.some(({ target }) => target.kind === 'service' && backend?.kind === 'service'
    && target.namespace === ingress.namespace && target.name === backend.service && target.port === backend.port);
}

function goesTo({ resource, ingress, backend, ...path }: WrittenPath): string {
  const to = backend === null ? 'nowhere' : backend.kind === 'service' ? `to Service ${ingress.namespace}/${backend.service}` : `to ${backend.resourceKind} ${ingress.namespace}/${backend.name}`;
  return `goes ${to} (${pathLabel(path)} of ${describe(resource)})`;
}

/** `/api/*` (ImplementationSpecific): a pattern for some controllers, and plain text for others. */
function* patterns(ingress: Ingress, context: RuleContext): Iterable<RuleFinding> {
  const router = context.routerOf(ingress.resource);
  if (router === undefined) return;
  const controller = context.controllerOf(router);
  if (controllerNamed(controller ?? '')?.deviations?.stars === 'patterns' || readsPatterns(annotationsOf(ingress.resource))) return;
  for (const { host, paths } of ingress.rules) {
    for (const { path, pathType, fieldPath } of paths ?? []) {
      const star = path.indexOf('*');
      if (pathType !== 'ImplementationSpecific' || star < 0) continue;
      const name = exampleHost(host.toLowerCase());
      const asked = `${path.slice(0, star)}anything`;
      const { route } = ask(router, name, asked);
      if (isFrom(route, ingress.resource, fieldPath)) continue;
      const others = readsText(router) ? 'others: there' : `${controllerTitle(router)}:`;
      yield {
        resource: ingress.resource,
        path: `${fieldPath}.path`,
        ...(controller === null || isGuessed(router) ? {} : { severity: 'warning' as const }),
        message: `\`${path}\` (ImplementationSpecific) is a pattern for AWS ALB, GKE and Contour, and plain text for ${others} GET ${urlOf(host, asked)} ${winnerText(router, route)}`,
        fix: `write ${literalPath(path)} with pathType Prefix, which every controller reads alike`,
        edits: [{ path: `${fieldPath}.path`, value: literalPath(path) }, { path: `${fieldPath}.pathType`, value: 'Prefix' }],
      };
    }
  }
}

/** Routes with equal precedence, of which the router takes any. */
function* tiedRoutes(router: Router, context: RuleContext): Iterable<RuleFinding> {
  if (router.ties !== 'unordered') return;
  for (const { route, by, request } of context.reachOf(router).tied) {
    yield {
      resource: route.source.resource,
      path: route.source.kind === 'path' ? `${route.source.field}.path` : route.source.field,
      severity: 'warning',
      message: `${request.method} ${urlOf(request.authority, request.path)} may also go to ${routeId(by)}: the routes have equal precedence, and ${controllerTitle(router)} knows no order among them`,
      fix: 'specify one of them another path or a priority',
    };
  }
}

/** Several Ingress objects of a class that ask for every request. */
function* rivalDefaults(router: Router, context: RuleContext): Iterable<RuleFinding> {
  const controller = context.controllerOf(router);
  if (controllerNamed(controller ?? '')?.annotations?.loadBalancer !== undefined) return;
  const [first, ...others] = context.ingressesOf(router).filter((each) => each.rules.length === 0 && each.defaultBackend !== null);
  for (const other of others) {
    if (first.namespace === other.namespace && JSON.stringify(first.defaultBackend) === JSON.stringify(other.defaultBackend)) continue;
    yield {
      resource: other.resource,
      path: 'spec.defaultBackend',
      severity: 'warning',
      message: `${describe(first.resource)} spec.defaultBackend and ${describe(other.resource)} spec.defaultBackend both ask for every request that no rule matches:`
        + ' most controllers take that of the oldest Ingress',
      fix: 'keep one Ingress with a default backend and no rules in each ingress class',
    };
  }
}

function urlOf(host: string, path: string): string {
  const name = exampleHost(host.toLowerCase());
  return `http://${name === '' ? '<any host>' : name}${path}`;
}
