import { path, request, route, router, virtualHost } from './routers';
import { compilePattern } from '../../../src/routers/index/pattern';
import { applyRewrites, locationOf } from '../../../src/routers/index/rewrite';
import { indexRouter } from '../../../src/routers/index/router-index';
import type { Conditions, Filter, Template } from '../../../src/routers/model';

function ask(conditions: Conditions, filters: readonly Omit<Extract<Filter, { kind: 'rewrite' }>, 'source' | 'kind'>[], sent: string): ReturnType<typeof applyRewrites> {
  const own = route('own', conditions, [0]);
  const full = filters.map((each): Filter => ({ kind: 'rewrite', source: own.source, ...each }));
  const asked = request('A.t:8080', sent);
  return applyRewrites(full, own, asked, indexRouter(router([virtualHost('*', [own])], { pathSteps: ['merge-slashes'] })).find(asked));
}

test('the groups are those of the pattern of the path, unless the rewrite has one', () => {
  const conditions = { path: path('pattern ^/api(/|$)(.*)') };
  const target: Template = ['/', { of: 'group', index: 2 }, { of: 'group', index: 9 }];
  expect(ask(conditions, [{ path: target }], '/api/x/y')).toEqual({ path: '/x/y', host: null });
  expect(ask(conditions, [{ path: target, pattern: compilePattern('^(/)(.)') }], '/api/x/y').path).toBe('/a');
});

test('where the pattern of a rewrite does not match, nothing changes', () => {
  expect(ask({}, [{ path: ['/x'], pattern: compilePattern('^/b') }], '/a')).toEqual({ path: null, host: null });
});

test('rewrites follow one another', () => {
  const filters = [{ path: [{ of: 'rest' as const, skip: 4 }] }, { path: ['/v2', { of: 'path' as const }], host: ['internal'] }];
  expect(ask({}, filters, '/api/x')).toEqual({ path: '/v2/x', host: 'internal' });
});

test('a Location is put together from what was sent', () => {
  const own = route('own', {}, [0]);
  const asked = request('A.t:8080', '/a//b/', { query: '?q' });
  const found = indexRouter(router([virtualHost('*', [own])], { pathSteps: ['merge-slashes'] })).find(asked);
  const location: Template = ['https://', { of: 'host' }, { of: 'changed', by: 'strip-one-final-slash', parts: [{ of: 'raw-path' }] }, { of: 'query' }];
  expect(locationOf(location, own, asked, found)).toBe('https://a.t/a//b?q');
  expect(locationOf([{ of: 'authority' }, ' ', { of: 'raw-host' }, { of: 'path' }], own, asked, found)).toBe('A.t:8080 A.t/a/b/');
  expect(locationOf([{ of: 'changed', by: 'encode-path', parts: ['/a b%?\u00e9'] }], own, asked, found)).toBe('/a%20b%25%3F%C3%A9');
});
