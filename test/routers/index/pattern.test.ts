import { compilePattern, patternError } from '../../../src/routers/index/pattern';

test('a pattern is not anchored unless its text says so', () => {
  expect(compilePattern('b').test('/abc')).toBe(true);
  expect(compilePattern('^/b').test('/abc')).toBe(false);
  expect(compilePattern('^/x|/b').test('/a/b')).toBe(true);
});

test('case counts unless it is to be ignored', () => {
  expect(compilePattern('^/Path').test('/path')).toBe(false);
  expect(compilePattern('^/Path', { ignoreCase: true }).test('/pATh')).toBe(true);
  expect(compilePattern('^/k', { ignoreCase: true }).test('/\u212a')).toBe(true);
});

test.each([
  ['^/ab?', '/a', true], ['^/ab*c', '/ac', true], ['^/ab{0}c', '/ac', true], ['^/a.b', '/axb', true], ['^/', 'a', false], ['^/api\\.v1', '/api.v1', true], ['^/a+', '/aaa', true],
])('%s on %s: %s', (text, path, matches) => {
  expect(compilePattern(text).test(path)).toBe(matches);
});

test('what linear time cannot run is not decided', () => {
  for (const text of ['^/(?!x)', '(a)\\1', 'a++', '(']) {
    expect(compilePattern(text).test('/a')).toBeNull();
    expect(compilePattern(text).groups('/a')).toBeNull();
    expect(patternError(text)).not.toBeNull();
  }
  expect(patternError('^/a')).toBeNull();
});

test('groups that took no part are empty', () => {
  expect(compilePattern('^/(a)(/x)?(.*)$').groups('/a/b')).toEqual(['/a/b', 'a', '', '/b']);
  expect(compilePattern('^/b').groups('/a')).toBeNull();
});

test('a pattern that ruins other engines takes no time', () => {
  const start = performance.now();
  expect(compilePattern('^(a+)+$').test(`${'a'.repeat(30000)}!`)).toBe(false);
  expect(performance.now() - start).toBeLessThan(2000);
});
