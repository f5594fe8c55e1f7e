import { compare } from './ingress-class';
import type { Ingress } from '../../kubernetes/ingress';
import { openQuestion, type OpenQuestion, type Source } from '../../kubernetes/open-question';
import { describe } from '../../kubernetes/resource';

/** Oldest first, those that are yet to be created last; of equal age by namespace and name. */
export function oldestFirst(a: Ingress, b: Ingress): number {
  return compareAge(a.creationTimestamp, b.creationTimestamp) || compare(`${a.namespace}/${a.name}`, `${b.namespace}/${b.name}`);
}

/** Negative where `a` is older; one without timestamp is yet to be created. */
export function compareAge(a: string | null, b: string | null): number {
  if (a === b) return 0;
  if (a === null) return 1;
  return b === null ? -1 : compare(a, b);
}

/** Which of two Ingress objects is created first, where the manifests do not say; null where they do. */
export function creationOrderQuestion(a: Ingress, b: Ingress, sources: readonly Source[], what: string): OpenQuestion | null {
  if (a.resource === b.resource || a.creationTimestamp !== null || b.creationTimestamp !== null) return null;
  return openQuestion('creation-order', {}, sources, () => `which is created first, ${describe(a.resource)} or ${describe(b.resource)}: the older one gets ${what}`);
}
