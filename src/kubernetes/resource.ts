/** A value as kubectl would send it to the API server. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** A JSON object whose fields may have any type: hostile until parsed. */
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

/** A place in a text; both count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Where an object was read. */
export interface Origin {
  /** The file as the user named it, `<stdin>` for standard input, null for objects that were never text. */
  readonly file: string | null;

  /** The path of the construct that made it (`app/kiada/quote`), null where it is not known. */
  readonly construct: string | null;

  /**
   * The place of a field, or of its nearest parent that exists.
   *
   * @param path a field path as the API server writes it: `spec.ports[0].name`; a key that is not a plain word stands in
   *   brackets, `metadata.annotations[example.com/x]`. The empty path is the object itself.
   * @returns null where the object has no text
   */
  locate(path: string): Position | null;
}

/** The origin of objects that have no text. */
export const NO_ORIGIN: Origin = { file: null, construct: null, locate: () => null };

/** What names an object in the cluster. */
export interface ObjectRef {
  readonly apiVersion?: string;
  readonly kind: string;
  /** null for kinds that have no namespace. */
  readonly namespace: string | null;
  readonly name: string;
}

/** One object of the input, and where it came from. */
export interface Resource extends ObjectRef {
  readonly apiVersion: string;
  readonly object: JsonObject;
  readonly origin: Origin;
}

/** `Service kiada/quote`: how every message names an object. */
export function describe(ref: ObjectRef): string {
  return ref.namespace === null ? `${ref.kind} ${ref.name}` : `${ref.kind} ${ref.namespace}/${ref.name}`;
}
