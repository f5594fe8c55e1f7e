import * as fc from 'fast-check';
import { indentFlowLines } from '../../../src/manifests/yaml/flow-indentation';
import { parseManifests } from '../../../src/manifests/yaml/parse';

const HEAD = 'apiVersion: v1\nkind: X\n';

function read(body: string): unknown {
  const { resources, problems } = parseManifests(HEAD + body, null);
  expect(problems).toEqual([]);
  const { apiVersion, kind, ...rest } = resources[0].object;
  return rest;
}

test('a closing bracket may stand under its key, as go-yaml has it', () => {
  expect(read('a:\n  args: [\n    "x",\n    z # ]\n  ]\n  b: 1\n')).toEqual({ a: { args: ['x', 'z'], b: 1 } });
  expect(read('a: {\n}\nb: [\n1, [\n2]\n]\n')).toEqual({ a: {}, b: [1, [2]] });
});

test('a quoted scalar may go on at any depth', () => {
  expect(read('a: "x\ny\n\nz"\nb: \'it\'\'s\n[ fine\'\n')).toEqual({ a: 'x y\nz', b: "it's [ fine" });
  expect(read('a: "x\\\ny"\n')).toEqual({ a: 'xy' });
});

test('brackets and quotes in block scalars, comments and plain text open nothing', () => {
  const body = 'a: |\n  [ "\nb: it\'s [ # "\n# {\nc: >-\n\n  {\n  x\nd: don"t\ne: [it\'s, a\n]\nf:\n- |\n [\n- {\n}\n';
  expect(read(body)).toEqual({ a: '[ "\n', b: "it's [", c: '\n{ x', d: 'don"t', e: ["it's", 'a'], f: ['[\n', {}] });
});

test('lines and columns are those of the text as it was', () => {
  const { resources } = parseManifests(`${HEAD}a:\n  args: [\n"x",\n  {b: 1}\n  ]\n  c: 1\n`, null);
  const { origin } = resources[0];
  expect(origin.locate('a.args[0]')).toEqual({ line: 5, column: 1 });
  expect(origin.locate('a.args[1].b')).toEqual({ line: 6, column: 4 });
  expect(origin.locate('a.c')).toEqual({ line: 8, column: 3 });
});

test('a fault after a repaired line is reported at its own place', () => {
  const { problems } = parseManifests(`${HEAD}a: [\n]\nb: c: d\n`, null);
  expect(problems).toMatchObject([{ line: 5, column: 5, message: 'bad indentation of a mapping entry' }]);
});

test('any text comes out the same but for blanks, and offsets lead back', () => {
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'a:-[]{}"\'#|\n \\,') }), (text) => {
    const indented = indentFlowLines(text);
    if (indented === null) return;
    const strip = (s: string) => s.replaceAll(' ', '');
    expect(strip(indented.source)).toBe(strip(text));
    for (let offset = 0; offset < indented.source.length; offset += 1) {
      const original = indented.toOriginal(offset);
      if (indented.source[offset] !== ' ') expect(text[original]).toBe(indented.source[offset]);
    }
  }), { numRuns: 500 });
});
