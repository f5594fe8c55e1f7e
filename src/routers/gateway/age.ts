/** What conflicts between objects are settled by. */
export interface Aged {
  readonly creationTimestamp: string | null;
  readonly namespace: string;
  readonly name: string;
}

/**
 * The oldest first, then by namespace and name; an object without `creationTimestamp` is yet to be created, so it is younger than all that have one.
 *
 * @see https://gateway-api.sigs.k8s.io/guides/api-design/#conflicts
 */
export function byAge(a: Aged, b: Aged): number {
  return compareAge(a.creationTimestamp, b.creationTimestamp) || compareText(`${a.namespace}/${a.name}`, `${b.namespace}/${b.name}`);
}

function compareAge(a: string | null, b: string | null): number {
  if (a === b) return 0;
  if (a === null) return 1;
  return b === null ? -1 : compareText(a, b);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
