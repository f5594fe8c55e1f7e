import { array, assert, constantFrom, dictionary, integer, letrec, oneof, property, string } from 'fast-check';
import { constructFromEvents, dump, parseEvents } from 'js-yaml';
import { KUBECTL_SCHEMA } from '../../../src/manifests/yaml/kubectl-schema';
import { plainValues } from '../../../src/manifests/yaml/plain-values';
import { Texts } from '../../../src/manifests/yaml/texts';

function plain(text: string): unknown[] | null {
  return plainValues(parseEvents(text, {}), text, new Texts());
}

function full(text: string): unknown[] {
  return constructFromEvents(parseEvents(text, {}), { source: text, schema: KUBECTL_SCHEMA, json: true });
}

const { value } = letrec((tie) => ({
  value: oneof(
    { maxDepth: 4, withCrossShrink: true },
    string(),
    integer(),
    constantFrom('yes', 'off', '~', 'null', '010', '1_000', '1e3', '0x1F', '22:22', '.5', 'true', '', '-', '=', '#', 'a: b', ' x ', 'line\nline\n'),
    array(tie('value'), { maxLength: 4 }),
    dictionary(oneof(string(), constantFrom('on', '8', '1.5', 'name')), tie('value'), { maxKeys: 4 }),
  ),
}));

test('whatever is written without tags, anchors and merge keys is read as js-yaml constructs it', () => {
  assert(property(array(value, { minLength: 1, maxLength: 3 }), constantFrom(-1, 0, 2), (documents, flowLevel) => {
    const text = documents.map((each) => `---\n${dump(each, { flowLevel, noRefs: true })}`).join('');
    // `__proto__` is left to js-yaml
    expect(plain(text) ?? full(text)).toEqual(full(text));
  }));
});

test.each([
  'yes', '~', '010', '-0', '1e3', '08', '99999999999999999999', '1.2.3', '+', 'nUll', '"yes"', "'010'", '',
  '|\n  a\n  b', '>-\n  a\n  b', 'a\n  b', '{a: 1, b: [2, {c: 3}], a: 4}', '{on: a, 010: b, 1.5: c}', '[]', '{}', '{a, b: }', '? a\n: b',
])('%j needs no more than is plain', (text) => {
  const values = plain(text);
  expect(values).not.toBeNull();
  expect(values).toEqual(full(text));
});

test.each([
  '!!str 5', '&a [1]', '[&a 1, *a]', '{<<: {a: 1}}', '{__proto__: 1}', '{null: 1}', '{[a]: 1}', '.inf', '! x', '{a: !!map {}}',
])('%j is left to js-yaml', (text) => {
  expect(plain(text)).toBeNull();
});

test('lists hold their own items, however deep they nest', () => {
  expect(plain('- [1, [2, 3], [4, [5]]]\n- []\n- [6]')).toEqual([[[1, [2, 3], [4, [5]]], [], [6]]]);
});

test('a text that comes again is the same text, and one that is merely alike is not', () => {
  const texts = new Texts();
  const source = 'spec abc axc abc spec';
  const cut = source.split(' ').map((word, i, words) => {
    const start = words.slice(0, i).join(' ').length + (i === 0 ? 0 : 1);
    return texts.slice(source, start, start + word.length);
  });
  expect(cut).toEqual(['spec', 'abc', 'axc', 'abc', 'spec']);
  expect(texts.slice(source, 3, 3)).toBe('');
});
