import { App, ApiObject, Chart, Duration, Testing } from 'cdk8s';
import { attachments, CREATED, gatewayRouter, objectsOf, written } from './routers';
import { Backend, ExposedApp, ExternalAlias, GatewayRef, HttpMethod, IngressController, PathRewrite, PathRouter, PathType, type PathRoute, type PathRouterProps } from '../../../src';
import { createChart, service } from '../path-router/fixture';

const quote = service('quote');
const TLS = [{ hosts: ['a.example.com'], secretName: 'a-tls' }];
const NAMED = GatewayRef.named('edge', { namespace: 'infra' });
const SECTIONS = GatewayRef.named('edge', { namespace: 'infra', httpSection: 'web', httpsSection: 'websecure' });

const ruleOf = (route: Partial<PathRoute>) => written(gatewayRouter({ routes: [{ backend: quote, ...route }] }), 'HTTPRoute').spec.rules;

describe('routes', () => {
  test('a route is a rule of the HTTPRoute of its host, which attaches to every listener of the Gateway', () => {
    const router = gatewayRouter({ gateway: NAMED, routes: [{ host: 'a.example.com', path: '/quote', pathType: PathType.EXACT, backend: quote }] });
    expect(objectsOf(router)).toMatchObject([{
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: { name: 'web', namespace: 'kiada' },
      spec: {
        parentRefs: [{ name: 'edge', namespace: 'infra' }],
        hostnames: ['a.example.com'],
        rules: [{ matches: [{ path: { type: 'Exact', value: '/quote' } }], backendRefs: [{ name: 'quote', port: 80 }] }],
      },
    }]);
    expect(router.gatewayName).toBe('edge');
    expect(router.node.tryFindChild('Resource')).toBeDefined();
  });

  test('each host has an HTTPRoute of its own, the first of which is the main one', () => {
    const router = gatewayRouter({ gateway: NAMED, routes: ['a.example.com', undefined, '*.example.com'].map((host) => ({ host, backend: quote })) });
    expect(Object.keys(attachments(router))).toEqual(['web', 'web-any-host', 'web-wildcard-example-com']);
  });

  test('more rules than an HTTPRoute can have go to further ones', () => {
    const router = gatewayRouter({ gateway: NAMED, routes: Array.from({ length: 33 }, (_, i): PathRoute => ({ host: 'a.example.com', path: `/${i}`, backend: quote })) });
    expect(Object.fromEntries(objectsOf(router).map(({ metadata, spec }) => [metadata.name, (spec.rules as unknown[]).length]))).toEqual({ 'web': 16, 'web-2': 16, 'web-3': 1 });
  });

  test('a port name becomes the number of the Service\'s port', () => {
    expect(ruleOf({ backend: service('shop', [{ name: 'http', port: 8080 }, { port: 81 }]), port: 'http' })).toMatchObject([{ backendRefs: [{ name: 'shop', port: 8080 }] }]);
    expect(() => ruleOf({ backend: service('shop', []), port: 'http' })).toThrow('an HTTPRoute names ports by number, and the number of port \'http\' of Service \'shop\' is not known');
  });

  test.each<[string, PathRewrite, object]>([
    ['a stripped prefix', PathRewrite.stripPrefix(), { type: 'ReplacePrefixMatch', replacePrefixMatch: '/' }],
    ['a replaced prefix', PathRewrite.replacePrefix('/v2/'), { type: 'ReplacePrefixMatch', replacePrefixMatch: '/v2' }],
    ['a replaced path', PathRewrite.replacePath('/index.html'), { type: 'ReplaceFullPath', replaceFullPath: '/index.html' }],
  ])('%s is a filter', (_, rewrite, path) => {
    expect(ruleOf({ path: '/api', rewrite })).toMatchObject([{ filters: [{ type: 'URLRewrite', urlRewrite: { path } }] }]);
  });

  test('the default backend takes what no route takes, of every host', () => {
    const router = gatewayRouter({ gateway: NAMED, routes: [{ host: 'a.example.com', path: '/quote', backend: quote }], defaultBackend: service('fallback') });
    const rest = { matches: [{ path: { type: 'PathPrefix', value: '/' } }], backendRefs: [{ name: 'fallback', port: 80 }] };
    expect(written(router, 'HTTPRoute').spec.rules).toMatchObject([{}, rest]);
    expect(written(router, 'HTTPRoute', 'web-any-host').spec).toMatchObject({ rules: [rest] });
  });
});

describe('what only the Gateway API has', () => {
  test('requests are told apart by method, headers and query', () => {
    expect(ruleOf({ methods: [HttpMethod.GET, HttpMethod.HEAD], headers: [{ name: 'X-Canary', value: 'yes' }], queryParams: [{ name: 'v', pattern: '[0-9]+' }] })).toMatchObject([{
      matches: ['GET', 'HEAD'].map((method) => ({
        path: { type: 'PathPrefix', value: '/' },
        method,
        headers: [{ name: 'X-Canary', value: 'yes' }],
        queryParams: [{ type: 'RegularExpression', name: 'v', value: '[0-9]+' }],
      })),
    }]);
  });

  test('a replaced prefix with several methods is a rule for each, as the API server asks for', () => {
    expect(ruleOf({ path: '/api', rewrite: PathRewrite.stripPrefix(), methods: [HttpMethod.GET, HttpMethod.POST] })).toMatchObject([
      { matches: [{ method: 'GET' }] }, { matches: [{ method: 'POST' }] },
    ]);
  });

  test('weights, mirrors, header changes and timeouts', () => {
    expect(ruleOf({
      weight: 90,
      otherBackends: [{ backend: service('canary'), weight: 10 }],
      mirrors: [{ backend: service('shadow'), percent: 5 }],
      requestHeaders: { set: { 'X-From': 'edge' } },
      responseHeaders: { add: { 'X-By': 'kiada' }, remove: ['Server'] },
      requestTimeout: Duration.seconds(90),
      backendTimeout: Duration.millis(1500),
    })).toEqual([{
      matches: [{ path: { type: 'PathPrefix', value: '/' } }],
      filters: [
        { type: 'RequestHeaderModifier', requestHeaderModifier: { set: [{ name: 'X-From', value: 'edge' }] } },
        { type: 'RequestMirror', requestMirror: { backendRef: { name: 'shadow', port: 80 }, percent: 5 } },
        { type: 'ResponseHeaderModifier', responseHeaderModifier: { add: [{ name: 'X-By', value: 'kiada' }], remove: ['Server'] } },
      ],
      backendRefs: [{ name: 'quote', port: 80, weight: 90 }, { name: 'canary', port: 80, weight: 10 }],
      timeouts: { request: '1m30s', backendRequest: '1s500ms' },
    }]);
  });

  test('a filter of the controller is named', () => {
    const extension = { group: 'traefik.io', kind: 'Middleware', name: 'password' };
    expect(ruleOf({ extensions: [extension] })).toMatchObject([{ filters: [{ type: 'ExtensionRef', extensionRef: extension }] }]);
  });

  test.each<[string, Partial<PathRoute>, string]>([
    ['methods', { methods: [HttpMethod.GET] }, 'methods'],
    ['headers', { headers: [{ name: 'a', value: 'b' }] }, 'headers'],
    ['weights', { otherBackends: [{ backend: quote }] }, 'otherBackends'],
    ['a timeout', { requestTimeout: Duration.seconds(1) }, 'requestTimeout'],
  ])('an Ingress refuses %s, and says what has it', (_, route, option) => {
    expect(() => new PathRouter(createChart(), 'web', { routes: [{ backend: quote, ...route }] }))
      .toThrow(`'${option}' is not part of Ingress, and the Gateway API has it; set 'gateway'`);
  });

  test.each<[string, Partial<PathRoute>, string]>([
    ['a weight that is too great', { weight: 1_000_001 }, 'weight'],
    ['weights that send nothing', { weight: 0 }, 'every weight is 0'],
    ['a header without a value', { headers: [{ name: 'a' }] }, 'neither \'value\' nor \'pattern\''],
    ['a header in two cases', { headers: [{ name: 'a', value: 'x' }, { name: 'A', value: 'y' }] }, 'listed more than once'],
    ['no method', { methods: [] }, 'methods is empty'],
    ['a try that takes longer than the request', { requestTimeout: Duration.seconds(1), backendTimeout: Duration.seconds(2) }, 'backendRequest must be at most request'],
    ['a path that no request has', { path: '/a//b' }, 'must not contain'],
    ['a path type of the controller\'s own', { pathType: PathType.IMPLEMENTATION_SPECIFIC }, 'set Exact or Prefix'],
  ])('%s is refused', (_, route, message) => {
    expect(() => ruleOf(route)).toThrow(message);
  });

  test('one host and path may have several routes of different conditions, and not two of the same', () => {
    const headers = [{ name: 'X-Canary', value: 'yes' }];
    const router = gatewayRouter({ routes: [{ backend: quote }, { backend: quote, headers }] });
    expect(() => router.addRoute({ backend: quote, headers: [{ name: 'x-canary', value: 'yes' }] })).toThrow('is listed more than once');
    expect(router.routes).toHaveLength(2);
  });
});

test.each<[string, PathRouterProps, string]>([
  ['basic authentication', { basicAuth: { secretName: 'users' } }, 'use a policy of the Gateway\'s controller'],
  ['cookie affinity', { cookieAffinity: { name: 'pod' } }, '\'sessionPersistence\' is experimental'],
  ['a class', { ingressClassName: 'nginx' }, 'got \'gateway\' and \'ingressClassName\''],
  ['a controller', { controller: IngressController.TRAEFIK }, 'got \'gateway\' and \'controller\''],
  ['a certificate without a Secret', { tls: [{ hosts: ['a.example.com'] }] }, 'set \'secretName\''],
  ['certificates at a Gateway made elsewhere', { gateway: NAMED, tls: TLS }, 'certificates are set where it is made'],
  ['targets of DNS names at a Gateway made elsewhere', { gateway: NAMED, publicDns: { targets: ['lb.example.net'] } }, 'annotate the Gateway'],
  ['a redirect at unknown listeners', { gateway: NAMED, redirectToHttps: true }, 'set both: GatewayRef.named(\'edge\', { httpSection: ..., httpsSection: ... })'],
])('%s is refused with the reason', (_, props, message) => {
  expect(() => gatewayRouter(props)).toThrow(message);
});

describe('a Gateway that the router makes', () => {
  test('has a listener for http, and one for https for each host that has a certificate', () => {
    const router = gatewayRouter({ routes: [{ host: 'a.example.com', backend: quote }], tls: TLS });
    expect(written(router, 'Gateway').spec).toEqual({
      gatewayClassName: 'edge',
      listeners: [
        { name: 'http', port: 80, protocol: 'HTTP' },
        { name: 'https-a-example-com', hostname: 'a.example.com', port: 443, protocol: 'HTTPS', tls: { certificateRefs: [{ name: 'a-tls' }] } },
      ],
    });
    expect(attachments(router)).toEqual({ web: [undefined] });
    expect(router.url('a.example.com')).toBe('https://a.example.com/');
  });

  test('has name, ports and annotations as they are set', () => {
    const gateway = GatewayRef.create({ gatewayClassName: 'edge', name: 'front', httpPort: 8080, httpsPort: 8443, allNamespaces: true, annotations: { a: 'b' } });
    const router = gatewayRouter({ gateway, routes: [{ host: 'a.example.com', backend: quote }], tls: TLS, redirectToHttps: true });
    expect(written(router, 'Gateway', 'front')).toMatchObject({ metadata: { annotations: { a: 'b' } }, spec: { listeners: [8080, 8443].map((port) => ({ port, allowedRoutes: { namespaces: { from: 'All' } } })) } });
    expect(written(router, 'HTTPRoute', 'web-redirect').spec.rules).toMatchObject([{ filters: [{ requestRedirect: { scheme: 'https', port: 8443 } }] }]);
  });

  test('keeps a host apart from wider ones, which must not take what its routes leave', () => {
    const router = gatewayRouter({ routes: [{ host: 'a.example.com', path: '/a', backend: quote }, { backend: quote }] });
    expect(attachments(router)).toEqual({ 'web': [undefined], 'web-any-host': ['http'] });
    expect(written(router, 'Gateway').spec.listeners).toMatchObject([{ name: 'http' }, { name: 'http-a-example-com', hostname: 'a.example.com' }]);
  });

  test('is made by one router; others attach to it by name', () => {
    const chart = createChart();
    gatewayRouter({ routes: [{ backend: quote }] }, chart);
    const gateway = GatewayRef.create({ gatewayClassName: 'edge', name: 'web' });
    expect(() => new PathRouter(chart, 'other', { gateway, routes: [{ backend: quote }] })).toThrow('attach to it with GatewayRef.named(\'web\')');
    expect(chart.node.tryFindChild('other')).toBeUndefined();
  });

  test('has the targets of DNS names; routes have the names that are not hosts', () => {
    const router = gatewayRouter({ routes: [{ host: 'a.example.com', backend: quote }], publicDns: { targets: ['lb.example.net'], hostnames: ['www.example.com'], ttl: Duration.minutes(1) } });
    expect(written(router, 'Gateway').metadata.annotations).toMatchObject({ 'external-dns.alpha.kubernetes.io/target': 'lb.example.net' });
    expect(written(router, 'HTTPRoute').metadata.annotations).toMatchObject({ 'external-dns.kubernetes.io/hostname': 'www.example.com', 'external-dns.kubernetes.io/ttl': '60' });
  });
});

describe('redirects to https', () => {
  test('http has a redirect for each route, https the routes', () => {
    const router = gatewayRouter({ gateway: SECTIONS, routes: [{ host: 'a.example.com', path: '/a', backend: quote }], redirectToHttps: true });
    expect(attachments(router)).toEqual({ 'web': ['websecure'], 'web-redirect': ['web'] });
    expect(written(router, 'HTTPRoute', 'web-redirect').spec.rules).toEqual([{
      matches: [{ path: { type: 'PathPrefix', value: '/a' } }],
      filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 301 } }],
    }]);
    expect(router.url('a.example.com')).toBe('https://a.example.com/');
  });

  test('a route may stay on http', () => {
    const routes = [{ host: 'a.example.com', backend: quote }, { host: 'a.example.com', path: '/health', backend: quote, redirectToHttps: false }];
    const router = gatewayRouter({ routes, tls: TLS, redirectToHttps: true });
    expect(attachments(router)).toEqual({ 'web': [undefined], 'web-https': ['https-a-example-com'], 'web-redirect': ['http'] });
  });

  test('a host without a certificate fails synth', () => {
    const router = gatewayRouter({ routes: [{ host: 'b.example.com', backend: quote }, { host: 'a.example.com', backend: quote }], tls: TLS, redirectToHttps: true });
    expect(() => objectsOf(router)).toThrow('no certificate in \'tls\' is for \'b.example.com\'');
  });
});

describe('backends in other namespaces', () => {
  test('are granted where this app makes the Service', () => {
    const app = new App();
    const books = new ExposedApp(new Chart(app, 'books', { namespace: 'books' }), 'books', { selector: { app: 'books' }, port: 80 });
    const chart = new Chart(app, 'app', { namespace: 'kiada' });
    const router = gatewayRouter({ routes: [{ backend: books }, { path: '/other', backend: Backend.fromServiceName('other', { namespace: 'elsewhere', port: 80 }) }] }, chart);
    expect(written(router, 'HTTPRoute').spec.rules).toMatchObject([{ backendRefs: [{ name: 'books', namespace: 'books', port: 80 }] }, { backendRefs: [{ namespace: 'elsewhere' }] }]);
    expect(objectsOf(router).filter(({ kind }) => kind === 'ReferenceGrant')).toEqual([{
      apiVersion: 'gateway.networking.k8s.io/v1beta1',
      kind: 'ReferenceGrant',
      metadata: { name: 'kiada-web', namespace: 'books' },
      spec: { from: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'kiada' }], to: [{ group: '', kind: 'Service', name: 'books' }] },
    }]);
  });

  test('need a router whose namespace is known', () => {
    const chart = new Chart(Testing.app(), 'app');
    expect(() => gatewayRouter({ routes: [{ backend: Backend.fromServiceName('books', { namespace: 'books', port: 80 }) }] }, chart)).toThrow('set metadata.namespace');
  });
});

test('an ExternalName Service fails synth', () => {
  const chart = createChart();
  const alias = new ExternalAlias(chart, 'time', { hostname: 'time.example.com', port: 80 });
  expect(() => objectsOf(gatewayRouter({ routes: [{ backend: alias }] }, chart))).toThrow('use an ExternalAlias with \'addresses\'');
});

test('a route that is refused leaves the objects as they were', () => {
  const router = gatewayRouter({ routes: [{ host: 'a.example.com', backend: quote }] });
  const before = JSON.stringify(objectsOf(router));
  expect(() => router.addRoutes({ host: 'b.example.com', backend: quote }, { host: 'b.example.com', backend: quote })).toThrow('is listed more than once');
  expect(() => router.addTls({ hosts: ['b.example.com'] })).toThrow('set \'secretName\'');
  expect(JSON.stringify(objectsOf(router))).toBe(before);
});

test('routes that come one by one make what they make all at once', () => {
  const routes: PathRoute[] = [{ host: 'a.example.com', path: '/a', backend: quote }, { backend: quote }, { host: 'a.example.com', path: '/b', backend: quote, redirectToHttps: true }];
  const atOnce = gatewayRouter({ routes, tls: TLS, defaultBackend: quote });
  const byOne = gatewayRouter({ defaultBackend: quote });
  routes.forEach((route) => byOne.addRoute(route));
  byOne.addTls(...TLS);
  const sorted = (router: PathRouter) => router.node.children.filter(ApiObject.isApiObject).map((object) => JSON.stringify(object.toJson())).sort();
  expect(sorted(byOne)).toEqual(sorted(atOnce));
});

test('many routes that come one by one fill the same HTTPRoutes', () => {
  const routes = Array.from({ length: 90 }, (_, i): PathRoute => ({
    host: i % 2 === 0 ? 'a.example.com' : '*.example.com',
    path: `/${i}`,
    backend: quote,
    methods: i % 3 === 0 ? Object.values(HttpMethod) : undefined,
    redirectToHttps: i % 5 === 0,
  }));
  const tls = [{ hosts: ['a.example.com', '*.example.com'], secretName: 'tls' }];
  const atOnce = gatewayRouter({ routes, tls });
  const byOne = gatewayRouter({ tls });
  routes.forEach((route) => byOne.addRoute(route));
  const byName = (router: PathRouter) => Object.fromEntries(objectsOf(router).map((object) => [`${object.kind} ${object.metadata.name}`, object]));
  expect(byName(byOne)).toEqual(byName(atOnce));
  expect(objectsOf(byOne).length).toBeGreaterThan(8);
});

test.each<[string, () => unknown, string]>([
  ['a section beside one for http', () => GatewayRef.named('edge', { section: 'a', httpSection: 'b' }), 'set either'],
  ['a name that no object has', () => GatewayRef.named('Edge'), '\'Edge\' is not a valid name'],
  ['one port for both', () => GatewayRef.create({ gatewayClassName: 'edge', httpPort: 443 }), 'port 443 is set for http and for https'],
  ['a router of another kind of gateway', () => gatewayRouter({ gateway: {} as GatewayRef }), 'expected GatewayRef.named(name)'],
])('%s is refused', (_, act, message) => {
  expect(act).toThrow(message);
});

test('one section takes every request', () => {
  expect(attachments(gatewayRouter({ gateway: GatewayRef.named('edge', { section: 'web' }), routes: [{ backend: quote }] }))).toEqual({ web: ['web'] });
  expect(CREATED).toBeInstanceOf(GatewayRef);
});
