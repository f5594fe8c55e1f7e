import { ApiObject, Duration } from 'cdk8s';
import fc from 'fast-check';
import { createChart, routesOf, service, synth, type Ingress } from './path-router/fixture';
import { IngressController, PathRewrite, PathRouter, PathType, type CookieAffinity, type PathRouterProps, type PublicDns, type PathRoute, type RouterTls } from '../../src';
import type { JsonObject } from '../../src/kubernetes/resource';
import { validateObject } from '../../src/kubernetes/validation/validate';

/** The controllers that a router is written for. */
const WRITTEN = [IngressController.INGRESS_NGINX, IngressController.TRAEFIK, IngressController.HAPROXY];

const label = fc.stringMatching(/^[a-z0-9]([-a-z0-9]{0,8}[a-z0-9])?$/);
const hostname = fc.tuple(fc.array(label, { minLength: 1, maxLength: 3 }), fc.constantFrom('com', 'example'))
  .map(([labels, top]) => [...labels, top].join('.'));
const host = fc.oneof(fc.constant(undefined), hostname, hostname.map((name) => `*.${name}`));
const path = fc.array(fc.stringMatching(/^[-A-Za-z0-9_~%!$&'()*+,;=:@]{1,8}$/).filter((part) => !/%2f/i.test(part)), { maxLength: 4 })
  .map((parts) => `/${parts.join('/')}`);
const pathType = fc.constantFrom(undefined, ...Object.values(PathType));
const replacement = fc.constantFrom('/', '/v2', '/v2/', '/a/b.c');
const rewrite = fc.oneof(fc.constant(PathRewrite.stripPrefix()), replacement.map(PathRewrite.replacePrefix),
  replacement.map(PathRewrite.replacePath));
const basicAuth = fc.record({ secretName: label }, { requiredKeys: ['secretName'] });
const port = fc.oneof(fc.integer({ min: 1, max: 65535 }), fc.constantFrom('http', 'a80', 'x-y-z'));

const affinity: fc.Arbitrary<CookieAffinity> = fc.record(
  { name: fc.stringMatching(/^[A-Za-z0-9_-]{1,9}$/), maxAge: fc.integer({ min: 1, max: 99999 }).map((seconds) => Duration.seconds(seconds)) }, { requiredKeys: ['name'] });

const backend = label.filter((name) => /^[a-z]/.test(name)).map((name) => service(name, []));
const plainRoute: fc.Arbitrary<PathRoute> = fc.record({ host, path, pathType, port, backend }, { requiredKeys: ['backend', 'port'] });
const canRewrite = (route: PathRoute) => (route.pathType ?? PathType.PREFIX) === PathType.PREFIX && (route.path ?? '/') !== '/';
const features = fc.record({ rewrite, basicAuth, redirectToHttps: fc.boolean() }, { requiredKeys: [] });
const controlledRoute: fc.Arbitrary<PathRoute> = fc.tuple(plainRoute, features)
  .map(([route, { rewrite: wanted, ...options }]) => ({ ...route, ...options, ...canRewrite(route) && { rewrite: wanted } }));

const unlike = (routes: readonly PathRoute[]): PathRoute[] => [...new Map(routes.map((route) =>
  [JSON.stringify([route.host, route.path ?? '/', route.pathType ?? PathType.PREFIX]), route])).values()];

function violations(props: PathRouterProps): unknown[] {
  const { ingresses, middlewares } = synth(new PathRouter(createChart(), 'web', props));
  return [...ingresses, ...middlewares].flatMap((object) => validateObject(object as unknown as JsonObject).violations);
}

test('no valid routes make an Ingress that the API server refuses', () => {
  fc.assert(fc.property(fc.array(plainRoute, { minLength: 1, maxLength: 8 }).map(unlike), (routes) => {
    expect(violations({ routes })).toEqual([]);
  }));
});

test('neither do they with any controller, certificates and options', () => {
  const props = fc.record({
    controller: fc.constantFrom(...WRITTEN),
    routes: fc.array(controlledRoute, { minLength: 1, maxLength: 8 }).map(unlike),
    tls: fc.constantFrom([], [{ secretName: 'any' }]).map((entries) => [...entries]),
    basicAuth: fc.option(basicAuth, { nil: undefined }),
    redirectToHttps: fc.constantFrom(undefined, true, false),
    publicDns: fc.constantFrom<PublicDns[]>({ hostnames: ['www.example.com'] }, { hostnames: ['www.example.com'], ttl: Duration.seconds(60) }),
    defaultBackend: fc.constantFrom(undefined, service('fallback')),
  });
  fc.assert(fc.property(props, (given) => {
    expect(violations(given)).toEqual([]);
  }));
});

test('affinity that ingress-nginx reads from the Ingress does not change where requests go', () => {
  fc.assert(fc.property(fc.array(fc.tuple(plainRoute, fc.option(affinity, { nil: undefined })), { minLength: 1, maxLength: 8 }), (pairs) => {
    const routes = unlike(pairs.map(([route, cookieAffinity]) => ({ ...route, cookieAffinity })));
    const router = new PathRouter(createChart(), 'web', { controller: IngressController.INGRESS_NGINX, routes });
    const plain = new PathRouter(createChart(), 'web', { routes: routes.map((route) => ({ ...route, cookieAffinity: undefined })) });
    expect(synth(router).ingresses.flatMap(routesOf).sort()).toEqual(synth(plain).ingresses.flatMap(routesOf).sort());
  }));
});

test('routes added one by one make what routes given at once make', () => {
  fc.assert(fc.property(fc.constantFrom(...WRITTEN), fc.array(controlledRoute, { minLength: 1, maxLength: 6 }).map(unlike),
    (controller, routes) => {
      const atOnce = new PathRouter(createChart(), 'web', { controller, routes });
      const oneByOne = new PathRouter(createChart(), 'web', { controller });
      routes.forEach((route) => oneByOne.addRoute(route));
      const byName = (ingresses: readonly Ingress[]) => [...ingresses].sort((a, b) => a.metadata.name < b.metadata.name ? -1 : 1);
      expect(byName(synth(oneByOne).ingresses)).toEqual(byName(synth(atOnce).ingresses));
    }));
});

// One letter an element, so that a prefix by letters is a prefix by elements.
const elements = fc.array(fc.constantFrom('a', 'b'), { maxLength: 3 });
const shortPath = elements.map((parts) => `/${parts.join('/')}`);
const shortRoute = fc.record({ path: shortPath, pathType: fc.constantFrom(PathType.EXACT, PathType.PREFIX) });
const shortRoutes = fc.array(shortRoute, { minLength: 1, maxLength: 8 })
  .map((routes) => unlike(routes.map((route, index) => ({ ...route, backend: service(`s${index}`) }))));

/** The Ingress v1 text: the longest path that matches, Exact before Prefix. */
function chosenBySpec(routes: readonly PathRoute[], request: string): string | undefined {
  const matches = routes.filter((route) => route.pathType === PathType.EXACT ? route.path === request
    : route.path === '/' || request === route.path || request.startsWith(`${route.path}/`));
  matches.sort((a, b) => b.path!.length - a.path!.length || (a.pathType === PathType.EXACT ? -1 : 1));
  return matches[0]?.backend.serviceName;
}

const allPaths = ({ spec }: Ingress) => (spec.rules ?? []).flatMap(({ http }) => http.paths);

test('expressions for ingress-nginx choose the route that the specification chooses', () => {
  fc.assert(fc.property(shortRoutes, shortPath, (routes, request) => {
    const rewritten: PathRoute = { path: '/b/b/b/b', rewrite: PathRewrite.stripPrefix(), backend: service('rewritten') };
    const router = new PathRouter(createChart(), 'web', { controller: IngressController.INGRESS_NGINX, routes: [...routes, rewritten] });
    const tried = synth(router).ingresses.flatMap(allPaths).sort((a, b) => b.path.length - a.path.length || (a.path > b.path ? -1 : 1));
    const found = tried.find((entry) => new RegExp(`^${entry.path}`, 'i').test(request));
    expect(found?.backend.service.name).toBe(chosenBySpec(routes, request));
  }));
});

test('priorities for Traefik choose the route that the specification chooses', () => {
  fc.assert(fc.property(shortRoutes, shortPath, (routes, request) => {
    const router = new PathRouter(createChart(), 'web', { controller: IngressController.TRAEFIK, routes });
    const tried = synth(router).ingresses.flatMap((object) => allPaths(object).map((entry) => {
      const rule = entry.pathType === 'Exact' ? `Path(\`${entry.path}\`)` : `PathPrefix(\`${entry.path}\`)`;
      const priority = object.metadata.annotations?.['traefik.ingress.kubernetes.io/router.priority'];
      return { ...entry, priority: priority === undefined ? rule.length : Number(priority) };
    })).sort((a, b) => b.priority - a.priority);
    const found = tried.find((entry) => entry.pathType === 'Exact' ? entry.path === request : request.startsWith(entry.path));
    expect(found?.backend.service.name).toBe(chosenBySpec(routes, request));
  }));
});

test('routes that come one by one make what they make all at once', () => {
  const route: fc.Arbitrary<PathRoute> = fc.record({
    host: fc.constantFrom(undefined, 'a.example', '*.example'),
    path: fc.constantFrom('/', '/a', '/a/b', '/a/bcdefghi'),
    pathType: fc.constantFrom(PathType.EXACT, PathType.PREFIX),
    rewrite: fc.constantFrom(undefined, PathRewrite.replacePath('/')),
    basicAuth: fc.constantFrom(undefined, undefined, { secretName: 'users' }),
    backend: fc.constant(service('quote')),
  });
  const props = fc.record({
    controller: fc.constantFrom(...WRITTEN),
    routes: fc.array(route, { minLength: 1, maxLength: 16 }).map(unlike),
    tls: fc.subarray<RouterTls>([{ secretName: 'any' }, { hosts: ['*.example'], secretName: 'some' }]),
    redirectToHttps: fc.constantFrom(undefined, true, false),
    publicDns: fc.constantFrom<(PublicDns | undefined)[]>(undefined, { hostnames: ['www.example.com'] }),
    defaultBackend: fc.constantFrom(undefined, service('fallback')),
  });
  fc.assert(fc.property(props, ({ routes, ...rest }) => {
    const atOnce = new PathRouter(createChart(), 'web', { ...rest, routes });
    const byOne = new PathRouter(createChart(), 'web', rest);
    routes.forEach((each) => byOne.addRoute(each));
    expect(childrenOf(byOne)).toEqual(childrenOf(atOnce));
  }), { numRuns: 200 });
});

/** The objects of a router, without the checks before synth. */
const childrenOf = (router: PathRouter): unknown[] => router.node.children.filter(ApiObject.isApiObject).map((object) => object.toJson() as unknown)
  .sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
