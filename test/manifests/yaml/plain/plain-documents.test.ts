import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { array, assert, constantFrom, dictionary, integer, letrec, oneof, property, string } from 'fast-check';
import { dump } from 'js-yaml';
import { readingDifference } from './difference';
import { PlainDocuments, readPlainText } from '../../../../src/manifests/yaml/plain/plain-documents';
import { Random } from '../../../hostile/random';
import { mutatedYaml, smallYaml } from '../../../hostile/yaml-texts';

const read = (text: string): unknown => readPlainText(text)?.value;

test.each([
  ['a: 1\nb: two words\nc:\n  d: yes\n', { a: 1, b: 'two words', c: { d: true } }],
  ['a:\n- 1\n-\n- - x\n  - z\n- b: 1\n  c:\n  - 2\nd: ~', { a: [1, null, ['x', 'z'], { b: 1, c: [2] }], d: null }],
  ['---\n# c\n\n', undefined],
  ['--- # c\n# c\na: # c\n  # c\n\n  b # c\nc: # c\n', { a: 'b', c: null }],
  ['- a: {}\n  b: []\n- {a: [1, {b: c}], "d": \'e\', f: , }\n- [ a , "b", ]', [{ a: {}, b: [] }, { a: [1, { b: 'c' }], d: 'e', f: null }, ['a', 'b']]],
  ['a: [\n  x, # c\n\n  z\n  ]\nb: {\n  c: 1,\n  d:\n    2\n }\n', { a: ['x', 'z'], b: { c: 1, d: 2 } }],
  ['a:\n  {}\nb:\n\n  []\n', { a: {}, b: [] }],
  ['a: "x\\ty\\"\\u00e9"\n\'b\' : \'it\'\'s\'\n"c": ""\n', { a: 'x\ty"é', b: "it's", c: '' }],
  ['a: "x\n  y\n\n  z \\\n  w\\\n  \\ v"\nb: \'x\n\n\n  it\'\'s\'\n', { a: 'x y\nz w v', b: "x\n\nit's" }],
  ['a: x\n  y\n\n  - z # c\n# c\nb: 1\n  2\n', { a: 'x y\n- z', b: '1 2' }],
  ['a: |\n  x\n   y\n\n  z\n\nb: |-\n  x\n   \n \nc: |+\n  x\n\n \nd: 1\n', { a: 'x\n y\n\nz\n', b: 'x\n ', c: 'x\n\n\n', d: 1 }],
  ['a: >\n  x\n  y\n\n  z\n    w\n  v\nb: >-2\n   x\n  y\n', { a: 'x y\nz\n  w\nv\n', b: ' x\ny' }],
  ['a: |\nb: |+\n\n\nc: | # c\n  # no comment\n# c\n', { a: '', b: '\n\n', c: '# no comment\n' }],
  ['a: |\n \n  x\n \n  y\nb: |2-\n    x\n', { a: '\nx\n\ny\n', b: '  x' }],
  ['a: |\n  x\ty\n  \tz\n', { a: 'x\ty\n\tz\n' }],
  ['8080: a\non: b\n1.50: c\n"": d\nconstructor: e\n', { '8080': 'a', 'true': 'b', '1.5': 'c', '': 'd', 'constructor': 'e' }],
  ['a: http://x:80/#f\nb: :80\nc: -x\nd: a#b\ne: ?x\n', { a: 'http://x:80/#f', b: ':80', c: '-x', d: 'a#b', e: '?x' }],
  ['a: é\u2028x\n', { a: 'é\u2028x' }],
  ['a: 1\na: 2\nb: 3\na: 4\n', { a: 4, b: 3 }],
])('%j is read without js-yaml, and as js-yaml reads it', (text, value) => {
  const document = readPlainText(text);
  expect(document).not.toBeNull();
  expect(document?.root === -1 ? undefined : document?.value).toEqual(value);
  expect(readingDifference(text)).toBeNull();
});

test.each([
  'a', '"a"', '|\n  a\n', '- a\nb: c', 'a: b\n c: d', 'a: b\n  - c: d', 'a: b: c', 'a: "b', 'a: "b" c', 'a: "b": c', '[a]: b', '{a: b}: c', 'a: [b', 'a: [b\nc]', 'a: {b}', 'a: [b: c]', 'a: {b:c}x',
  'a: &x b', 'a: *x', 'a: !!str b', '<<: {a: b}', 'a: <<', '__proto__: a', '"__proto__": a', 'null: a', '~: a', '? a\n: b', '.inf: a', 'a: .nan', 'a: [-.inf]',
  'a:\tb', 'a: b\t', '\ta: b', 'a: |\n\tb', 'a: |\n  \tb', 'a: "b\n\tc"', 'a: "b\n c"\n d: e', 'a: "b\nc"', '- "a\n  b": c',
  'a: b\r\n', 'a: \u0007', 'a: \u0085', 'a: \ud83d', '\ufeffa: b', 'a: \u0000', 'a: |\n  b\n ', 'a: |\n    \n  b\n', 'a: "\\x41"', 'a: "\\q"', 'a: @b', 'a: `b', 'a: %b', 'a: , b',
  'a: b\n---\nc: d', 'a: b\n...\n', '...\n', '--- a', '---\ta: b', ' --- : a', 'a: b\n# c\n  d', 'a: b # c\n  d', `${'['.repeat(200)}${']'.repeat(200)}`,
])('%j is left to js-yaml', (text) => {
  expect(readPlainText(text)).toBeNull();
  expect(readingDifference(text)).toBeNull();
});

test('a block scalar may be as deep as nobody would have it', () => {
  const deep = ' '.repeat(300_000);
  const text = `a: |\n${deep}b\n${deep} c\n`;
  expect(read(text)).toEqual({ a: 'b\n c\n' });
  expect(readingDifference(text)).toBeNull();
});

test('a document of a text is read in its place', () => {
  const text = 'a: 1\n---\n# c\nb: 2\n--- # c\n  c: |\n   x';
  const documents = new PlainDocuments(text);
  expect(documents.read(0, 5)).toEqual({ value: { a: 1 }, root: 0 });
  expect(documents.read(5, 18)).toEqual({ value: { b: 2 }, root: 13 });
  expect(documents.read(18, text.length)).toEqual({ value: { c: 'x\n' }, root: 28 });
  expect(documents.read(5, 5)).toEqual({ value: null, root: -1 });
});

test('an unusual character costs the document in which it is', () => {
  const text = 'a: 1\n---\nb: \u0007\n---\nc: 3\n';
  const documents = new PlainDocuments(text);
  expect(documents.read(14, text.length)).toMatchObject({ value: { c: 3 } });
  expect(documents.read(5, 14)).toBeNull();
  expect(documents.read(0, 5)).toMatchObject({ value: { a: 1 } });
});

const { value } = letrec((tie) => ({
  value: oneof(
    { maxDepth: 4, withCrossShrink: true },
    string(),
    integer(),
    constantFrom('yes', 'off', '~', 'null', '010', '1_000', '1e3', '0x1F', '22:22', '.5', 'true', '', '-', '=', '#', 'a: b', ' x ', 'line\nline\n', ' a\n\n b', 'x'.repeat(100), 'x y '.repeat(60)),
    array(tie('value'), { maxLength: 4 }),
    dictionary(oneof(string(), constantFrom('on', '8', '1.5', 'name', '__proto__')), tie('value'), { maxKeys: 4 }),
  ),
}));

test('whatever js-yaml writes is read as js-yaml reads it', () => {
  assert(property(array(value, { minLength: 1, maxLength: 3 }), constantFrom(-1, 0, 2), constantFrom(20, 80), (documents, flowLevel, lineWidth) => {
    expect(readingDifference(documents.map((each) => `---\n${dump(each, { flowLevel, lineWidth, noRefs: true })}`).join(''))).toBeNull();
  }));
});

/** By its seed, so that a failure shrinks to a small number and can be repeated: a text that is made of it. */
function agreesOn(text: (random: Random) => string, numRuns: number): void {
  assert(property(integer({ min: 0 }), (seed) => expect(readingDifference(text(new Random(seed)))).toBeNull()), { seed: 1, numRuns });
}

test('small texts of what YAML is made of are read as js-yaml reads them', () => agreesOn(smallYaml, 4_000));

test('manifests that were changed in small ways are read as js-yaml reads them', () => {
  const manifests = ['deployment', 'routing'].map((name) => readFileSync(join(__dirname, `${name}.yaml`), 'utf8'));
  expect(manifests.map(read)).not.toContain(undefined);
  agreesOn((random) => mutatedYaml(manifests, random), 1_500);
});
