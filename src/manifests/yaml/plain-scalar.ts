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

/** The plain scalars that stand for a boolean or for null. */
const WORDS = new Map<string, boolean | null>([
  ...inAllCases(['', '~', 'null'], null),
  ...inAllCases(['y', 'yes', 'on', 'true'], true),
  ...inAllCases(['n', 'no', 'off', 'false'], false),
]);

function inAllCases(words: readonly string[], value: boolean | null): [string, boolean | null][] {
  const cases = words.flatMap((word) => [word, word.slice(0, 1).toUpperCase() + word.slice(1), word.toUpperCase()]);
  return cases.map((text) => [text, value]);
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
