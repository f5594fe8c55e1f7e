import type { RoutingDiff } from './change';

/**
 * Whether requests end alike.
 *
 * `unknown` where nothing differs for certain, and something may: changes that are uncertain alone, requests that were not compared.
 */
export type Likeness = 'same' | 'different' | 'unknown';

/** @param except kinds of changes that are accepted */
export function likeness({ changes, leftOut, clientsLeftOut }: RoutingDiff, except: readonly string[] = []): Likeness {
  const counted = changes.filter(({ kind }) => !except.includes(kind));
  if (counted.some(({ kind }) => kind !== 'uncertain')) return 'different';
  return counted.length > 0 || leftOut.length > 0 || clientsLeftOut > 0 ? 'unknown' : 'same';
}
