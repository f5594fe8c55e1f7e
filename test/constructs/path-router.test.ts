import { ApiObject, Chart, Duration, Testing } from 'cdk8s';
import { createChart, createRouter, ingress, routesOf, service, synth } from './path-router/fixture';
import { Backend, IngressController, PathRewrite, PathRouter, PathType, type PathRoute } from '../../src';

const quote = service('quote');
const quiz = service('quiz');

test('the Ingress is the child Resource, named after the construct, in the chart\'s namespace', () => {
  const router = createRouter({ ingressClassName: 'nginx', routes: [{ host: 'api.example.com', path: '/quote', backend: quote }] });
  const object = ApiObject.of(router);
  expect(object.node.id).toBe('Resource');
  expect(object.toJson()).toEqual({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'web', namespace: 'kiada' },
    spec: {
      ingressClassName: 'nginx',
      rules: [{
        host: 'api.example.com',
        http: { paths: [{ path: '/quote', pathType: 'Prefix', backend: { service: { name: 'quote', port: { number: 80 } } } }] },
      }],
    },
  });
});

test('metadata gives name, namespace, labels and annotations', () => {
  const router = createRouter({
    metadata: { name: 'front', namespace: 'other', labels: { team: 'a' }, annotations: { 'example.com/x': '1' } },
    routes: [{ backend: quote }],
  });
  expect(router.ingressName).toBe('front');
  expect(router.namespace).toBe('other');
  expect(ingress(router, 'front').metadata).toEqual({ name: 'front', namespace: 'other', labels: { team: 'a' }, annotations: { 'example.com/x': '1' } });
});

test('hosts and paths keep the order that they were given in, and a host has one rule', () => {
  const router = createRouter({
    routes: [
      { host: 'b.example.com', path: '/z', backend: quote },
      { host: 'a.example.com', backend: quiz },
      { host: 'b.example.com', path: '/a', pathType: PathType.EXACT, backend: quiz },
    ],
  });
  router.addHost('1.example.com', quote);
  router.addRoute({ path: '/any', backend: quote });
  const object = ingress(router);
  expect(object.spec.rules).toHaveLength(4);
  expect(routesOf(object)).toEqual([
    'b.example.com /z (Prefix) -> quote:80',
    'b.example.com /a (Exact) -> quiz:80',
    'a.example.com / (Prefix) -> quiz:80',
    '1.example.com / (Prefix) -> quote:80',
    '* /any (Prefix) -> quote:80',
  ]);
});

test('a default backend takes what no route takes, and may be all there is', () => {
  const router = createRouter({});
  router.addDefaultBackend(quote);
  expect(ingress(router).spec).toEqual({ defaultBackend: { service: { name: 'quote', port: { number: 80 } } } });
  expect(() => router.addDefaultBackend(quiz)).toThrow(
    "PathRouter 'app/web': default backend: it is Service 'quote' already, and a router has one; got Service 'quiz' too");
});

test('a port of a default backend that is not there is refused', () => {
  expect(() => createRouter({ defaultBackendPort: 80 })).toThrow("got 'defaultBackendPort' without 'defaultBackend'");
});

test('a router without routes and default backend fails synth', () => {
  const router = createRouter({});
  expect(() => synth(router)).toThrow("PathRouter 'app/web': a router needs a route or a default backend; use addRoute or addDefaultBackend");
});

test('Exact and Prefix on one path are two routes, and so are /foo and /foo/', () => {
  const router = createRouter({
    routes: [
      { path: '/foo', pathType: PathType.EXACT, backend: quote },
      { path: '/foo', backend: quiz },
      { path: '/foo/', backend: quote },
    ],
  });
  expect(routesOf(ingress(router))).toHaveLength(3);
});

test('the same host, path and type twice is refused, naming both', () => {
  const router = createRouter({ routes: [{ host: 'a.example.com', path: '/x', backend: quote }] });
  expect(() => router.addRoute({ host: 'a.example.com', path: '/x', backend: quiz })).toThrow(
    "PathRouter 'app/web': route 'a.example.com/x' (Prefix) is listed more than once, to Service 'quote' port 80 and to Service 'quiz' port 80; only one can take its requests");
});

test('a route that is refused leaves the router as it was', () => {
  const router = createRouter({ routes: [{ host: 'a.example.com', backend: quote }] });
  expect(() => router.addRoutes({ host: 'b.example.com', backend: quote }, { host: 'a.example.com', backend: quote })).toThrow('is listed more than once');
  expect(router.routes).toHaveLength(1);
  expect(router.hostnames).toEqual(['a.example.com']);
});

test('a router that throws leaves nothing behind', () => {
  const chart = createChart();
  expect(() => createRouter({ routes: [{ backend: quote, port: 81 }] }, chart)).toThrow('has no port 81');
  expect(Testing.synth(chart)).toEqual([]);
  expect(routesOf(ingress(createRouter({ routes: [{ backend: quote }] }, chart)))).toHaveLength(1);
});

test('a route whose Ingress would have a name that is taken leaves the router as it was', () => {
  const router = createRouter({ controller: IngressController.INGRESS_NGINX, routes: [{ backend: quote }] });
  new PathRouter(Chart.of(router), 'web-auth', { routes: [{ path: '/other', backend: quiz }] });
  const before = synth(router);
  const route: PathRoute = { path: '/x', backend: quote, basicAuth: { secretName: 's' } };
  expect(() => router.addRoute(route)).toThrow("'app/web-auth' makes an Ingress 'web-auth' in the same namespace 'kiada'");
  expect(synth(router)).toEqual(before);
  expect(router.routes).toHaveLength(1);
  Chart.of(router).node.tryRemoveChild('web-auth');
  router.addRoute(route);
  expect(synth(router).ingresses.map(({ metadata }) => metadata.name)).toEqual(['web', 'web-auth']);
});

test('a route that the controller cannot write leaves the router as it was', () => {
  const router = createRouter({ controller: IngressController.HAPROXY, routes: [{ backend: quote }] });
  expect(() => router.addRoutes({ path: '/a', backend: quote }, { path: '/b c', backend: quote, rewrite: PathRewrite.stripPrefix() })).toThrow('has a space');
  router.addRoute({ path: '/d', backend: quote });
  expect(routesOf(ingress(router))).toEqual(['* / (Prefix) -> quote:80', '* /d (Prefix) -> quote:80']);
});

test.each<[unknown, string]>([
  [undefined, "routes[0] has no 'backend'; set it"],
  [{}, "route '*/' (Prefix): backend is not a Service; specify an ExposedApp"],
])('the backend %j, as plain JavaScript may give it, is refused', (backend, message) => {
  expect(() => createRouter({ routes: [{ backend: backend as PathRoute['backend'] }] })).toThrow(message);
});

test('a controller that is not known is refused, naming those that are', () => {
  expect(() => createRouter({ controller: 'contour' as IngressController })).toThrow(
    "PathRouter 'app/web': controller 'contour' is not one whose options are known; specify IngressController.INGRESS_NGINX (ingress-nginx), ");
});

test.each([
  ['*', "host '*' is not one that an Ingress takes: leave 'host' out for every host; a wildcard stands for one label of a name, as in '*.example.com'"],
  ['', "host '' is not one that an Ingress takes: leave 'host' out for every host"],
  ['Foo.Example.COM', "specify the name alone, in lower case, without port or path: 'foo.example.com'"],
  ['foo.example.com:8080', "specify the name alone, in lower case, without port or path: 'foo.example.com'"],
  ['https://foo.example.com/x', "specify the name alone, in lower case, without port or path: 'foo.example.com'"],
  ['foo.example.com.', "'foo.example.com'"],
  ['192.0.2.1', "it is an IP address, and hosts are compared with the name in the request; leave 'host' out to take requests by address"],
  ['2001:db8::1', 'it is an IP address'],
  ['[2001:db8::1]', 'it is an IP address'],
  ['www.*.com', "'*' stands for the whole first label and only there, as in '*.example.com'"],
  ['*.*.example.com', "'*' stands for the whole first label"],
  ['*foo.com', "'*' stands for the whole first label"],
  ['bad_host', "route 'bad_host/' (Prefix): host: "],
  ['a'.repeat(254), 'must be no more than 253 characters'],
])('host %j is refused', (host, message) => {
  expect(() => createRouter({ routes: [{ host, backend: quote }] })).toThrow(message);
});

test.each(['*.example.com', 'example.com', 'localhost', 'xn--bcher-kva.example', '123', '1.2.3.400'])('host %j is taken', (host) => {
  expect(routesOf(ingress(createRouter({ routes: [{ host, backend: quote }] })))).toEqual([`${host} / (Prefix) -> quote:80`]);
});

test.each([
  ['foo', "path 'foo' does not start with '/'; specify '/foo'"],
  ['', "path '' does not start with '/'; specify '/'"],
  ['./foo', "specify '/foo'"],
  ['/foo?x=1', "path '/foo?x=1' has a '?', which no request path has: queries take no part in routing; specify '/foo'"],
  ['/foo#x', "has a '#'"],
  ['//', "must not contain '//'"],
  ['/a/../b', "must not contain '/../'"],
  ['/a/..', "cannot end with '/..'"],
  ['/a%2Fb', "must not contain '%2F'"],
])('path %j is refused', (path, message) => {
  for (const pathType of [PathType.EXACT, PathType.PREFIX]) {
    expect(() => createRouter({ routes: [{ path, pathType, backend: quote }] })).toThrow(message);
  }
});

test('ImplementationSpecific paths are the controller\'s own business', () => {
  const router = createRouter({ routes: [{ path: '/a(/|$)(.*)?', pathType: PathType.IMPLEMENTATION_SPECIFIC, backend: quote }] });
  expect(routesOf(ingress(router))).toEqual(['* /a(/|$)(.*)? (ImplementationSpecific) -> quote:80']);
  expect(() => router.addRoute({ path: 'x', pathType: PathType.IMPLEMENTATION_SPECIFIC, backend: quote })).toThrow('must be an absolute path');
});

test('messages name the construct, the route and the problem', () => {
  expect(() => createRouter({ routes: [{ host: 'a.example.com', path: 'x', pathType: PathType.EXACT, backend: quote }] }))
    .toThrow("PathRouter 'app/web': route 'a.example.comx' (Exact): path 'x' does not start with '/'; specify '/x'");
});

test('an id that is not a name needs metadata.name', () => {
  expect(() => new PathRouter(createChart(), 'My_Router', {})).toThrow("PathRouter 'app/My_Router': the construct's id 'My_Router' is not a valid name for an Ingress: a lowercase RFC 1123 subdomain must");
  expect(new PathRouter(createChart(), 'My_Router', { metadata: { name: 'router' } }).ingressName).toBe('router');
  expect(() => createRouter({ metadata: { name: 'A' } })).toThrow("metadata.name 'A' is not a valid name for an Ingress");
});

test('metadata and class that the API server would refuse throw at construction', () => {
  expect(() => createRouter({ metadata: { labels: { 'a b': 'x' } } })).toThrow('metadata.labels');
  expect(() => createRouter({ ingressClassName: 'Bad Name' })).toThrow('spec.ingressClassName');
  expect(() => createRouter({ ingressClassName: 'nginx', metadata: { annotations: { 'kubernetes.io/ingress.class': 'traefik' } } }))
    .toThrow('must match `ingressClassName`');
});

test('two routers of one name in one namespace are refused', () => {
  const chart = createChart();
  createRouter({}, chart);
  expect(() => new PathRouter(chart, 'other', { metadata: { name: 'web' } })).toThrow(
    "PathRouter 'app/other': 'app/web' makes an Ingress 'web' in the same namespace 'kiada', and an object's name is unique there; specify another id");
  expect(new PathRouter(chart, 'elsewhere', { metadata: { name: 'web', namespace: 'b' } }).ingressName).toBe('web');
});

test('certificates are written as given', () => {
  const router = createRouter({ routes: [{ host: 'a.example.com', backend: quote }], tls: [{ hosts: ['*.example.com'], secretName: 'wildcard' }] });
  router.addTls({ hosts: ['a.example.com', 'b.example.com'] });
  expect(ingress(router).spec.tls).toEqual([{ hosts: ['*.example.com'], secretName: 'wildcard' }, { hosts: ['a.example.com', 'b.example.com'] }]);
  expect(router.tls).toHaveLength(2);
});

test('a certificate that no route can show fails synth, since its host is probably misspelled', () => {
  const router = createRouter({ routes: [{ host: 'a.example.com', backend: quote }], tls: [{ hosts: ['a.exmaple.com'], secretName: 's' }] });
  expect(() => synth(router)).toThrow(
    'tls of a.exmaple.com: no route has one of these hosts, so the certificate is never shown; there are routes for a.example.com');
});

test('a router that was synthesized is checked again when something has come', () => {
  const router = createRouter({ routes: [{ host: 'a.example.com', backend: quote }] });
  synth(router);
  router.addTls({ hosts: ['b.example.com'], secretName: 's' });
  expect(() => synth(router)).toThrow('tls of b.example.com: no route has one of these hosts');
  router.addRoute({ host: 'b.example.com', backend: quote });
  synth(router);
});

test.each<[string, PathRoute, string[]]>([
  ['one of its hosts has a route', { host: 'a.example.com', backend: quote }, ['a.example.com', 'www.example.com']],
  ['its wildcard covers a route', { host: 'a.example.com', backend: quote }, ['*.example.com']],
  ['a wildcard route takes its host', { host: '*.example.com', backend: quote }, ['a.example.com']],
  ['a route takes every host', { backend: quote }, ['a.example.com']],
])('a certificate is fine when %s', (_, route, hosts) => {
  expect(ingress(createRouter({ routes: [route], tls: [{ hosts, secretName: 's' }] })).spec.tls).toHaveLength(1);
});

test.each<[string[], string]>([
  [['a.example.com', 'a.example.com'], "host 'a.example.com' is listed more than once"],
  [['A.example.com'], "'a.example.com'"],
  [['192.0.2.1'], 'it is an IP address'],
  [['*'], "leave 'host' out"],
  [['old.example.com'], "host 'old.example.com' has a certificate already, Secret 'old'; Secret 'new' cannot be shown for it too"],
])('tls hosts %j are refused', (hosts, message) => {
  const router = createRouter({ tls: [{ hosts: ['old.example.com'], secretName: 'old' }] });
  expect(() => router.addTls({ hosts, secretName: 'new' })).toThrow(message);
});

test('two certificates for every host are refused', () => {
  expect(() => createRouter({ tls: [{ secretName: 'a' }, { secretName: 'b' }] })).toThrow(
    "tls of every host: every host has a certificate already, Secret 'a'; say which hosts Secret 'b' is for");
});

test('a Secret is named without namespace', () => {
  expect(() => createRouter({ tls: [{ secretName: 'ns/a' }] })).toThrow("secretName 'ns/a' is not a valid Secret name: the Secret must be in the router's namespace");
  expect(() => createRouter({ tls: [{ secretName: 'A' }] })).toThrow("secretName 'A' is not a valid Secret name");
});

test('hostnames lists the names that must point at the ingress address, sorted, each once', () => {
  const router = createRouter({
    controller: IngressController.INGRESS_NGINX,
    publicDns: { hostnames: ['extra.example.com'] },
    routes: [
      { host: 'b.example.com', backend: quote }, { host: 'b.example.com', path: '/x', backend: quiz }, { host: '*.example.com', backend: quote },
      { path: '/every', backend: quiz },
    ],
  });
  expect(router.hostnames).toEqual(['*.example.com', 'b.example.com', 'extra.example.com']);
});

test('getters return copies', () => {
  const router = createRouter({ routes: [{ host: 'a.example.com', backend: quote }], tls: [{ secretName: 's' }] });
  router.routes.pop();
  router.tls.pop();
  router.hostnames.pop();
  expect([router.routes, router.tls, router.hostnames].map(({ length }) => length)).toEqual([1, 1, 1]);
});

test('url is https where a certificate is for the host', () => {
  const router = createRouter({
    routes: [{ host: 'a.example.com', backend: quote }, { host: '*.example.org', backend: quote }],
    tls: [{ hosts: ['*.example.com'], secretName: 's' }],
  });
  expect(router.url('a.example.com')).toBe('https://a.example.com/');
  expect(router.url('b.example.org', '/x')).toBe('http://b.example.org/x');
  expect(() => router.url('example.net')).toThrow("no route takes requests for 'example.net'; there are routes for *.example.org, a.example.com");
  expect(() => router.url('*.example.org')).toThrow('stands for many hosts');
});

test('a Service construct of plain JavaScript is taken as a backend', () => {
  const chart = createChart();
  const object = new ApiObject(chart, 'svc', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'raw' }, spec: { ports: [{ port: 8080 }] } });
  expect(routesOf(ingress(createRouter({ routes: [{ backend: object as unknown as PathRoute['backend'] }] }, chart)))).toEqual(['* / (Prefix) -> raw:8080']);
});

test('a feature without controller says which controllers have it', () => {
  expect(() => createRouter({ routes: [{ path: '/a', backend: quote, rewrite: PathRewrite.stripPrefix() }] })).toThrow(
    "route '*/a' (Prefix): 'rewrite' is not part of Ingress, and each controller reads it in a way of its own; specify 'controller', the one that reads "
    + 'this Ingress: IngressController.INGRESS_NGINX (ingress-nginx), IngressController.TRAEFIK (traefik), IngressController.HAPROXY (haproxy)');
  for (const props of [{ basicAuth: { secretName: 's' } }, { cookieAffinity: { name: 'c' } }, { redirectToHttps: true }, { publicDns: {} }]) {
    expect(() => createRouter(props)).toThrow(`'${Object.keys(props)[0]}' is not part of Ingress`);
  }
});

test('a feature that the controller lacks says which controllers have it', () => {
  expect(() => createRouter({ controller: IngressController.HAPROXY, cookieAffinity: { name: 'c', maxAge: Duration.seconds(60) } })).toThrow(
    "PathRouter 'app/web': haproxy does not have 'cookieAffinity.maxAge'; these have: IngressController.INGRESS_NGINX (ingress-nginx), "
    + 'IngressController.TRAEFIK (traefik)');
});

test.each([
  [{ basicAuth: { secretName: 'other/users' } }, "basicAuth.secretName 'other/users' is not a valid Secret name: the Secret must be in the router's namespace"],
  [{ basicAuth: { secretName: 'users', realm: 'a"b' } }, "basicAuth.realm 'a\"b' has other characters"],
  [{ cookieAffinity: { name: 'a b' } }, "cookieAffinity.name 'a b' is not a valid cookie name"],
  [{ cookieAffinity: { name: 'a', maxAge: Duration.seconds(0) } }, 'cookieAffinity.maxAge is 0 seconds; it is a whole number of seconds, 1 to 2147483647'],
  [{ cookieAffinity: { name: 'a', maxAge: Duration.seconds(1.5) } }, 'cookieAffinity.maxAge is 1.5 seconds'],
  [{ cookieAffinity: { name: 'a', path: 'x' } }, "cookieAffinity.path 'x' is not a path for a cookie"],
  [{ publicDns: { ttl: Duration.millis(1) } }, 'publicDns.ttl is 0.001 seconds'],
  [{ publicDns: { hostnames: ['192.0.2.1'] } }, "publicDns.hostnames has '192.0.2.1', which is not a DNS name"],
  [{ publicDns: { targets: ['a_b'] } }, "publicDns.targets has 'a_b', which is neither an IP address nor a DNS name"],
])('%j is refused', (options, message) => {
  expect(() => createRouter({ controller: IngressController.INGRESS_NGINX, ...options })).toThrow(message);
});

test('publicDns without any name fails synth', () => {
  const router = createRouter({ controller: IngressController.INGRESS_NGINX, publicDns: {}, routes: [{ backend: quote }] });
  expect(() => synth(router)).toThrow("publicDns has no name to make records for; set 'host' on routes, or publicDns.hostnames");
});

test('a rewrite must go with the path type', () => {
  const add = (path: string, pathType: PathType, rewrite: PathRewrite) => () =>
    createRouter({ controller: IngressController.INGRESS_NGINX, routes: [{ path, pathType, rewrite, backend: quote }] });
  expect(add('/a', PathType.EXACT, PathRewrite.stripPrefix())).toThrow('only a Prefix can be stripped or replaced');
  expect(add('/a', PathType.IMPLEMENTATION_SPECIFIC, PathRewrite.replacePath('/b'))).toThrow('a rewrite needs to know what the path means');
  expect(add('/', PathType.PREFIX, PathRewrite.stripPrefix())).toThrow("path '/' leaves nothing to strip; leave 'rewrite' out");
  expect(() => PathRewrite.replacePrefix('v2')).toThrow("PathRewrite: 'v2' is not a path to rewrite to");
  expect(() => PathRewrite.replacePath('/a$1')).toThrow("PathRewrite: '/a$1' is not a path to rewrite to");
});

test('routes with options of their own go to Ingress objects of their own, those without to the main one', () => {
  const router = createRouter({
    controller: IngressController.INGRESS_NGINX,
    routes: [
      { host: 'a.example.com', backend: quote, cookieAffinity: { name: 'c' } },
      { host: 'b.example.com', backend: quiz },
    ],
  });
  expect(synth(router).ingresses.map((object) => [object.metadata.name, ...routesOf(object)])).toEqual([
    ['web', 'b.example.com / (Prefix) -> quiz:80'],
    ['web-affinity', 'a.example.com / (Prefix) -> quote:80'],
  ]);
});

test('the only route is in the main Ingress, whatever its options', () => {
  const router = createRouter({ controller: IngressController.INGRESS_NGINX, routes: [{ host: 'a.example.com', backend: quote, cookieAffinity: { name: 'c' } }] });
  expect(synth(router).ingresses.map(({ metadata }) => metadata.name)).toEqual(['web']);
});

test('objects follow the routes that are added later', () => {
  const router = createRouter({ controller: IngressController.INGRESS_NGINX });
  router.addRoute({ host: 'a.example.com', backend: quote, basicAuth: { secretName: 'users' } });
  expect(router.node.children.map(({ node }) => node.id)).toEqual(['Resource']);
  router.addRoute({ host: 'a.example.com', path: '/open', backend: quiz });
  expect(router.node.children.map(({ node }) => node.id)).toEqual(['Resource', 'auth']);
  const [main, auth] = synth(router).ingresses;
  expect(main.metadata.annotations).toBeUndefined();
  expect(auth.metadata.annotations).toHaveProperty(['nginx.ingress.kubernetes.io/auth-type'], 'basic');
});

test('each Ingress carries the certificates of its hosts', () => {
  const router = createRouter({
    controller: IngressController.INGRESS_NGINX,
    tls: [{ hosts: ['a.example.com'], secretName: 'a' }, { hosts: ['b.example.com'], secretName: 'b' }],
    routes: [{ host: 'a.example.com', backend: quote }, { host: 'b.example.com', backend: quiz, basicAuth: { secretName: 'users' } }],
  });
  expect(ingress(router).spec.tls).toEqual([{ hosts: ['a.example.com'], secretName: 'a' }]);
  expect(ingress(router, 'web-auth').spec.tls).toEqual([{ hosts: ['b.example.com'], secretName: 'b' }]);
});

test('an annotation that the user gives goes before the router\'s', () => {
  const key = 'nginx.ingress.kubernetes.io/force-ssl-redirect';
  const router = createRouter({
    controller: IngressController.INGRESS_NGINX, metadata: { annotations: { [key]: 'false' } }, redirectToHttps: true, routes: [{ backend: quote }],
  });
  expect(ingress(router).metadata.annotations).toHaveProperty([key], 'false');
});

test('public DNS names are written under both prefixes that versions of external-dns read', () => {
  const router = createRouter({
    controller: IngressController.TRAEFIK,
    publicDns: { hostnames: ['www.example.com'], targets: ['192.0.2.1', 'lb.example.net'], ttl: Duration.seconds(60) },
    routes: [{ host: 'a.example.com', backend: quote }, { host: '*.example.com', backend: quote }],
  });
  const annotations = ingress(router).metadata.annotations;
  for (const prefix of ['external-dns.alpha.kubernetes.io/', 'external-dns.kubernetes.io/']) {
    expect(annotations).toHaveProperty([`${prefix}hostname`], 'a.example.com,*.example.com,www.example.com');
    expect(annotations).toHaveProperty([`${prefix}target`], '192.0.2.1,lb.example.net');
    expect(annotations).toHaveProperty([`${prefix}ttl`], '60');
  }
});

test('a router over backends of a chart without namespace works', () => {
  const chart = new Chart(Testing.app(), 'app');
  expect(ingress(createRouter({ routes: [{ backend: Backend.fromServiceName('quote', { port: 80 }) }] }, chart)).metadata).toEqual({ name: 'web' });
});
