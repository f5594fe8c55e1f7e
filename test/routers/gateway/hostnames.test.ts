import * as fc from 'fast-check';
import { effectiveHostnames, hostMatcher, intersect } from '../../../src/routers/gateway/hostnames';
import { hostMatches } from '../../../src/routers/index/host-table';

test.each([
  [null, null, null],
  [null, 'a.example.com', 'a.example.com'],
  ['*.example.com', null, '*.example.com'],
  ['a.example.com', 'a.example.com', 'a.example.com'],
  ['a.example.com', 'b.example.com', undefined],
  ['*.example.com', 'a.b.example.com', 'a.b.example.com'],
  ['*.example.com', 'example.com', undefined],
  ['a.b.example.com', '*.example.com', 'a.b.example.com'],
  ['*.com', '*.example.com', '*.example.com'],
  ['*.a.example.com', '*.b.example.com', undefined],
  ['*.example.com', '*.anexample.com', undefined],
])('listener %s and route %s meet in %s', (listener, route, both) => {
  expect(intersect(listener, route)).toBe(both);
  expect(intersect(route, listener)).toBe(both);
});

test('hostnames of a route that meet no listener are left out', () => {
  expect(effectiveHostnames('*.example.com', ['a.example.com', 'example.com', 'other.org'])).toEqual(['a.example.com']);
});

test('a route without hostnames has those of the listener', () => {
  expect(effectiveHostnames('*.example.com', [])).toEqual(['*.example.com']);
});

test('a host is taken by the intersection exactly when both take it', () => {
  const label = fc.constantFrom('a', 'b', 'c');
  const host = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => labels.join('.'));
  const hostname = fc.oneof(fc.constant(null), host, host.map((each) => `*.${each}`));
  fc.assert(fc.property(hostname, hostname, host, (one, other, asked) => {
    const both = intersect(one, other);
    const taken = both !== undefined && hostMatches(hostMatcher(both), asked) === true;
    expect(taken).toBe(hostMatches(hostMatcher(one), asked) === true && hostMatches(hostMatcher(other), asked) === true);
  }));
});
