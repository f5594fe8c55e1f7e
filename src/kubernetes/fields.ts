import type { Json, JsonObject, Resource } from './resource';

/** Strings by keys that come from untrusted input; has no prototype, so that `constructor` and `__proto__` are keys like others. */
export type StringMap = Readonly<Record<string, string>>;

/** Objects made by a constructor with an empty prototype stay fast and small, which those of `Object.create(null)` do not. */
const Table = function () { /* has no fields of its own */ } as unknown as new () => Record<string, string>;
Table.prototype = Object.create(null) as object;

/** A map of strings to fill. */
export function newStringMap(): Record<string, string> {
  return new Table();
}

/** The map without entries. */
export const EMPTY_MAP: StringMap = Object.freeze(newStringMap());

const NO_ITEMS: readonly Json[] = [];
const NO_STRINGS: readonly string[] = [];
const NO_OBJECTS: readonly IndexedObject[] = [];
const NOTHING: readonly never[] = [];

/** An object of a list, and its index there. */
export interface IndexedObject {
  readonly object: JsonObject;
  readonly index: number;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The fields of a value that is taken for an object, without a look: what is none has no fields. For the few places that read thousands of objects for a single question. */
export function fieldsOf(value: Json | undefined): JsonObject | null | undefined {
  return value as JsonObject | null | undefined;
}

/** The object at a key; undefined where there is none or it is something else. */
export function objectAt(object: JsonObject | undefined, key: string): JsonObject | undefined {
  const value = object?.[key];
  return isObject(value) ? value : undefined;
}

/** A value that is an object: as `objectAt`, of one that was loaded by its name, which V8 does several times as fast as by any name. */
export function objectOf(value: Json | undefined): JsonObject | undefined {
  return isObject(value) ? value : undefined;
}

/** The object at a path of keys. */
export function objectIn(object: JsonObject | undefined, ...keys: readonly string[]): JsonObject | undefined {
  let at = object;
  for (const key of keys) {
    if (at === undefined) return undefined;
    at = objectAt(at, key);
  }
  return at;
}

export function stringAt(object: JsonObject | undefined, key: string): string | undefined {
  const value = object?.[key];
  return typeof value === 'string' ? value : undefined;
}

/** A string that is not empty; null otherwise. The API server treats empty optional strings as absent. */
export function textAt(object: JsonObject | undefined, key: string): string | null {
  const value = object?.[key];
  return typeof value === 'string' && value !== '' ? value : null;
}

/** A whole number that a double holds exactly. */
export function integerAt(object: JsonObject | undefined, key: string): number | undefined {
  const value = object?.[key];
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined;
}

/** A count: a whole number that is not negative. */
export function countAt(object: JsonObject | undefined, key: string): number | undefined {
  const value = integerAt(object, key);
  return value !== undefined && value >= 0 ? value : undefined;
}

/** A port number, 1 to 65535. */
export function portAt(object: JsonObject | undefined, key: string): number | undefined {
  const value = integerAt(object, key);
  return value !== undefined && value >= 1 && value <= 65535 ? value : undefined;
}

export function booleanAt(object: JsonObject | undefined, key: string): boolean | undefined {
  const value = object?.[key];
  return typeof value === 'boolean' ? value : undefined;
}

/** One of the words that the API allows; undefined for every other value. */
export function wordAt<const T extends string>(object: JsonObject | undefined, key: string, words: readonly T[]): T | undefined {
  const value = object?.[key];
  // nearly all are absent, and a closure would be made for each
  if (typeof value !== 'string') return undefined;
  const at = (words as readonly string[]).indexOf(value);
  return at < 0 ? undefined : words[at];
}

/** The list at a key; empty where there is none. */
export function listAt(object: JsonObject | undefined, key: string): readonly Json[] {
  const value = object?.[key];
  return Array.isArray(value) ? value as readonly Json[] : NO_ITEMS;
}

/** The objects of the list at a key, with their indexes; items of other types are left out. */
export function objectsAt(object: JsonObject | undefined, key: string): readonly IndexedObject[] {
  const items = listAt(object, key);
  if (items.length === 0) return NO_OBJECTS;
  const objects: IndexedObject[] = [];
  for (let index = 0; index < items.length; index++) {
    const item = items[index];
    if (isObject(item)) objects.push({ object: item, index });
  }
  return objects;
}

/** A list that stays: one that was filled with `push` has room for 17 items, and most lists of manifests have one or two. */
export function compact<T>(list: readonly T[]): readonly T[] {
  return list.length <= 8 ? list.slice() : list;
}

/** What a reader makes of the objects of the list at a key. */
export function mapObjectsAt<T>(object: JsonObject | undefined, key: string, read: (item: JsonObject, index: number) => T): readonly T[] {
  const items = listAt(object, key);
  if (items.length === 0) return NOTHING;
  // most lists have one item
  if (items.length === 1) return isObject(items[0]) ? [read(items[0], 0)] : [];
  const results: T[] = [];
  for (let index = 0; index < items.length; index++) {
    const item = items[index];
    if (isObject(item)) results.push(read(item, index));
  }
  return compact(results);
}

/** The strings of the list at a key; items of other types are left out. */
export function stringsAt(object: JsonObject | undefined, key: string): readonly string[] {
  const items = listAt(object, key);
  if (items.length === 0) return NO_STRINGS;
  return isStrings(items) ? items : items.filter((item) => typeof item === 'string');
}

function isStrings(items: readonly Json[]): items is readonly string[] {
  return items.every((item) => typeof item === 'string');
}

/** The map of strings at a key; `null` decodes to the empty string (encoding/json), values of other types are left out. */
export function stringMapAt(object: JsonObject | undefined, key: string): StringMap {
  return stringMapOf(object?.[key]);
}

/** As `stringMapAt`, of a value that was loaded by its name. */
export function stringMapOf(given: Json | undefined): StringMap {
  const value = objectOf(given);
  if (value === undefined) return EMPTY_MAP;
  const map = newStringMap();
  let size = 0;
  for (const name of Object.keys(value)) {
    const text = value[name];
    if (typeof text !== 'string' && text !== null) continue;
    map[name] = text ?? '';
    size += 1;
  }
  return size === 0 ? EMPTY_MAP : map;
}

/** True where the map has no entry. */
export function isEmptyMap(map: StringMap): boolean {
  for (const key in map) {
    if (Object.hasOwn(map, key)) return false;
  }
  return true;
}

/** The API group of an object: `apps` of `apps/v1`, empty for the core group. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash === -1 ? '' : apiVersion.slice(0, slash);
}

function isOfGroup(apiVersion: string, group: string): boolean {
  return group === '' ? groupOf(apiVersion) === '' : apiVersion[group.length] === '/' && apiVersion.startsWith(group);
}

/** True where an object is of this group and kind, in whichever version. */
export function isKind(resource: Pick<Resource, 'apiVersion' | 'kind'>, group: string, kind: string): boolean {
  return resource.kind === kind && isOfGroup(resource.apiVersion, group);
}
