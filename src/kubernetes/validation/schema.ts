import { nearest } from '../near-miss';
import type { Json, JsonObject } from '../resource';
import { isGiven, isInt32 } from './fields';
import { show, type Report } from './report';

/** What the server's decoder takes for a field; plain data, built once. */
export type Schema = ScalarSchema | ObjectSchema | ListSchema | MapSchema;

export interface ScalarSchema {
  readonly type: 'string' | 'bool' | 'int32' | 'int64' | 'intOrString' | 'time' | 'any';
}

export interface ObjectSchema {
  readonly type: 'object';
  /** Field names are case-sensitive; every other key is an unknown field. */
  readonly fields: ReadonlyMap<string, Schema>;
}

export interface ListSchema {
  readonly type: 'list';
  readonly items: Schema;
}

/** An object whose keys are data. */
export interface MapSchema {
  readonly type: 'map';
  readonly values: Schema;
}

export const STRING: ScalarSchema = { type: 'string' };
export const BOOL: ScalarSchema = { type: 'bool' };
export const INT32: ScalarSchema = { type: 'int32' };
export const INT64: ScalarSchema = { type: 'int64' };
export const INT_OR_STRING: ScalarSchema = { type: 'intOrString' };
/** RFC 3339, as `metav1.Time` reads it. */
export const TIME: ScalarSchema = { type: 'time' };
/** Taken as it is: what routing does not read. */
export const ANY: ScalarSchema = { type: 'any' };

export function object(fields: Readonly<Record<string, Schema>>): ObjectSchema {
  return { type: 'object', fields: new Map(Object.entries(fields)) };
}

export function listOf(items: Schema): ListSchema {
  return { type: 'list', items };
}

export function mapOf(values: Schema): MapSchema {
  return { type: 'map', values };
}

export const STRING_LIST = listOf(STRING);
export const STRING_MAP = mapOf(STRING);

const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d([.,]\d+)?(Z|[+-]\d\d:\d\d)$/;

/**
 * Whether the decoder takes the value: the answer for every well-formed object, without building a path.
 *
 * `null` stands for the zero value of every type (encoding/json), and numbers must be integers in range.
 */
export function conforms(schema: Schema, value: Json | undefined): boolean {
  if (value === null || value === undefined) {
    return true;
  }
  switch (schema.type) {
    case 'object': return typeof value === 'object' && !Array.isArray(value) && objectConforms(schema, value as JsonObject);
    case 'map': return typeof value === 'object' && !Array.isArray(value) && mapConforms(schema, value as JsonObject);
    case 'list': return Array.isArray(value) && listConforms(schema, value);
    default: return scalarConforms(schema, value);
  }
}

/** `for in` makes no list of keys; what manifests are read into has no enumerable keys but its own. */
function objectConforms(schema: ObjectSchema, value: JsonObject): boolean {
  for (const key in value) {
    const entry = value[key];
    const inner = schema.fields.get(key);
    // most values are texts
    if (inner === STRING && typeof entry === 'string') {
      continue;
    }
    if (inner === undefined ? entry !== undefined : !conforms(inner, entry)) {
      return false;
    }
  }
  return true;
}

function mapConforms(schema: MapSchema, value: JsonObject): boolean {
  const { values } = schema;
  for (const key in value) {
    const entry = value[key];
    if (!(values === STRING && typeof entry === 'string') && !conforms(values, entry)) {
      return false;
    }
  }
  return true;
}

function listConforms(schema: ListSchema, value: readonly Json[]): boolean {
  for (let i = 0; i < value.length; i++) {
    if (!conforms(schema.items, value[i])) {
      return false;
    }
  }
  return true;
}

function scalarConforms(schema: ScalarSchema, value: Json): boolean {
  switch (schema.type) {
    case 'string': return typeof value === 'string';
    case 'bool': return typeof value === 'boolean';
    case 'int32': return isInt32(value);
    case 'int64': return Number.isInteger(value) && Math.abs(value as number) < 2 ** 63;
    case 'intOrString': return typeof value === 'string' || isInt32(value);
    case 'time': return typeof value === 'string' && RFC_3339.test(value) && !Number.isNaN(Date.parse(value.replace(',', '.')));
    case 'any': return true;
  }
}

/** The fields that decoding found at fault. */
export interface DecodingFaults {
  /** Fields whose value has a wrong type. */
  readonly wrongTypes: ReadonlySet<string>;
  /** Known fields that are not given, and that a misspelled field next to them probably means. */
  readonly misspelled: ReadonlySet<string>;
}

/**
 * Reports every wrong type and unknown field, as the server's strict decoding would (apimachinery, util/json and
 * sigs.k8s.io/json: field names are case-sensitive, field paths are `spec.ports[0].foo`).
 */
export function explain(schema: Schema, value: Json | undefined, report: Report): DecodingFaults {
  const faults = { wrongTypes: new Set<string>(), misspelled: new Set<string>() };
  explainAt(schema, value, '', report, faults);
  return faults;
}

interface CollectedFaults {
  readonly wrongTypes: Set<string>;
  readonly misspelled: Set<string>;
}

function explainAt(schema: Schema, value: Json | undefined, path: string, report: Report, faults: CollectedFaults): void {
  if (conforms(schema, value)) {
    return;
  }
  if (schema.type === 'list' && Array.isArray(value)) {
    value.forEach((item, index) => explainAt(schema.items, item, `${path}[${index}]`, report, faults));
    return;
  }
  const isJsonObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (schema.type === 'map' && isJsonObject) {
    for (const [key, entry] of Object.entries(value)) {
      explainAt(schema.values, entry, `${path}[${key}]`, report, faults);
    }
    return;
  }
  if (schema.type === 'object' && isJsonObject) {
    explainFields(schema, value as JsonObject, path, report, faults);
    return;
  }
  report.add(path, 'wrong-type', `wrong type: got ${describeType(value, schema)}, expected ${EXPECTED[schema.type]}`);
  faults.wrongTypes.add(path);
}

function explainFields(schema: ObjectSchema, value: JsonObject, path: string, report: Report, faults: CollectedFaults): void {
  for (const [key, entry] of Object.entries(value)) {
    const inner = schema.fields.get(key);
    const fieldPath = path === '' ? key : `${path}.${key}`;
    if (inner !== undefined) {
      explainAt(inner, entry, fieldPath, report, faults);
    } else if (entry !== undefined) {
      const meant = nearest(key, schema.fields.keys());
      report.add(fieldPath, 'unknown-field', `unknown field ${show(key)}${meant === null ? '' : `, did you mean ${show(meant)}?`}`);
      if (meant !== null && !isGiven(value, meant)) {
        faults.misspelled.add(path === '' ? meant : `${path}.${meant}`);
      }
    }
  }
}

const EXPECTED: Readonly<Record<Schema['type'], string>> = {
  string: 'a string (put it in quotes)',
  bool: 'true or false (without quotes)',
  int32: 'a 32-bit integer (without quotes)',
  int64: 'an integer (without quotes)',
  intOrString: 'an integer or a string',
  time: 'a time such as "2006-01-02T15:04:05Z"',
  any: 'any value',
  object: 'an object',
  list: 'a list',
  map: 'an object',
};

function describeType(value: Json | undefined, schema: Schema): string {
  if (Array.isArray(value)) {
    return 'a list';
  }
  if (typeof value === 'object') {
    return 'an object';
  }
  const isNumberField = schema.type === 'int32' || schema.type === 'int64' || schema.type === 'intOrString';
  return isNumberField && typeof value === 'number' ? `the number ${value}` : `the ${typeof value} ${show(value)}`;
}
