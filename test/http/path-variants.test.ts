import { pathVariants } from '../../src/http/path-variants';

test.each([
  ['/', []],
  ['/a/b.c/', []],
  ['/a//b', ['/a/b']],
  ['/a/./b', ['/a/b']],
  ['/a/../../b/', ['/b/']],
  ['/a/..', ['/']],
  ['/a/b/.', ['/a/b/']],
  ['/%7Euser', ['/~user']],
  ['/a%2Fb', ['/a/b']],
  ['/a%20b', ['/a b']],
  ['/%', []],
  ['/%zz//', ['/%zz/']],
])('%s is read as %j', (path, expected) => {
  expect(pathVariants(path).map((each) => each.path)).toEqual(expected);
});
