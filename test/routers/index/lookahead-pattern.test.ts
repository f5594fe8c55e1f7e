import fc from 'fast-check';
import { compilePattern } from '../../../src/routers/index/pattern';

const compiled = (text: string, ignoreCase = false) => compilePattern(text, { ignoreCase, pcre: true });

test('what may not come behind a text is run, where the controller has PCRE', () => {
  const pattern = compiled('^/(?!api)(.*)');
  expect(['/api', '/api/x', '/web', '/', 'x'].map((each) => pattern.test(each))).toEqual([false, false, true, true, false]);
  expect(pattern.groups('/web')).toEqual(['/web', 'web']);
  expect(pattern.replaceAll('/web', ([, name]) => `/v2/${name}`)).toBe('/v2/web');
  expect(pattern.replaceAll('/api', () => 'never')).toBe('/api');
  expect(compilePattern('^/(?!api)(.*)').test('/web')).toBeNull();
});

test('case is ignored in all parts', () => {
  expect(compiled('^/Shop(?!/API)', true).test('/shop/api')).toBe(false);
  expect(compiled('^/Shop(?!/API)', true).test('/SHOP/web')).toBe(true);
});

test.each([
  ['^/(?=(a))x', 'groups in it count'], ['^/(?!(?<n>a))x', 'groups in it have names'], ['^/((?!a).)*', 'it is looked for in many places'], ['^/((?!a)b|c)', 'it is of one alternative'],
  ['^/(?!^/x)', 'it looks at the beginning'], ['^/a(?!\\b)', 'it looks at what stands before'], ['^/a(?=b)(?!a*\\B)', 'a part of it may look at what stands before'], ['^/(?!a)x|y', 'an alternative is one to all of it'], ['^/.*(?!a)', 'there are many places to look from'],
  ['^/(?<!a)x', 'it looks behind'], ['^/(?!a)(?<!b)x', 'another part looks behind'], ['/(?!a)', 'it may begin anywhere'], ['^/(?!a', 'it is not closed'], ['^/(?!a)?b', 'it has a quantifier'],
])('%s is not decided: %s', (text) => {
  expect(compiled(text).test('/x')).toBeNull();
});

const piece = fc.constantFrom('a', 'b', '/', 'a*', '.', '[ab]', '[^)]', '(?:a|b)', '(b)', 'a\\b', '\\.', '$');
const text = fc.array(piece, { maxLength: 3 }).map((parts) => parts.join(''));
const condition = fc.tuple(fc.constantFrom('=', '!'), text, fc.option(text, { nil: undefined }))
  .map(([sign, one, other]) => `(?${sign}${other === undefined ? one : `${one}|${other}`})`)
  .filter((each) => each.startsWith('(?!') || !/\((?!\?)/.test(each));

test('a group that begins with look-ahead looks from the same place, and groups of what must not come are empty', () => {
  const pattern = compiled('^/((?!(api|admin)\\b)(.*))$');
  expect(['/api', '/apis', '/admin/x', '/'].map((each) => pattern.test(each))).toEqual([false, true, false, true]);
  expect(pattern.groups('/web')).toEqual(['/web', 'web', '', 'web']);
  expect(compiled('^/(?:(?!v1)(v[0-9]+))/').groups('/v2/x')).toEqual(['/v2/', 'v2']);
});

test('it matches what an engine that tries every way matches', () => {
  fc.assert(fc.property(fc.constantFrom('', '/', '/a', '/\\.'), fc.array(condition, { minLength: 1, maxLength: 2 }), text, fc.constantFrom('', '(', '((', '(?:', '((?:'), fc.stringMatching(/^[/ab.)]{0,6}$/), (start, conditions, rest, open, path) => {
    const whole = `^${start}${open}${conditions.join('')}(${rest})${')'.repeat(open.replace('?:', '').length)}a*`;
    expect(compiled(whole).groups(path)).toEqual(new RegExp(whole).exec(path)?.map((each) => each ?? '') ?? null);
  }));
});
