import type { JsonObject } from '../../../src/kubernetes/resource';
import {
  booleanOrNull, child, childOrNull, elementText, field, integer, integerOrNull, isGiven, isNotText, list, text, textOrNull,
} from '../../../src/kubernetes/validation/fields';

const OBJECT: JsonObject = { text: 'a', number: 5, half: 0.5, yes: true, list: [1], object: { a: 1 }, nothing: null };

test('a field of the type is read', () => {
  expect([text(OBJECT, 'text'), textOrNull(OBJECT, 'text'), integer(OBJECT, 'number')]).toEqual(['a', 'a', 5]);
  expect(booleanOrNull(OBJECT, 'yes')).toBe(true);
  expect([list(OBJECT, 'list'), child(OBJECT, 'object')]).toEqual([[1], { a: 1 }]);
});

test.each(['nothing', 'missing', 'object'])('%s counts as not given where a scalar is read', key => {
  expect([text(OBJECT, key), textOrNull(OBJECT, key), integer(OBJECT, key), integerOrNull(OBJECT, key)]).toEqual(['', null, 0, null]);
  expect([booleanOrNull(OBJECT, key), list(OBJECT, key)]).toEqual([null, []]);
});

test('a list is no object, half is no integer, and null in a list of texts is empty', () => {
  expect([child(OBJECT, 'list'), childOrNull(OBJECT, 'list'), integerOrNull(OBJECT, 'half'), elementText(null)]).toEqual([{}, null, null, '']);
});

test('null is not given, and what is not given is no wrong type', () => {
  expect([isGiven(OBJECT, 'nothing'), isGiven(OBJECT, 'yes')]).toEqual([false, true]);
  expect([isNotText(OBJECT, 'nothing'), isNotText(OBJECT, 'text'), isNotText(OBJECT, 'list')]).toEqual([false, false, true]);
});

test('what a prototype holds is no field', () => {
  expect(field(OBJECT, 'constructor')).toBeUndefined();
  expect(text(OBJECT, 'toString')).toBe('');
});
