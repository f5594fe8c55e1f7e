import { normalHost } from '../../../src/routers/index/host-steps';
import { normalPath } from '../../../src/routers/index/path-steps';
import type { PathStep } from '../../../src/routers/model';

test.each<[PathStep[], string, string | null]>([
  [['merge-slashes'], '//a///b/', '/a/b/'],
  [['dot-segments'], '/a/./b/../c', '/a/c'],
  [['dot-segments'], '/a/..', '/'],
  [['dot-segments'], '/a/b/..', '/a/'],
  [['dot-segments'], '/../x', '/x'],
  [['dot-segments'], '/a//../b', '/a/b'],
  [['merge-slashes', 'dot-segments'], '/a//../b', '/b'],
  [['decode-unreserved'], '/%41%2F%7e', '/A%2F~'],
  [['decode-all'], '/%41%2F%C3%A9%ff', '/A/\u00c3\u00a9\u00ff'],
  [['decode-all-but-slash'], '/%41%2f%20', '/A%2f '],
  [['upper-case-escapes'], '/%2f', '/%2F'],
  [['reject-bad-escapes'], '/%2', null],
  [['reject-bad-escapes'], '/%2f', '/%2f'],
  [['reject-escaped-nul'], '/a%00', null],
  [['reject-parent-of-root'], '/a/../../b', null],
  [['reject-parent-of-root', 'dot-segments'], '/a/../b', '/b'],
  [['decode-all', 'reject-parent-of-root'], '/%2e%2e/b', null],
  [['clean'], '/a//b/..', '/a'],
  [['clean'], '/a/../', '/'],
  [['clean'], '/a/b/../', '/a/'],
  [['decode-all-but-reserved'], '/%41%2f%25%20%C3%A9', '/A%2f%25 \u00e9'],
  [['encode-invalid'], '/a b\u00e9%2%41', '/a%20b%C3%A9%252%41'],
  [[], '/%2e//..', '/%2e//..'],
])('%j %s', (steps, path, normal) => {
  expect(normalPath(steps, path)).toBe(normal);
});

test('hosts are made normal in the order of the steps', () => {
  expect(normalHost(['lower-case', 'strip-port', 'strip-final-dot'], 'API.Example.com.:8080')).toBe('api.example.com');
  expect(normalHost(['strip-port'], '[2001:db8::1]:80')).toBe('[2001:db8::1]');
  expect(normalHost(['strip-port'], '[2001:db8::1]')).toBe('[2001:db8::1]');
  expect(normalHost([], 'A.t:80')).toBe('A.t:80');
});
