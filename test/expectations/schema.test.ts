import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FIELD_NAMES } from '../../src/expectations/fields';
import { parseExpectations } from '../../src/expectations/parse';

interface Schema {
  readonly properties: Record<string, unknown>;
  readonly definitions: Record<string, {
    readonly properties: Record<string, unknown>;
    readonly oneOf: readonly { readonly properties?: Record<string, unknown> }[];
  }>;
}

const { properties, definitions } = JSON.parse(readFileSync(join(__dirname, '../../schemas/routes-test.schema.json'), 'utf8')) as Schema;

/** The fields that a message says are allowed at a place. */
function allowed(text: string): readonly string[] {
  const [{ message }] = parseExpectations(text, null).problems;
  return [...(/allowed are (.*)$/.exec(message)?.[1].split(', ') ?? [])].sort();
}

test('the schema for editors has the fields that are read, no more and no less', () => {
  expect(Object.keys(properties).sort()).toEqual(allowed('{ tests: [], zzz: 1 }'));
  expect(Object.keys(definitions.test.properties).sort()).toEqual(allowed('tests: [{ zzz: 1 }]'));
  expect(Object.keys(definitions.request.oneOf[1].properties ?? {}).sort()).toEqual(allowed('tests: [{ request: { url: http://a/, zzz: 1 } }]'));
  expect(Object.keys(definitions.expect.properties).sort()).toEqual(allowed('tests: [{ request: http://a/, expect: { zzz: 1 } }]'));
  expect(Object.keys(definitions.description.properties).sort()).toEqual([...FIELD_NAMES].sort());
});
