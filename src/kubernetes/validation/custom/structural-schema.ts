import type { Json, JsonObject } from '../../resource';

/**
 * The schema of a custom resource, as an API server applies it: structure, value ranges, list types, defaults and CEL rules; plain
 * data, built once for each kind, version and release.
 *
 * @see https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#specifying-a-structural-schema
 */
export type CustomSchema = StringSchema | IntegerSchema | BooleanSchema | ObjectSchema | MapSchema | ListSchema | OpenSchema;

/** What a field of an object may carry besides its type. */
export interface FieldOptions {
  /** What the server fills in where the field is left out, or is null. */
  readonly default?: Json;
  /** CEL rules, which see the value with its defaults. */
  readonly rules?: readonly CustomRule[];
}

/** One `x-kubernetes-validations` rule. */
export interface CustomRule {
  /** What is allowed, lower case, no full stop. */
  readonly message: string;
  readonly holds: (value: Json) => boolean;
}

export interface StringSchema extends FieldOptions {
  readonly type: 'string';
  /** In characters, not bytes. */
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: RegExp;
  readonly oneOf?: readonly string[];
}

export interface IntegerSchema extends FieldOptions {
  readonly type: 'integer';
  /** Default: 32 bits. */
  readonly bits?: 64;
  readonly min?: number;
  readonly max?: number;
  readonly oneOf?: readonly number[];
}

export interface BooleanSchema extends FieldOptions {
  readonly type: 'boolean';
}

export interface ObjectSchema extends FieldOptions {
  readonly type: 'object';
  readonly fields: Readonly<Record<string, CustomSchema>>;
  readonly required: readonly string[];
  /** What no keyword above can say (`oneOf`, `anyOf`); a text is what is wrong, at `field` of the object. */
  readonly also?: (value: JsonObject) => { readonly field: string; readonly message: string } | null;
}

/** An object whose keys are data. */
export interface MapSchema extends FieldOptions {
  readonly type: 'map';
  readonly max?: number;
  readonly values: StringSchema;
}

export interface ListSchema extends FieldOptions {
  readonly type: 'list';
  readonly items: CustomSchema;
  readonly min?: number;
  readonly max?: number;
  /** `set`: no item twice; names of fields: no two items agree in them (`x-kubernetes-list-map-keys`). */
  readonly unique?: 'set' | readonly string[];
}

/** Taken as it is; `fields` are the only ones that an object or the objects of a list may have. */
export interface OpenSchema extends FieldOptions {
  readonly type: 'open';
  readonly fields?: Readonly<Record<string, OpenSchema>>;
}

export function string(options: Omit<StringSchema, 'type'> = {}): StringSchema {
  return { type: 'string', ...options };
}

export function oneOf(...values: readonly string[]): StringSchema {
  return { type: 'string', oneOf: values };
}

export function integer(min?: number, max?: number, options: Omit<IntegerSchema, 'type' | 'min' | 'max'> = {}): IntegerSchema {
  return { type: 'integer', ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }), ...options };
}

/** @param fields those whose name ends in `!` are required */
export function fields(entries: Readonly<Record<string, CustomSchema>>, options: Omit<ObjectSchema, 'type' | 'fields' | 'required'> = {}): ObjectSchema {
  const names = Object.keys(entries);
  return {
    type: 'object',
    fields: Object.fromEntries(names.map((name) => [name.replace(/!$/, ''), entries[name]])),
    required: names.filter((name) => name.endsWith('!')).map((name) => name.slice(0, -1)),
    ...options,
  };
}

export function listOf(items: CustomSchema, options: Omit<ListSchema, 'type' | 'items'> = {}): ListSchema {
  return { type: 'list', items, ...options };
}

export function mapOf(values: StringSchema, max?: number, rules?: readonly CustomRule[]): MapSchema {
  return { type: 'map', values, ...(max === undefined ? {} : { max }), ...(rules === undefined ? {} : { rules }) };
}

export const BOOLEAN: BooleanSchema = { type: 'boolean' };
export const OPEN: OpenSchema = { type: 'open' };

export function rule(message: string, holds: (value: Json) => boolean): CustomRule {
  return { message, holds };
}

/** A rule about an object. */
export function objectRule(message: string, holds: (value: JsonObject) => boolean): CustomRule {
  return { message, holds: (value) => typeof value !== 'object' || value === null || Array.isArray(value) || holds(value as JsonObject) };
}

/** A rule about a list of objects. */
export function listRule(message: string, holds: (items: readonly JsonObject[]) => boolean): CustomRule {
  return { message, holds: (value) => !Array.isArray(value) || holds(value as readonly JsonObject[]) };
}
