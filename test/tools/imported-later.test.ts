import { importedLater, valueImports } from '../../tools/imported-later';

const later = (text: string): string => importedLater(text, 'api/x', (target, specifier) => (target === 'engine/a' ? specifier : null));

test.each([
  ['a call', 'export const b = (): unknown => a(1);', 'export const b = () => (0, require(\'../engine/a\').a)(1);'],
  ['a value', 'export const b = (): unknown => [a, a.a, { a }, { a: a }];', "export const b = () => [require('../engine/a').a, require('../engine/a').a.a, { a: require('../engine/a').a }, { a: require('../engine/a').a }];"],
  ['a class', 'export const b = (): unknown => new a();', 'export const b = () => new (0, require(\'../engine/a\').a)();'],
  ['a default', 'export const b = ({ a: c = a }: { readonly a?: unknown }): unknown => c;', "export const b = ({ a: c = require('../engine/a').a }) => c;"],
])('%s of an import is found when it is used', (_, use, expected) => {
  expect(later(`import { a } from '../engine/a';\n${use}\n`).trim()).toBe(expected);
});

test('an import by another name, and a module as a whole', () => {
  expect(later("import { a as b } from '../engine/a';\nimport * as c from '../engine/a';\nexport const d = (): unknown => [b, c.e];\n").trim())
    .toBe("export const d = () => [require('../engine/a').a, require('../engine/a').e];");
});

test('what is needed at once stays as it was written, as do types', () => {
  const text = "import { a } from './a';\nimport type { B } from '../engine/a';\nexport const b: B = a;\n";
  expect(later(text)).toBe(text);
});

test.each([
  ['declared', 'export const b = (a: number): number => a;'],
  ['exported', 'export { a };'],
])('a name that is %s once more is an error', (_, use) => {
  expect(() => later(`import { a } from '../engine/a';\nexport const c = a;\n${use}\n`)).toThrow('api/x: a, which is imported later, is declared or exported');
});

test('modules of which values are imported', () => {
  const text = "import { a,\n  b } from '../engine/a';\nimport type { B } from '../types';\nimport * as fs from 'node:fs';\nimport c from './c';\n";
  expect(valueImports(text, 'api/x')).toEqual(['engine/a', 'api/c']);
});
