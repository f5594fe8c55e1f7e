import { compile, compileAll, destinations, faultsOf, member, send } from './alb';

const HOST = 'http://shop.example.com';
const on = (...rules: readonly string[]): string[] => rules.map((rule) => `shop.example.com ${rule}`);
/** One rule with several paths. */
const rule = (...paths: readonly { path: string; pathType: string; service: string }[]) => ({
  rules: [{ host: 'shop.example.com', http: { paths: paths.map(({ path, pathType, service }) => ({ path, pathType, backend: { service: { name: service, port: { number: 80 } } } })) } }],
});

describe('order', () => {
  test('rules stand as the file has them: one that takes everything hides those after it', () => {
    const router = compile({ ingresses: [member({ rules: on('Prefix / -> root', 'Exact /a -> late') })], services: ['root', 'late'] });
    expect(destinations(router, `${HOST}/a`)).toEqual(['root:80']);
  });

  test('a rule without host or with a wildcard before a host takes its requests', () => {
    const router = compile({ ingresses: [member({ rules: ['*.example.com Prefix /w -> wild', 'Prefix /n -> none', ...on('Prefix / -> shop')] })], services: ['wild', 'none', 'shop'] });
    expect(destinations(router, `${HOST}/w`, `${HOST}/n`, `${HOST}/x`, 'http://a.b.example.com/w')).toEqual(['wild:80', 'none:80', 'shop:80', 'wild:80']);
  });

  test('in a rule Exact comes before prefixes by length, before ImplementationSpecific as it stands', () => {
    const paths = [
      { path: '/*', pathType: 'ImplementationSpecific', service: 'star' }, { path: '/a', pathType: 'Prefix', service: 'short' },
      { path: '/a/', pathType: 'Prefix', service: 'slash' }, { path: '/a/b', pathType: 'Exact', service: 'exact' },
    ];
    const router = compile({ ingresses: [member({ spec: rule(...paths) })], services: ['star', 'short', 'slash', 'exact'] });
    expect(destinations(router, `${HOST}/a/b`, `${HOST}/a`, `${HOST}/a/c`, `${HOST}/x`)).toEqual(['exact:80', 'slash:80', 'slash:80', 'star:80']);
  });

  test('of duplicates the first wins', () => {
    const router = compile({ ingresses: [member({ rules: on('Exact /a -> first', 'Exact /a -> second') })], services: ['first', 'second'] });
    expect(destinations(router, `${HOST}/a`)).toEqual(['first:80']);
  });

  test('members of a group: by group.order, then by name as text', () => {
    const group = { 'group.name': 'edge' };
    const members = [
      member({ name: 'web-10', rules: on('Prefix / -> ten') }, group),
      member({ name: 'web-2', rules: on('Prefix /a -> two') }, group),
      member({ name: 'zone', rules: on('Prefix /z -> zone') }, { ...group, 'group.order': '-1' }),
    ];
    const router = compile({ ingresses: members, services: ['ten', 'two', 'zone'] });
    expect(destinations(router, `${HOST}/a`, `${HOST}/z`)).toEqual(['ten:80', 'zone:80']);
    expect(router.resources.map((each) => each.name)).toEqual(['zone', 'web-10', 'web-2']);
  });
});

describe('paths and hosts', () => {
  test.each([
    ['Prefix /a -> web', '/a', 'web:80'], ['Prefix /a -> web', '/a/b', 'web:80'], ['Prefix /a -> web', '/ab', '404'], ['Prefix /a/ -> web', '/a', 'web:80'],
    ['Exact /a -> web', '/a/', '404'], ['Exact /a -> web', '/A', '404'],
    ['ImplementationSpecific /a -> web', '/a/b', '404'], ['ImplementationSpecific /a* -> web', '/ab/c', 'web:80'], ['ImplementationSpecific /a/*/c -> web', '/a/b/b/c', 'web:80'],
    ['ImplementationSpecific /v?/x -> web', '/v1/x', 'web:80'], ['ImplementationSpecific /v?/x -> web', '/v/x', '404'],
  ])('%s, asked for %s: %s', (text, path, to) => {
    expect(destinations(compile({ ingresses: [member({ rules: on(text) })], services: ['web'] }), `${HOST}${path}`)).toEqual([to]);
  });

  test('regular expressions are searched, without the first character of the path', () => {
    const ingress = member({ rules: on('ImplementationSpecific /^/v[12]/ -> web') }, { 'use-regex-path-match': 'true' });
    expect(destinations(compile({ ingresses: [ingress], services: ['web'] }), `${HOST}/v1/x`, `${HOST}/v3/x`)).toEqual(['web:80', '404']);
  });

  test('a wildcard in a path of type Prefix fails the Ingress', () => {
    const router = compile({ ingresses: [member({ rules: on('Prefix /a/* -> web', 'Prefix /b -> web') })], services: ['web'] });
    expect(faultsOf(router)).toEqual(['refused path-wildcard web spec.rules[0].http.paths[0]']);
    expect(send(router, `${HOST}/b`)).toMatchObject({ to: 'null', open: ['alb-group-not-built'] });
  });

  test('how a path is made normal is not documented', () => {
    const router = compile({ ingresses: [member({ rules: on('Prefix /a -> a', 'Prefix / -> root') })], services: ['a', 'root'] });
    const request = { method: 'GET', scheme: 'http', authority: 'shop.example.com', port: 80, query: '', headers: {}, sni: null } as const;
    const codes = ['/b/../a', '/%61', '/b//c'].map((path) => router.explainer?.questions({ ...request, path }).map((each) => each.code));
    expect(codes).toEqual([['alb-path-normalization'], ['alb-path-normalization'], []]);
  });

  test('the default backend takes the rest, and without one it is 404', () => {
    const [one, two] = [member({ rules: on('Prefix /a -> web'), defaultBackend: 'rest' }), member({ rules: on('Prefix /a -> web') })];
    expect([one, two].flatMap((each) => destinations(compile({ ingresses: [each], services: ['web', 'rest'] }), `${HOST}/x`))).toEqual(['rest:80', '404']);
  });

  test('an Ingress without group is a load balancer of its own', () => {
    const routers = compileAll({ ingresses: [member({ name: 'a', rules: on('Prefix / -> a') }), member({ name: 'b', rules: on('Prefix / -> b') })], services: ['a', 'b'] });
    expect(routers.map((each) => each.name)).toEqual(['Ingress shop/a', 'Ingress shop/b']);
  });

  test('a rule that AWS does not take is told', () => {
    const router = compile({ ingresses: [member({ rules: ['localhost Prefix / -> web'] })], services: ['web'] });
    expect(faultsOf(router)).toEqual(['dropped aws-limit web spec.rules[0].http.paths[0]']);
    expect(send(router, 'http://localhost/').open).toEqual(['alb-limit']);
  });
});
