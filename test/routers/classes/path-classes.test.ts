import fc from 'fast-check';
import { pathClasses } from '../../../src/routers/classes/path-classes';
import { pathMatches } from '../../../src/routers/ingress/spec/path-index';
import type { PathMatcher } from '../../../src/routers/ingress/spec/text-table';

const examples = (...matchers: PathMatcher[]): readonly string[] => pathClasses(matchers).map((each) => each.example);
const prefix = (path: string): PathMatcher => ({ kind: 'element-prefix', path });
const exact = (path: string): PathMatcher => ({ kind: 'exact', path });
const characters = (path: string): PathMatcher => ({ kind: 'string-prefix', path });

test('the root alone makes two classes', () => {
  expect(examples()).toEqual(['/', '/anything']);
  expect(examples(prefix('/'), { kind: 'any' })).toEqual(['/', '/anything']);
});

test('a path has classes at, below and beside it', () => {
  expect(examples(prefix('/foo'))).toEqual(['/', '/anything', '/foo', '/foo/anything', '/fooanything']);
});

test('a slash at its end makes a class of its own', () => {
  expect(examples(exact('/foo/'))).toContain('/foo/');
});

test('an example never runs into a longer path', () => {
  expect(examples(characters('/foo/a'), exact('/a'), characters('/fooa'), prefix('/foo'))).toEqual([
    '/', '/other', '/a', '/a/anything', '/aanything', '/foo', '/foo/other', '/fooother', '/foo/a', '/foo/a/anything', '/foo/aanything',
    '/fooa', '/fooa/anything', '/fooaanything',
  ]);
});

test('where every letter is taken an example of two letters is found', () => {
  const letters = [...'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-_~'];
  const all = letters.map((letter) => exact(`/x/${letter}b`));
  const [{ example }] = pathClasses([prefix('/x'), ...all]).filter(({ base, part }) => base === '/x' && part === 'below');
  expect(example).toBe('/x/aa');
});

const LETTERS = ['/', 'a', 'b'];
const path = fc.string({ unit: fc.constantFrom(...LETTERS), maxLength: 4 }).map((text) => `/${text}`.replace(/\/+/g, '/'));
const matcher = fc.tuple(fc.constantFrom(prefix, exact, characters), path).map(([make, text]) => make(text));

function accepts(each: PathMatcher, asked: string): boolean {
  if (each.kind === 'any') return true;
  if (each.kind === 'string-prefix') return asked.startsWith(each.path);
  return pathMatches(each.kind === 'exact' ? 'Exact' : 'Prefix', each.path, asked);
}

test('every path is accepted by the same matchers as the example of some class', () => {
  fc.assert(fc.property(fc.array(matcher, { maxLength: 6 }), path, (matchers, asked) => {
    const signature = (text: string): string => matchers.map((each) => Number(accepts(each, text))).join('');
    expect(pathClasses(matchers).map(({ example }) => signature(example))).toContain(signature(asked));
  }), { numRuns: 500 });
});

test('names of the prototype are ordinary paths', () => {
  expect(examples(prefix('/__proto__'), prefix('/constructor'))).toContain('/__proto__/anything');
});
