import type { JsonObject } from '../resource';
import type { Verdict } from '../violation';

/** What the verdict hangs on besides the object. */
export interface ValidationOptions {
  /** Minor of Kubernetes 1.x whose rules apply, 27 to 37. */
  readonly kubernetesMinor: number;
}

/**
 * What the API server says when an object is created with strict field validation.
 *
 * Objects of kinds that have no rules here are accepted as they are.
 */
export function validateObject(_object: JsonObject, _options?: Partial<ValidationOptions>): Verdict {
  return { violations: [], warnings: [] };
}
