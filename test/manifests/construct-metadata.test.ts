import { parseConstructMetadata } from '../../src/manifests/construct-metadata';

test('what does not fit is left out', () => {
  const text = JSON.stringify({ resources: { a: { path: 'app/a' }, b: null, c: { path: 5 }, d: [] } });
  expect([...parseConstructMetadata(text)]).toEqual([['a', 'app/a']]);
});

test.each(['', '{', 'null', '[]', '5', '{"resources":5}', '{"resources":null}'])('%j holds no paths', (text) => {
  expect(parseConstructMetadata(text).size).toBe(0);
});

test('an object may be called like a prototype member', () => {
  expect(parseConstructMetadata('{"resources":{"__proto__":{"path":"x"}}}').get('__proto__')).toBe('x');
});
