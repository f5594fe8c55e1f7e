import { nginxInc } from '../../../../src/routers/ingress/nginx-inc/dialect';
import { resource } from '../../route-tables';
import { compiled, secretOf, serviceOf, SERVICES, type IngressText } from '../compiled';

const HOST = 'http://a.example.com';
const OLD = '2026-01-01T00:00:00Z';
const YOUNG = '2026-02-01T00:00:00Z';

const ask = (paths: readonly string[], url: string, annotations?: Record<string, string>) => compiled(nginxInc, [{ paths, annotations }]).ask(url);
const faults = (text: IngressText) => compiled(nginxInc, [text]).faults;
const keyed = (annotations: Record<string, string>) => Object.fromEntries(Object.entries(annotations).map(([key, value]) => [`nginx.org/${key}`, value]));

describe('hosts', () => {
  test.each([
    ['a.example.com', 'http://A.example.com.:81/', { to: 'a:80' }], ['*.example.com', 'http://x.y.example.com/', { to: 'a:80' }],
    ['*.example.com', 'http://.example.com/', { to: 'a:80' }], ['*.example.com', 'http://example.com/', { status: 404 }], ['a.example.com', 'http://b.example.com/', { status: 404 }],
  ])('%s and %s', (host, url, answer) => expect(ask([`${host} Prefix / -> a`], url)).toEqual(answer));

  test('a host belongs to the oldest Ingress as a whole', () => {
    const { ask: to, faults: told } = compiled(nginxInc, [
      { paths: ['a.example.com Prefix /a -> a'], created: OLD }, { paths: ['a.example.com Prefix /b -> b', 'b.example.com Prefix / -> b'], created: YOUNG },
      { paths: ['a.example.com Prefix /c -> c'], created: YOUNG },
    ]);
    expect([to(`${HOST}/a`), to(`${HOST}/b`), to('http://b.example.com/')]).toEqual([{ to: 'a:80' }, { status: 404 }, { to: 'b:80' }]);
    expect(told).toEqual(['dropped host-taken i1', 'refused host-taken i2']);
  });

  test('of equally old ones the greater UID has it', () => {
    const claim = (service: string, uid: string) => ({ paths: [`a.example.com Prefix / -> ${service}`], created: OLD, uid });
    expect(compiled(nginxInc, [claim('a', '1a'), claim('b', 'f0'), claim('c', '2b')]).ask(`${HOST}/`)).toEqual({ to: 'b:80' });
  });

  test('without timestamps it is open whose host it is', () => {
    expect(compiled(nginxInc, [{ paths: ['a.example.com Prefix / -> a'] }, { paths: ['a.example.com Prefix / -> b'] }]).open(`${HOST}/`)).toEqual(['creation-order']);
  });
});

describe('rejections', () => {
  test.each<[string, IngressText, string]>([
    ['a rule without host', { paths: ['Prefix / -> a'] }, 'no-host'],
    ['no rules', { defaultBackend: 'a' }, 'no-rules'],
    ['a host twice', { spec: { rules: [{ host: 'a.example.com' }, { host: 'a.example.com' }] } }, 'duplicate-host'],
    ['a path with a semicolon', { paths: ['a.example.com Prefix /a;b -> a'] }, 'invalid-path'],
    ['a path with letters in braces', { paths: ['a.example.com ImplementationSpecific /{x} -> a'] }, 'invalid-path'],
    ['a path that is not an expression', { paths: ['a.example.com Prefix /a( -> a'] }, 'invalid-path'],
    ['a path that looks like a file', { paths: ['a.example.com Prefix /variables -> a'] }, 'invalid-path'],
    ['another backend', { spec: { rules: [{ host: 'a.example.com', http: { paths: [{ path: '/', pathType: 'Prefix', backend: { resource: { kind: 'Bucket', name: 'b' } } }] } }] } }, 'resource-backend'],
    ['rewrites of an unknown Service', { paths: ['a.example.com Prefix / -> a'], annotations: keyed({ rewrites: 'serviceName=b rewrite=/' }) }, 'invalid-annotation'],
    ['rewrites of another form', { paths: ['a.example.com Prefix / -> a'], annotations: keyed({ rewrites: 'a=/' }) }, 'invalid-annotation'],
    ['a flag that is none', { paths: ['a.example.com Prefix / -> a'], annotations: keyed({ 'ssl-redirect': 'yes' }) }, 'invalid-annotation'],
    ['a code that is none', { paths: ['a.example.com Prefix / -> a'], annotations: keyed({ 'http-redirect-code': '303' }) }, 'invalid-annotation'],
    ['a time that is none', { paths: ['a.example.com Prefix / -> a'], annotations: keyed({ 'proxy-read-timeout': 'soon' }) }, 'invalid-annotation'],
    ['a master with paths', { paths: ['a.example.com Prefix / -> a'], annotations: keyed({ 'mergeable-ingress-type': 'master' }) }, 'mergeable-shape'],
    ['a minion with TLS', { paths: ['a.example.com Prefix / -> a'], annotations: keyed({ 'mergeable-ingress-type': 'minion' }), tls: [{}] }, 'mergeable-shape'],
  ])('%s', (_, text, code) => expect(faults(text)).toEqual([`refused ${code} i0`]));

  test.each(['proxy-read-timeout', 'client-max-body-size', 'hsts', 'lb-method', 'listen-ports'])('%s with a value that fits is accepted', (name) => {
    const values: Record<string, string> = { 'proxy-read-timeout': '60s', 'client-max-body-size': '10m', 'hsts': 'true', 'lb-method': 'least_conn', 'listen-ports': '80,8080' };
    expect(faults({ paths: ['a.example.com Prefix / -> a'], annotations: keyed({ [name]: values[name] }) })).toEqual([]);
  });
});

describe('locations', () => {
  test.each([
    ['Prefix', '/foobar', { to: 'a:80' }], ['ImplementationSpecific', '/foo/x', { to: 'a:80' }], ['Exact', '/foo/', { status: 404 }], ['Prefix', '/FOO', { status: 404 }],
    ['Prefix', '//%66oo', { to: 'a:80' }], ['Prefix', '/x/../foo', { to: 'a:80' }], ['Prefix', '/../foo', { status: 400 }], ['Prefix', '/%zz', { status: 400 }],
  ])('%s /foo and %s', (type, path, answer) => expect(ask([`a.example.com ${type} /foo -> a`], HOST + path)).toEqual(answer));

  test.each(['Exact', 'Prefix'])('%s /foo/ redirects /foo', (type) => {
    expect(ask([`a.example.com ${type} /foo/ -> a`], 'http://A.example.com:81/foo?x=1')).toEqual({ status: 301, location: 'http://a.example.com/foo/?x=1' });
  });

  test('unless /foo is a location of its own', () => {
    expect(ask(['a.example.com Prefix /foo/ -> a', 'a.example.com Prefix /foo -> b'], `${HOST}/foo`)).toEqual({ to: 'b:80' });
  });

  test('the default backend is / of the hosts of its own Ingress', () => {
    const { ask: to } = compiled(nginxInc, [{ paths: ['a.example.com Exact / -> a'], defaultBackend: 'd' }, { paths: ['b.example.com Prefix /b -> b'] }]);
    expect([to(`${HOST}/`), to(`${HOST}/x`), to('http://b.example.com/x')]).toEqual([{ to: 'a:80' }, { to: 'd:80' }, { status: 404 }]);
  });

  test('the same location twice breaks the configuration for every host', () => {
    const { ask: to, faults: told, open } = compiled(nginxInc, [
      { paths: ['a.example.com Prefix /foo -> a', 'a.example.com ImplementationSpecific /foo -> b'] }, { paths: ['b.example.com Prefix / -> b'] },
    ]);
    expect(told).toEqual(['breaks-router duplicate-location i0']);
    expect(to('http://b.example.com/')).toEqual({ status: 404 });
    expect(open('http://b.example.com/')).toEqual(['configuration-refused']);
  });

  test('Exact and Prefix of one path are two locations', () => {
    const paths = ['a.example.com Prefix /foo -> b', 'a.example.com Exact /foo -> a'];
    expect(['/foo', '/foo/'].map((path) => ask(paths, HOST + path).to)).toEqual(['a:80', 'b:80']);
  });
});

describe('path-regex', () => {
  const sensitive = keyed({ 'path-regex': 'case_sensitive' });

  test('the first expression of the file wins, open at the end', () => {
    const paths = ['a.example.com ImplementationSpecific /v[0-9]+ -> a', 'a.example.com Prefix / -> b'];
    expect(['/v1/x', '/V1', '/x/v1'].map((path) => ask(paths, HOST + path, sensitive).to)).toEqual(['a:80', 'b:80', 'b:80']);
    expect(ask([...paths].reverse(), `${HOST}/v1`, sensitive)).toEqual({ to: 'b:80' });
  });

  test('case_insensitive ignores case; exact makes every path exact', () => {
    const paths = ['a.example.com Prefix /foo -> a'];
    expect(ask(paths, `${HOST}/FOO/x`, keyed({ 'path-regex': 'case_insensitive' }))).toEqual({ to: 'a:80' });
    expect(['/foo', '/foo/x'].map((path) => ask(paths, HOST + path, keyed({ 'path-regex': 'exact' })).to)).toEqual(['a:80', undefined]);
  });

  test('an Exact path becomes an expression that nothing matches', () => {
    const { ask: to, faults: told } = compiled(nginxInc, [{ paths: ['a.example.com Exact /bar -> a'], annotations: sensitive }]);
    expect(to(`${HOST}/bar`)).toEqual({ status: 404 });
    expect(told).toEqual(['dropped exact-under-path-regex i0']);
  });

  test('the same expression twice breaks nothing, but rewrites of one do', () => {
    const paths = ['a.example.com Prefix /foo -> a', 'a.example.com Prefix /foo -> b'];
    expect(faults({ paths, annotations: sensitive })).toEqual([]);
    expect(faults({ paths: paths.slice(0, 1), annotations: { ...sensitive, ...keyed({ rewrites: 'serviceName=a rewrite=/' }) } })).toEqual(['breaks-router rewrite-of-regex i0']);
  });
});

describe('mergeable Ingress objects', () => {
  const master: IngressText = { name: 'master', annotations: keyed({ 'mergeable-ingress-type': 'master' }), created: YOUNG, spec: { rules: [{ host: 'a.example.com' }] } };
  const minion = (name: string, paths: readonly string[], extra: Partial<IngressText> = {}): IngressText =>
    ({ name, paths: paths.map((each) => `a.example.com ${each}`), created: OLD, ...extra, annotations: { ...keyed({ 'mergeable-ingress-type': 'minion' }), ...extra.annotations } });

  test('the minions of a master share its host', () => {
    const { ask: to } = compiled(nginxInc, [{ ...master, defaultBackend: 'd' }, minion('m1', ['Prefix /a -> a']), minion('m2', ['Prefix /b -> b'])]);
    expect(['/a', '/b', '/z'].map((path) => to(HOST + path).to)).toEqual(['a:80', 'b:80', undefined]);
  });

  test('a path belongs to the oldest minion, whatever its type', () => {
    const { ask: to, faults: told } = compiled(nginxInc, [master, minion('m1', ['Exact /foo -> a'], { created: YOUNG }), minion('m2', ['Prefix /foo -> b'])]);
    expect(to(`${HOST}/foo`)).toEqual({ to: 'b:80' });
    expect(told).toEqual(['dropped path-taken m1']);
  });

  test('a path that is twice in one minion belongs to none', () => {
    expect(compiled(nginxInc, [master, minion('m', ['Prefix /foo -> a', 'Exact /foo -> b', 'Prefix /x -> c'])]).ask(`${HOST}/foo`)).toEqual({ status: 404 });
  });

  test('expressions of one minion go before prefixes of the others', () => {
    const { ask: to } = compiled(nginxInc, [
      master, minion('m1', ['ImplementationSpecific /v[0-9]+ -> a'], { annotations: keyed({ 'path-regex': 'case_sensitive' }) }), minion('m2', ['Prefix /v1/x -> b']),
    ]);
    expect(to(`${HOST}/v1/x`)).toEqual({ to: 'a:80' });
  });

  test('a minion needs a valid master that has the host', () => {
    expect(compiled(nginxInc, [minion('m', ['Prefix / -> a'])]).faults).toEqual(['refused no-master m']);
    expect(compiled(nginxInc, [master, minion('m', ['Prefix / -> a']), { name: 'std', paths: ['a.example.com Prefix / -> b'], created: OLD }]).faults)
      .toEqual(['refused host-taken master', 'refused no-master m']);
  });

  test('redirects are those of the master, rewrites those of the minion', () => {
    const { ask: to } = compiled(nginxInc, [
      { ...master, annotations: { ...master.annotations, ...keyed({ 'app-root': '/web' }) } },
      minion('m', ['Prefix /foo -> a'], { annotations: keyed({ 'app-root': '/no', 'rewrite-target': '/y' }) }),
    ]);
    expect([to(`${HOST}/`), to(`${HOST}/foo/x`)]).toEqual([{ status: 302, location: 'http://a.example.com/web' }, { to: 'a:80', path: '/y' }]);
  });
});

describe('backends', () => {
  const named = serviceOf('a', { ports: [{ name: 'http', port: 80, targetPort: 8080 }] });
  const to = (backend: string, service = serviceOf('a')) => compiled(nginxInc, [{ paths: [`a.example.com Prefix / -> ${backend}`] }], [service]).ask(`${HOST}/`);

  test('a number that is not there is served by the first port without name', () => {
    expect([to('a:81'), to('a:http', named)]).toEqual([{ to: 'a:80' }, { to: 'a:80' }]);
    // the router has no such port, and answers 502
    expect(to('a:81', named)).toEqual({ to: 'a:81' });
  });

  test('an ExternalName Service gets 502', () => {
    expect(to('x', serviceOf('x', { type: 'ExternalName', externalName: 'up.example.net' }))).toEqual({ status: 502 });
  });

  test('slices are searched by the number of the targetPort, of a name that of the first pod', () => {
    const pod = resource('v1', 'Pod', 'shop', {
      metadata: { name: 'p', namespace: 'shop', labels: { app: 'a' } }, spec: { containers: [{ name: 'c', image: 'i', ports: [{ name: 'web', containerPort: 9090 }] }] },
    }, 'p');
    const { router } = compiled(nginxInc, [{ paths: ['a.example.com Prefix / -> a'] }], [serviceOf('a', { ports: [{ port: 80, targetPort: 'web' }] }), pod]);
    expect(router.listeners[0].hosts[0].routes[0].action).toMatchObject({ to: [{ target: { slicePort: 9090, readyMustBeSet: true } }] });
  });

  test.each([
    ['ssl-services', { protocol: 'HTTPS' }], ['grpc-services', { protocol: 'GRPC' }], ['websocket-services', { protocol: 'HTTP' }],
  ])('%s', (name, target) => {
    const { router } = compiled(nginxInc, [{ paths: ['a.example.com Prefix / -> a'], annotations: keyed({ [name]: 'a' }) }]);
    expect(router.listeners[0].hosts[0].routes[0].action).toMatchObject({ to: [{ target }] });
  });

  test('use-cluster-ip sends to the Service', () => {
    const { router } = compiled(nginxInc, [{ paths: ['a.example.com Prefix / -> a'], annotations: keyed({ 'use-cluster-ip': 'true' }) }]);
    expect(router.listeners[0].hosts[0].routes[0].action).toMatchObject({ to: [{ target: { via: 'cluster-ip' } }] });
  });
});

describe('TLS', () => {
  const secured: IngressText = { paths: ['a.example.com Prefix /foo -> a', 'b.example.com Prefix / -> b'], tls: [{ hosts: ['a.example.com'], secretName: 's' }] };

  test('the whole host is redirected, and no other', () => {
    const { ask: to } = compiled(nginxInc, [secured], [...SERVICES, secretOf('s')]);
    expect(to('http://A.example.com:81/z?x=1')).toEqual({ status: 301, location: 'https://a.example.com:443/z?x=1' });
    expect([to('http://b.example.com/'), to('https://a.example.com/foo')]).toEqual([{ to: 'b:80' }, { to: 'a:80' }]);
  });

  test('certificates are for the hosts that tls names literally', () => {
    const { router } = compiled(nginxInc, [{ ...secured, tls: [{ hosts: ['*.example.com', 'b.example.com'], secretName: 's' }] }], [...SERVICES, secretOf('s')]);
    expect(router.listeners[1].certificates.map((each) => each.hosts)).toEqual([[{ kind: 'exact', host: 'b.example.com' }]]);
  });

  test('without its Secret it is open whether the handshake succeeds', () => {
    expect(compiled(nginxInc, [secured]).open('https://a.example.com/foo')).toEqual(['tls-secret']);
  });

  test.each([
    [keyed({ 'ssl-redirect': 'false' }), { to: 'a:80' }], [{ 'ingress.kubernetes.io/ssl-redirect': 'false' }, { to: 'a:80' }],
    [keyed({ 'http-redirect-code': '308' }), { status: 308, location: 'https://a.example.com:443/foo' }],
  ])('%o', (annotations, answer) => expect(compiled(nginxInc, [{ ...secured, annotations }]).ask(`${HOST}/foo`)).toEqual(answer));
});

describe('annotations', () => {
  test.each([
    ['Prefix', '/foo', '/', '/foo/bar', '//bar'], ['Prefix', '/foo', '/', '/foobar', '/bar'], ['Prefix', '/foo/', '/new/', '/foo/%41%20b', '/new/A%20b'], ['Exact', '/foo', '/x', '/foo', '/x'],
  ])('rewrites: %s %s to %s sends %s as %s', (type, path, to, asked, sent) => {
    expect(ask([`a.example.com ${type} ${path} -> a`], HOST + asked, keyed({ rewrites: `serviceName=a rewrite=${to}` }))).toEqual({ to: 'a:80', path: sent });
  });

  test('rewrite-target replaces the whole path', () => {
    expect(ask(['a.example.com Prefix /foo -> a'], `${HOST}/foo/bar`, keyed({ 'rewrite-target': '/' }))).toEqual({ to: 'a:80', path: '/' });
    const groups = keyed({ 'rewrite-target': '/$2', 'path-regex': 'case_sensitive' });
    expect(ask(['a.example.com ImplementationSpecific /foo(/|$)(.*) -> a'], `${HOST}/foo/bar`, groups)).toEqual({ to: 'a:80', path: '/bar' });
  });

  test('redirect-to-https reads X-Forwarded-Proto alone', () => {
    const { ask: to } = compiled(nginxInc, [{ paths: ['a.example.com Prefix / -> a'], annotations: keyed({ 'redirect-to-https': 'true' }) }]);
    expect([to(`${HOST}/x`), to(`${HOST}/x`, { 'X-Forwarded-Proto': 'http' })]).toEqual([{ to: 'a:80' }, { status: 301, location: 'https://a.example.com/x' }]);
  });

  test('app-root redirects the root', () => {
    expect(ask(['a.example.com Prefix / -> a'], `${HOST}/?x`, keyed({ 'app-root': '/web' }))).toEqual({ status: 302, location: 'http://a.example.com/web' });
  });

  test.each([
    [{ 'nginx.org/basic-auth-secret': 's' }, []], [{ 'nginx.org/location-snippets': 'return 200;' }, ['annotation-not-simulated']],
    [{ 'nginx.org/limit-req-rate': '5r/s' }, ['rate-limit']], [{ 'nginx.ingress.kubernetes.io/rewrite-target': '/' }, []],
  ])('%o', (annotations, codes) => expect(compiled(nginxInc, [{ paths: ['a.example.com Prefix / -> a'], annotations }]).open(`${HOST}/`)).toEqual(codes));
});

test('another class of the controller needs an installation of its own', () => {
  const classes = ['nginx', 'internal'].map((name) => resource('networking.k8s.io/v1', 'IngressClass', null, { metadata: { name }, spec: { controller: 'nginx.org/ingress-controller' } }, name));
  expect(compiled(nginxInc, [{ paths: ['a.example.com Prefix / -> a'], className: 'internal' }], [...SERVICES, ...classes]).open(`${HOST}/`)).toEqual(['class-needs-installation']);
});
