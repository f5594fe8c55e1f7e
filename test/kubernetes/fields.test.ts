import * as fc from 'fast-check';
import {
  booleanAt, countAt, groupOf, integerAt, isEmptyMap, isKind, listAt, objectAt, objectIn, objectsAt, portAt, stringAt, stringMapAt, stringsAt, textAt,
  wordAt,
} from '../../src/kubernetes/fields';
import type { Json, JsonObject } from '../../src/kubernetes/resource';

test('a field of another type reads as absent', () => {
  const object = { s: 1, n: '1', b: 'true', l: {}, o: [] };
  expect(stringAt(object, 's')).toBeUndefined();
  expect(integerAt(object, 'n')).toBeUndefined();
  expect(booleanAt(object, 'b')).toBeUndefined();
  expect(listAt(object, 'l')).toEqual([]);
  expect(objectAt(object, 'o')).toBeUndefined();
});

test('an empty string is no text', () => {
  expect(textAt({ name: '' }, 'name')).toBeNull();
  expect(stringAt({ name: '' }, 'name')).toBe('');
});

test('numbers that are not whole are not integers', () => {
  expect(integerAt({ n: 1.5 }, 'n')).toBeUndefined();
  expect(integerAt({ n: Number.NaN }, 'n')).toBeUndefined();
  expect(integerAt({ n: 1e300 }, 'n')).toBeUndefined();
  expect(integerAt({ n: -3 }, 'n')).toBe(-3);
});

test('a count is not negative, a port lies between 1 and 65535', () => {
  expect(countAt({ n: -1 }, 'n')).toBeUndefined();
  expect(countAt({ n: 0 }, 'n')).toBe(0);
  expect(portAt({ n: 0 }, 'n')).toBeUndefined();
  expect(portAt({ n: 65536 }, 'n')).toBeUndefined();
  expect(portAt({ n: 65535 }, 'n')).toBe(65535);
});

test('a word is one of those that are allowed', () => {
  expect(wordAt({ type: 'B' }, 'type', ['A', 'B'])).toBe('B');
  expect(wordAt({ type: 'C' }, 'type', ['A', 'B'])).toBeUndefined();
});

test('items of lists that do not fit are left out, the others keep their index', () => {
  expect(objectsAt({ l: [1, { a: 1 }, null, [], { b: 2 }] }, 'l')).toEqual([{ object: { a: 1 }, index: 1 }, { object: { b: 2 }, index: 4 }]);
  expect(stringsAt({ l: ['a', 1, 'b', null] }, 'l')).toEqual(['a', 'b']);
});

test('a path of keys ends at the first that is missing', () => {
  expect(objectIn({ a: { b: { c: 1 } } }, 'a', 'b')).toEqual({ c: 1 });
  expect(objectIn({ a: 'x' }, 'a', 'b')).toBeUndefined();
});

test('prototype names are keys of maps like others', () => {
  const labels = JSON.parse('{"__proto__": "x", "constructor": "y", "n": 1}') as Json;
  const map = stringMapAt({ labels }, 'labels');
  expect(Object.keys(map)).toEqual(['__proto__', 'constructor']);
  expect(stringMapAt({}, 'labels').constructor).toBeUndefined();
});

test('a map without strings is empty', () => {
  expect(isEmptyMap(stringMapAt({ labels: { a: 1 } }, 'labels'))).toBe(true);
  expect(isEmptyMap(stringMapAt({ labels: { a: '1' } }, 'labels'))).toBe(false);
});

test('versions of one kind are of one group', () => {
  expect(groupOf('v1')).toBe('');
  expect(groupOf('networking.k8s.io/v1beta1')).toBe('networking.k8s.io');
  expect(isKind({ apiVersion: 'serving.knative.dev/v1', kind: 'Service' }, '', 'Service')).toBe(false);
});

test('no accessor throws, whatever the object holds', () => {
  fc.assert(fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.string(), (value, key) => {
    const object = value as JsonObject;
    for (const accessor of [stringAt, textAt, integerAt, countAt, portAt, booleanAt, objectAt, listAt, objectsAt, stringsAt, stringMapAt]) {
      expect(() => accessor(object, key)).not.toThrow();
    }
  }));
});
