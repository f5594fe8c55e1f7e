import { isMisspelling, nearest } from './near-miss';

/*
 * What the public functions take. TypeScript checks it where it is used; programs in plain JavaScript may pass anything, and get an error that
 * explains what is wrong with it.
 */

type Kind = 'text' | 'number' | 'flag' | 'port';

/** A kind of argument. */
export type Shape =
  | { readonly kind: Kind }
  | { readonly kind: 'choice'; readonly values: readonly string[] }
  | { readonly kind: 'list'; readonly of: Shape; readonly what: string }
  | { readonly kind: 'map'; readonly what: string }
  /** What others define: a construct, a class of ours, options of cdk8s-plus. */
  | { readonly kind: 'object'; readonly what: string; readonly is: (value: object) => boolean }
  | Fields;

/** Options by name. */
export interface Fields {
  readonly kind: 'fields';
  readonly fields: Readonly<Record<string, Shape>>;
  readonly required: readonly string[];
  /** Whether names that are not listed are refused; props of constructs are often spread from larger ones, so only misspelled names are. */
  readonly closed: boolean;
}

export const TEXT: Shape = { kind: 'text' };
export const NUMBER: Shape = { kind: 'number' };
export const FLAG: Shape = { kind: 'flag' };
/** A port's number or name. */
export const PORT: Shape = { kind: 'port' };

/** @param what the items, as in `a list of ports` */
export const listOf = (of: Shape, what: string): Shape => ({ kind: 'list', of, what });

/** One of the values of an enum. */
export const choice = (values: object): Shape => ({ kind: 'choice', values: Object.values(values) as string[] });

/** Texts by name. */
export const mapOf = (what: string): Shape => ({ kind: 'map', what });

/** @param what with its article: `a construct` */
export const objectOf = (what: string, is: (value: object) => boolean = () => true): Shape => ({ kind: 'object', what, is });

/** Options, of which those that are required must be set. */
export const fields = (shapes: Readonly<Record<string, Shape>>, ...required: string[]): Fields =>
  ({ kind: 'fields', fields: shapes, required, closed: false });

/** Options that have no other names than these. */
export const closedFields = (shapes: Readonly<Record<string, Shape>>, ...required: string[]): Fields =>
  ({ ...fields(shapes, ...required), closed: true });

type Fail = (message: string) => Error;

/**
 * Checks an argument, and copies it: what its owner changes afterwards changes nothing here.
 *
 * @param name the argument's name in messages
 * @throws what `fail` makes of a message with what was got and what is allowed
 */
export function checked<T>(value: T, shape: Shape, name: string, fail: Fail): T {
  return check(value, shape, name, fail) as T;
}

function check(value: unknown, shape: Shape, name: string, fail: Fail): unknown {
  switch (shape.kind) {
    case 'text': case 'number': case 'flag': case 'port':
      if (!TYPES[shape.kind].some((type) => typeof value === type)) throw fail(got(name, value, WHAT[shape.kind]));
      return value;
    case 'choice':
      if (!shape.values.some((each) => each === value)) throw fail(got(name, value, `one of ${shape.values.join(', ')}`));
      return value;
    case 'list':
      if (!Array.isArray(value)) throw fail(got(name, value, `a list of ${shape.what}`));
      // `map` passes over the holes of a list
      return Array.from(value as unknown[], (item, i) => check(item, shape.of, `${name}[${i}]`, fail));
    case 'map':
      if (!isPlain(value)) throw fail(got(name, value, `an object of ${shape.what}`));
      return Object.fromEntries(Object.entries(value).map(([key, text]) => [key, check(text, TEXT, `${name}['${key}']`, fail)]));
    case 'object':
      if (typeof value !== 'object' || value === null || !shape.is(value)) throw fail(got(name, value, shape.what));
      return value;
    case 'fields':
      return checkFields(value, shape, name, fail);
  }
}

const TYPES: Readonly<Record<Kind, readonly string[]>> = { text: ['string'], number: ['number'], flag: ['boolean'], port: ['number', 'string'] };

const WHAT: Readonly<Record<Kind, string>> = { text: 'a string', number: 'a number', flag: 'true or false', port: 'a port number or a port name' };

function checkFields(value: unknown, shape: Fields, name: string, fail: Fail): object {
  const fits = namesThatFit(value, shape);
  return fits === null ? checkEveryField(value, shape, name, fail) : copied(value as Record<string, unknown>, fits, shape, name, fail);
}

/** The names of what is given, in the order of the shape's; null where one is unknown or missing. Few of many options are given. */
function namesThatFit(value: unknown, { fields: known, required }: Fields): string[] | null {
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return null;
  const options = value as Record<string, unknown>;
  const given = Object.keys(options).filter((name) => options[name] !== undefined);
  if (!given.every((name) => Object.hasOwn(known, name)) || !required.every((name) => options[name] !== undefined)) return null;
  return given.length < 2 ? given : given.sort((one, other) => placeIn(known, one) - placeIn(known, other));
}

const PLACES = new WeakMap<object, ReadonlyMap<string, number>>();

function placeIn(known: Fields['fields'], name: string): number {
  let places = PLACES.get(known);
  if (places === undefined) PLACES.set(known, places = new Map(Object.keys(known).map((each, place) => [each, place])));
  return places.get(name) ?? -1;
}

function copied(options: Record<string, unknown>, names: readonly string[], shape: Fields, name: string, fail: Fail): object {
  const isTop = name === 'props' || name === 'options';
  const copy: Record<string, unknown> = {};
  for (const field of names) copy[field] = check(options[field], shape.fields[field], isTop ? field : `${name}.${field}`, fail);
  return copy;
}

function checkEveryField(value: unknown, shape: Fields, name: string, fail: Fail): object {
  const names = Object.keys(shape.fields);
  if (!isPlain(value)) throw fail(got(name, value, `an object with ${names.join(', ')}`));
  for (const given of Object.keys(value)) {
    if (names.includes(given) || value[given] === undefined) continue;
    const meant = shape.closed ? nearest(given, names) : names.find((known) => value[known] === undefined && isMisspelling(given, known)) ?? null;
    if (meant !== null) throw fail(`${name} has '${given}', which does not exist; did you mean '${meant}'?`);
    if (shape.closed) throw fail(`${name} has '${given}', which does not exist; allowed are ${names.join(', ')}`);
  }
  const isTop = name === 'props' || name === 'options';
  const copy: Record<string, unknown> = {};
  for (const field of names) {
    const given = value[field];
    if (given !== undefined) copy[field] = check(given, shape.fields[field], isTop ? field : `${name}.${field}`, fail);
    else if (shape.required.includes(field)) throw fail(`${name} has no '${field}'; set it`);
  }
  return copy;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function got(name: string, value: unknown, expected: string): string {
  return `${name} is ${shown(value)}; expected ${expected}`;
}

/** A value as a message shows it. */
function shown(value: unknown): string {
  if (typeof value === 'string') return `'${value.slice(0, 80)}'`;
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'function') return `the ${/^class\b/.test(Function.prototype.toString.call(value)) ? 'class' : 'function'} ${value.name}`.trimEnd();
  if (typeof value !== 'object' || value === null) return String(value);
  const { constructor } = value as { readonly constructor?: unknown };
  if (typeof constructor === 'function' && constructor !== Object) return `an object of class ${constructor.name}`;
  const keys = Object.keys(value);
  return keys.length === 0 ? 'an empty object' : `an object with ${keys.slice(0, 5).join(', ')}${keys.length > 5 ? '...' : ''}`;
}
