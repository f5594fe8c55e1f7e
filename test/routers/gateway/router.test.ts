import * as fc from 'fast-check';
import { ask, endOf, openCodes, simulationOf, type Asked } from './asking';
import { app, gateway, grant, route } from './objects';

const ALL = 'allowedRoutes: { namespaces: { from: All } }';
const EDGE = gateway(`listeners: [{ name: http, port: 80, protocol: HTTP, ${ALL} }]`);
const APPS = [app('a'), app('b'), app('c')];

/** A rule that sends to a Service. */
function to(name: string, match = '', more = ''): string {
  return `{ ${match === '' ? '' : `matches: [${match}], `}backendRefs: [{ name: ${name}, port: 80 }]${more} }`;
}

/** Where a request to the only Gateway ends, with these rules. */
function send(rules: readonly string[], url: string, asked: Asked = {}): string {
  return endOf(ask(simulationOf(EDGE, ...APPS, route(`hostnames: [x.example.com]\nrules: [${rules.join(', ')}]`)), `http://x.example.com${url}`, asked));
}

const path = (value: string, type = 'PathPrefix'): string => `{ path: { type: ${type}, value: ${value} } }`;

describe('paths', () => {
  test.each([
    ['/one', 'a'], ['/one/', 'a'], ['/one/x', 'a'], ['/onex', '404'], ['/One', '404'], ['/', '404'],
  ])('prefix /one/ and %s: %s', (url, wanted) => {
    expect(send([to('a', path('/one/'))], url)).toBe(wanted);
  });

  test('Exact takes precedence over the longest prefix, the longer prefix over the shorter', () => {
    const rules = [to('a', path('/')), to('b', path('/one')), to('c', path('/one', 'Exact'))];
    expect(['/one', '/one/', '/two'].map((url) => send(rules, url))).toEqual(['c', 'b', 'a']);
  });

  test('a pattern takes the whole path; that it may take a part depends on the controller', () => {
    const trace = (url: string) => ask(simulationOf(EDGE, ...APPS, route(`rules: [${to('a', path('/o.e', 'RegularExpression'))}]`)), `http://x.example.com${url}`);
    expect(endOf(trace('/one'))).toBe('a');
    expect(endOf(trace('/one/two'))).toBe('404');
    expect(openCodes(trace('/one/two'))).toContain('undecided-route');
  });
});

describe('other conditions', () => {
  test('a method match takes precedence over more headers, more headers over more parameters', () => {
    const rules = [
      to('a', '{ queryParams: [{ name: q, value: "1" }, { name: r, value: "1" }] }'),
      to('b', '{ headers: [{ name: X-A, value: "1" }] }'),
      to('c', '{ method: POST }'),
    ];
    expect(send(rules, '/?q=1&r=1')).toBe('a');
    expect(send(rules, '/?q=1&r=1', { headers: ['x-a: 1'] })).toBe('b');
    expect(send(rules, '/?q=1&r=1', { headers: ['x-a: 1'], method: 'POST' })).toBe('c');
  });

  test('names of headers have no case, those of parameters do', () => {
    expect(send([to('a', '{ headers: [{ name: X-Env, value: Test }] }')], '/', { headers: ['x-env: Test'] })).toBe('a');
    expect(send([to('a', '{ headers: [{ name: X-Env, value: Test }] }')], '/', { headers: ['x-env: test'] })).toBe('404');
    expect(send([to('a', '{ queryParams: [{ name: Animal, value: whale }] }')], '/?animal=whale')).toBe('404');
  });

  test('of entries with one header name the first counts', () => {
    expect(send([to('a', '{ headers: [{ name: X-A, value: "1" }, { name: x-a, value: "2" }] }')], '/', { headers: ['x-a: 1'] })).toBe('a');
  });

  test('GET is not HEAD', () => {
    expect(send([to('a', '{ method: GET }')], '/', { method: 'HEAD' })).toBe('404');
  });
});

describe('routes of several objects', () => {
  const two = (first: string, second: string): readonly string[] => [
    route(`rules: [${to('a')}]`, { name: 'z', created: first }), route(`rules: [${to('b')}]`, { name: 'y', created: second }),
  ];

  test('the older has the requests', () => {
    const trace = ask(simulationOf(EDGE, ...APPS, ...two('2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z')), 'http://x.example.com/');
    expect([endOf(trace), openCodes(trace)]).toEqual(['a', expect.not.arrayContaining(['older-route'])]);
  });

  test('without ages the name decides, and the answer depends on the age', () => {
    const trace = ask(simulationOf(EDGE, ...APPS, ...two('', '')), 'http://x.example.com/');
    expect([endOf(trace), openCodes(trace)]).toEqual(['b', expect.arrayContaining(['older-route'])]);
  });

  test('a request that no rule of the closest host matches goes on to a wider one, which depends on the controller', () => {
    const routes = [route(`hostnames: [x.example.com]\nrules: [${to('a', path('/a'))}]`), route(`hostnames: ["*.example.com"]\nrules: [${to('b')}]`, { name: 'wide' })];
    const trace = ask(simulationOf(EDGE, ...APPS, ...routes), 'http://x.example.com/b');
    expect([endOf(trace), openCodes(trace)]).toEqual(['b', expect.arrayContaining(['missed-host'])]);
  });
});

describe('backends', () => {
  const backends = (refs: string, ...more: readonly string[]): string =>
    endOf(ask(simulationOf(EDGE, ...APPS, app('far', 'other'), ...more, route(`rules: [{ backendRefs: [${refs}] }]`)), 'http://x.example.com/'));

  test.each([
    ['weights are shares of their sum', '{ name: a, port: 80, weight: 7 }, { name: b, port: 80, weight: 3 }, { name: c, port: 80, weight: 0 }', 'a 70 %, b 30 %'],
    ['no Service', '{ name: no, port: 80 }', '500'],
    ['no port', '{ name: a, port: 8080 }', '500'],
    ['another kind', '{ kind: Pod, name: a, port: 80 }', '500'],
    ['another namespace without a grant', '{ name: far, namespace: other, port: 80 }', '500'],
    ['all weights 0', '{ name: a, port: 80, weight: 0 }', '500'],
    ['no backends', '', '500'],
  ])('%s', (_, refs, wanted) => {
    expect(backends(refs)).toBe(wanted);
  });

  test('a share that is not valid is kept, and told', () => {
    const trace = ask(simulationOf(EDGE, ...APPS, route('rules: [{ backendRefs: [{ name: a, port: 80 }, { name: no, port: 80 }] }]')), 'http://x.example.com/');
    expect(endOf(trace)).toBe('a');
    expect(trace.questions.find(({ code }) => code === 'share-lost')?.facts).toMatchObject({ percent: 50, what: 'answered 500' });
  });

  test('a grant opens another namespace', () => {
    const granted = grant('other', 'from: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: shop }]\nto: [{ group: "", kind: Service, name: far }]');
    expect(backends('{ name: far, namespace: other, port: 80 }', granted)).toBe('far');
  });

  test('without endpoints the Gateway answers 503', () => {
    expect(backends('{ name: empty, port: 80 }', 'apiVersion: v1\nkind: Service\nmetadata: { name: empty, namespace: shop }\nspec: { selector: { app: none }, ports: [{ port: 80 }] }\n')).toBe('503');
  });

  test('a timeout makes the answer depend on how long the pods take', () => {
    const trace = ask(simulationOf(EDGE, ...APPS, route(`rules: [${to('a', '', ', timeouts: { request: 1s }')}]`)), 'http://x.example.com/');
    expect([endOf(trace), openCodes(trace)]).toEqual(['a', expect.arrayContaining(['timeout'])]);
  });
});

describe('redirects', () => {
  const redirect = (port: number, filter: string, scheme = 'http'): string => {
    const protocol = scheme === 'https' ? 'HTTPS, tls: { certificateRefs: [{ name: cert }] }' : 'HTTP';
    const edge = gateway(`listeners: [{ name: l, port: ${port}, protocol: ${protocol}, ${ALL} }]`);
    const rules = `rules: [{ filters: [{ type: RequestRedirect, requestRedirect: { ${filter} } }] }]`;
    return endOf(ask(simulationOf(edge, route(`hostnames: [h.example.com]\n${rules}`)), `${scheme}://h.example.com:${port}/p?q=1`));
  };

  test.each([
    [80, '', 'http', '302 http://h.example.com/p?q=1'],
    [80, 'port: 8080', 'http', '302 http://h.example.com:8080/p?q=1'],
    [8080, 'scheme: https', 'http', '302 https://h.example.com/p?q=1'],
    [80, 'scheme: https, port: 8443', 'http', '302 https://h.example.com:8443/p?q=1'],
    [8080, '', 'http', '302 http://h.example.com:8080/p?q=1'],
    [8080, 'port: 80', 'http', '302 http://h.example.com/p?q=1'],
    [443, '', 'https', '302 https://h.example.com/p?q=1'],
    [443, 'scheme: http', 'https', '302 http://h.example.com/p?q=1'],
    [8443, '', 'https', '302 https://h.example.com:8443/p?q=1'],
    [80, 'hostname: o.example.org, statusCode: 308', 'http', '308 http://o.example.org/p?q=1'],
    [80, 'path: { type: ReplaceFullPath, replaceFullPath: /new }', 'http', '302 http://h.example.com/new?q=1'],
    [80, 'path: { type: ReplacePrefixMatch, replacePrefixMatch: /new }', 'http', '302 http://h.example.com/new/p?q=1'],
  ])('listener %i, { %s }, %s: %s', (port, filter, scheme, wanted) => {
    expect(redirect(port, filter, scheme)).toBe(wanted);
  });
});

describe('rewrites', () => {
  const rewritten = (prefix: string, replacement: string, url: string): string | undefined => {
    const filter = `filters: [{ type: URLRewrite, urlRewrite: { path: { type: ReplacePrefixMatch, replacePrefixMatch: "${replacement}" } } }]`;
    const trace = ask(simulationOf(EDGE, ...APPS, route(`rules: [${to('a', path(prefix), `, ${filter}`)}]`)), `http://x.example.com${url}`);
    return trace.rewrittenPath;
  };

  test.each([
    ['/foo', '/xyz', '/foo/bar', '/xyz/bar'], ['/foo/', '/xyz/', '/foo/bar', '/xyz/bar'], ['/foo', '/xyz', '/foo', '/xyz'], ['/foo', '/xyz', '/foo/', '/xyz/'],
    ['/foo', '', '/foo/bar', '/bar'], ['/foo', '/', '/foo', '/'], ['/', '/x', '/a', '/x/a'],
  ])('prefix %s by %s: %s becomes %s', (prefix, replacement, url, wanted) => {
    expect(rewritten(prefix, replacement, url)).toBe(wanted);
  });

  test('the host that the backend gets is told', () => {
    const filter = ', filters: [{ type: URLRewrite, urlRewrite: { hostname: inner.example.com } }]';
    expect(ask(simulationOf(EDGE, ...APPS, route(`rules: [${to('a', '', filter)}]`)), 'http://x.example.com/').rewrittenHost).toBe('inner.example.com');
  });
});

describe('CORS', () => {
  const cors = ', filters: [{ type: CORS, cors: { allowOrigins: ["https://a.example.com"] } }]';
  const preflight = { method: 'OPTIONS', headers: ['origin: https://a.example.com', 'access-control-request-method: PUT'] };

  test('preflights are answered by the Gateway, other requests are forwarded', () => {
    expect(send([to('a', '', cors)], '/', preflight)).toBe('200');
    expect(send([to('a', '', cors)], '/', { headers: ['origin: https://evil.example.com'] })).toBe('a');
    expect(send([to('a', '', cors)], '/', { method: 'OPTIONS' })).toBe('a');
  });

  test('a rule with another method never sees them', () => {
    expect(send([to('a', '{ method: GET }', cors)], '/', preflight)).toBe('404');
  });
});

describe('listeners', () => {
  const listener = (name: string, host: string, more = 'protocol: HTTP'): string => `{ name: ${name}, port: 80, ${more}, ${host === '' ? '' : `hostname: "${host}", `}${ALL} }`;

  test('the closest hostname takes a request, and no wider listener has it then', () => {
    const edge = gateway(`listeners: [${listener('wide', '*.example.com')}, ${listener('exact', 'x.example.com')}]`);
    const attached = route(`parentRefs: [{ name: edge, namespace: infra, sectionName: wide }]\nrules: [${to('a')}]`);
    const trace = ask(simulationOf(edge, ...APPS, attached), 'http://<gateway>/', { headers: ['Host: x.example.com'] });
    expect([endOf(trace), openCodes(trace)]).toEqual(['404', ['listener-isolation']]);
    expect(endOf(ask(simulationOf(edge, ...APPS, attached), 'http://y.example.com/'))).toBe('a');
  });

  test('a host of no listener is answered 404', () => {
    expect(endOf(ask(simulationOf(gateway(`listeners: [${listener('exact', 'x.example.com')}]`)), 'http://<gateway>/', { headers: ['Host: y.example.com'] }))).toBe('404');
  });

  test('a port without a listener is not open', () => {
    expect(endOf(ask(simulationOf(EDGE), 'http://<gateway>:8080/'))).toBe('port-not-open');
  });

  test('over TLS a Host of another listener is misdirected', () => {
    const tls = (name: string, host: string): string => `{ name: ${name}, port: 443, protocol: HTTPS, ${host === '' ? '' : `hostname: ${host}, `}tls: { certificateRefs: [{ name: cert }] }, ${ALL} }`;
    const edge = gateway(`listeners: [${tls('one', 'one.example.com')}, ${tls('two', 'two.example.com')}]`);
    const simulation = simulationOf(edge, ...APPS, route(`rules: [${to('a')}]`));
    expect(endOf(ask(simulation, 'https://one.example.com/'))).toBe('a');
    expect(endOf(ask(simulation, 'https://one.example.com/', { headers: ['Host: two.example.com'] }))).toBe('421');
    expect(endOf(ask(simulation, 'https://one.example.com/', { headers: ['Host: three.example.com'] }))).toBe('404');
  });
});

describe('gRPC', () => {
  const grpc = (match: string): string => route(`hostnames: [x.example.com]\nrules: [${to('a', match)}]`, { kind: 'GRPCRoute' });
  const call = (match: string, url: string): string => endOf(ask(simulationOf(EDGE, ...APPS, grpc(match)), url));

  test.each([
    ['{ method: { service: s.V1, method: Get } }', '/s.V1/Get', 'a'],
    ['{ method: { service: s.V1, method: Get } }', '/s.V1/Put', '404'],
    ['{ method: { service: s.V1 } }', '/s.V1/Put', 'a'],
    ['{ method: { service: s.V1 } }', '/s.V12/Put', '404'],
    ['{ method: { method: Get } }', '/any/Get', 'a'],
    ['', '/any/Thing', 'a'],
    ['{ headers: [{ name: version, value: two }] }', '/any/Thing', '404'],
  ])('%s and %s: %s', (match, url, wanted) => {
    expect(call(match, `grpc://x.example.com:80${url}`)).toBe(wanted);
  });

  test('what is not gRPC is not for it, unless the controller takes it all the same', () => {
    const trace = ask(simulationOf(EDGE, ...APPS, grpc('')), 'http://x.example.com/any/Thing');
    expect([endOf(trace), openCodes(trace)]).toEqual(['404', ['not-grpc']]);
  });

  test('the longer service takes precedence, then the longer method', () => {
    const rules = [to('a'), to('b', '{ method: { service: s } }'), to('c', '{ method: { service: s, method: Get } }')];
    const simulation = simulationOf(EDGE, ...APPS, route(`rules: [${rules.join(', ')}]`, { kind: 'GRPCRoute' }));
    expect(['/s/Get', '/s/Put', '/t/Get'].map((url) => endOf(ask(simulation, `grpc://x.example.com:80${url}`)))).toEqual(['c', 'b', 'a']);
  });
});

describe('connections without HTTP', () => {
  const STREAMS = gateway(`listeners:
- { name: pass, port: 443, protocol: TLS, hostname: "*.example.com", tls: { mode: Passthrough }, ${ALL} }
- { name: tcp, port: 5432, protocol: TCP, ${ALL} }
- { name: udp, port: 53, protocol: UDP, ${ALL} }`);
  const stream = (kind: string, backend: string, { name = 'web', hosts = '', created = '' } = {}): string =>
    route(`${hosts === '' ? '' : `hostnames: [${hosts}]\n`}rules: [{ backendRefs: [{ name: ${backend} }] }]`.replace('name: ', 'port: 80, name: '), { kind, name, created });

  test('TLS goes by the name of the handshake', () => {
    const simulation = simulationOf(STREAMS, ...APPS, stream('TLSRoute', 'a', { hosts: 'db.example.com' }));
    expect(endOf(ask(simulation, 'tls://db.example.com:443'))).toBe('a');
    expect(endOf(ask(simulation, 'https://db.example.com/'))).toBe('a');
    expect(ask(simulation, 'tls://<gateway>:443').outcome).toBe('failed');
    expect(ask(simulation, 'tls://<gateway>:443', { headers: ['Host: no.example.com'] }).outcome).toBe('failed');
  });

  test('of several TCPRoutes on a listener all are attached, and the oldest has the connections', () => {
    const simulation = simulationOf(STREAMS, ...APPS, stream('TCPRoute', 'a', { name: 'young', created: '2026-02-01T00:00:00Z' }), stream('TCPRoute', 'b', { name: 'old', created: '2026-01-01T00:00:00Z' }));
    expect(endOf(ask(simulation, 'tcp://<gateway>:5432'))).toBe('b');
  });

  test('a backend that is not there refuses the connection', () => {
    expect(ask(simulationOf(STREAMS, stream('TCPRoute', 'no')), 'tcp://<gateway>:5432')).toMatchObject({ outcome: 'failed', status: null, reason: 'service-not-found' });
  });

  test('UDP needs a UDP port', () => {
    const dns = app('dns').replace('port: 80', 'port: 80, protocol: UDP').replace('containerPort: 8080', 'containerPort: 8080, protocol: UDP');
    expect(endOf(ask(simulationOf(STREAMS, dns, stream('UDPRoute', 'dns')), 'udp://<gateway>:53'))).toBe('dns');
    expect(ask(simulationOf(STREAMS, app('a'), stream('UDPRoute', 'a')), 'udp://<gateway>:53').outcome).toBe('failed');
  });
});

test('which route wins does not depend on the order of the objects', () => {
  const match = fc.record({
    type: fc.constantFrom('Exact', 'PathPrefix'), value: fc.constantFrom('/', '/a', '/a/b', '/a/'), method: fc.constantFrom('', 'GET'), header: fc.boolean(),
  });
  const made = ({ type, value, method, header }: { type: string; value: string; method: string; header: boolean }): string =>
    `{ path: { type: ${type}, value: ${value} }${method === '' ? '' : `, method: ${method}`}${header ? ', headers: [{ name: x, value: "1" }]' : ''} }`;
  fc.assert(fc.property(fc.array(match, { minLength: 2, maxLength: 5 }), fc.constantFrom('/', '/a', '/a/b', '/a/b/c'), fc.boolean(), (matches, url, header) => {
    const routes = matches.map((each, i) => route(`rules: [${to(['a', 'b', 'c'][i % 3], made(each))}]`, { name: `r${i}`, created: `2026-01-0${i + 1}T00:00:00Z` }));
    const asked = header ? { headers: ['x: 1'] } : {};
    const end = (list: readonly string[]): string => endOf(ask(simulationOf(EDGE, ...APPS, ...list), `http://x.example.com${url}`, asked));
    expect(end([...routes].reverse())).toBe(end(routes));
  }), { numRuns: 30 });
});
