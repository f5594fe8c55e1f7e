import { parseManifests } from '../../../src/manifests/yaml/parse';
import { parseNumber, plainKey } from '../../../src/manifests/yaml/plain-scalar';

function read(value: string): unknown {
  const { resources, problems } = parseManifests(`apiVersion: v1\nkind: X\nvalue: ${value}\n`, null);
  if (problems.length > 0) throw new Error(problems[0].message);
  return resources[0].object.value;
}

test.each([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'on', 'On', 'ON', 'true', 'True', 'TRUE'].map((text): [string, unknown] => [text, true]),
  ...['n', 'N', 'no', 'No', 'NO', 'off', 'Off', 'OFF', 'false', 'False', 'FALSE'].map((text): [string, unknown] => [text, false]),
  ...['~', 'null', 'Null', 'NULL', ''].map((text): [string, unknown] => [text, null]),
  ...['yEs', 'oN', 'tRUE', 'nUll', 'yess', '"yes"', "'on'"].map((text): [string, unknown] => [text, text.replaceAll(/["']/g, '')]),
])('the plain scalar %s is read as YAML 1.1 has it', (text, value) => {
  expect(read(text)).toBe(value);
});

test.each([
  ['010', 8], ['0o10', 8], ['-010', -8], ['0b11', 3], ['-0b11', -3], ['0x1F', 31], ['0XfF', 255], ['+1', 1], ['-0', 0],
  ['08', 8], ['09.5', 9.5], ['1_000', 1000], ['1_0.5', 10.5], ['1e3', 1000], ['12E-1', 1.2], ['.5', 0.5], ['-.5', -0.5], ['1.', 1],
  ['99999999999999999999', 1e20], ['80.0', 80],
])('%s is the number %d', (text, value) => {
  expect(read(text)).toBe(value);
});

test.each([
  '22:22', '1:30:00', '2001-01-01', '2001-12-14T21:59:43Z', '=', '0x', '0b12', '0o8', '1e400', '1.2.3', '+', '+-1', '.', '_1', '1e', '0x1p-2', '10.0.0.1', '1.5Gi',
])('%s stays a string', (text) => {
  expect(read(text)).toBe(text);
});

test.each(['.inf', '.Inf', '+.INF', '-.inf', '.nan', '.NaN'])('%s is an error, for JSON has no such number', (text) => {
  expect(() => read(text)).toThrow(/has no JSON form/);
  expect(() => read(`[${text}]`)).toThrow(/has no JSON form/);
});

test('of two equal keys in one mapping the last wins', () => {
  expect(read('{a: 1, b: 2, a: 3}')).toEqual({ a: 3, b: 2 });
});

test('a merge key copies, and an explicit key wins over it wherever it stands', () => {
  expect(read('{<<: {a: 1, b: 2}, a: 3}')).toEqual({ a: 3, b: 2 });
  expect(read('{a: 3, <<: {a: 1, b: 2}}')).toEqual({ a: 3, b: 2 });
  expect(read('{<<: [{a: 1}, {a: 2, b: 2}]}')).toEqual({ a: 1, b: 2 });
  expect(read('{"<<": 1}')).toEqual({ '<<': 1 });
});

test('keys that are no strings become strings', () => {
  expect(read('{1: a, true: b, on: c, 1.5: d, 010: e}')).toEqual({ 1: 'a', true: 'c', 1.5: 'd', 8: 'e' });
});

test.each(['{null: a}', '{~: a}', '{[a]: b}', '{{a: b}: c}'])('a key that has no string form is an error: %s', (text) => {
  expect(() => read(text)).toThrow('a mapping key must be a string, got');
});

test('keys that name prototype members are keys like any other', () => {
  const value = read('{__proto__: {polluted: true}, constructor: 1, toString: 2}') as Record<string, unknown>;
  expect(Object.keys(value)).toEqual(['__proto__', 'constructor', 'toString']);
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  expect((value as { polluted?: boolean }).polluted).toBeUndefined();
});

test('tags decide where go-yaml lets them, and unknown tags are ignored', () => {
  expect(read('!!str 5')).toBe('5');
  expect(read('!!int "5"')).toBe(5);
  expect(read('!!float 3')).toBe(3);
  expect(read('!!bool yes')).toBe(true);
  expect(read('! 5')).toBe('5');
  expect(read('!!binary aGVsbG8=')).toBe('hello');
  expect(read('!!timestamp 2001-01-01')).toBe('2001-01-01');
  expect(read('!custom {a: 1}')).toEqual({ a: 1 });
  expect(read('!custom [1]')).toEqual([1]);
  expect(() => read('!!int 5.5')).toThrow('the value does not fit its tag !!int');
});

test('a plain key has the name that the reader gives it', () => {
  expect(['on', '010', '1_0', 'name', '~'].map(plainKey)).toEqual(['true', '8', '10', 'name', '~']);
});

test('a number of a million digits is read in no time', () => {
  expect(parseNumber('9'.repeat(1_000_000))).toBeNull();
  expect(parseNumber('1_'.repeat(100))).toBe(Number('1'.repeat(100)));
});
