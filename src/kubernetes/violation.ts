/** Why the API server refuses a field; its own words are `details.causes[].reason` and `status.reason`. */
export type ViolationReason =
  | 'required' | 'invalid' | 'duplicate' | 'not-supported' | 'forbidden' | 'too-long' | 'too-many'
  | 'wrong-type' | 'unknown-field';

/** One cause for which the API server would refuse an object. */
export interface Violation {
  /** The server's own field path: `spec.ports[0].name`. */
  readonly path: string;
  readonly reason: ViolationReason;
  /** What was got and what is allowed; lower case, no full stop. */
  readonly message: string;
  /** The server may be set up to take it: the default of a flag decides (`--service-node-port-range`). */
  readonly ofDefaults?: boolean;
}

/** Something that the API server accepts with a warning. */
export interface ServerWarning {
  readonly path: string;
  readonly message: string;
}

/** What the API server says of one object. */
export interface Verdict {
  readonly violations: readonly Violation[];
  readonly warnings: readonly ServerWarning[];
}
