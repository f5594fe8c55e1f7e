import type { Json, JsonObject } from '../../resource';
import { isObject } from '../fields';
import type { CustomSchema } from './structural-schema';

/**
 * The value as the server judges it: fields that are null are dropped, defaults are filled in; what has a wrong type stays.
 *
 * @see https://github.com/kubernetes/apiextensions-apiserver/blob/v0.37.0/pkg/apiserver/schema/defaulting/algorithm.go Default, PruneNonNullableNullsWithoutDefaults
 */
export function withDefaults(schema: CustomSchema, value: Json): Json {
  if (schema.type === 'object' && isObject(value)) return objectWithDefaults(schema.fields, value);
  if (schema.type === 'list' && Array.isArray(value)) return value.map((item: Json) => withDefaults(schema.items, item));
  if (schema.type === 'map' && isObject(value)) return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== null && each !== undefined));
  return value;
}

function objectWithDefaults(fields: Readonly<Record<string, CustomSchema>>, value: JsonObject): JsonObject {
  const result: Record<string, Json> = {};
  for (const [key, entry] of Object.entries(value)) {
    if (entry === undefined || entry === null) continue;
    result[key] = Object.hasOwn(fields, key) ? withDefaults(fields[key], entry) : entry;
  }
  for (const [key, schema] of Object.entries(fields)) {
    if (schema.default !== undefined && !Object.hasOwn(result, key)) result[key] = withDefaults(schema, schema.default);
  }
  return result;
}
