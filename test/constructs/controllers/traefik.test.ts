import { ApiObject, Chart, Duration, Testing } from 'cdk8s';
import { Backend, IngressController, PathRewrite, PathType, SameSite, type CookieAffinity, type PathRouterProps, type PathRoute } from '../../../src';
import { createChart, createRouter, ingress, routesOf, service, synth } from '../path-router/fixture';

const ROUTER = 'traefik.ingress.kubernetes.io/router.';
const STICKY = 'traefik.ingress.kubernetes.io/service.sticky.cookie';
const backend = service('quote');
const host = 'a.example.com';
const tls = [{ hosts: [host], secretName: 's' }];

const router = (props: PathRouterProps, chart?: Chart) => createRouter({ controller: IngressController.TRAEFIK, ...props }, chart);
const summary = (props: PathRouterProps) => synth(router(props)).ingresses.map(({ metadata, spec }) => ({
  name: metadata.name, tls: metadata.annotations?.[`${ROUTER}tls`], middlewares: metadata.annotations?.[`${ROUTER}middlewares`], hasTls: spec.tls !== undefined,
}));

test('basic authentication is a Middleware that the Ingress names with its namespace', () => {
  const object = router({ routes: [{ backend }], basicAuth: { secretName: 'users', realm: 'Staff' } });
  expect(ingress(object).metadata.annotations).toEqual({ [`${ROUTER}middlewares`]: 'kiada-web-auth@kubernetescrd' });
  expect(synth(object).middlewares).toEqual([{
    apiVersion: 'traefik.io/v1alpha1',
    kind: 'Middleware',
    metadata: { name: 'web-auth', namespace: 'kiada' },
    spec: { basicAuth: { secret: 'users', realm: 'Staff' } },
  }]);
});

test.each<[string, PathRoute, unknown]>([
  ['strips a prefix', { path: '/api/', rewrite: PathRewrite.stripPrefix(), backend }, { stripPrefix: { prefixes: ['/api'] } }],
  ['replaces a prefix', { path: '/a.b', rewrite: PathRewrite.replacePrefix('/v2'), backend },
    { replacePathRegex: { regex: '^/a\\.b(/.*)?$', replacement: '/v2$1' } }],
  ['puts a prefix before every path', { rewrite: PathRewrite.replacePrefix('/v2'), backend }, { addPrefix: { prefix: '/v2' } }],
  ['replaces a path', { path: '/old', pathType: PathType.EXACT, rewrite: PathRewrite.replacePath('/new'), backend }, { replacePath: { path: '/new' } }],
])('a rewrite that %s is a Middleware, and the route stays as it is', (_, route, spec) => {
  const object = router({ routes: [route] });
  expect(synth(object).middlewares.map((middleware) => middleware.spec)).toEqual([spec]);
  expect(routesOf(ingress(object))).toEqual([`* ${route.path ?? '/'} (${route.pathType ?? 'Prefix'}) -> quote:80`]);
});

test('equal middlewares are one object', () => {
  const object = router({
    routes: ['/a', '/b'].map((path) => ({ host, path, basicAuth: { secretName: 'users' }, backend })),
    basicAuth: { secretName: 'admins' },
    defaultBackend: backend,
  });
  expect(synth(object).middlewares.map(({ metadata, spec }) => [metadata.name, spec])).toEqual([
    ['web-auth', { basicAuth: { secret: 'users' } }], ['web-auth-2', { basicAuth: { secret: 'admins' } }],
  ]);
});

test('a host with a certificate gets a router for https and one for http', () => {
  expect(summary({ tls, routes: [{ host, backend }, { host: 'plain.example.org', backend }] })).toEqual([
    { name: 'web', tls: 'true', middlewares: undefined, hasTls: true },
    { name: 'web-http', tls: undefined, middlewares: undefined, hasTls: false },
  ]);
});

test('redirecting to https keeps the other middlewares on both, so that neither is a way around them', () => {
  expect(summary({ tls, routes: [{ host, backend }], redirectToHttps: true, basicAuth: { secretName: 'users' } })).toEqual([
    { name: 'web', tls: 'true', middlewares: 'kiada-web-auth@kubernetescrd', hasTls: true },
    { name: 'web-redirect', tls: undefined, middlewares: 'kiada-web-redirect@kubernetescrd,kiada-web-auth@kubernetescrd', hasTls: false },
  ]);
  expect(synth(router({ tls, routes: [{ host, backend }], redirectToHttps: true })).middlewares.map(({ spec }) => spec))
    .toEqual([{ redirectScheme: { scheme: 'https', permanent: true } }]);
});

test('without certificates a redirect is one router', () => {
  expect(summary({ routes: [{ host, backend }], redirectToHttps: true })).toEqual([
    { name: 'web', tls: undefined, middlewares: 'kiada-web-redirect@kubernetescrd', hasTls: false },
  ]);
});

test('a default backend beside routes is the path / of every host, since Traefik reads the field where there are no rules alone', () => {
  const { ingresses } = synth(router({ routes: [{ host, backend }], defaultBackend: service('fallback') }));
  expect(ingresses.map((object) => [object.metadata.name, object.spec.defaultBackend, ...routesOf(object)])).toEqual([
    ['web', undefined, `${host} / (Prefix) -> quote:80`, '* / (Prefix) -> fallback:80'],
  ]);
  expect(synth(router({ defaultBackend: backend })).ingresses.map(({ metadata }) => metadata.name)).toEqual(['web']);
});

test('a Middleware needs a namespace that is known', () => {
  const chart = new Chart(Testing.app(), 'app');
  expect(() => router({ routes: [{ path: '/a', backend, rewrite: PathRewrite.stripPrefix() }] }, chart)).toThrow(
    "route '*/a' (Prefix): Traefik finds a Middleware by its namespace, and the router's is not known; set metadata.namespace, or a namespace on the chart");
  expect(router({ routes: [{ path: '/b', backend }] }, new Chart(Testing.app(), 'app')).routes).toHaveLength(1);
});

describe('cookie affinity', () => {
  const setUp = () => {
    const chart = createChart();
    const object = new ApiObject(chart, 'svc', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'quote' }, spec: { ports: [{ port: 80 }] } });
    const annotations = () => (object.toJson() as { metadata: { annotations?: Record<string, string> } }).metadata.annotations;
    return { chart, quote: Backend.fromService(object), annotations };
  };

  test('stands at the Service', () => {
    const { chart, quote, annotations } = setUp();
    const cookieAffinity: CookieAffinity = { name: 'c', maxAge: Duration.seconds(60), path: '/', sameSite: SameSite.STRICT, secure: false };
    const object = router({ routes: [{ host, backend: quote, cookieAffinity }] }, chart);
    expect(annotations()).toEqual({
      [STICKY]: 'true',
      [`${STICKY}.name`]: 'c',
      [`${STICKY}.maxage`]: '60',
      [`${STICKY}.path`]: '/',
      [`${STICKY}.samesite`]: 'strict',
      [`${STICKY}.secure`]: 'false',
    });
    expect(synth(object).ingresses.map(({ metadata }) => metadata)).toEqual([{ name: 'web', namespace: 'kiada' }]);
  });

  test('is one for all routes to a Service', () => {
    const { chart, quote } = setUp();
    const object = router({ routes: [{ host, backend: quote, cookieAffinity: { name: 'a' } }] }, chart);
    object.addRoute({ host, path: '/same', backend: quote, cookieAffinity: { name: 'a' } });
    expect(() => object.addRoute({ host, path: '/other', backend: quote, cookieAffinity: { name: 'b' } })).toThrow(
      "traefik reads cookie affinity from the Service, so all routes to Service 'quote' share it; got the cookies 'a' and 'b'");
  });

  test('does not overrule what the Service says already', () => {
    const { chart, quote } = setUp();
    quote.serviceObject?.metadata.addAnnotation(`${STICKY}.name`, 'mine');
    expect(() => router({ routes: [{ host, backend: quote, cookieAffinity: { name: 'a' } }] }, chart)).toThrow(
      `Service 'quote' has the annotation ${STICKY}.name: 'mine' already, and needs 'a' for its cookie affinity`);
  });

  test('of a Service that another team owns is theirs to write', () => {
    expect(() => router({ routes: [{ host, backend, cookieAffinity: { name: 'a' } }] })).toThrow(
      "traefik reads cookie affinity from the annotations of Service 'quote', which this app knows by name only; leave 'cookieAffinity' out and annotate the "
      + `Service where it is made: ${STICKY}: "true", ${STICKY}.name: "a"`);
  });
});

test('an Exact route that a Prefix would beat with strictPrefixMatching alone takes precedence by priority, too', () => {
  const exact = (path: string): PathRoute => ({ host, path, pathType: PathType.EXACT, backend });
  const { ingresses } = synth(router({ routes: [{ host, path: '/api/', backend }, exact('/api'), exact('/api/health'), exact('/api/of/more/letters/than/its/rule')] }));
  expect(ingresses.map((object) => [object.metadata.annotations?.[`${ROUTER}priority`], ...routesOf(object)])).toEqual([
    [undefined, `${host} /api/ (Prefix) -> quote:80`, `${host} /api/of/more/letters/than/its/rule (Exact) -> quote:80`],
    ['100000', `${host} /api (Exact) -> quote:80`, `${host} /api/health (Exact) -> quote:80`],
  ]);
});

test('an Exact route that a Prefix would beat by the length of its rule takes precedence by priority', () => {
  const { ingresses } = synth(router({
    routes: [
      { host, backend }, { host, path: '/quote', pathType: PathType.EXACT, backend },
      { host, path: '/a-long-path', pathType: PathType.EXACT, backend },
      { host: '*.example.com', path: '/quote', pathType: PathType.EXACT, backend },
    ],
  }));
  expect(ingresses.map((object) => [object.metadata.name, object.metadata.annotations?.[`${ROUTER}priority`], ...routesOf(object)])).toEqual([
    ['web', undefined, 'a.example.com / (Prefix) -> quote:80', 'a.example.com /a-long-path (Exact) -> quote:80', '*.example.com /quote (Exact) -> quote:80'],
    ['web-exact', '100000', 'a.example.com /quote (Exact) -> quote:80'],
  ]);
});
