import type { Resource } from '../kubernetes/resource';

export type Severity = 'error' | 'warning' | 'info';

/** Something wrong, where, and how to mend it. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  /** What is wrong, with the names of the objects and the near miss; lower case start, no full stop. */
  readonly message: string;
  /** How to mend it, precise enough to do by hand. */
  readonly fix: string;
  readonly resource: Resource;
  /** The field: `spec.ports[0].targetPort`; empty = the object. */
  readonly path: string;
}
