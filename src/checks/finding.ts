import type { Json, Resource } from '../kubernetes/resource';

export type Severity = 'error' | 'warning' | 'info';

/** A field and what to write there, so that an editor or a test can do what a fix says. */
export interface Edit {
  /** A field of the finding's object: `spec.ports[0].targetPort`, `metadata.labels[example.com/app]`. */
  readonly path: string;
  /** null: the field is to be removed. */
  readonly value: Json;
}

/** Something wrong, where, and how to fix it. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  /** What is wrong, with the names of the objects and the near miss; lower case start, no full stop. */
  readonly message: string;
  /** How to fix it, precise enough to do by hand. */
  readonly fix: string;
  /** What the fix writes into fields of the object, where it names them and what to write; absent where it asks for more than that. */
  readonly edits?: readonly Edit[];
  readonly resource: Resource;
  /** The field: `spec.ports[0].targetPort`; empty = the object. */
  readonly path: string;
}
