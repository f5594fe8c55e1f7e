import { buildCluster } from '../../src/cluster/build';
import { openQuestion } from '../../src/kubernetes/open-question';
import { parseManifests } from '../../src/manifests/yaml/parse';
import { compilePattern } from '../../src/routers/index/pattern';
import type { Fault, Route, Router, ServiceTarget } from '../../src/routers/model';
import { traceRedirects } from '../../src/trace/redirects';
import { simulate, type Simulation } from '../../src/trace/simulation';
import { traceRequest } from '../../src/trace/trace';
import { listener, path, route, router, virtualHost } from '../routers/index/routers';

const MANIFESTS = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: main, image: example.org/app:1, ports: [{ containerPort: 8080 }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }
---
apiVersion: v1
kind: Service
metadata: { name: empty, namespace: shop }
spec: { selector: { app: none }, ports: [{ port: 80 }] }
`;

const { source } = route('any', {}, [0]);

function service(name: string, port = 80): ServiceTarget {
  return { kind: 'service', namespace: 'shop', name, port, via: 'endpoints', protocol: 'HTTP', source };
}

function to(name: string, more: Partial<Route> = {}, port = 80): Partial<Route> {
  return { action: { kind: 'forward', to: [{ target: service(name, port), weight: 1, filters: [] }] }, ...more };
}

/** One router, beside some pods. */
function simulated(routes: readonly Route[], more: Partial<Router> = {}): Simulation {
  const of = router([virtualHost('a.t', routes)], more);
  return { ...simulate(buildCluster(parseManifests(MANIFESTS, null).resources)), routers: [of] };
}

function ask(simulation: Simulation, url: string, headers: Readonly<Record<string, string>> = {}, method = 'GET'): ReturnType<typeof traceRequest> {
  return traceRequest(simulation, { method, url, headers, from: null });
}

test('a route leads to the pods of its Service, and the trace names the router', () => {
  const trace = ask(simulated([route('all', {}, [0], to('web'))]), 'http://a.t/x');
  expect(trace).toMatchObject({ outcome: 'delivered', router: { kind: 'Ingress', controller: 'spec', class: null, gateway: null }, dependsOn: [] });
  expect(trace.destinations[0]).toMatchObject({ service: { name: 'web', port: 80 }, port: 8080 });
});

test('a rewritten path and host are told', () => {
  const rewrite = { kind: 'rewrite' as const, path: ['/v2', { of: 'path' as const }], host: ['internal'], source };
  expect(ask(simulated([route('all', {}, [0], to('web', { filters: [rewrite] }))]), 'http://a.t/x')).toMatchObject({ rewrittenPath: '/v2/x', rewrittenHost: 'internal' });
});

test('a rewrite by a pattern that is not run leaves open what the pods get', () => {
  const rewrite = { kind: 'rewrite' as const, path: ['/v2'], pattern: compilePattern('^/(a)\\1', { pcre: true }), source };
  expect(ask(simulated([route('all', {}, [0], to('web', { filters: [rewrite] }))]), 'http://a.t/aa').dependsOn).toEqual([
    expect.stringContaining('which path and host the backend gets: the pattern ^/(a)\\1'),
  ]);
});

test('a redirect is an answer with the URL', () => {
  const redirect: Partial<Route> = { action: { kind: 'redirect', status: 308, location: ['https://', { of: 'host' }, { of: 'raw-path' }, { of: 'query' }], source } };
  expect(ask(simulated([route('all', {}, [0], redirect)]), 'http://a.t/x?q')).toMatchObject({
    outcome: 'answered', status: 308, reason: 'redirect', redirect: 'https://a.t/x?q', destinations: [],
  });
});

test('redirects are followed, each answer on the way is kept, and the Host header goes to the first host alone', () => {
  const routes = [route('all', {}, [1], to('web')), route('old', { path: path('exact /old') }, [0], { action: { kind: 'redirect', status: 302, location: ['/new'], source } })];
  const simulation = simulated(routes);
  const trace = traceRedirects(simulation, { method: 'POST', url: 'http://<router>/old', headers: { Host: 'a.t' }, from: null });
  expect(trace).toMatchObject({ outcome: 'delivered', request: { url: 'http://<router>/old' }, via: [{ method: 'POST', url: 'http://<router>/old', status: 302, redirect: '/new' }] });
  expect(traceRedirects(simulation, { method: 'GET', url: 'http://a.t/', headers: {}, from: null }).via).toBeUndefined();
});

test('redirects without end are followed ten times', () => {
  const loop = route('all', {}, [0], { action: { kind: 'redirect', status: 302, location: [{ of: 'path' }, 'x'], source } });
  const trace = traceRedirects(simulated([loop]), { method: 'GET', url: 'http://a.t/', headers: {}, from: null });
  expect(trace).toMatchObject({ outcome: 'failed', reason: 'too-many-redirects' });
  expect(trace.via).toHaveLength(10);
});

test('a port without listener refuses the connection, and a scheme that is not spoken there gets no answer of a route', () => {
  const simulation = simulated([route('all', {}, [0], to('web'))], { listeners: [listener([]), listener([], { port: 8443, protocol: 'HTTPS' })] });
  expect(ask(simulation, 'http://a.t:8080/')).toMatchObject({ outcome: 'failed', reason: 'port-not-open' });
  expect(ask(simulation, 'https://a.t/')).toMatchObject({ outcome: 'failed', reason: 'port-not-open' });
  expect(ask(simulation, 'https://a.t:80/')).toMatchObject({ outcome: 'failed', reason: 'tls-on-plain-port' });
  expect(ask(simulation, 'http://a.t:8443/')).toMatchObject({ outcome: 'answered', status: 400, reason: 'plain-http-on-tls-port' });
});

test('what a router answers by itself is its own', () => {
  const routes = [
    route('missing', { path: path('exact /missing') }, [0], to('nobody')), route('port', { path: path('exact /port') }, [0], to('web', {}, 81)),
    route('empty', { path: path('exact /empty') }, [0], to('empty')),
  ];
  const answers = { 'no-route': { status: 418 }, 'no-service': { status: 500 }, 'no-port': { status: 501 }, 'no-endpoints': { status: 502 }, 'http-on-tls-port': { status: null } };
  const simulation = simulated(routes, { answers });
  expect(['/missing', '/port', '/empty', '/'].map((each) => ask(simulation, `http://a.t${each}`).status)).toEqual([500, 501, 502, 418]);
  const closing = simulated([], { answers: { ...answers, 'no-route': { status: null } } });
  expect(ask(closing, 'http://a.t/')).toMatchObject({ outcome: 'failed', reason: 'connection-closed' });
});

test('weights are shares, and a share that is refused is told', () => {
  const refused = { kind: 'refused' as const, status: 500, code: 'backend-not-permitted' as const, reason: 'no grant', source };
  const weighted: Partial<Route> = { action: { kind: 'forward', to: [{ target: service('web'), weight: 3, filters: [] }, { target: refused, weight: 1, filters: [] }] } };
  const trace = ask(simulated([route('all', {}, [0], weighted)]), 'http://a.t/');
  expect(trace.destinations.map((each) => each.share)).toEqual([1]);
  expect(trace.questions.map(({ code, facts }) => [code, facts.percent])).toEqual([['share-lost', 25]]);
});

test('a gate refuses a request without credentials, and depends on those that it has', () => {
  const gate = { kind: 'gate' as const, needs: 'credentials' as const, otherwise: 401, facts: { realm: 'shop' }, source };
  const simulation = simulated([route('all', {}, [0], to('web', { filters: [gate] }))]);
  expect(ask(simulation, 'http://a.t/')).toMatchObject({ outcome: 'answered', status: 401, reason: 'credentials-required', dependsOn: [] });
  const trace = ask(simulation, 'http://a.t/', { Authorization: 'Basic eDp5' });
  expect([trace.outcome, trace.questions.map((each) => each.code)]).toEqual(['delivered', ['gate-credentials']]);
});

test('routes that cannot be decided, are tied or may be there are open questions where they lead elsewhere', () => {
  const undecided = simulated([route('pcre', { path: path('pattern ^/(?!x)') }, [0], to('empty')), route('all', {}, [1], to('web'))]);
  expect(ask(undecided, 'http://a.t/').questions.map((each) => each.code)).toEqual(['undecided-route']);
  const tied = [route('one', {}, [0], to('web')), route('two', {}, [0], to('empty')), route('three', {}, [0], to('web'))];
  expect(ask(simulated(tied, { ties: 'unordered' }), 'http://a.t/').questions.map((each) => each.code)).toEqual(['tied-routes']);
});

test('an object that its controller leaves out is a hop where it names the host of the request', () => {
  const object = { spec: { rules: [{ host: 'a.t', http: { paths: [{ path: '/x', pathType: 'Prefix' }] } }] } };
  const fault: Fault = {
    kind: 'dropped',
    code: 'bad-path',
    reason: 'its path is not a pattern',
    fix: '',
    others: [],
    source: { resource: { ...source.resource, name: 'other', object }, field: 'spec.rules[0].http.paths[0].path', kind: 'path' },
  };
  const simulation = simulated([route('all', {}, [0], to('web'))], { faults: [fault] });
  const told = (url: string): boolean => ask(simulation, url).hops.some((hop) => hop.because === 'its path is not a pattern');
  expect([told('http://a.t/x/y'), told('http://a.t/y')]).toEqual([true, false]);
});

test('what a rejected path is answered comes before any route', () => {
  const simulation = simulated([route('all', {}, [0], to('web'))], { pathSteps: ['reject-bad-escapes'] });
  expect(ask(simulation, 'http://a.t/%zz')).toMatchObject({ outcome: 'answered', status: 400, reason: 'bad-request' });
});

test('what holds for every request to a listener is said of each', () => {
  const open = [openQuestion('certificate', {}, [], () => 'whether the certificate exists')];
  const of = listener([virtualHost('a.t', [route('all', {}, [0], to('web'))])], { open });
  expect(ask(simulated([], { listeners: [of] }), 'http://a.t/')).toMatchObject({ outcome: 'delivered', questions: [{ code: 'certificate' }] });
});

test('a filter that refuses answers with its status', () => {
  const when = [{ of: 'header' as const, name: 'upgrade', value: { kind: 'present' as const } }];
  const reject = { kind: 'reject' as const, when, status: 403, code: 'websocket-not-enabled' as const, reason: 'upgrades are not taken', source };
  const simulation = simulated([route('all', {}, [0], to('web', { filters: [reject] }))]);
  expect(ask(simulation, 'http://a.t/')).toMatchObject({ outcome: 'delivered' });
  expect(ask(simulation, 'http://a.t/', { Upgrade: 'websocket' })).toMatchObject({ outcome: 'answered', status: 403, reason: 'websocket-not-enabled' });
});
