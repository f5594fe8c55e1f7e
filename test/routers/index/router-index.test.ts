import { host, listener, path, request, route, router, virtualHost } from './routers';
import { indexRouter } from '../../../src/routers/index/router-index';
import type { Router, RouterRequest } from '../../../src/routers/model';

function found(of: Router, asked: RouterRequest): string | null {
  return indexRouter(of).find(asked).route?.label ?? null;
}

test('the lowest rank wins, place by place, and of equal ranks the first', () => {
  const hosts = [virtualHost('*', [
    route('late', { path: path('string-prefix /a') }, [1, 0]),
    route('first', { path: path('string-prefix /') }, [0, 'b']),
    route('second', { path: path('string-prefix /') }, [0, 'b']),
    route('third', { path: path('string-prefix /') }, [0, 'c']),
  ])];
  expect(found(router(hosts), request('a.t', '/a/b'))).toBe('first');
});

test('the closest host wins, and goes on to the next one only where it says so', () => {
  const hosts = ['stop', 'next-host'].map((onMiss) => router([
    virtualHost('*', [route('any', {}, [0])]),
    virtualHost('*.a.t', [route('wildcard', { path: path('exact /') }, [0])], onMiss as 'stop' | 'next-host'),
    virtualHost('x.a.t', [route('exact', { path: path('exact /') }, [0])]),
  ]));
  expect(hosts.map((each) => found(each, request('x.a.t', '/')))).toEqual(['exact', 'exact']);
  expect(hosts.map((each) => found(each, request('y.a.t', '/')))).toEqual(['wildcard', 'wildcard']);
  expect(hosts.map((each) => found(each, request('y.a.t', '/other')))).toEqual([null, 'any']);
  expect(indexRouter(hosts[0]).find(request('y.a.t', '/other')).host?.host).toEqual(host('*.a.t'));
});

test('a host of its own decides among the routes of every host by rank alone', () => {
  const hosts = [virtualHost('*', [
    route('long', { path: path('string-prefix /longer') }, [-7]),
    route('host', { host: host('a.t'), path: path('string-prefix /') }, [-1]),
    route('many', { host: host('**.t'), path: path('string-prefix /lo') }, [-3]),
  ])];
  expect(found(router(hosts), request('a.t', '/longer'))).toBe('long');
  expect(found(router(hosts), request('a.t', '/lo'))).toBe('many');
  expect(found(router(hosts), request('a.t', '/x'))).toBe('host');
  expect(found(router(hosts), request('b.u', '/x'))).toBeNull();
});

test('other conditions leave a request to the next route', () => {
  const hosts = [virtualHost('*', [
    route('post', { methods: ['POST'] }, [0]),
    route('header', { named: [{ of: 'header', name: 'x-canary', value: { kind: 'exact', value: 'always' } }] }, [1]),
    route('cookie', { named: [{ of: 'cookie', name: 'canary', value: { kind: 'exact', value: 'always' } }] }, [2]),
    route('query', { named: [{ of: 'query', name: 'q', value: { kind: 'not', value: { kind: 'absent' } } }] }, [3]),
    route('https', { scheme: 'https' }, [4]),
    route('rest', {}, [5]),
  ])];
  const of = router(hosts);
  expect(found(of, request('a.t', '/', { method: 'POST' }))).toBe('post');
  expect(found(of, request('a.t', '/', { headers: { 'x-canary': 'always' } }))).toBe('header');
  expect(found(of, request('a.t', '/', { headers: { cookie: 'a=b; canary=always' } }))).toBe('cookie');
  expect(found(of, request('a.t', '/', { query: '?p&q=1' }))).toBe('query');
  expect(found(of, request('a.t', '/'))).toBe('rest');
});

test('routes whose conditions cannot be decided are told beside the one that is sure', () => {
  const hosts = [virtualHost('*', [
    route('look-ahead', { path: path('pattern ^/(?!x)') }, [0]),
    route('clients', { path: path('string-prefix /a'), named: [{ of: 'client-address', ranges: ['10.0.0.0/8'], inside: true }] }, [1]),
    route('sure', { path: path('string-prefix /') }, [2]),
    route('behind', { path: path('pattern ^/(?=a)') }, [3]),
  ])];
  const result = indexRouter(router(hosts)).find(request('a.t', '/a'));
  expect(result.route?.label).toBe('sure');
  expect(result.undecided.map((each) => each.label)).toEqual(['look-ahead', 'clients']);
});

test('a listener speaks its scheme on its port, and the closest by host is taken', () => {
  const [http, https] = ['http', 'https'].map((label) => [virtualHost('*', [route(label, {}, [0])])]);
  const of = router([], {
    listeners: [
      listener(http),
      listener([], { port: 443, protocol: 'HTTPS' }),
      listener(https, { port: 443, protocol: 'HTTPS', host: host('*.a.t') }),
    ],
  });
  expect(found(of, request('x.a.t', '/'))).toBe('http');
  expect(found(of, request('x.a.t', '/', { scheme: 'https', port: 443, sni: 'x.a.t' }))).toBe('https');
  expect(found(of, request('x.a.t', '/', { scheme: 'https', port: 443, sni: 'b.t' }))).toBeNull();
  expect(indexRouter(of).find(request('x.a.t', '/', { port: 8080 })).listener).toBeNull();
  expect(indexRouter(of).find(request('x.a.t', '/', { port: 443 })).listener).toBeNull();
});

test('a path that the router refuses is rejected before any route is looked for', () => {
  const of = router([virtualHost('*', [route('all', {}, [0])])], { pathSteps: ['reject-bad-escapes', 'merge-slashes'] });
  expect(indexRouter(of).find(request('a.t', '/%zz'))).toMatchObject({ rejected: 400, route: null });
  expect(indexRouter(of).find(request('a.t', '//a//b'))).toMatchObject({ rejected: null, path: '/a/b' });
});

test('routes of one rank are tied where the router knows no order among them', () => {
  const hosts = [virtualHost('*', [
    route('one', { path: path('string-prefix /a') }, [1]), route('two', { path: path('element-prefix /a') }, [1]), route('three', { path: path('pattern ^/') }, [1]),
    route('later', {}, [2]),
  ])];
  expect(indexRouter(router(hosts, { ties: 'unordered' })).find(request('a.t', '/a')).tied).toHaveLength(2);
  const ordered = indexRouter(router([{ ...hosts[0] }])).find(request('a.t', '/a'));
  expect([ordered.route?.label, ordered.tied]).toEqual(['one', []]);
});

test('a route that may be there is told where no sure one goes before it', () => {
  const possible = [route('before', { path: path('exact /a') }, [0]), route('behind', {}, [2])];
  const of = router([{ ...virtualHost('*', [route('sure', { path: path('string-prefix /a') }, [1])]), possible }]);
  expect(indexRouter(of).find(request('a.t', '/a'))).toMatchObject({ route: { label: 'sure' }, possible: [{ label: 'before' }] });
  expect(indexRouter(of).find(request('a.t', '/ab')).possible).toEqual([]);
  expect(indexRouter(of).find(request('a.t', '/b'))).toMatchObject({ route: null, possible: [{ label: 'behind' }] });
});

test('every route that matches is listed by rank, for explanations', () => {
  const hosts = [virtualHost('*', [
    route('third', {}, [3]), route('first', { path: path('exact /a') }, [1]), route('second', { path: path('element-prefix /a/') }, [2]), route('not', { path: path('exact /b') }, [0]),
  ])];
  expect(indexRouter(router(hosts)).matching(request('a.t', '/a')).map((each) => each.label)).toEqual(['first', 'second', 'third']);
});

test('of many listeners the closest to the host takes a request, as of few', () => {
  const names = ['*', '*.t', 'a.t', '**.t', '~^b', 'a.b.t'];
  const listenerOf = (name: string, port: number) => ({ ...router([virtualHost(name, [route(`${name} ${port}`, {}, [0])])]).listeners[0], host: host(name), port });
  const few = names.map((name) => listenerOf(name, 80));
  const many = [...few, ...Array.from({ length: 20 }, (_, i) => listenerOf(`other-${i}.u`, 80)), listenerOf('a.t', 8080)];
  for (const asked of ['a.t', 'b.t', 'a.b.t', 'x.y.t', 'b', 'c']) {
    const closest = (listeners: typeof few) => indexRouter({ ...router([]), listeners }).find(request(asked, '/')).listener?.host;
    expect(closest(many)).toEqual(closest(few));
  }
});
