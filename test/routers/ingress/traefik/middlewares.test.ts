import { compile, destinations, middleware, send } from './traefik';
import type { JsonObject } from '../../../../src/kubernetes/resource';

const HOST = 'http://shop.example.com';

/** A router with these middlewares, the first of which is called `m0`. */
function through(specs: readonly JsonObject[], more: { readonly names?: string; readonly tls?: boolean; readonly rule?: string } = {}) {
  const annotations = {
    'traefik.ingress.kubernetes.io/router.middlewares': more.names ?? specs.map((_, i) => `shop-m${i}@kubernetescrd`).join(', '),
    ...(more.tls === true ? { 'traefik.ingress.kubernetes.io/router.tls': 'true' } : {}),
  };
  const ingresses = [{ rules: [more.rule ?? 'shop.example.com Prefix / -> web'], annotations }];
  return compile({ ingresses, services: ['web'], others: specs.map((spec, i) => middleware(`m${i}`, spec)) });
}

describe('paths', () => {
  test('stripPrefix takes the first prefix that fits, and leaves a slash at the beginning', () => {
    const router = through([{ stripPrefix: { prefixes: ['/api', '/app/'] } }]);
    expect(destinations(router, `${HOST}/api/x`, `${HOST}/api`, `${HOST}/apix`, `${HOST}/app/y`, `${HOST}/z`))
      .toEqual(['web:80 /x', 'web:80 /', 'web:80 /x', 'web:80 /y', 'web:80']);
  });

  test('stripPrefix compares the decoded path', () => {
    expect(destinations(through([{ stripPrefix: { prefixes: ['/a b'] } }]), `${HOST}/a%20b/x%20y`)).toEqual(['web:80 /x%20y']);
  });

  test('what stripPrefix leaves must be clean', () => {
    expect(destinations(through([{ stripPrefix: { prefixes: ['/api'] } }]), `${HOST}/api../x`)).toEqual(['400']);
  });

  test('stripPrefixRegex takes what matches at the beginning', () => {
    const router = through([{ stripPrefixRegex: { regex: ['/v[0-9]+', '/[a-z]+/old'] } }]);
    expect(destinations(router, `${HOST}/v12/x`, `${HOST}/shop/old/y`, `${HOST}/x/v1`)).toEqual(['web:80 /x', 'web:80 /y', 'web:80']);
  });

  test('addPrefix and replacePath', () => {
    expect(destinations(through([{ addPrefix: { prefix: '/v2' } }]), `${HOST}/x?y=1`)).toEqual(['web:80 /v2/x']);
    expect(destinations(through([{ replacePath: { path: '/only' } }]), `${HOST}/x`)).toEqual(['web:80 /only']);
  });

  test('replacePathRegex replaces every match; a path that is not clean then is refused', () => {
    expect(destinations(through([{ replacePathRegex: { regex: '^/old/(\\w+)', replacement: '/new/$1' } }]), `${HOST}/old/a/b`)).toEqual(['web:80 /new/a/b']);
    expect(destinations(through([{ replacePathRegex: { regex: 'a', replacement: 'b' } }]), `${HOST}/aaa`)).toEqual(['web:80 /bbb']);
    expect(destinations(through([{ replacePathRegex: { regex: '^/old(.*)', replacement: '/$1' } }]), `${HOST}/old/a`)).toEqual(['400']);
  });

  test('groups are named as Go names them', () => {
    const regex = '^/(?P<first>[^/]+)/(second)';
    const router = (replacement: string) => through([{ replacePathRegex: { regex, replacement } }]);
    expect(destinations(router('/${first}/$2'), `${HOST}/a/second`)).toEqual(['web:80']);
    expect(destinations(router('/x${2}y'), `${HOST}/a/second`)).toEqual(['web:80 /xsecondy']);
    // the name is as long as it can be
    expect(destinations(router('/x$2y'), `${HOST}/a/second`)).toEqual(['web:80 /x']);
  });

  test('one after the other', () => {
    const router = through([{ stripPrefix: { prefixes: ['/api'] } }, { addPrefix: { prefix: '/v2' } }]);
    expect(destinations(router, `${HOST}/api`, `${HOST}/api/x`)).toEqual(['web:80 /v2', 'web:80 /v2/x']);
  });
});

describe('redirects', () => {
  test('redirectScheme goes to https, without the port of the request, and with another status for other methods', () => {
    const router = through([{ redirectScheme: { scheme: 'https', permanent: true } }]);
    expect(destinations(router, `${HOST}:8080/a//b?x=1`)).toEqual(['301 https://shop.example.com/a/b?x=1']);
    expect(send(router, `${HOST}/a`, { method: 'POST' }).to).toBe('308 https://shop.example.com/a');
    expect(destinations(through([{ redirectScheme: { scheme: 'https', port: '8443' } }]), `${HOST}/a`)).toEqual(['302 https://shop.example.com:8443/a']);
  });

  test('and lets requests through that have the scheme', () => {
    expect(destinations(through([{ redirectScheme: { scheme: 'https' } }], { tls: true }), 'https://shop.example.com/a', 'https://shop.example.com:443/a'))
      .toEqual(['web:80', 'web:80']);
  });

  test('redirectRegex matches the whole URL, and keeps what does not match', () => {
    const router = through([{ redirectRegex: { regex: '^http://shop.example.com/(.*)', replacement: 'http://www.example.com/$1' } }]);
    expect(destinations(router, `${HOST}/a?b`)).toEqual(['302 http://www.example.com/a?b']);
    expect(destinations(through([{ redirectRegex: { regex: '^http://', replacement: 'https://' } }]), `${HOST}/a`)).toEqual(['302 https://shop.example.com/a']);
    expect(destinations(through([{ redirectRegex: { regex: '/other', replacement: '/x' } }]), `${HOST}/a`)).toEqual(['web:80']);
  });

  test('a redirect after a rewrite sees the new path', () => {
    const router = through([{ stripPrefix: { prefixes: ['/api'] } }, { redirectScheme: { scheme: 'https' } }]);
    expect(destinations(router, `${HOST}/api/x`)).toEqual(['302 https://shop.example.com/x']);
  });
});

describe('access', () => {
  const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'users', namespace: 'shop' } };

  test('basicAuth answers 401 without credentials; its Secret may be elsewhere', () => {
    expect(send(through([{ basicAuth: { secret: 'users' } }]), `${HOST}/`)).toMatchObject({ to: '401', open: ['traefik-object-missing'] });
    const annotations = { 'traefik.ingress.kubernetes.io/router.middlewares': 'shop-auth@kubernetescrd' };
    const others = [secret, middleware('auth', { basicAuth: { secret: 'users' } })];
    const router = compile({ ingresses: [{ rules: ['shop.example.com Prefix / -> web'], annotations }], services: ['web'], others });
    expect(send(router, `${HOST}/`)).toMatchObject({ to: '401', open: [] });
    expect(send(router, `${HOST}/`, { headers: { authorization: 'Basic eA==' } }).to).toBe('web:80');
  });

  test('forwardAuth and ipAllowList decide by what no manifest says', () => {
    expect(send(through([{ forwardAuth: { address: 'http://auth.example.com' } }]), `${HOST}/`).found.route?.filters).toMatchObject([{ kind: 'gate', needs: 'external-decision' }]);
    expect(send(through([{ ipAllowList: { sourceRange: ['10.0.0.0/8'] } }]), `${HOST}/`).found.route?.filters).toMatchObject([{ needs: 'client-address', otherwise: 403 }]);
    expect(send(through([{ ipAllowList: { sourceRange: ['0.0.0.0/0'] } }]), `${HOST}/`).found.route?.filters).toEqual([]);
  });
});

test('headers: Host and others of the request; CORS preflight requests are answered', () => {
  const router = through([{ headers: { customRequestHeaders: { 'Host': 'inner', 'X-A': '1', 'X-B': '' }, accessControlAllowOriginList: ['*'] } }]);
  expect(destinations(router, `${HOST}/`)).toEqual(['web:80 Host inner']);
  expect(send(router, `${HOST}/`).found.route?.filters).toMatchObject([{ kind: 'rewrite' }, { kind: 'headers', on: 'request', set: { 'x-a': '1' }, remove: ['x-b'] }]);
  const preflight = { method: 'OPTIONS', headers: { 'origin': 'http://a', 'access-control-request-method': 'GET' } };
  expect(send(router, `${HOST}/`, preflight).to).toBe('200');
  expect(send(router, `${HOST}/`, { method: 'OPTIONS' }).to).toBe('web:80 Host inner');
});

describe('which middleware', () => {
  test('a chain is its parts, of its own namespace', () => {
    const parts = [{ chain: { middlewares: [{ name: 'm1' }, { name: 'm2' }] } }, { stripPrefix: { prefixes: ['/a'] } }, { addPrefix: { prefix: '/b' } }];
    expect(destinations(through(parts, { names: 'shop-m0@kubernetescrd' }), `${HOST}/a/x`)).toEqual(['web:80 /b/x']);
    const foreign = through([{ chain: { middlewares: [{ name: 'x', namespace: 'other' }] } }]);
    expect(foreign.faults).toMatchObject([{ code: 'middleware-broken' }]);
    expect(destinations(through([{ chain: { middlewares: [{ name: 'm0' }] } }]), `${HOST}/`)).toEqual(['404']);
  });

  test('one that is missing leaves the router out', () => {
    expect(send(through([], { names: 'shop-none@kubernetescrd' }), `${HOST}/`)).toMatchObject({ to: '404', open: ['traefik-object-missing'] });
    expect(send(through([{ addPrefix: { prefix: '/x' } }], { names: 'm0' }), `${HOST}/`)).toMatchObject({ to: '404', open: [] });
  });

  test('one of another provider is open', () => {
    expect(send(through([], { names: 'auth@file' }), `${HOST}/`)).toMatchObject({ to: 'web:80', open: ['traefik-other-provider'] });
  });

  test('one that cannot be built leaves the router out', () => {
    for (const spec of [{}, { addPrefix: { prefix: '' } }, { addPrefix: { prefix: '/a' }, compress: {} }, { redirectRegex: { regex: '(' } }, { ipAllowList: {} }, { errors: { service: { name: 'none' } } }]) {
      const router = through([spec]);
      expect(destinations(router, `${HOST}/`)).toEqual(['404']);
      expect(router.faults).toMatchObject([{ kind: 'dropped', code: 'middleware-broken' }]);
    }
  });

  test('one that may refuse a request for reasons outside the manifests is open, one that changes nothing is not', () => {
    expect(send(through([{ rateLimit: { average: 10 } }]), `${HOST}/`)).toMatchObject({ to: 'web:80', open: ['traefik-middleware'] });
    expect(send(through([{ compress: {} }]), `${HOST}/`)).toMatchObject({ to: 'web:80', open: [] });
  });

  test('a Service has middlewares of its own, which come last', () => {
    const others = [middleware('strip', { stripPrefix: { prefixes: ['/a'] } }), middleware('add', { addPrefix: { prefix: '/a' } })];
    const annotations = { 'traefik.ingress.kubernetes.io/router.middlewares': 'shop-add@kubernetescrd' };
    const services = [{ name: 'web', annotations: { 'traefik.ingress.kubernetes.io/service.middlewares': 'shop-strip@kubernetescrd' } }];
    const router = compile({ ingresses: [{ rules: ['shop.example.com Prefix / -> web'], annotations }], services, others });
    expect(destinations(router, `${HOST}/x`)).toEqual(['web:80']);
  });
});
