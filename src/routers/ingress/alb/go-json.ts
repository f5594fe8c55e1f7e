import { isObject } from '../../../kubernetes/fields';
import type { Json, JsonObject } from '../../../kubernetes/resource';

/** A value that is not of the type that the controller's code has for it. */
export class JsonTypeError extends Error {}

/** A field as Go reads it into a struct: by its name, else by its name in any case; `null` is as good as none. */
export function goField(object: JsonObject, name: string): Json | undefined {
  const exact = Object.hasOwn(object, name) ? object[name] : undefined;
  if (exact !== undefined) return exact ?? undefined;
  const key = Object.keys(object).find((each) => each.toLowerCase() === name.toLowerCase());
  return key === undefined ? undefined : object[key] ?? undefined;
}

export function goString(object: JsonObject, name: string): string | null {
  const value = goField(object, name);
  if (value === undefined) return null;
  if (typeof value !== 'string') throw new JsonTypeError(`${name} is not a string`);
  return value;
}

export function goInteger(object: JsonObject, name: string): number | null {
  const value = goField(object, name);
  if (value === undefined) return null;
  if (typeof value !== 'number' || !Number.isInteger(value)) throw new JsonTypeError(`${name} is not a whole number`);
  return value;
}

export function goObject(object: JsonObject, name: string): JsonObject | null {
  const value = goField(object, name);
  if (value === undefined) return null;
  if (!isObject(value)) throw new JsonTypeError(`${name} is not an object`);
  return value;
}

export function goObjects(object: JsonObject, name: string): readonly JsonObject[] {
  return goList(object, name).map((each) => {
    if (!isObject(each)) throw new JsonTypeError(`${name} is not a list of objects`);
    return each;
  });
}

export function goStrings(object: JsonObject, name: string): readonly string[] {
  return goList(object, name).map((each) => {
    if (typeof each !== 'string') throw new JsonTypeError(`${name} is not a list of strings`);
    return each;
  });
}

function goList(object: JsonObject, name: string): readonly Json[] {
  const value = goField(object, name);
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw new JsonTypeError(`${name} is not a list`);
  return value as readonly Json[];
}
