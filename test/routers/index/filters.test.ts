import { path, request, route, router, virtualHost } from './routers';
import { applyFilters, locationOf, type Filtered } from '../../../src/routers/index/filters';
import { compilePattern } from '../../../src/routers/index/pattern';
import { indexRouter } from '../../../src/routers/index/router-index';
import type { Conditions, Filter, RouterRequest, Template } from '../../../src/routers/model';

const { source } = route('own', {}, [0]);
const gate = (needs: Extract<Filter, { kind: 'gate' }>['needs'], otherwise: number): Filter => ({ kind: 'gate', needs, otherwise, facts: {}, source });

function ask(conditions: Conditions, filters: readonly Filter[], sent: string, more: Partial<RouterRequest> = {}): Filtered {
  const own = route('own', conditions, [0]);
  const of = router([virtualHost('*', [own])], { pathSteps: ['merge-slashes'], sentSteps: ['upper-case-escapes'] });
  const asked = request('A.t:8080', sent, more);
  return applyFilters(of, filters, own, asked, indexRouter(of).find(asked));
}

test('the groups are those of the pattern of the path, unless the rewrite has one', () => {
  const conditions = { path: path('pattern ^/api(/|$)(.*)') };
  const target: Template = ['/', { of: 'group', index: 2 }, { of: 'group', index: 9 }];
  expect(ask(conditions, [{ kind: 'rewrite', source, path: target }], '/api/x/y')).toMatchObject({ path: '/x/y', host: null });
  expect(ask(conditions, [{ kind: 'rewrite', source, path: target, pattern: compilePattern('^(/)(.)') }], '/api/x/y').path).toBe('/a');
});

test('where the pattern of a rewrite does not match, nothing changes', () => {
  expect(ask({}, [{ kind: 'rewrite', source, path: ['/x'], pattern: compilePattern('^/b') }], '/a')).toMatchObject({ path: null, host: null });
});

test('rewrites follow one another', () => {
  const filters: Filter[] = [
    { kind: 'rewrite', source, path: [{ of: 'rest', skip: 4 }] },
    { kind: 'rewrite', source, path: ['/v2', { of: 'sent-path' }], host: ['internal'] },
  ];
  expect(ask({}, filters, '/api/x')).toMatchObject({ path: '/v2/x', host: 'internal' });
});

test('pods get the path as the router sends it, also without a rewrite', () => {
  expect(ask({}, [], '/a%2f').path).toBe('/a%2F');
  expect(ask({}, [], '/a').path).toBeNull();
});

test('every match in a part of a template is replaced', () => {
  const replaced: Template = [{ of: 'replaced', parts: [{ of: 'path' }], pattern: compilePattern('b(.)'), by: ['<', { of: 'group', index: 1 }, '>'] }];
  expect(ask({}, [{ kind: 'rewrite', source, path: replaced }], '/abxbyc').path).toBe('/a<x><y>c');
});

test('a rewritten path that is not clean is refused where the router does so', () => {
  const rewrite = (to: string): Filter => ({ kind: 'rewrite', source, path: [to], uncleanStatus: 400 });
  expect(ask({}, [rewrite('/a//b')], '/').ended).toMatchObject({ status: 400 });
  expect(ask({}, [rewrite('a')], '/').ended).toMatchObject({ status: 400 });
  expect(ask({}, [rewrite('')], '/').ended).toBeNull();
  expect(ask({}, [rewrite('/a.b')], '/').ended).toBeNull();
});

test('a gate ends a request that lacks what it needs, and is remembered where that is not known', () => {
  expect(ask({}, [gate('credentials', 401)], '/').ended).toMatchObject({ status: 401, location: null });
  expect(ask({}, [gate('client-certificate', 403)], '/').ended).toMatchObject({ status: 403 });
  expect(ask({}, [gate('credentials', 401)], '/', { headers: { authorization: 'Basic eDp5' } })).toMatchObject({ ended: null, gates: [{ needs: 'credentials' }] });
  expect(ask({}, [gate('client-address', 403)], '/')).toMatchObject({ ended: null, gates: [{ needs: 'client-address' }] });
});

test('a redirect ends the request, unless it leads to where it was sent', () => {
  const redirect: Filter = {
    kind: 'redirect', source, status: 301, statusOfOtherMethods: 308, location: ['http://', { of: 'host' }, '/new'], unless: ['http://', { of: 'host' }, { of: 'path' }],
  };
  expect(ask({}, [redirect, gate('credentials', 401)], '/old').ended).toMatchObject({ status: 301, location: 'http://a.t/new' });
  expect(ask({}, [redirect], '/old', { method: 'POST' }).ended).toMatchObject({ status: 308 });
  expect(ask({}, [redirect, gate('credentials', 401)], '/new').ended).toMatchObject({ status: 401 });
});

test('a Location is put together from what was sent', () => {
  const own = route('own', {}, [0]);
  const asked = request('A.t:8080', '/a//b/', { query: '?q' });
  const of = router([virtualHost('*', [own])], { pathSteps: ['merge-slashes'] });
  const found = indexRouter(of).find(asked);
  const located = (location: Template): string => locationOf(of, location, own, asked, found);
  expect(located(['https://', { of: 'host' }, { of: 'changed', by: 'strip-one-final-slash', parts: [{ of: 'raw-path' }] }, { of: 'query' }])).toBe('https://a.t/a//b?q');
  expect(located([{ of: 'authority' }, ' ', { of: 'raw-host' }, { of: 'path' }])).toBe('A.t:8080 A.t/a/b/');
  expect(located([{ of: 'changed', by: 'encode-path', parts: ['/a b%?\u00e9'] }])).toBe('/a%20b%25%3F%C3%A9');
  expect(located([{ of: 'changed', by: 'strip-default-port', parts: ['http://a.t:80/x:80'] }])).toBe('http://a.t/x:80');
  expect(located([{ of: 'changed', by: 'strip-default-port', parts: ['https://a.t:80'] }])).toBe('https://a.t:80');
});
