import { isObject } from '../kubernetes/fields';
import { nearest } from '../kubernetes/near-miss';
import type { Json, JsonObject } from '../kubernetes/resource';

/** A fault at a field of a document. */
export interface FieldProblem {
  readonly path: string;
  /** Lower case, no full stop. */
  readonly message: string;
}

/** Reads fields of a document that a person wrote; what does not fit becomes a problem, and the rest is read. */
export class FieldReader {
  readonly problems: FieldProblem[] = [];

  problem(path: string, message: string): null {
    this.problems.push({ path, message });
    return null;
  }

  /** A mapping with no other fields than these; null where it is none. */
  mapping(value: Json | undefined, path: string, fields: readonly string[]): JsonObject | null {
    if (!isObject(value)) return this.problem(path, `got ${shown(value)}, expected a mapping with ${fields.join(', ')}`);
    for (const key of Object.keys(value)) {
      if (fields.includes(key)) continue;
      const meant = nearest(key, fields);
      this.problem(below(path, key), `unknown field '${key}'${meant === null ? '' : `, did you mean '${meant}'?`}; allowed are ${fields.join(', ')}`);
    }
    return value;
  }

  /** The items of a list; none where it is no list. */
  list(value: Json | undefined, path: string, what: string): readonly { readonly item: Json; readonly path: string }[] {
    if (Array.isArray(value) && value.length > 0) return (value as readonly Json[]).map((item, i) => ({ item, path: `${path}[${i}]` }));
    this.problem(path, `got ${Array.isArray(value) ? 'an empty list' : shown(value)}, expected a list of ${what}`);
    return [];
  }

  text(value: Json | undefined, path: string, what: string): string | null {
    if (typeof value === 'string' && value !== '') return value;
    return this.problem(path, `got ${shown(value)}, expected ${what}`);
  }
}

/** The path of a field below another. */
export function below(path: string, key: string): string {
  if (!/^[A-Za-z][A-Za-z0-9]*$/.test(key)) return `${path}[${key}]`;
  return path === '' ? key : `${path}.${key}`;
}

/** A value as messages show it. */
export function shown(value: Json | undefined): string {
  if (value === undefined || value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  return typeof value === 'string' ? `'${value.slice(0, 100)}'` : String(value);
}
