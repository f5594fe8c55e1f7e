import type { Json, JsonObject } from '../resource';

/*
 * Fields read as the server has them after decoding: a missing field, `null` and a value of a wrong type (which decoding
 * has reported already) all count as not given.
 */

const NO_OBJECT: JsonObject = Object.freeze({});
const NO_LIST: readonly Json[] = Object.freeze([]);

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object's own field; never what a prototype holds. */
export function field(object: JsonObject, key: string): Json | undefined {
  const value = object[key];
  // what a prototype holds is a function, but for the prototype itself
  return typeof value === 'function' || (key === '__proto__' && !Object.hasOwn(object, key)) ? undefined : value;
}

/** Whether the field is there and not null, of whatever type. */
export function isGiven(object: JsonObject, key: string): boolean {
  const value = field(object, key);
  return value !== undefined && value !== null;
}

/** The text, empty where not given. */
export function text(object: JsonObject, key: string): string {
  const value = field(object, key);
  return typeof value === 'string' ? value : '';
}

/** The text, null where not given: for fields that Go holds behind a pointer. */
export function textOrNull(object: JsonObject, key: string): string | null {
  const value = field(object, key);
  return typeof value === 'string' ? value : null;
}

/** Whether a value can be held by Go's int32. */
export function isInt32(value: Json | undefined): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= -0x80000000 && value <= 0x7fffffff;
}

/** The 32-bit integer, null where not given. */
export function integerOrNull(object: JsonObject, key: string): number | null {
  const value = field(object, key);
  return isInt32(value) ? value : null;
}

/** The 32-bit integer, 0 where not given. */
export function integer(object: JsonObject, key: string): number {
  return integerOrNull(object, key) ?? 0;
}

/** The 64-bit integer, as far as a JavaScript number holds it, null where not given. */
export function int64OrNull(object: JsonObject, key: string): number | null {
  const value = field(object, key);
  return typeof value === 'number' && Number.isInteger(value) ? value : null;
}

/** The boolean, null where not given. */
export function booleanOrNull(object: JsonObject, key: string): boolean | null {
  const value = field(object, key);
  return typeof value === 'boolean' ? value : null;
}

/** The nested object, empty where not given. */
export function child(object: JsonObject, key: string): JsonObject {
  const value = field(object, key);
  return isObject(value) ? value : NO_OBJECT;
}

/** The nested object, null where not given. */
export function childOrNull(object: JsonObject, key: string): JsonObject | null {
  const value = field(object, key);
  return isObject(value) ? value : null;
}

/** The list as it stands, empty where not given. */
export function list(object: JsonObject, key: string): readonly Json[] {
  const value = field(object, key);
  return Array.isArray(value) ? value : NO_LIST;
}

/** An element of a list of objects; `null` decodes to an object without fields. */
export function elementObject(element: Json | undefined): JsonObject {
  return isObject(element) ? element : NO_OBJECT;
}

/** An element of a list, or a value of a map, of strings; `null` decodes to the empty string. */
export function elementText(element: Json | undefined): string {
  return typeof element === 'string' ? element : '';
}

/** Whether the field is given but is not a string: nothing can be said of what hangs on it. */
export function isNotText(object: JsonObject, key: string): boolean {
  return isGiven(object, key) && typeof field(object, key) !== 'string';
}
