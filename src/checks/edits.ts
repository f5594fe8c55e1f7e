import type { Edit } from './finding';
import { isObject } from '../kubernetes/fields';
import type { Json, JsonObject } from '../kubernetes/resource';
import { parseFieldPath, type FieldStep } from '../manifests/yaml/field-path';

/** The object with the edits made; objects that lead to a field are made where they are missing. */
export function applyEdits(object: JsonObject, edits: readonly Edit[]): JsonObject {
  let edited: Json = object;
  for (const { path, value } of edits) edited = write(edited, parseFieldPath(path), value);
  return isObject(edited) ? edited : object;
}

function write(parent: Json, [step, ...rest]: readonly FieldStep[], value: Json): Json {
  const { name, bracket } = step;
  if (bracket && Array.isArray(parent)) {
    const items = parent as readonly Json[];
    const index = Number(name);
    if (rest.length === 0 && value === null) return items.filter((_, i) => i !== index);
    const item = rest.length === 0 ? value : write(items[index] ?? {}, rest, value);
    return index < items.length ? items.map((each, i) => (i === index ? item : each)) : [...items, item];
  }
  const fields = isObject(parent) ? Object.entries(parent) : [];
  const others = fields.filter(([key]) => key !== name);
  if (rest.length === 0 && value === null) return Object.fromEntries(others);
  const given = fields.find(([key]) => key === name)?.[1];
  const written: readonly [string, Json] = [name, rest.length === 0 ? value : write(given ?? {}, rest, value)];
  return Object.fromEntries(given === undefined ? [...fields, written] : fields.map((each) => (each[0] === name ? written : each)));
}
