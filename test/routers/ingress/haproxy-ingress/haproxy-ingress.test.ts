import { haproxyIngress } from '../../../../src/routers/ingress/haproxy-ingress/dialect';
import { inMatchOrder } from '../../../../src/routers/ingress/haproxy-ingress/match-order';
import { resource } from '../../route-tables';
import { compiled, serviceOf, SERVICES, type IngressText } from '../compiled';

const HOST = 'http://a.example.com';
const OLD = '2026-01-01T00:00:00Z';
const YOUNG = '2026-02-01T00:00:00Z';

const ask = (paths: readonly string[], url: string, annotations?: Record<string, string>) =>
  compiled(haproxyIngress, [{ paths, annotations }]).ask(url);
const config = (data: Record<string, string>) =>
  resource('v1', 'ConfigMap', 'ingress-controller', { metadata: { name: 'haproxy-ingress' }, data }, 'haproxy-ingress');
const keyed = (annotations: Record<string, string>) =>
  Object.fromEntries(Object.entries(annotations).map(([key, value]) => [`haproxy-ingress.github.io/${key}`, value]));

describe('hosts', () => {
  const paths = ['a.example.com Prefix /a -> a', '*.example.com Prefix /b -> b', 'Prefix / -> c'];

  test.each([
    ['an exact host', 'http://A.example.com:81/a', { to: 'a:80' }],
    ['what it does not match falls to its wildcard', 'http://a.example.com/b', { to: 'b:80' }],
    ['and then to rules without host', 'http://a.example.com/z', { to: 'c:80' }],
    ['a final dot counts', 'http://a.example.com./a', { to: 'c:80' }],
    ['a wildcard is one label', 'http://x.y.example.com/b', { to: 'c:80' }],
  ])('%s', (_, url, answer) => expect(ask(paths, url)).toEqual(answer));

  test('strict-host keeps exact hosts to their own paths', () => {
    const { ask: to } = compiled(haproxyIngress, [{ paths }], [...SERVICES, config({ 'strict-host': 'true' })]);
    expect([to(`${HOST}/b`), to('http://x.example.com/z')]).toEqual([{ status: 404 }, { to: 'c:80' }]);
  });
});

describe('paths of exact hosts', () => {
  test.each([
    ['Prefix', '/foo', '/foobar', { status: 404 }], ['Prefix', '/foo/', '/foo', { to: 'a:80' }], ['Prefix', '/foo', '/%66oo', { status: 404 }],
    ['Exact', '/foo/', '/foo', { status: 404 }], ['Exact', '/foo', '/foo', { to: 'a:80' }],
    ['ImplementationSpecific', '/foo', '/FOObar', { to: 'a:80' }], ['ImplementationSpecific', '/foo/', '/foo', { status: 404 }],
  ])('%s %s and %s', (type, path, asked, answer) => expect(ask([`a.example.com ${type} ${path} -> a`], HOST + asked)).toEqual(answer));

  test('Exact, Prefix and ImplementationSpecific share a path', () => {
    const paths = ['a.example.com Exact /foo -> a', 'a.example.com Prefix /foo -> b', 'a.example.com ImplementationSpecific /foo -> c'];
    expect(['/foo', '/foo/', '/foobar', '/FOO'].map((path) => ask(paths, HOST + path).to)).toEqual(['a:80', 'b:80', 'c:80', 'c:80']);
  });

  test('a longer ImplementationSpecific path goes before the Prefix that it starts with', () => {
    const paths = ['a.example.com Prefix /foo -> a', 'a.example.com ImplementationSpecific /foo/bar -> b', 'a.example.com Prefix /foo/bar/baz -> c'];
    expect(['/foo/x', '/foo/bar/x', '/foo/bar/baz'].map((path) => ask(paths, HOST + path).to)).toEqual(['a:80', 'b:80', 'c:80']);
  });

  test('but not where case differs', () => {
    const paths = ['a.example.com Prefix /Foo -> a', 'a.example.com ImplementationSpecific /Foo/Bar -> b'];
    expect(ask(paths, `${HOST}/Foo/Bar`)).toEqual({ to: 'a:80' });
  });

  test('of the same path and type the older Ingress has it; within one the first', () => {
    const paths = (service: string) => ({ paths: [`a.example.com Prefix /foo -> ${service}`, 'a.example.com Prefix /foo -> d'] });
    const { ask: to, faults, open } = compiled(haproxyIngress, [{ ...paths('a'), created: YOUNG }, { ...paths('b'), created: OLD }]);
    expect(to(`${HOST}/foo`)).toEqual({ to: 'b:80' });
    expect(faults).toEqual(['dropped path-taken i1', 'dropped path-taken i0', 'dropped path-taken i0']);
    expect(open(`${HOST}/foo`)).toEqual([]);
  });

  test('without timestamps it is open which is older', () => {
    const path = { paths: ['a.example.com Prefix /foo -> a'] };
    expect(compiled(haproxyIngress, [path, { paths: ['a.example.com Prefix /foo -> b'] }]).open(`${HOST}/foo`)).toEqual(['creation-order']);
  });
});

describe('paths of wildcard hosts are one list of expressions', () => {
  const host = 'http://x.example.com';

  test.each([
    ['Prefix', '/foo', '/foobar', { to: 'a:80' }], ['Prefix', '/foo/', '/foo', { status: 404 }], ['Exact', '/foo', '/foo', { to: 'a:80' }],
    ['Exact', '/foo', '/foo/', { status: 404 }], ['ImplementationSpecific', '/foo', '/FOO', { status: 404 }],
  ])('%s %s and %s', (type, path, asked, answer) => expect(ask([`*.example.com ${type} ${path} -> a`], host + asked)).toEqual(answer));

  test('the longest expression wins, of which Prefix is six characters longer than it looks', () => {
    const paths = ['*.example.com Prefix /foo -> a', '*.example.com ImplementationSpecific /foo/bar -> b', '*.example.com ImplementationSpecific /foo/barbaz -> c'];
    expect(['/foo/bar', '/foo/barbaz'].map((path) => ask(paths, host + path).to)).toEqual(['a:80', 'c:80']);
  });
});

describe('path-type: regex', () => {
  const regex = (host: string): IngressText => ({ paths: [`${host} ImplementationSpecific /v[0-9] -> a`], annotations: keyed({ 'path-type': 'regex' }), created: OLD });

  test('begins at the start, is open at the end and has case', () => {
    const { ask: to } = compiled(haproxyIngress, [regex('a.example.com')]);
    expect(['/v1', '/v12/x', '/x/v1', '/V1'].map((path) => to(HOST + path).to)).toEqual(['a:80', 'a:80', undefined, undefined]);
  });

  test('goes behind every other path of its host', () => {
    const { ask: to } = compiled(haproxyIngress, [regex('a.example.com'), { paths: ['a.example.com Prefix / -> b'], created: YOUNG }]);
    expect(to(`${HOST}/v1`)).toEqual({ to: 'b:80' });
  });

  test('and before those of the wildcard, unless their expression is longer', () => {
    const { ask: to } = compiled(haproxyIngress, [regex('a.example.com'), { paths: ['*.example.com Prefix / -> b', '*.example.com Prefix /v1/long/er -> c'] }]);
    expect([to(`${HOST}/v1`), to(`${HOST}/v1/long/er`), to(`${HOST}/x`)]).toEqual([{ to: 'a:80' }, { to: 'c:80' }, { to: 'b:80' }]);
  });

  test.each([['exact', '/foo/x', undefined], ['prefix', '/foobar', undefined], ['begin', '/foobar', 'a:80']])('path-type: %s and %s', (type, path, to) => {
    expect(ask(['a.example.com ImplementationSpecific /foo -> a'], HOST + path, keyed({ 'path-type': type })).to).toBe(to);
  });
});

describe('backends', () => {
  test('a number is looked for among names and targetPorts first', () => {
    const service = serviceOf('a', { ports: [{ name: 'x', port: 80, targetPort: 8080 }, { name: 'y', port: 8080, targetPort: 9090 }] });
    expect(compiled(haproxyIngress, [{ paths: ['a.example.com Prefix / -> a:8080'] }], [service]).ask(`${HOST}/`)).toEqual({ to: 'a:80' });
  });

  test('a path whose Service is missing is left out, and the wildcard gets its requests', () => {
    const { ask: to, faults } = compiled(haproxyIngress, [{ paths: ['a.example.com Prefix / -> nosuch', '*.example.com Prefix / -> b'] }]);
    expect(to(`${HOST}/`)).toEqual({ to: 'b:80' });
    expect(faults).toEqual(['dropped no-service i0']);
  });

  test('whether a missing Service is in the cluster is open for what its path would take', () => {
    const { ask: to, open } = compiled(haproxyIngress, [{ paths: ['a.example.com Prefix /foo -> nosuch', 'a.example.com Prefix / -> b', 'a.example.com Exact /foo/x -> c'] }]);
    expect(to(`${HOST}/foo`)).toEqual({ to: 'b:80' });
    expect(['/foo', '/x', '/foo/x'].map((path) => open(HOST + path))).toEqual([['service-outside-manifests'], [], []]);
  });

  test('the default backend of the oldest Ingress catches the misses of every host, after a hostless Prefix', () => {
    const { ask: to } = compiled(haproxyIngress, [
      { defaultBackend: 'd', created: YOUNG }, { defaultBackend: 'c', paths: ['a.example.com Prefix /a -> a', 'Prefix /p -> b'], created: OLD },
    ]);
    expect([to(`${HOST}/z`), to(`${HOST}/p`), to('http://b.example.com/')]).toEqual([{ to: 'c:80' }, { to: 'b:80' }, { to: 'c:80' }]);
  });

  test.each([
    ['backend-protocol', 'h2-ssl', { protocol: 'GRPCS' }], ['secure-backends', 'true', { protocol: 'HTTPS' }], ['service-upstream', 'true', { via: 'cluster-ip' }],
  ])('%s: %s', (name, value, target) => {
    const { router } = compiled(haproxyIngress, [{ paths: ['a.example.com Prefix / -> a'], annotations: keyed({ [name]: value }) }]);
    expect(router.listeners[0].hosts[0].routes[0].action).toMatchObject({ to: [{ target }] });
  });
});

describe('TLS', () => {
  const secured: IngressText = { paths: ['a.example.com Prefix /a -> a', 'Prefix / -> c'], tls: [{ hosts: ['a.example.com'] }] };

  test('paths of an Ingress whose tls.hosts name the host are redirected, with the port that was sent', () => {
    const { ask: to } = compiled(haproxyIngress, [secured, { paths: ['a.example.com Prefix /b -> b'] }]);
    expect(to('http://a.example.com:8080/a?x')).toEqual({ status: 302, location: 'https://a.example.com:8080/a?x' });
    expect([to(`${HOST}/b`), to(`${HOST}/z`)]).toEqual([{ to: 'b:80' }, { to: 'c:80' }]);
  });

  test('https serves those paths alone, and neither hostless rules nor the default backend', () => {
    const { ask: to } = compiled(haproxyIngress, [secured, { paths: ['a.example.com Prefix /b -> b'], defaultBackend: 'd' }]);
    expect(['a/a', 'a/b', 'a/z', 'x/z'].map((each) => to(`https://${each.replace('/', '.example.com/')}`))).toEqual([{ to: 'a:80' }, { status: 404 }, { status: 404 }, { status: 404 }]);
  });

  test('a wildcard entry does not cover an exact host, and without any TLS path nothing listens on 443', () => {
    const { ask: to } = compiled(haproxyIngress, [{ paths: ['a.example.com Prefix / -> a'], tls: [{ hosts: ['*.example.com'] }, { secretName: 's' }] }]);
    expect([to(`${HOST}/`), to('https://a.example.com/')]).toEqual([{ to: 'a:80' }, { status: null }]);
  });

  test('ssl-always-add-https serves https without a redirect; ssl-redirect: false leaves http', () => {
    const added = compiled(haproxyIngress, [{ paths: ['a.example.com Prefix / -> a'], annotations: keyed({ 'ssl-always-add-https': 'true' }) }]);
    expect([added.ask(`${HOST}/`), added.ask('https://a.example.com/')]).toEqual([{ to: 'a:80' }, { to: 'a:80' }]);
    expect(compiled(haproxyIngress, [{ ...secured, annotations: keyed({ 'ssl-redirect': 'false' }) }]).ask(`${HOST}/a`)).toEqual({ to: 'a:80' });
  });

  test('the code is that of the ConfigMap', () => {
    expect(compiled(haproxyIngress, [secured], [...SERVICES, config({ 'ssl-redirect-code': '301' })]).ask(`${HOST}/a`).status).toBe(301);
  });

  test('auth-tls-secret asks for a client certificate on https', () => {
    const { ask: to } = compiled(haproxyIngress, [{ ...secured, annotations: keyed({ 'auth-tls-secret': 'ca' }) }]);
    expect(to('https://a.example.com/a')).toEqual({ to: 'a:80', gates: [496] });
  });
});

describe('annotations', () => {
  const rewrite = (type: string, path: string, target: string, asked: string) =>
    ask([`a.example.com ${type} ${path} -> a`], HOST + asked, keyed({ 'rewrite-target': target })).path ?? asked;

  test.each([
    ['Prefix', '/foo', '/', '/foo/bar', '/bar'], ['Prefix', '/foo', '/', '/foo', '/'], ['Prefix', '/foo', '/new/', '/foo/bar', '/new//bar'],
    ['Prefix', '/foo/', '/', '/foo', '/foo'], ['ImplementationSpecific', '/foo', '/', '/foobar', '/bar'], ['ImplementationSpecific', '/foo', '/', '/FOO/x', '/FOO/x'],
    ['Exact', '/foo', '/x', '/foo', '/x'],
  ])('rewrite-target: %s %s to %s sends %s as %s', (type, path, target, asked, sent) => expect(rewrite(type, path, target, asked)).toBe(sent));

  test('rewrite-target of an expression replaces the whole path', () => {
    const annotations = keyed({ 'rewrite-target': '/\\1', 'path-type': 'regex' });
    expect(ask(['a.example.com ImplementationSpecific /foo/([^/]*) -> a'], `${HOST}/foo/bar/baz`, annotations)).toEqual({ to: 'a:80', path: '/bar' });
  });

  test('redirect-to is a fixed URL, and goes before every backend', () => {
    const { ask: to } = compiled(haproxyIngress, [
      { paths: ['a.example.com Prefix /foo -> a'], annotations: keyed({ 'redirect-to': 'https://b.example.com/x' }) }, { paths: ['a.example.com Prefix /foo/bar -> b'] },
    ]);
    expect(to(`${HOST}/foo/bar?y=1`)).toEqual({ status: 302, location: 'https://b.example.com/x' });
  });

  test('app-root needs a root path', () => {
    const annotations = keyed({ 'app-root': '/web' });
    expect(ask(['a.example.com Prefix / -> a'], `${HOST}/?x`, annotations)).toEqual({ status: 302, location: '/web' });
    expect(ask(['a.example.com Prefix /foo -> a'], `${HOST}/`, annotations)).toEqual({ status: 302, location: 'https://a.example.com/' });
  });

  test('redirect-from leads another host here', () => {
    expect(ask(['a.example.com Prefix / -> a'], 'http://old.example.com/x?y=1', keyed({ 'redirect-from': 'old.example.com' }))).toEqual({ status: 302, location: '//a.example.com/x?y=1' });
  });

  test('server-alias is one name, and takes the requests of a younger Ingress', () => {
    const paths = ['a.example.com Prefix /foo -> a'];
    const { ask: to } = compiled(haproxyIngress, [
      { paths, annotations: keyed({ 'server-alias': 'b.example.com' }), created: OLD }, { paths: ['b.example.com Prefix /foo -> b'], created: YOUNG },
    ]);
    expect(to('http://b.example.com/foo')).toEqual({ to: 'a:80' });
    expect(ask(paths, 'http://c.example.com/foo', keyed({ 'server-alias': 'c.example.com,d.example.com' }))).toEqual({ status: 404 });
  });

  test('server-alias-regex takes hosts by pattern', () => {
    expect(ask(['a.example.com Prefix /foo -> a'], 'http://x9.example.org/foo', keyed({ 'server-alias-regex': '^x[0-9]\\.example\\.org$' }))).toEqual({ to: 'a:80' });
  });

  test('refusals are by address, credentials and an external decision', () => {
    const gated = keyed({ 'whitelist-source-range': '10.0.0.0/8', 'auth-secret': 's', 'auth-url': 'http://auth.example.com' });
    expect(ask(['a.example.com Prefix / -> a'], `${HOST}/`, gated)).toEqual({ to: 'a:80', gates: [403, 401, 403] });
  });

  test('cors-enable answers preflights', () => {
    const { ask: to } = compiled(haproxyIngress, [{ paths: ['a.example.com Prefix / -> a'], annotations: keyed({ 'cors-enable': 'true' }) }]);
    expect(to(`${HOST}/`, {}, 'OPTIONS')).toEqual({ status: 204 });
  });

  test.each([['haproxy-ingress.github.io/blue-green-balance', ['annotation-not-simulated']], ['haproxy-ingress.github.io/limit-rps', ['rate-limit']], ['haproxy.org/path-rewrite', []]])(
    '%s: %j', (key, codes) => expect(compiled(haproxyIngress, [{ paths: ['a.example.com Prefix / -> a'], annotations: { [key]: '5' } }]).open(`${HOST}/`)).toEqual(codes));

  test('a TCP service is not served as HTTP', () => {
    expect(compiled(haproxyIngress, [{ paths: ['a.example.com Prefix / -> a'], annotations: keyed({ 'tcp-service-port': '7000' }) }]).faults).toEqual(['ignored tcp-service i0']);
  });
});

test('the class annotation is compared with haproxy, and with no name of an IngressClass', () => {
  const declared = resource('networking.k8s.io/v1', 'IngressClass', null, { metadata: { name: 'edge' }, spec: { controller: 'haproxy-ingress.github.io/controller' } }, 'edge');
  const paths = ['a.example.com Prefix / -> a'];
  const by = (name: string) => compiled(haproxyIngress, [{ paths, annotations: { 'kubernetes.io/ingress.class': name } }], [...SERVICES, declared]).faults;
  expect([by('haproxy'), by('edge')]).toEqual([[], ['ignored class-by-annotation i0']]);
});

test('a begin path that moved to a file of its own goes before a Prefix of the same path', () => {
  const entries = [['prefix', '/a/b'], ['begin', '/a/b'], ['prefix', '/a']].map(([match, text], order) => ({ match: match === 'begin' ? 'begin' as const : 'prefix' as const, text, order }));
  expect(inMatchOrder(entries).map((each) => `${each.match} ${each.text}`)).toEqual(['begin /a/b', 'prefix /a/b', 'prefix /a']);
});
