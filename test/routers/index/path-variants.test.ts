import { normalPath, pathVariants } from '../../../src/routers/index/path-variants';

test.each([
  ['/', '/'],
  ['/a/b.c/', '/a/b.c/'],
  ['/a//b', '/a/b'],
  ['/a/./b', '/a/b'],
  ['/a/../../b/', '/b/'],
  ['/a/..', '/'],
  ['/a/b/.', '/a/b/'],
  ['/%7Euser', '/~user'],
  ['/a%2Fb', '/a%2Fb'],
  ['/a%20b', '/a%20b'],
  ['/%', '/%'],
  ['/%zz//', '/%zz/'],
])('most routers match %s as %s', (path, expected) => {
  expect(normalPath(path)).toBe(expected);
  expect(normalPath(expected)).toBe(expected);
});

test.each([
  ['/a/b', []],
  ['/a//b', ['/a//b']],
  ['/a%2Fb', ['/a/b']],
  ['/a//b%2Fc', ['/a//b%2Fc', '/a/b/c']],
  ['/%', []],
])('others match %s as %j', (path, expected) => {
  expect(pathVariants(path).map((each) => each.path)).toEqual(expected);
});
