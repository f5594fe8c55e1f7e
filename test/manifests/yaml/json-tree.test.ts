import * as fc from 'fast-check';
import { locateField } from '../../../src/manifests/yaml/field-tree';
import { JsonTree } from '../../../src/manifests/yaml/json-tree';

function found(text: string, ...names: string[]): string {
  const steps = names.map((name) => ({ name, bracket: false }));
  return text.slice(locateField(new JsonTree(text), text.search(/\S/), steps));
}

test('a field stands where its key stands, an item where it starts', () => {
  const text = ' {"a" : {"b":[1, "x,]", {"c\\"":null}]}, "d": true}';
  expect(found(text)).toBe(text.slice(1));
  expect(found(text, 'a', 'b')).toMatch(/^"b":/);
  expect(found(text, 'a', 'b', '1')).toMatch(/^"x,/);
  expect(found(text, 'a', 'b', '2', 'c"')).toMatch(/^"c/);
  expect(found(text, 'd')).toMatch(/^"d"/);
  expect(found(text, 'a', 'b', '7', 'x')).toMatch(/^"b":/);
});

test('of a key that comes twice the last is meant', () => {
  expect(found('{"a":1,"a":2}', 'a')).toBe('"a":2}');
});

test('every field of any JSON text is found', () => {
  fc.assert(fc.property(fc.jsonValue(), fc.constantFrom(undefined, 2, '\t'), (value, space) => {
    const text = JSON.stringify(value, null, space);
    const visit = (node: unknown, names: readonly string[]): void => {
      if (Array.isArray(node)) {
        for (const [i, item] of node.entries()) {
          expect(found(text, ...names, String(i)).startsWith(JSON.stringify(item).slice(0, 1))).toBe(true);
          visit(item, [...names, String(i)]);
        }
      } else if (typeof node === 'object' && node !== null) {
        for (const [name, item] of Object.entries(node)) {
          expect(found(text, ...names, name).startsWith(`${JSON.stringify(name)}:`)).toBe(true);
          visit(item, [...names, name]);
        }
      }
    };
    visit(value, []);
  }));
});
