import type { Json } from '../../../src/kubernetes/resource';
import { Report } from '../../../src/kubernetes/validation/report';
import {
  ANY, BOOL, conforms, explain, INT32, INT_OR_STRING, listOf, mapOf, object, STRING, STRING_MAP, TIME, type Schema,
} from '../../../src/kubernetes/validation/schema';

const SCHEMA = object({
  spec: object({
    port: INT32,
    targetPort: INT_OR_STRING,
    selector: STRING_MAP,
    ports: listOf(object({ name: STRING })),
    publish: BOOL,
    counts: mapOf(INT32),
    extra: ANY,
  }),
  at: TIME,
});

function faults(value: Json, schema: Schema = SCHEMA): string[] {
  const report = new Report();
  explain(schema, value, report);
  return report.violations.map(violation => `${violation.path} ${violation.reason}`);
}

test.each<[string, Json]>([
  ['an empty object', {}],
  ['null anywhere', { spec: { port: null, ports: [null], selector: { a: null } }, at: null }],
  ['whole numbers', { spec: { port: 2147483647, counts: { a: -2147483648 } } }],
  ['a number or a text', { spec: { targetPort: 'web' } }],
  ['what is not read', { spec: { extra: [1, { a: 'b' }] } }],
  ['an RFC 3339 time', { at: '2024-01-01T00:00:00Z' }],
])('the decoder takes %s', (_, value) => {
  expect(conforms(SCHEMA, value)).toBe(true);
  expect(faults(value)).toEqual([]);
});

test.each<[Json, string]>([
  [{ spec: [] }, 'spec wrong-type'],
  [{ spec: { port: '80' } }, 'spec.port wrong-type'],
  [{ spec: { port: 80.5 } }, 'spec.port wrong-type'],
  [{ spec: { port: 2147483648 } }, 'spec.port wrong-type'],
  [{ spec: { targetPort: true } }, 'spec.targetPort wrong-type'],
  [{ spec: { publish: 'yes' } }, 'spec.publish wrong-type'],
  [{ spec: { ports: {} } }, 'spec.ports wrong-type'],
  [{ spec: { ports: [{}, 'a'] } }, 'spec.ports[1] wrong-type'],
  [{ spec: { selector: { app: 5 } } }, 'spec.selector[app] wrong-type'],
  [{ at: 'yesterday' }, 'at wrong-type'],
  [{ at: '2024-99-01T00:00:00Z' }, 'at wrong-type'],
  [{ spec: { foo: 1 } }, 'spec.foo unknown-field'],
  [{ spec: { ports: [{ Name: 'a' }] } }, 'spec.ports[0].Name unknown-field'],
  [{ status: {} }, 'status unknown-field'],
])('the decoder refuses %j: %s', (value, fault) => {
  expect(conforms(SCHEMA, value)).toBe(false);
  expect(faults(value)).toEqual([fault]);
});

test('every fault is told, not only the first', () => {
  expect(faults({ spec: { port: 'x', foo: 1, ports: [{ bar: 1 }] } })).toEqual([
    'spec.port wrong-type', 'spec.foo unknown-field', 'spec.ports[0].bar unknown-field',
  ]);
});

test('a misspelled field is told with the field that was meant', () => {
  const report = new Report();
  const { misspelled } = explain(SCHEMA, { spec: { targetport: 80 } }, report);
  expect(report.violations[0].message).toBe('unknown field "targetport", did you mean "targetPort"?');
  expect([...misspelled]).toEqual(['spec.targetPort']);
});

test('a wrong type is told with what to write', () => {
  const report = new Report();
  explain(SCHEMA, { spec: { port: '80' } }, report);
  expect(report.violations[0].message).toBe('wrong type: got the string "80", expected a 32-bit integer (without quotes)');
});

test('keys of prototypes are ordinary keys', () => {
  const value = JSON.parse('{"spec":{"selector":{"__proto__":"a","constructor":"b"},"constructor":1,"__proto__":{"x":1}}}') as Json;
  expect(faults(value)).toEqual(['spec.constructor unknown-field', 'spec.__proto__ unknown-field']);
});

test('keys without a value are not there', () => expect(conforms(SCHEMA, { foo: undefined })).toBe(true));
