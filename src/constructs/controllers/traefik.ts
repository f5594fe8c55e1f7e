import type { Annotations, Controller, ControlledRoute, Placement, RouterFacts } from './controller';
import { pathPattern } from './path-pattern';
import { PathType, type CookieAffinity } from '../path-router/options';
import type { PathRewrite } from '../path-router/path-rewrite';

const ROUTER = 'traefik.ingress.kubernetes.io/router.';
/** More than any rule has letters that a host and a path make. */
const FIRST = 100_000;

const COOKIE = 'traefik.ingress.kubernetes.io/service.sticky.cookie';

/**
 * Traefik: what happens to a request is in Middleware objects that the Ingress names; affinity stands at the Service.
 *
 * @see https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/ingress/
 */
export const TRAEFIK: Controller = {
  name: 'traefik',
  features: new Set([
    'basicAuth', 'cookieAffinity', 'cookieAffinity.maxAge', 'cookieAffinity.path', 'cookieAffinity.sameSite', 'cookieAffinity.secure',
    'rewrite', 'redirectToHttps', 'publicDns',
  ]),
  serviceAnnotations: stickyCookie,
  // `loadConfigurationFromIngresses` looks at a default backend only where there are no rules, and takes one in all: for http, or for https
  defaultBackend: 'path',
  unsettles: ({ host, path, pathType }, router) => pathType !== PathType.EXACT
    && router.exactPaths(host).some((exact) => goesFirst(host, path, exact)),
  place: placeRoute,
};

/**
 * A Traefik router serves either https, where `router.tls` is set, or http; `spec.tls` loads the certificate and no more. So a route of a
 * host with a certificate becomes two. Both have the same middlewares: where the https entry point has TLS of its own, either may answer.
 */
function placeRoute(route: ControlledRoute, router: RouterFacts): readonly Placement[] {
  const plain = { path: route.path, pathType: route.pathType };
  const { redirectToHttps } = route.features;
  const priority = priorityOf(route, router);
  const early: Annotations = priority === undefined ? {} : { [`${ROUTER}priority`]: `${priority}` };
  const label = priority === undefined ? [] : ['exact'];
  const others = middlewares(route, router);
  const all = redirectToHttps ? [redirectMiddleware(router), ...others] : others;
  const http: Placement = {
    ...plain,
    annotations: { ...early, ...reference(all, router) },
    tls: false,
    labels: router.hasTls ? [...label, redirectToHttps ? 'redirect' : 'http'] : label,
  };
  if (!router.tlsCovers(route.host)) {
    return [http];
  }
  return [{ ...plain, annotations: { [`${ROUTER}tls`]: 'true', ...early, ...reference(others, router) }, tls: true, labels: label }, http];
}

/**
 * What puts an Exact route before the Prefix routes that take its path too; undefined where it takes precedence by itself.
 *
 * The rule with the most letters wins (`GetRulePriority`, pkg/muxer/http/mux.go), and `PathPrefix(...)` has more than `Path(...)`.
 */
function priorityOf({ host, path, pathType }: ControlledRoute, router: RouterFacts): number | undefined {
  if (pathType !== PathType.EXACT) {
    return undefined;
  }
  const beaten = router.openPaths(host).filter((open) => goesFirst(host, open, path));
  if (beaten.length === 0) {
    return undefined;
  }
  // a route for other hosts as well goes before those of its own host alone, and behind what names the host
  return isOfManyHosts(host) ? Math.max(...beaten.map((open) => ruleLength(host, open))) + 1 : FIRST;
}

/** Of a prefix; a wildcard is longest in the syntax of Traefik 2. */
function ruleLength(host: string, open: string): number {
  const hostRule = host === '' ? '' : `HostRegexp(\`{subdomain:[a-zA-Z0-9-]+}${host.slice(1)}\`) && `;
  return hostRule.length + `PathPrefix(\`${open}\`)`.length;
}

function isOfManyHosts(host: string): boolean {
  return host === '' || host.startsWith('*.');
}

/**
 * Whether a route of an open path would take the requests of an Exact one of the same host, with `strictPrefixMatching` or without. Priorities of routes
 * for many hosts are measured without: the longer rules would put them before what names the host.
 */
function goesFirst(host: string, open: string, exact: string): boolean {
  const length = 'Path'.length + exact.length;
  if (exact.startsWith(open) && 'PathPrefix'.length + open.length >= length) {
    return true;
  }
  const whole = open.replace(/\/$/, '');
  return !isOfManyHosts(host) && whole !== '' && `${exact}/`.startsWith(`${whole}/`) && strictLength(whole) >= `Path(\`${exact}\`)`.length;
}

/** Of `/foo` as Prefix with `strictPrefixMatching` (`buildStrictPrefixMatchingRule`). */
function strictLength(whole: string): number {
  return `(Path(\`${whole}\`) || PathPrefix(\`${whole}/\`))`.length;
}

function middlewares({ path, features: { basicAuth, rewrite } }: ControlledRoute, router: RouterFacts): string[] {
  const names: string[] = [];
  if (basicAuth) {
    const { secretName, realm } = basicAuth;
    names.push(middleware(router, 'auth', { basicAuth: { secret: secretName, ...realm !== undefined && { realm } } }));
  }
  if (rewrite) {
    names.push(rewriteMiddleware(path, rewrite, router));
  }
  return names;
}

function redirectMiddleware(router: RouterFacts): string {
  return middleware(router, 'redirect', { redirectScheme: { scheme: 'https', permanent: true } });
}

function rewriteMiddleware(path: string, { _path, _whole }: PathRewrite, router: RouterFacts): string {
  if (_whole) {
    return middleware(router, 'rewrite', { replacePath: { path: _path } });
  }
  const pattern = pathPattern(path);
  if (pattern === '') {
    return middleware(router, 'rewrite', { addPrefix: { prefix: _path } });
  }
  return _path === ''
    ? middleware(router, 'rewrite', { stripPrefix: { prefixes: [path.replace(/\/+$/, '')] } })
    : middleware(router, 'rewrite', { replacePathRegex: { regex: `^${pattern}(/.*)?$`, replacement: `${_path}$1` } });
}

function middleware(router: RouterFacts, purpose: string, spec: Readonly<Record<string, unknown>>): string {
  return router.addObject('traefik.io/v1alpha1', 'Middleware', purpose, spec);
}

/** Objects of the `kubernetescrd` provider are named with their namespace in front. */
function reference(names: readonly string[], router: RouterFacts): Annotations {
  if (names.length === 0) {
    return {};
  }
  if (router.namespace === undefined) {
    throw router.error('Traefik finds a Middleware by its namespace, and the router\'s is not known; set metadata.namespace, or a namespace on the chart');
  }
  return { [`${ROUTER}middlewares`]: names.map((name) => `${router.namespace}-${name}@kubernetescrd`).join(',') };
}

function stickyCookie({ name, maxAge, path, sameSite, secure }: CookieAffinity): Annotations {
  return {
    [COOKIE]: 'true',
    [`${COOKIE}.name`]: name,
    ...maxAge !== undefined && { [`${COOKIE}.maxage`]: `${maxAge.toSeconds()}` },
    ...path !== undefined && { [`${COOKIE}.path`]: path },
    ...sameSite !== undefined && { [`${COOKIE}.samesite`]: sameSite.toLowerCase() },
    ...secure !== undefined && { [`${COOKIE}.secure`]: `${secure}` },
  };
}
