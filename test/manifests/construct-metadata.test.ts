import { parseConstructMetadata, withConstructs } from '../../src/manifests/construct-metadata';
import { parseManifests } from '../../src/manifests/yaml/parse';

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

const objects = (file: string, ...kinds: readonly string[]) =>
  parseManifests(kinds.map((kind) => `apiVersion: v1\nkind: ${kind}\nmetadata: { name: quote }\n`).join('---\n'), file).resources;

const constructs = (files: Parameters<typeof withConstructs>[0]) =>
  withConstructs(files, new Map([['quote', 'app/quote']])).flat().map(({ kind, origin }) => [kind, origin.construct]);

test('of objects that share a name in one file, the last has the path, since cdk8s writes paths in the order of the manifest', () => {
  expect(constructs([objects('a.yaml', 'Deployment', 'Service')])).toEqual([['Deployment', null], ['Service', 'app/quote']]);
});

test('objects that share a name across files have none, since their order is not known', () => {
  expect(constructs([objects('a.yaml', 'Deployment'), objects('b.yaml', 'Service')])).toEqual([['Deployment', null], ['Service', null]]);
});
