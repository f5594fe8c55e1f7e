import { objectAt, stringMapAt } from '../kubernetes/fields';
import { describe, type Resource } from '../kubernetes/resource';
import type { Route, RouteMatch, RouteTable, WeightedBackend } from '../routers/route-table';

/** A backend of a route, where it stands. */
export interface RouteBackend {
  readonly resource: Resource;
  readonly backend: WeightedBackend;
  readonly router: RouteTable;
}

/** Every backend of every route, those that never win included, each field once. */
export function* routeBackends(routers: readonly RouteTable[]): Iterable<RouteBackend> {
  for (const router of routers) {
    const routes = new Set<Route>([...router.routes, ...router.shadowed.map((each) => each.route)]);
    for (const { action, resource } of routes) {
      if (action.kind !== 'backends') continue;
      for (const backend of action.backends) yield { resource, backend, router };
    }
  }
}

/** Annotations of an object; empty where it has none. */
export function annotationsOf(resource: Resource): Readonly<Record<string, string>> {
  const metadata = objectAt(resource.object, 'metadata');
  return stringMapAt(metadata, 'annotations');
}

/** Annotations that make patterns of paths, or take a path apart. */
const PATTERN_ANNOTATIONS = [
  'nginx.ingress.kubernetes.io/use-regex', 'nginx.ingress.kubernetes.io/rewrite-target', 'nginx.org/path-regex',
  'traefik.ingress.kubernetes.io/router.pathmatcher', 'ingress.kubernetes.io/path-type', 'haproxy-ingress.github.io/path-type', 'konghq.com/regex-prefix',
];

/** Whether annotations of an Ingress make its controller read paths as patterns. */
export function readsPatterns(annotations: Readonly<Record<string, string>>): boolean {
  return PATTERN_ANNOTATIONS.some((each) => Object.hasOwn(annotations, each));
}

const ALB_ACTION = 'alb.ingress.kubernetes.io/actions.';

/**
 * Whether a backend's Service name stands for an action in an annotation, and names no Service.
 *
 * @see https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#actions
 */
export function isPseudoBackend(resource: Resource, backend: WeightedBackend): boolean {
  return backend.port === 'use-annotation' || Object.hasOwn(annotationsOf(resource), `${ALB_ACTION}${backend.service}`);
}

/**
 * The path that a pattern begins with: the longest one without a character that has a meaning in patterns, cut where an element ends.
 *
 * `/ui/(.*)`, `/ui/.*`, `/ui.*` and `/ui/?(.*)` are written for `/ui` and what is below.
 */
export function literalPath(pattern: string): string {
  const [literal] = pattern.split(/[*|^\\[\]{}()?+$]/, 1);
  const rest = pattern.slice(literal.length);
  // A quantifier belongs to the character before it
  const whole = /^[?+{]/.test(rest) ? literal.slice(0, -1) : literal;
  const path = whole.replace(/\.+$/, '').replace(/\/+$/, '');
  return path === '' ? '/' : path;
}

/** What a router makes of a GET for a host and path. */
export function ask(router: RouteTable, host: string, path = '/'): RouteMatch {
  return router.match({ method: 'GET', scheme: 'http', host, port: 80, path, query: '', headers: {} });
}

/** A host that a host of a rule stands for: some name under a wildcard. */
export function exampleHost(host: string): string {
  return host.startsWith('*.') ? `some-name${host.slice(1)}` : host;
}

/** Where a request goes, as the end of a sentence: "goes to Service shop/quote (`/quote` (Prefix) of Ingress shop/web)". */
export function winnerText(route: Route | null): string {
  if (route === null) return 'is answered with 404';
  const { action } = route;
  const by = `${route.label} of ${describe(route.resource)}`;
  if (action.kind !== 'backends') return `goes to ${action.kind === 'unknown' ? action.what : `an answer ${action.status}`} (${by})`;
  return `goes to Service ${action.backends.map(({ namespace, service }) => `${namespace}/${service}`).join(' and ')} (${by})`;
}
