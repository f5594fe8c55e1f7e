import type { Json } from '../../resource';

const UNITS: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 };

/**
 * A duration in milliseconds.
 *
 * @param value `10s`, `1m30s`, `500ms`; units `h`, `m`, `s`, `ms` in any order
 * @returns null where it is not a duration
 * @see https://gateway-api.sigs.k8s.io/geps/gep-2257/
 */
export function duration(value: Json): number | null {
  if (typeof value !== 'string' || !/^([0-9]{1,5}(h|m|s|ms)){1,4}$/.test(value)) return null;
  let sum = 0;
  for (const [, digits, unit] of value.matchAll(/([0-9]+)(h|ms|m|s)/g)) sum += Number(digits) * UNITS[unit];
  return sum;
}
