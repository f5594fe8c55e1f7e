import { boolYaml11Tag, defineMappingTag, defineScalarTag, defineSequenceTag, mergeTag, NOT_RESOLVED, nullYaml11Tag, Schema, strTag } from 'js-yaml';
import { parseNumber } from './plain-scalar';

function resolveNumber(source: string, explicit: boolean): number | typeof NOT_RESOLVED {
  const value = parseNumber(source);
  if (value === null || (explicit && !Number.isInteger(value))) return NOT_RESOLVED;
  return value;
}

const never = (): boolean => false;

/** What JSON cannot hold: sigs.k8s.io/yaml fails on it when it writes JSON. */
function jsonError(value: unknown): string {
  return typeof value === 'number' && !Number.isFinite(value)
    ? `${Number.isNaN(value) ? '.nan' : '.inf'} has no JSON form, which the API server needs`
    : '';
}

/** A key as a string, by `convertToJSONableObject` of sigs.k8s.io/yaml; null where there is none. */
function keyString(key: unknown): string | null {
  if (typeof key === 'string') return key;
  return typeof key === 'number' || typeof key === 'boolean' ? String(key) : null;
}

type Carrier = Record<string, unknown>;

const mapping = {
  create: (): Carrier => ({}),
  addPair: (carrier: Carrier, key: unknown, value: unknown): string => {
    const name = keyString(key);
    if (name === null) return `a mapping key must be a string, got ${key === null ? 'null' : Array.isArray(key) ? 'a list' : 'a mapping'}`;
    // plain assignment would set the prototype
    if (name === '__proto__') Object.defineProperty(carrier, name, { value, enumerable: true, configurable: true, writable: true });
    else carrier[name] = value;
    return jsonError(value);
  },
  has: (carrier: Carrier, key: unknown): boolean => Object.hasOwn(carrier, keyString(key) ?? ''),
  keys: (carrier: Carrier): Iterable<unknown> => Object.keys(carrier),
  get: (carrier: Carrier, key: unknown): unknown => carrier[String(key)],
  // a separate result makes js-yaml refuse an anchor that contains itself
  finalize: (carrier: Carrier): Carrier => carrier,
  identify: never,
};

const sequence = {
  create: (): unknown[] => [],
  addItem: (carrier: unknown[], item: unknown): string => {
    carrier.push(item);
    return jsonError(item);
  },
  // an array that grew has room for 17 items, and most lists have one or two
  finalize: (carrier: unknown[]): unknown[] => carrier.length < 9 ? carrier.slice() : carrier,
  identify: never,
};

/**
 * YAML as kubectl reads it: YAML 1.1 by go-yaml v2, then JSON by sigs.k8s.io/yaml.
 *
 * `yes`, `on`, `y` are booleans; dates and `22:22` are strings; tags that nobody knows are ignored.
 */
export const KUBECTL_SCHEMA = new Schema([
  strTag,
  nullYaml11Tag,
  boolYaml11Tag,
  mergeTag,
  defineScalarTag('tag:yaml.org,2002:int', {
    implicit: true,
    implicitFirstChars: [...'+-.0123456789'],
    resolve: resolveNumber,
    identify: never,
  }),
  defineScalarTag('tag:yaml.org,2002:float', { resolve: (source) => parseNumber(source) ?? NOT_RESOLVED, identify: never }),
  defineScalarTag('tag:yaml.org,2002:binary', { resolve: (source) => Buffer.from(source, 'base64').toString('utf8'), identify: never }),
  defineScalarTag('', { matchByTagPrefix: true, resolve: (source) => source, identify: never }),
  defineMappingTag('tag:yaml.org,2002:map', mapping),
  defineMappingTag('', { ...mapping, matchByTagPrefix: true }),
  defineSequenceTag('tag:yaml.org,2002:seq', sequence),
  defineSequenceTag('', { ...sequence, matchByTagPrefix: true }),
]);
