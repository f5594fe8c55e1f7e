import fc from 'fast-check';
import { areasOf, areasText } from '../../src/diff/areas';
import { pathClasses, type PathClass } from '../../src/routers/classes/path-classes';

/** The text for the classes of some examples, where these paths have rules. */
function told(rules: readonly string[], isRecorded: (each: PathClass) => boolean): string {
  const all = pathClasses(rules.map((path) => ({ kind: 'element-prefix', path })));
  return areasText(areasOf(new Set(all.filter(isRecorded)), all));
}

const under = (base: string) => (each: PathClass): boolean => each.example === base || each.example.startsWith(`${base}/`);

test('all paths', () => {
  expect(told(['/', '/foo'], () => true)).toBe('every path');
});

test('a path and everything under it, however many rules stand there', () => {
  expect(told(['/', '/foo', '/foo/bar', '/foo/bar/x'], under('/foo'))).toBe('/foo and everything under it');
});

test('what lies within and is not meant is an exception', () => {
  expect(told(['/', '/foo', '/foo/bar'], (each) => under('/foo')(each) && !under('/foo/bar')(each)))
    .toBe('/foo and everything under it, except /foo/bar and everything under it');
});

test('what lies within an exception and is meant again is told', () => {
  expect(told(['/', '/a', '/a/b'], (each) => !under('/a')(each) || under('/a/b')(each)))
    .toBe('every path, /a/b and everything under it, except /a and everything under it');
});

test.each<[string, (each: PathClass) => boolean]>([
  ['exactly /foo', ({ example }) => example === '/foo'],
  ['everything under /foo', ({ base, part }) => base === '/foo' && part === 'below'],
  ['/foo followed by more letters', ({ base, part }) => base === '/foo' && part === 'beside'],
  ['every path that begins with /foo', ({ base }) => base === '/foo'],
  ['exactly /', ({ example }) => example === '/'],
  ['every path but /', ({ base, part }) => base !== '' || part === 'below'],
])('%s', (text, isRecorded) => {
  expect(told(['/', '/foo'], isRecorded)).toBe(text);
});

test('with and without slash', () => {
  const all = pathClasses([{ kind: 'exact', path: '/foo' }, { kind: 'exact', path: '/foo/' }]);
  const some = (...examples: string[]): string => areasText(areasOf(new Set(all.filter(({ example }) => examples.includes(example))), all));
  expect(some('/foo', '/foo/')).toBe('/foo, /foo/');
  expect(some('/foo/')).toBe('/foo/');
});

test('many areas are counted', () => {
  const paths = Array.from({ length: 9 }, (_, i) => `/p${i}`);
  expect(told(paths, ({ base, part }) => base !== '' && part !== 'beside')).toMatch(/^\/p0 and everything under it, .* and 4 more$/);
});

/** As the words say it: a class is told where it differs from the nearest one that it lies within. */
function straightforward(some: ReadonlySet<PathClass>, all: readonly PathClass[]) {
  const isInAround = ({ base, part }: PathClass): boolean => {
    const at = (kind: string, of: string) => all.find((each) => each.part === kind && each.base === of);
    if (part === 'slash') return [at('below', base)].some((each) => each !== undefined && some.has(each));
    for (let end = base.length - 1; end >= 0; end--) {
      const found = at(base[end] === '/' ? 'below' : 'beside', base.slice(0, end));
      if (found !== undefined) return some.has(found);
    }
    return false;
  };
  const differing = all.filter((each) => some.has(each) !== isInAround(each));
  const namesOf = (list: readonly PathClass[]) => list.map(({ base, part }) => `${base} ${part}`);
  return { areas: namesOf(differing.filter((each) => some.has(each))), except: namesOf(differing.filter((each) => !some.has(each))) };
}

test('areas are those that a look at every class finds', () => {
  const rules = fc.uniqueArray(fc.constantFrom('/', '/a', '/a/', '/a/b', '/a/b/', '/ab', '/abc/d', '/b', '/b/c/d'), { minLength: 1 });
  fc.assert(fc.property(rules, fc.infiniteStream(fc.boolean()), (paths, picks) => {
    const all = pathClasses(paths.map((path) => ({ kind: 'element-prefix', path })));
    const some = new Set(all.filter(() => picks.next().value === true));
    const { areas, except } = areasOf(some, all);
    const flat = (list: typeof areas) => list.flatMap(({ base, parts }) => parts.map((part) => `${base} ${part}`));
    expect({ areas: flat(areas), except: flat(except) }).toEqual(straightforward(some, all));
  }));
});
