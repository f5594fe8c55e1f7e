import { readExpectationDocuments, type ExpectationDocument } from './document';
import { below, FieldReader, shown } from './field-reader';
import { FIELD_NAMES, FIELDS, readValue } from './fields';
import type { Description, Expectation, ExpectationProblem, ExpectField, ExpectValue, RouteTest } from './model';
import { describeRequest, readRequests } from './requests';
import { isObject } from '../kubernetes/fields';
import type { Json, JsonObject } from '../kubernetes/resource';

export interface ParsedExpectations {
  readonly tests: readonly RouteTest[];
  readonly problems: readonly ExpectationProblem[];
}

const TEST_FIELDS: readonly string[] = ['name', 'request', 'requests', 'paths', 'expect'];

/**
 * Reads a file of route tests, YAML or JSON.
 *
 * Never throws: what cannot be used becomes a problem, and the rest is read. A text without documents has no tests, and no problem.
 *
 * @param file how problems name the text, null where it has no name
 */
export function parseExpectations(text: string, file: string | null): ParsedExpectations {
  const { documents, problems } = readExpectationDocuments(text, file);
  const manifest = documents.find(({ value }) => isManifest(value));
  if (manifest !== undefined) return { tests: [], problems: [...problems, notTests(manifest, file)] };
  const parsed = documents.map((document) => readDocument(document, file));
  return { tests: parsed.flatMap((each) => each.tests), problems: [...problems, ...parsed.flatMap((each) => each.problems)] };
}

/** Reads one expectation that is already an object, as the fields of `expect`. */
export function parseExpectation(value: Json): { readonly expect: Expectation | null; readonly problems: FieldReader['problems'] } {
  const reader = new FieldReader();
  const expect = readExpectation(value, '', reader);
  return { expect: reader.problems.length === 0 ? expect : null, problems: reader.problems };
}

function readDocument({ value, origin }: ExpectationDocument, file: string | null): ParsedExpectations {
  const reader = new FieldReader();
  const root = reader.mapping(value, '', ['tests', '$schema']);
  const items = root === null ? [] : reader.list(root.tests, root.tests === undefined ? '' : 'tests', 'tests');
  const tests = items.flatMap(({ item, path }) => readTest(item, path, reader, origin));
  const problems = reader.problems.map(({ path, message }) => {
    const position = origin.locate(path) ?? NOWHERE;
    return { file, line: position.line, column: position.column, message: path === '' ? message : `${path}: ${message}` };
  });
  return { tests, problems };
}

const NOWHERE = { line: null, column: null };

function isManifest(value: Json): boolean {
  return isObject(value) && typeof value.apiVersion === 'string' && typeof value.kind === 'string' && value.tests === undefined;
}

function notTests({ value, origin }: ExpectationDocument, file: string | null): ExpectationProblem {
  const kind = isObject(value) ? shown(value.kind) : '';
  return { file, ...(origin.locate('') ?? NOWHERE), message: `got a Kubernetes object of kind ${kind}, expected route tests; they are named first, the manifests after them` };
}

function readTest(value: Json, path: string, reader: FieldReader, origin: RouteTest['origin']): readonly RouteTest[] {
  const test = reader.mapping(value, path, TEST_FIELDS);
  if (test === null) return [];
  const name = test.name === undefined || test.name === null ? null : reader.text(test.name, `${path}.name`, 'a name');
  const requests = readRequests(test, path, reader);
  const expect = readExpectation(test.expect, `${path}.expect`, reader);
  if (expect === null) return [];
  return requests.map(({ request, path: at }) => {
    const row = describeRequest(request);
    const single = requests.length === 1 || name === null;
    return { name: name ?? row, row: single ? null : row, request, expect, path: requests.length === 1 ? path : at, origin };
  });
}

function readExpectation(value: Json | undefined, path: string, reader: FieldReader): Expectation | null {
  if (value === undefined) return reader.problem(path, `the test has no expect; it names any of ${FIELD_NAMES.join(', ')}`);
  const fields = reader.mapping(value, path, [...FIELD_NAMES, 'not']);
  if (fields === null) return null;
  const is = readDescription(fields, path, reader);
  const not = readNot(fields.not, below(path, 'not'), reader);
  if (is.size + not.length === 0 && Object.keys(fields).length === 0) {
    return reader.problem(path, `expect names nothing, so that the test could never fail; it names any of ${FIELD_NAMES.join(', ')}`);
  }
  return { is, not };
}

/** What must not happen: one description, or a list of them. */
function readNot(value: Json | undefined, path: string, reader: FieldReader): readonly Description[] {
  if (value === undefined) return [];
  const items = Array.isArray(value) ? reader.list(value, path, 'mappings') : [{ item: value, path }];
  return items.flatMap(({ item, path: at }) => {
    const fields = reader.mapping(item, at, FIELD_NAMES);
    if (fields === null) return [];
    if (Object.keys(fields).length === 0) reader.problem(at, `not names nothing; it names any of ${FIELD_NAMES.join(', ')}`);
    const description = readDescription(fields, at, reader);
    return description.size === 0 ? [] : [description];
  });
}

function readDescription(fields: JsonObject, path: string, reader: FieldReader): Description {
  const description = new Map<ExpectField, readonly ExpectValue[]>();
  for (const field of FIELD_NAMES) {
    const given = Object.hasOwn(fields, field) ? fields[field] : undefined;
    if (given === undefined) continue;
    const values = readValues(field, given, below(path, field), reader);
    if (values.length > 0) description.set(field, values);
  }
  return description;
}

/** One value, or a list of them. */
function readValues(field: ExpectField, given: Json, path: string, reader: FieldReader): readonly ExpectValue[] {
  if (isObject(given)) {
    reader.problem(path, `got ${shown(given)}, expected ${FIELDS[field].what}`);
    return [];
  }
  const items = Array.isArray(given) ? reader.list(given, path, FIELDS[field].what) : [{ item: given, path }];
  return items.flatMap(({ item, path: at }) => {
    const { value, error } = readValue(field, item);
    if (error === null) return [value];
    reader.problem(at, error);
    return [];
  });
}
