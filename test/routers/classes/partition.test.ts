import { PATH_CHARACTERS } from '../../../src/routers/classes/automaton';
import { literalOf } from '../../../src/routers/classes/matcher-languages';
import { partitionTexts } from '../../../src/routers/classes/partition';
import { compilePattern } from '../../../src/routers/index/pattern';

const options = { beginning: '/', characters: PATH_CHARACTERS };

test('a pattern that the engine refuses is told, and divides nothing', () => {
  const { classes, refused } = partitionTexts([{ kind: 'pattern', text: '^/(?!admin)', ignoreCase: false }], options);
  expect(refused).toEqual([0]);
  expect(classes).toHaveLength(1);
});

test('patterns that come again divide as before, and those that differ in a letter, or in the beginning of texts, divide by themselves', () => {
  const divided = (text: string, ignoreCase: boolean, beginning: string): readonly (readonly string[])[] =>
    partitionTexts([{ kind: 'pattern', text, ignoreCase }], { ...options, beginning }).classes.map(({ examples }) => examples);
  const first = divided('^/quote$', false, '/');
  expect(first.flat()).toContain('/quote');
  expect(divided('^/quote$', false, '/')).toEqual(first);
  expect(divided('^/quota$', false, '/').flat()).toContain('/quota');
  expect(divided('^/quote$', false, '').flat()).not.toEqual(first.flat());
});

test('past the bound of states what was left out is told', () => {
  const matchers = Array.from({ length: 12 }, (_, i) => ({ kind: 'pattern' as const, text: `w${i}x`, ignoreCase: false }));
  expect(partitionTexts(matchers, { ...options, mostStates: 300 }).cut).toBe(true);
});

test('examples are made of the most readable characters that there are', () => {
  const { classes } = partitionTexts([{ kind: 'pattern', text: '^/[^/]+/health$', ignoreCase: false }], options);
  expect(classes.find(({ matched }) => matched.length === 1)?.examples[0]).toBe('/a/health');
});

test.each([
  ['^/api(/|$)(.*)', { kind: 'element-prefix', text: '/api' }],
  ['^/api', { kind: 'string-prefix', text: '/api' }],
  ['^/api.*', { kind: 'string-prefix', text: '/api' }],
  ['^/api$', { kind: 'exact', text: '/api' }],
  ['^/api/?(.*)', { kind: 'string-prefix', text: '/api' }],
  ['^/(api|app)', null],
  ['^/api[0-9]', null],
  ['/api', null],
  ['^/api(?=x)', null],
])('%s is another way to write %j', (text, literal) => {
  expect(literalOf(compilePattern(text))).toEqual(literal);
});
