import { nearest } from '../../near-miss';
import type { Json, JsonObject } from '../../resource';
import { isInt32, isObject } from '../fields';
import { show, type Report } from '../report';
import { withDefaults } from './defaults';
import type { CustomSchema, IntegerSchema, ListSchema, MapSchema, ObjectSchema, OpenSchema, StringSchema } from './structural-schema';

/** What a server with other definitions installed says of a field that this one does not know: one sentence; null where none knows it. */
export type KnownElsewhere = (path: string) => string | null;

/**
 * What the API server says of a custom resource that is created: unknown fields, the schema, list types, and the CEL rules on the value
 * with its defaults, which are not run where a type, a required field, an enum or an upper limit is wrong.
 *
 * @see https://github.com/kubernetes/apiextensions-apiserver/blob/v0.37.0/pkg/registry/customresource/strategy.go Validate
 */
export function validateCustomResource(schema: CustomSchema, value: Json, path: string, report: Report, elsewhere: KnownElsewhere): void {
  reportUnknownFields(schema, value, path, report, elsewhere);
  const check = new SchemaCheck(report);
  const defaulted = withDefaults(schema, value);
  check.value(schema, defaulted, path);
  if (!check.stopsRules) runRules(schema, defaulted, path, report);
}

function reportUnknownFields(schema: CustomSchema, value: Json, path: string, report: Report, elsewhere: KnownElsewhere): void {
  if (Array.isArray(value)) {
    if (schema.type === 'list') value.forEach((item: Json, i) => reportUnknownFields(schema.items, item, `${path}[${i}]`, report, elsewhere));
    else if (schema.type === 'open') value.forEach((item: Json, i) => reportUnknownFields(schema, item, `${path}[${i}]`, report, elsewhere));
    return;
  }
  if (!isObject(value) || schema.type === 'map' || !('fields' in schema) || schema.fields === undefined) return;
  const known: Readonly<Record<string, CustomSchema | OpenSchema>> = schema.fields;
  for (const [key, entry] of Object.entries(value)) {
    if (entry === undefined) continue;
    const at = below(path, key);
    if (Object.hasOwn(known, key)) reportUnknownFields(known[key], entry, at, report, elsewhere);
    else reportUnknownField(key, at, Object.keys(known), report, elsewhere);
  }
}

function reportUnknownField(key: string, at: string, known: readonly string[], report: Report, elsewhere: KnownElsewhere): void {
  const other = elsewhere(at);
  const near = nearest(key, known);
  const hint = other !== null ? `; ${other}` : near === null ? '' : `, did you mean ${show(near)}?`;
  report.add(at, 'unknown-field', `unknown field ${show(key)}${hint}`, other !== null);
}

class SchemaCheck {
  /** Whether an error came up that keeps the server from running CEL rules. */
  stopsRules = false;

  constructor(private readonly report: Report) {}

  value(schema: CustomSchema, value: Json, path: string): void {
    switch (schema.type) {
      case 'open': return;
      case 'string': return this.string(schema, value, path);
      case 'integer': return this.integer(schema, value, path);
      case 'boolean':
        if (typeof value !== 'boolean') this.wrongType(path, value, 'true or false (without quotes)');
        return;
      case 'map': return this.map(schema, value, path);
      case 'list': return this.list(schema, value, path);
      case 'object': return this.object(schema, value, path);
    }
  }

  private string(schema: StringSchema, value: Json, path: string): void {
    if (typeof value !== 'string') return this.wrongType(path, value, 'a string (put it in quotes)');
    if (schema.oneOf !== undefined && !schema.oneOf.includes(value)) {
      this.stopsRules = true;
      this.report.notSupported(path, value, schema.oneOf);
    }
    const length = schema.max === undefined || value.length <= schema.max ? value.length : [...value].length;
    if (schema.max !== undefined && length > schema.max) {
      this.stopsRules = true;
      this.report.add(path, 'too-long', `too long: may not be more than ${schema.max} characters`);
    } else if (schema.min !== undefined && length < schema.min) {
      this.report.invalid(path, value, `must be at least ${schema.min} character${schema.min === 1 ? '' : 's'} long`);
    } else if (schema.pattern !== undefined && !schema.pattern.test(value)) {
      this.report.invalid(path, value, `must match ${schema.pattern.source}`);
    }
  }

  private integer(schema: IntegerSchema, value: Json, path: string): void {
    const fits = typeof value === 'number' && Number.isInteger(value) && (schema.bits === 64 || isInt32(value));
    if (!fits) return this.wrongType(path, value, schema.bits === 64 ? 'an integer (without quotes)' : 'a 32-bit integer (without quotes)');
    if (schema.oneOf !== undefined && !schema.oneOf.includes(value)) {
      this.stopsRules = true;
      this.report.notSupported(path, value, schema.oneOf.map(String));
    }
    if (schema.min !== undefined && value < schema.min) this.report.invalid(path, value, `must be at least ${schema.min}`);
    if (schema.max !== undefined && value > schema.max) this.report.invalid(path, value, `must be at most ${schema.max}`);
  }

  private map(schema: MapSchema, value: Json, path: string): void {
    if (!isObject(value)) return this.wrongType(path, value, 'an object');
    const entries = Object.entries(value);
    if (schema.max !== undefined && entries.length > schema.max) this.tooMany(path, entries.length, schema.max);
    for (const [key, entry] of entries) if (entry !== undefined) this.value(schema.values, entry, `${path}.${key}`);
  }

  private list(schema: ListSchema, value: Json, path: string): void {
    if (!Array.isArray(value)) return this.wrongType(path, value, 'a list');
    if (schema.max !== undefined && value.length > schema.max) this.tooMany(path, value.length, schema.max);
    if (schema.min !== undefined && value.length < schema.min) {
      this.report.invalid(path, value, `must have at least ${schema.min} item${schema.min === 1 ? '' : 's'}`);
    }
    value.forEach((item: Json, i) => this.value(schema.items, item, `${path}[${i}]`));
    if (schema.unique !== undefined) this.unique(schema.unique, value, path);
  }

  /** `ValidateListSetsAndMaps` (apiextensions-apiserver, pkg/apiserver/schema/listtype). */
  private unique(unique: 'set' | readonly string[], items: readonly Json[], path: string): void {
    const seen = new Set<string>();
    items.forEach((item, i) => {
      if (unique !== 'set' && !isObject(item)) return;
      const key = JSON.stringify(unique === 'set' ? item : unique.map((name) => (item as JsonObject)[name] ?? null));
      if (seen.has(key)) this.report.duplicate(`${path}[${i}]`, unique === 'set' ? item : `${unique.join(', ')} ${key.slice(1, -1)}`);
      seen.add(key);
    });
  }

  private object(schema: ObjectSchema, value: Json, path: string): void {
    if (!isObject(value)) return this.wrongType(path, value, 'an object');
    for (const name of schema.required) {
      if (value[name] !== undefined) continue;
      this.stopsRules = true;
      this.report.required(below(path, name));
    }
    for (const [name, entry] of Object.entries(value)) {
      if (entry !== undefined && Object.hasOwn(schema.fields, name)) this.value(schema.fields[name], entry, below(path, name));
    }
    const also = schema.also?.(value) ?? null;
    if (also !== null) this.report.invalid(below(path, also.field), value[also.field], also.message);
  }

  private wrongType(path: string, value: Json, expected: string): void {
    this.stopsRules = true;
    const got = Array.isArray(value) ? 'a list' : value === null ? 'null' : typeof value === 'object' ? 'an object' : `the ${typeof value} ${show(value)}`;
    this.report.add(path, 'wrong-type', `wrong type: got ${got}, expected ${expected}`);
  }

  private tooMany(path: string, count: number, limit: number): void {
    this.stopsRules = true;
    this.report.tooMany(path, count, limit);
  }
}

function below(path: string, field: string): string {
  return path === '' ? field : `${path}.${field}`;
}

/** Depth first, a value's own rules before those of its parts. */
function runRules(schema: CustomSchema, value: Json, path: string, report: Report): void {
  for (const { message, holds } of schema.rules ?? []) {
    if (!holds(value)) report.invalid(path, value, message);
  }
  if (schema.type === 'object' && isObject(value)) {
    for (const [name, entry] of Object.entries(value)) {
      if (entry !== undefined && Object.hasOwn(schema.fields, name)) runRules(schema.fields[name], entry, below(path, name), report);
    }
  } else if (schema.type === 'list' && Array.isArray(value)) {
    value.forEach((item: Json, i) => runRules(schema.items, item, `${path}[${i}]`, report));
  }
}
