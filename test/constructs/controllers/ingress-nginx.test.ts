import { Duration } from 'cdk8s';
import { IngressController, PathRewrite, PathType, SameSite, type PathRouterProps, type PathRoute } from '../../../src';
import { createRouter, ingress, routesOf, service, synth } from '../path-router/fixture';

const PREFIX = 'nginx.ingress.kubernetes.io/';
const backend = service('quote');

const router = (props: PathRouterProps) => createRouter({ controller: IngressController.INGRESS_NGINX, ...props });
const annotationsOf = (route: Partial<PathRoute>, props: PathRouterProps = {}) =>
  ingress(router({ ...props, routes: [{ host: 'a.example.com', backend, ...route }] })).metadata.annotations;

test('basic authentication', () => {
  expect(annotationsOf({ basicAuth: { secretName: 'users', realm: 'Staff only' } })).toEqual({
    [`${PREFIX}auth-type`]: 'basic', [`${PREFIX}auth-secret`]: 'users', [`${PREFIX}auth-realm`]: 'Staff only',
  });
});

test('cookie affinity', () => {
  expect(annotationsOf({ cookieAffinity: { name: 'route', maxAge: Duration.seconds(172800), path: '/x', sameSite: SameSite.LAX, secure: true } })).toEqual({
    [`${PREFIX}affinity`]: 'cookie',
    [`${PREFIX}session-cookie-name`]: 'route',
    [`${PREFIX}session-cookie-max-age`]: '172800',
    [`${PREFIX}session-cookie-path`]: '/x',
    [`${PREFIX}session-cookie-samesite`]: 'Lax',
    [`${PREFIX}session-cookie-secure`]: 'true',
  });
});

test('redirect to https, and its opposite', () => {
  expect(annotationsOf({ redirectToHttps: true })).toEqual({ [`${PREFIX}ssl-redirect`]: 'true', [`${PREFIX}force-ssl-redirect`]: 'true' });
  expect(annotationsOf({}, { redirectToHttps: false })).toEqual({ [`${PREFIX}ssl-redirect`]: 'false', [`${PREFIX}force-ssl-redirect`]: 'false' });
});

/** What ingress-nginx makes of a path under a rewrite: `rewrite "(?i)<path>" <target> break`. */
function rewritten(route: Partial<PathRoute>, path: string): string | null {
  const object = ingress(router({ routes: [{ backend, ...route }] }));
  const [{ path: pattern, pathType }] = object.spec.rules![0].http.paths;
  const target = object.metadata.annotations![`${PREFIX}rewrite-target`];
  expect(pathType).toBe('ImplementationSpecific');
  expect(object.metadata.annotations![`${PREFIX}use-regex`]).toBe('true');
  const match = new RegExp(`^${pattern}`, 'i').exec(path);
  return match && target.replace(/\$(\d)/g, (_, group: string) => match[Number(group)] ?? '');
}

test.each<[string, Partial<PathRoute>, [string, string | null][]]>([
  ['strips a prefix', { path: '/api', rewrite: PathRewrite.stripPrefix() },
    [['/api', '/'], ['/api/', '/'], ['/api/users/1', '/users/1'], ['/apiary', null]]],
  ['strips a prefix with a trailing slash', { path: '/api/', rewrite: PathRewrite.stripPrefix() }, [['/api', '/'], ['/api/x', '/x']]],
  ['replaces a prefix', { path: '/api', rewrite: PathRewrite.replacePrefix('/v2') },
    [['/api', '/v2'], ['/api/', '/v2/'], ['/api/users', '/v2/users'], ['/apiary', null]]],
  ['puts a prefix before every path', { path: '/', rewrite: PathRewrite.replacePrefix('/v2/') }, [['/', '/v2/'], ['/users', '/v2/users']]],
  ['sends a prefix to one path', { path: '/api', rewrite: PathRewrite.replacePath('/index.html') }, [['/api/x/y', '/index.html'], ['/apiary', null]]],
  ['sends one path to another', { path: '/old', pathType: PathType.EXACT, rewrite: PathRewrite.replacePath('/new') },
    [['/old', '/new'], ['/old/', null], ['/older', null]]],
  ['takes a dot for a dot', { path: '/v1.0+x', rewrite: PathRewrite.stripPrefix() }, [['/v1.0+x/a', '/a'], ['/v1x0+x/a', null]]],
])('a rewrite %s', (_, route, cases) => {
  for (const [path, expected] of cases) {
    expect([path, rewritten(route, path)]).toEqual([path, expected]);
  }
});

test('the other routes of a host with a rewrite are written as expressions too, those of other hosts are not', () => {
  const { ingresses } = synth(router({
    routes: [
      { host: 'a.example.com', backend },
      { host: 'a.example.com', path: '/quote', pathType: PathType.EXACT, backend },
      { host: 'a.example.com', path: '/quiz', backend },
      { host: 'b.example.com', path: '/quote', pathType: PathType.EXACT, backend },
      { host: 'a.example.com', path: '/api', rewrite: PathRewrite.stripPrefix(), backend },
    ],
  }));
  expect(ingresses.map((object) => [object.metadata.name, object.metadata.annotations?.[`${PREFIX}use-regex`], ...routesOf(object)])).toEqual([
    ['web', undefined, 'b.example.com /quote (Exact) -> quote:80'],
    ['web-regex', 'true',
      'a.example.com / (Prefix) -> quote:80',
      'a.example.com /quote(?:$)(?:$) (ImplementationSpecific) -> quote:80',
      'a.example.com /quiz(/|$)(.*) (ImplementationSpecific) -> quote:80'],
    ['web-rewrite', 'true', 'a.example.com /api(/|$)(.*) (ImplementationSpecific) -> quote:80'],
  ]);
});

test('a cookie needs a path on a host whose paths are expressions', () => {
  expect(annotationsOf({ path: '/api', rewrite: PathRewrite.stripPrefix(), cookieAffinity: { name: 'c' } }))
    .toHaveProperty([`${PREFIX}session-cookie-path`], '/');
});

test('rewrites with different targets stand in different Ingress objects', () => {
  const { ingresses } = synth(router({
    routes: [
      { path: '/a', rewrite: PathRewrite.replacePrefix('/x'), backend },
      { path: '/b', rewrite: PathRewrite.replacePrefix('/y'), backend },
      { path: '/c', rewrite: PathRewrite.replacePrefix('/z'), backend },
      { path: '/d', rewrite: PathRewrite.replacePrefix('/y'), backend },
    ],
  }));
  expect(ingresses.map((object) => [object.metadata.name, object.metadata.annotations?.[`${PREFIX}rewrite-target`], routesOf(object).length])).toEqual([
    ['web', '/x$1$2', 1], ['web-rewrite', '/y$1$2', 2], ['web-rewrite-2', '/z$1$2', 1],
  ]);
});

test('a default backend is not rewritten with the routes', () => {
  const { ingresses } = synth(router({
    defaultBackend: service('fallback'), routes: [{ host: 'a.example.com', path: '/api', rewrite: PathRewrite.stripPrefix(), backend }],
  }));
  expect(ingresses.map((object) => [object.metadata.name, object.metadata.annotations?.[`${PREFIX}rewrite-target`], ...routesOf(object)])).toEqual([
    ['web', undefined, '* / (Prefix) -> fallback:80'],
    ['web-rewrite', '/$2', 'a.example.com /api(/|$)(.*) (ImplementationSpecific) -> quote:80'],
    ['web-regex', undefined, 'a.example.com / (Prefix) -> fallback:80'],
  ]);
});

test('a default backend beside a route for everything is for hosts with other paths alone', () => {
  const { ingresses } = synth(router({ defaultBackend: service('fallback'), routes: [{ backend }, { host: 'a.example.com', path: '/api', backend }] }));
  expect(ingresses.map((object) => [object.spec.defaultBackend, ...routesOf(object)])).toEqual([
    [undefined, '* / (Prefix) -> quote:80', 'a.example.com /api (Prefix) -> quote:80', 'a.example.com / (Prefix) -> fallback:80'],
  ]);
});

test('a host without certificate is not redirected because another of the router has one', () => {
  const { ingresses } = synth(router({ tls: [{ hosts: ['a.example.com'] }], routes: [{ host: 'a.example.com', backend }, { host: 'b.example.com', backend }] }));
  expect(ingresses.map(({ metadata, spec }) => [metadata.name, metadata.annotations, spec.tls?.length])).toEqual([
    ['web', undefined, 1], ['web-http', { [`${PREFIX}ssl-redirect`]: 'false' }, undefined],
  ]);
});
