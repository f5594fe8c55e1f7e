import { path, request, route, router, virtualHost } from './routers';
import { explainerOf } from '../../../src/routers/index/explain';
import type { Route } from '../../../src/routers/model';

const why = (routes: readonly Route[], asked: string): string =>
  explainerOf(router([virtualHost('a.t', routes)], { precedence: ['longer path', 'earlier phase'] })).route(request('a.t', asked));

const short = route('short', { path: path('string-prefix /') }, [-1, 0]);
const long = route('long', { path: path('string-prefix /a') }, [-2, 1]);

test('why a route won is the first place in which it differs from the next', () => {
  expect(why([short, long], '/a')).toBe('long takes precedence over short: longer path');
  expect(why([short, long], '/b')).toBe('the only matching path');
});

test('what the same path makes of other requests is not an alternative, and other paths count once', () => {
  const redirect = { ...long, rank: [-2, 0], conditions: { ...long.conditions, scheme: 'https' as const } };
  const again = { ...short, rank: [-1, 1] };
  expect(why([redirect, long, short, again], '/a')).toBe('long takes precedence over short: longer path');
  expect(why([long, { ...long, rank: [-2, 2] }], '/a')).toBe('the only matching path');
});
