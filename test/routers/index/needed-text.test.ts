import fc from 'fast-check';
import { RE2JS } from 're2js';
import { hasAlternatives, hasNeededText, neededText } from '../../../src/routers/index/needed-text';
import { compilePattern } from '../../../src/routers/index/pattern';

test('the longest text that every match has', () => {
  expect(neededText('^/v[0-9]+/Users/(.*)')).toBe('/users/');
  expect(neededText('^/a(bcd|efg)h')).toBe('/a');
  expect(neededText('a\\.bc+d')).toBe('a.b');
});

test('what may be missing is not needed', () => {
  expect(neededText('^/ab?')).toBe('/a');
  expect(neededText('^/ab*c{0,2}')).toBe('/a');
  expect(neededText('x{2}')).toBe('');
  expect(neededText('/a|/b')).toBe('');
  expect(neededText('a(?i){0,1}')).toBe('');
  expect(neededText('(?i)/ab')).toBe('/ab');
  expect(neededText('[]abc]x')).toBe('x');
  expect(neededText('\\x41bc')).toBe('');
  expect(neededText('\\Qa.b\\E')).toBe('');
  expect(neededText('^/a(?:\\Q)\\E)?')).toBe('');
});

test('a text that matches has what the pattern needs, in any case', () => {
  const piece = fc.constantFrom('a', 'S', 'k', '/', '\\.', '[a-z]', '[^/]', '(a|b)', '(?:x)', '.*', '?', '+', '*', '{2}', '{0,1}', '|', '$', '^', '\\d', '(?i)', '[[:alpha:]]', '(?:\\Q)\\E)');
  const texts = fc.array(fc.array(fc.constantFrom('a', 'A', 's', 'S', '\u017f', 'k', 'K', '\u212a', '/', '.', 'b', 'x', '1'), { maxLength: 8 }).map((each) => each.join('')), { maxLength: 20 });
  fc.assert(fc.property(fc.array(piece, { maxLength: 7 }).map((each) => each.join('')), texts, fc.boolean(), (pattern, all, ignoreCase) => {
    let compiled: RE2JS;
    try {
      compiled = RE2JS.compile(pattern, ignoreCase ? RE2JS.CASE_INSENSITIVE : 0);
    } catch {
      return;
    }
    const needed = neededText(pattern);
    for (const text of all) if (compiled.matcher(text).find()) expect(hasNeededText(text, needed)).toBe(true);
  }));
});

test.each([['^/a|b', true], ['^/a(/|$)(.*)', false], ['^/a[|]b', false], ['^/a\\|b', false], ['^/a(b|c)|d', true], ['^\\Q(\\E/a|b)', true], ['^/a(b', false]])(
  '%s has alternatives as a whole: %s', (pattern, expected) => expect(hasAlternatives(pattern)).toBe(expected),
);

test('a text that matches begins as the pattern says that it does', () => {
  const piece = fc.constantFrom('a', 'B', 'k', '/', '\\.', '[a-z|]', '(a|b)', '(?:/|$)', '(.*)', '?', '*', '{0,1}', '|', '$', '(?i)');
  const texts = fc.array(fc.array(fc.constantFrom('a', 'A', 'b', 'B', 'k', '\u212a', '/', '.'), { maxLength: 6 }).map((each) => `/${each.join('')}`), { maxLength: 20 });
  let known = 0;
  fc.assert(fc.property(fc.array(piece, { maxLength: 6 }).map((each) => `^${each.join('')}`), texts, fc.boolean(), (text, all, ignoreCase) => {
    const pattern = compilePattern(text, { ignoreCase });
    const beginning = pattern.beginning ?? '';
    let compiled: RE2JS;
    try {
      compiled = RE2JS.compile(text, ignoreCase ? RE2JS.CASE_INSENSITIVE : 0);
    } catch {
      expect(beginning).toBe('');
      return;
    }
    if (beginning.length > 1) known += 1;
    for (const each of all) {
      const matches = compiled.matcher(each).find();
      expect(pattern.test(each)).toBe(matches);
      if (matches) expect((ignoreCase ? each.toLowerCase() : each).startsWith(beginning)).toBe(true);
    }
    // one in thirty begins with a text that is known
  }), { numRuns: 1000 });
  expect(known).toBeGreaterThan(0);
});
