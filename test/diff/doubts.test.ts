import { newDoubts, shapeOf } from '../../src/diff/doubts';

test('a doubt about an object that is renamed is no new doubt', () => {
  const doubt = (name: string): string => `whether Service shop/${name} exists in the cluster: it is not among the manifests`;
  expect(newDoubts([doubt('quote')], [doubt('quote-v2')])).toEqual([]);
});

test('one object more in a list is no new doubt', () => {
  const merged = (objects: string): string => `a.example.com has rules in ${objects}, which are merged`;
  expect(shapeOf(merged('Ingress shop/a, Ingress shop/b'))).toBe(shapeOf(merged('Ingress shop/a, Ingress shop/b, Ingress shop/c and 2 more')));
});

test('paths and fields are names, too', () => {
  expect(shapeOf('`/foo` (Prefix) also stands in Ingress shop/a spec.rules[0].http.paths[1]: the older is taken'))
    .toBe(shapeOf('`/bar` (Exact) also stands in Ingress shop/b spec.rules[3].http.paths[0]: the older is taken'));
});

test('another reason is a new doubt', () => {
  expect(newDoubts(['which node port the cluster gives to Service shop/a'], ['whether external-dns runs'])).toEqual(['whether external-dns runs']);
});

test('fewer doubts are no new ones', () => {
  expect(newDoubts(['whether external-dns runs'], [])).toEqual([]);
});

test('long runs of blanks take no longer than other texts', () => {
  expect(shapeOf(`a${'\n'.repeat(200_000)}b and${' '.repeat(200_000)}, c`)).toBe('a b c');
});
