import { boolYaml11Tag, defineMappingTag, defineScalarTag, defineSequenceTag, mergeTag, NOT_RESOLVED, nullYaml11Tag, Schema, strTag } from 'js-yaml';

const SIMPLE_INTEGER = /^[-+]?(?:0|[1-9][0-9]*)$/;
const PREFIXED_INTEGER = /^([-+]?)0(?:[xX]([0-9a-fA-F]+)|[bB]([01]+)|[oO]?([0-7]+))$/;
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const MAX_UINT64 = 2 ** 64;

const SPECIAL_FLOATS = new Map<string, number>([
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map((text): [string, number] => [text, Infinity]),
  ...['-.inf', '-.Inf', '-.INF'].map((text): [string, number] => [text, -Infinity]),
  ...['.nan', '.NaN', '.NAN'].map((text): [string, number] => [text, NaN]),
]);

/**
 * The number that a plain scalar stands for, null where it is a string.
 *
 * Follows `resolve` of go-yaml v2, the reader behind sigs.k8s.io/yaml: underscores are dropped, then Go's `strconv.ParseInt` with base 0
 * (`0x`, `0b`, `0o` and a bare leading 0 are prefixes), then a YAML float; so `08` is 8. There are no base 60 numbers.
 */
export function parseNumber(source: string): number | null {
  if (SIMPLE_INTEGER.test(source)) return finite(Number(source));
  const special = SPECIAL_FLOATS.get(source);
  if (special !== undefined) return special;
  // a leading dot goes straight to Go's ParseFloat, which knows no underscores
  const plain = source.charCodeAt(0) === 46 ? source : source.replaceAll('_', '');
  const prefixed = PREFIXED_INTEGER.exec(plain);
  if (prefixed) {
    const [, sign, hex, binary, octal] = prefixed;
    const size = parseInt(hex ?? binary ?? octal, hex !== undefined ? 16 : binary !== undefined ? 2 : 8);
    if (size < MAX_UINT64) return (sign === '-' ? -size : size) + 0;
  }
  if (!FLOAT.test(plain)) return null;
  return finite(Number(plain));
}

/** Without the sign of a zero, which JSON does not keep. */
function finite(value: number): number | null {
  return Number.isFinite(value) ? value + 0 : null;
}

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

/** The plain scalars that stand for a boolean or for null. */
const WORDS = new Map<string, boolean | null>();
for (const word of ['', '~', 'null', 'y', 'yes', 'on', 'true', 'n', 'no', 'off', 'false']) {
  for (const text of [word, word.slice(0, 1).toUpperCase() + word.slice(1), word.toUpperCase()]) {
    const value = [nullYaml11Tag, boolYaml11Tag].map((tag) => tag.resolve(text, false, tag.tagName)).find((each) => each !== NOT_RESOLVED);
    if (typeof value === 'boolean' || value === null) WORDS.set(text, value);
  }
}
const LONGEST_WORD = Math.max(...[...WORDS.keys()].map((word) => word.length));

/** What a plain scalar without a tag stands for, by `KUBECTL_SCHEMA`, except that `<<` is a string here. */
export function plainValue(source: string): string | number | boolean | null {
  if (startsLikeNumber(source)) return parseNumber(source) ?? source;
  if (source.length > LONGEST_WORD) return source;
  const value = WORDS.get(source);
  return value === undefined ? source : value;
}

function startsLikeNumber(source: string): boolean {
  const first = source.charCodeAt(0);
  return (first >= 48 && first <= 57) || first === 43 || first === 45 || first === 46;
}

/** What a plain key is called once it is a string: `on` is `true`, `010` is `8`. */
export function plainKey(source: string): string {
  const value = plainValue(source);
  // null is no key
  return value === null ? source : String(value);
}
