import { ApiObject } from 'cdk8s';
import { Backend, IngressController, PathRewrite, PathType, SameSite, type PathRouterProps, type PathRoute } from '../../../src';
import { createChart, createRouter, ingress, routesOf, service } from '../path-router/fixture';

const PREFIX = 'haproxy.org/';
const backend = service('quote');
const tls = [{ hosts: ['a.example.com'], secretName: 's' }];

const router = (props: PathRouterProps) => createRouter({ controller: IngressController.HAPROXY, ...props });
const annotationsOf = (route: Partial<PathRoute>, props: PathRouterProps = {}) =>
  ingress(router({ ...props, routes: [{ host: 'a.example.com', backend, ...route }] })).metadata.annotations;

test('basic authentication', () => {
  expect(annotationsOf({ basicAuth: { secretName: 'users', realm: 'Staff' } })).toEqual({
    [`${PREFIX}auth-type`]: 'basic-auth', [`${PREFIX}auth-secret`]: 'users', [`${PREFIX}auth-realm`]: 'Staff',
  });
});

test('a redirect says that https is at port 443, since the controller would say 8443', () => {
  expect(annotationsOf({ redirectToHttps: true })).toEqual({ [`${PREFIX}ssl-redirect`]: 'true', [`${PREFIX}ssl-redirect-port`]: '443' });
  expect(annotationsOf({ redirectToHttps: false }, { tls })).toEqual({ [`${PREFIX}ssl-redirect`]: 'false' });
});

test('so does a certificate, which makes the controller redirect by itself', () => {
  expect(annotationsOf({}, { tls })).toEqual({ [`${PREFIX}ssl-redirect`]: 'true', [`${PREFIX}ssl-redirect-port`]: '443' });
  expect(annotationsOf({})).toBeUndefined();
});

/** What `http-request replace-path` makes of a path. */
function rewritten(route: Partial<PathRoute>, path: string): string {
  const [match, format] = annotationsOf(route)![`${PREFIX}path-rewrite`].split(' ');
  if (format === undefined) {
    return match;
  }
  const groups = new RegExp(match).exec(path);
  return groups === null ? path : format.replace(/\\(\d)/g, (_, group: string) => groups[Number(group)] ?? '');
}

test.each<[string, Partial<PathRoute>, [string, string][]]>([
  ['strips a prefix', { path: '/api', rewrite: PathRewrite.stripPrefix() }, [['/api', '/'], ['/api/', '/'], ['/api/users', '/users'], ['/apiary', '/apiary']]],
  ['replaces a prefix', { path: '/api/', rewrite: PathRewrite.replacePrefix('/v2') }, [['/api', '/v2'], ['/api/', '/v2/'], ['/api/users', '/v2/users']]],
  ['puts a prefix before every path', { path: '/', rewrite: PathRewrite.replacePrefix('/v2') }, [['/', '/v2/'], ['/a/b', '/v2/a/b']]],
  ['replaces a path', { path: '/old', pathType: PathType.EXACT, rewrite: PathRewrite.replacePath('/new') }, [['/old', '/new']]],
  ['takes a dot for a dot', { path: '/v1.0', rewrite: PathRewrite.stripPrefix() }, [['/v1.0/a', '/a'], ['/v1x0/a', '/v1x0/a']]],
])('a rewrite %s, and the route stays as it is', (_, route, cases) => {
  for (const [path, expected] of cases) {
    expect([path, rewritten(route, path)]).toEqual([path, expected]);
  }
  expect(routesOf(ingress(router({ routes: [{ backend, ...route }] })))).toEqual([`* ${route.path} (${route.pathType ?? 'Prefix'}) -> quote:80`]);
});

test('a path with a space cannot be rewritten', () => {
  expect(() => annotationsOf({ path: '/a b', rewrite: PathRewrite.stripPrefix() })).toThrow('which splits the rewrite that HAProxy reads; write %20');
});

test('cookie affinity stands at the Service, and has a name only', () => {
  const chart = createChart();
  const object = new ApiObject(chart, 'svc', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'quote' }, spec: { ports: [{ port: 80 }] } });
  createRouter({ controller: IngressController.HAPROXY, routes: [{ backend: Backend.fromService(object), cookieAffinity: { name: 'c' } }] }, chart);
  expect(object.toJson()).toHaveProperty(['metadata', 'annotations'], { [`${PREFIX}cookie-persistence`]: 'c' });
  for (const cookieAffinity of [{ name: 'c', path: '/' }, { name: 'c', sameSite: SameSite.LAX }, { name: 'c', secure: true }]) {
    expect(() => annotationsOf({ cookieAffinity })).toThrow(`haproxy does not have 'cookieAffinity.${Object.keys(cookieAffinity)[1]}'`);
  }
});
