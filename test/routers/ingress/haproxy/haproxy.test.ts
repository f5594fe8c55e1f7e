import { haproxy } from '../../../../src/routers/ingress/haproxy/dialect';
import { resource } from '../../route-tables';
import { compiled, secretOf, serviceOf, SERVICES, type IngressText } from '../compiled';

const HOST = 'http://a.example.com';

function ask(paths: readonly string[], url: string) {
  return compiled(haproxy, [{ paths }]).ask(url);
}

describe('hosts', () => {
  const paths = ['a.example.com Exact /a -> a', '*.example.com Prefix /b -> b', 'Prefix / -> c'];

  test.each([
    ['an exact host', 'http://a.example.com/a', { to: 'a:80' }],
    ['case and port do not count', 'http://A.Example.com:8080/a', { to: 'a:80' }],
    ['what follows the first colon does not count, port or not', 'http://a.example.com:x:1/a', { to: 'a:80' }],
    ['a final dot counts', 'http://a.example.com./a', { to: 'c:80' }],
    ['a wildcard is one label', 'http://x.example.com/b', { to: 'b:80' }],
    ['no label is one, too', 'http://.example.com/b', { to: 'b:80' }],
    ['two labels are none', 'http://x.y.example.com/b', { to: 'c:80' }],
    ['a host that has rules never falls back to its wildcard', 'http://a.example.com/b', { status: 404 }],
    ['nor to rules without host', 'http://x.example.com/z', { status: 404 }],
  ])('%s', (_, url, answer) => expect(ask(paths, url)).toEqual(answer));

  test('a path without host and path is left out', () => {
    const { ask: to, faults } = compiled(haproxy, [{ paths: ['ImplementationSpecific  -> a'] }]);
    expect(to(`${HOST}/`)).toEqual({ status: 404 });
    expect(faults).toEqual(['dropped no-host-and-path i0']);
  });
});

describe('paths', () => {
  test.each([
    ['Prefix', '/foo', { to: 'a:80' }], ['Prefix', '/foo/x', { to: 'a:80' }], ['Prefix', '/foobar', { status: 404 }], ['Prefix', '//foo', { status: 404 }],
    ['Prefix', '/%66oo', { status: 404 }], ['Prefix', '/x/../foo', { status: 404 }],
    ['Exact', '/foo', { to: 'a:80' }], ['Exact', '/foo/', { status: 404 }],
    ['ImplementationSpecific', '/foobar', { to: 'a:80' }], ['ImplementationSpecific', '/FOO', { status: 404 }],
  ])('%s /foo and %s', (type, path, answer) => expect(ask([`a.example.com ${type} /foo -> a`], `${HOST}${path}`)).toEqual(answer));

  test('the trailing slash of an ImplementationSpecific path does not count', () => {
    expect(ask(['a.example.com ImplementationSpecific /foo/ -> a'], `${HOST}/foobar`)).toEqual({ to: 'a:80' });
  });

  test('the longest prefix wins, and Exact over all', () => {
    const paths = ['Prefix / -> a', 'Prefix /foo -> b', 'ImplementationSpecific /foo/bar -> c', 'Exact /foo -> d'].map((each) => `a.example.com ${each}`);
    expect(['/', '/foo', '/foo/x', '/foo/barbar'].map((path) => ask(paths, HOST + path).to)).toEqual(['a:80', 'd:80', 'b:80', 'c:80']);
  });

  test('of two Ingress objects with one path the smaller backend name wins, whatever their age', () => {
    const older = { paths: ['a.example.com Prefix /foo -> b'], created: '2026-01-01T00:00:00Z' };
    const younger = { paths: ['a.example.com Prefix /foo -> a'], created: '2026-02-01T00:00:00Z' };
    expect(compiled(haproxy, [older, younger]).ask(`${HOST}/foo/x`)).toEqual({ to: 'a:80' });
  });

  test('Prefix and ImplementationSpecific share the whole path, which the smaller backend name gets', () => {
    const paths = ['a.example.com Prefix /foo -> b', 'a.example.com ImplementationSpecific /foo -> a'];
    expect(['/foo', '/foo/x', '/foobar'].map((path) => ask(paths, HOST + path).to)).toEqual(['a:80', 'b:80', 'a:80']);
  });

  test('of one path and backend that without annotations wins', () => {
    const path = { paths: ['a.example.com Prefix /foo -> a'] };
    const { ask: to } = compiled(haproxy, [{ ...path, annotations: { 'haproxy.org/path-rewrite': '/x' } }, path]);
    expect(to(`${HOST}/foo`)).toEqual({ to: 'a:80' });
  });

  test('of one path and backend with other annotations a hash decides', () => {
    const path = { paths: ['a.example.com Prefix /foo -> a'] };
    const rewrites = ['/x', '/y'].map((to) => ({ ...path, annotations: { 'haproxy.org/path-rewrite': to } }));
    expect(compiled(haproxy, rewrites).open(`${HOST}/foo`)).toEqual(['haproxy-same-path']);
  });
});

describe('backends', () => {
  const root = 'a.example.com Prefix / -> b';

  test.each([
    ['a missing Service', 'nosuch', 'no-service'], ['a missing port', 'a:81', 'no-port'], ['a targetPort', 'a:8080', 'no-port'],
  ])('a path with %s is left out, so that a shorter one gets its requests', (_, backend, code) => {
    const { ask: to, faults } = compiled(haproxy, [{ paths: [`a.example.com Prefix /foo -> ${backend}`, root] }]);
    expect(to(`${HOST}/foo`)).toEqual({ to: 'b:80' });
    expect(faults).toEqual([`dropped ${code} i0`]);
  });

  test('whether a missing Service is in the cluster is open for what its path would take', () => {
    const { open } = compiled(haproxy, [{ paths: ['a.example.com Prefix /foo -> nosuch', root, 'b.example.com Prefix / -> nosuch', '*.example.com Prefix / -> c'] }]);
    expect([open(`${HOST}/foo`), open(`${HOST}/x`), open('http://b.example.com/')]).toEqual([['service-outside-manifests'], [], ['service-outside-manifests']]);
  });

  test('the default backend gets what no path matches, on every host', () => {
    const { ask: to } = compiled(haproxy, [{ paths: ['a.example.com Prefix /foo -> a'] }, { defaultBackend: 'd' }]);
    expect([to(`${HOST}/x`), to('http://b.example.com/')]).toEqual([{ to: 'd:80' }, { to: 'd:80' }]);
  });

  test('of several default backends one is taken, and nobody knows which', () => {
    const { ask: to, open } = compiled(haproxy, [{ defaultBackend: 'c' }, { defaultBackend: 'd' }]);
    expect(to(`${HOST}/`)).toEqual({ to: 'd:80' });
    expect(open(`${HOST}/`)).toContain('several-default-backends');
  });

  test('an ExternalName Service needs the port', () => {
    const external = serviceOf('x', { type: 'ExternalName', externalName: 'up.example.net', ports: [] });
    expect(compiled(haproxy, [{ paths: ['a.example.com Prefix / -> x'] }], [external]).faults).toEqual(['dropped no-port i0']);
  });

  test.each([['server-ssl', 'true', 'HTTPS'], ['server-proto', 'h2', 'H2C']])('%s: %s of the Service speaks %s', (name, value, protocol) => {
    const service = serviceOf('a', {}, { annotations: { [`haproxy.org/${name}`]: value } });
    const { router } = compiled(haproxy, [{ paths: ['a.example.com Prefix / -> a'] }], [service]);
    expect(router.listeners[0].hosts[0].routes[0].action).toMatchObject({ kind: 'forward', to: [{ target: { protocol } }] });
  });
});

describe('route-acl', () => {
  const acl = (text: string) => serviceOf('a', {}, { annotations: { 'haproxy.org/route-acl': text } });
  const paths = ['a.example.com Prefix /foo -> a', 'a.example.com Exact /foo -> b'];

  test.each([
    ['cookie(staging) -m found', { Cookie: 'staging=1' }], ['hdr(X-Canary) -i YES', { 'X-Canary': 'yes' }], ['req.hdr(x-canary) -m beg ye', { 'X-Canary': 'yes' }],
    ['!hdr(x-off) -m found', {}],
  ])('%s is evaluated before every other path', (text, headers) => {
    expect(compiled(haproxy, [{ paths }], [acl(text), serviceOf('b')]).ask(`${HOST}/foo`, headers)).toEqual({ to: 'a:80' });
  });

  test('where it does not hold the others have the request', () => {
    const { ask: to } = compiled(haproxy, [{ paths }], [acl('cookie(staging) -m found'), serviceOf('b')]);
    expect([to(`${HOST}/foo`), to(`${HOST}/foo/x`)]).toEqual([{ to: 'b:80' }, { status: 404 }]);
  });
});

describe('TLS', () => {
  const secured: IngressText = { paths: ['a.example.com Prefix /foo -> a', 'b.example.com Prefix / -> b'], tls: [{ hosts: ['a.example.com'], secretName: 's' }] };

  test('an entry with any host redirects all paths of its Ingress to port 8443, with the Host as it was sent', () => {
    const { ask: to } = compiled(haproxy, [secured, { paths: ['a.example.com Prefix /c -> c'] }], [...SERVICES, secretOf('s')]);
    expect(to('http://A.example.com:80/foo?x=1')).toEqual({ status: 302, location: 'https://A.example.com:8443/foo?x=1' });
    expect(to('http://b.example.com/')).toEqual({ status: 302, location: 'https://b.example.com:8443/' });
    expect([to(`${HOST}/c`), to(`${HOST}/z`)]).toEqual([{ to: 'c:80' }, { status: 404 }]);
  });

  test('an entry without hosts does nothing', () => {
    expect(compiled(haproxy, [{ ...secured, tls: [{ secretName: 's' }] }]).ask(`${HOST}/foo`)).toEqual({ to: 'a:80' });
  });

  test('https serves every host, with TLS or without', () => {
    const { ask: to, open } = compiled(haproxy, [secured, { paths: ['c.example.com Prefix / -> c'] }], [...SERVICES, secretOf('s')]);
    expect(to('https://c.example.com/')).toEqual({ to: 'c:80' });
    expect(open('https://c.example.com/')).toEqual([]);
  });

  test('without any certificate it is open whether the https port speaks TLS', () => {
    expect(compiled(haproxy, [{ paths: ['a.example.com Prefix / -> a'] }]).open('https://a.example.com/')).toEqual(['no-certificate']);
  });

  test.each([
    [{ 'haproxy.org/ssl-redirect': 'false' }, { to: 'a:80' }],
    [{ 'haproxy.com/ssl-redirect-code': '301', 'haproxy.org/ssl-redirect-port': '443' }, { status: 301, location: 'https://a.example.com:443/foo' }],
  ])('%o', (annotations, answer) => expect(compiled(haproxy, [{ ...secured, annotations }]).ask(`${HOST}/foo`)).toEqual(answer));

  test('the ConfigMap of the controller turns redirects on for all', () => {
    const config = resource('v1', 'ConfigMap', 'haproxy-controller', { metadata: { name: 'haproxy-kubernetes-ingress' }, data: { 'ssl-redirect': 'true' } }, 'haproxy-kubernetes-ingress');
    expect(compiled(haproxy, [{ paths: ['a.example.com Prefix / -> a'] }], [...SERVICES, config]).ask(`${HOST}/`).status).toBe(302);
  });
});

describe('annotations', () => {
  const path = { paths: ['a.example.com Prefix /foo -> a'] };
  const with_ = (annotations: Record<string, string>, url = `${HOST}/foo/bar?x=1`, headers = {}, method = 'GET') => compiled(haproxy, [{ ...path, annotations }]).ask(url, headers, method);

  test.each([
    ['/', '/'], ['^/foo /x', '/x'], ['/foo/(.*) /\\1', '/bar'], ['/FOO /x', '/foo/bar'], ['/foo/(.*) /\\1\n/bar /baz', '/baz'],
  ])('path-rewrite: %j sends %s', (rewrite, sent) => expect(with_({ 'haproxy.org/path-rewrite': rewrite }).path ?? '/foo/bar').toBe(sent));

  test.each(['([ /x', '(?<=/)foo /x'])('path-rewrite: the pattern of %j is not run, which is said', (rewrite) => {
    expect(with_({ 'haproxy.org/path-rewrite': rewrite }).undecided).toEqual([rewrite.split(' ')[0]]);
  });

  test('auth-type without auth-secret lets nobody in', () => {
    expect(with_({ 'haproxy.org/auth-type': 'basic-auth' })).toEqual({ to: 'a:80', gates: [401] });
  });

  test('path-rewrite of three words does nothing', () => {
    expect(with_({ 'haproxy.org/path-rewrite': 'a b c' })).toEqual({ to: 'a:80' });
  });

  test.each([
    ['new.example.com', 'http://new.example.com/foo/bar?x=1'], ['https://new.example.com', 'https://new.example.com/foo/bar?x=1'],
  ])('request-redirect: %s leads to %s', (value, location) => {
    expect(with_({ 'ingress.kubernetes.io/request-redirect': value })).toEqual({ status: 302, location });
  });

  test('set-host changes the Host', () => expect(with_({ 'haproxy.org/set-host': 'b.example.com' })).toEqual({ to: 'a:80', host: 'b.example.com' }));

  test('lists of addresses and credentials refuse before redirects', () => {
    const gated = { 'haproxy.org/allow-list': '10.0.0.0/8', 'haproxy.org/auth-type': 'basic-auth', 'haproxy.org/auth-secret': 's', 'haproxy.org/request-redirect': 'b' };
    expect(with_(gated)).toMatchObject({ status: 302, gates: [403, 401] });
  });

  test('preflights are answered where cors-respond-to-options says so', () => {
    const cors = { 'haproxy.org/cors-enable': 'true', 'haproxy.org/cors-respond-to-options': 'true' };
    expect([with_(cors, undefined, {}, 'OPTIONS'), with_(cors)]).toEqual([{ status: 204 }, { to: 'a:80' }]);
  });

  test.each([
    ['haproxy.org/ssl-passthrough', ['annotation-not-simulated']], ['haproxy.org/load-balance', []], ['nginx.ingress.kubernetes.io/rewrite-target', []],
    ['ingress.kubernetes.io/app-root', []],
  ])('%s: %j', (key, codes) => expect(compiled(haproxy, [{ ...path, annotations: { [key]: 'x' } }]).open(`${HOST}/foo`)).toEqual(codes));
});

describe('class', () => {
  const declared = (controller: string) => resource('networking.k8s.io/v1', 'IngressClass', null, { metadata: { name: 'haproxy' }, spec: { controller } }, 'haproxy');
  const paths = ['a.example.com Prefix / -> a'];

  test('the annotation is never read', () => {
    const { ask: to, faults } = compiled(haproxy, [{ paths, annotations: { 'kubernetes.io/ingress.class': 'haproxy' } }]);
    expect(to(`${HOST}/`)).toEqual({ status: 404 });
    expect(faults).toEqual(['ignored class-by-annotation i0']);
  });

  test.each([['haproxy.org/ingress-controller/haproxy', []], ['haproxy.org/ingress-controller', ['ignored class-not-served i0']]])('an IngressClass of %s', (controller, faults) => {
    expect(compiled(haproxy, [{ paths, className: 'haproxy' }], [...SERVICES, declared(controller)]).faults).toEqual(faults);
  });
});
