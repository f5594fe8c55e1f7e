/** Deeper than any object that is meant: the API server's own limit is 10,000. */
export const MAX_DEPTH = 500;

/** A text that cannot be read, and where. */
export class DocumentError extends Error {
  constructor(readonly offset: number, message: string) {
    super(message);
  }
}

/** One document, and the offset at which its content starts; -1 where it has none. */
export interface YamlDocument {
  readonly value: unknown;
  readonly root: number;
}

/** How many values the aliases of one text may still stand for. */
export interface AliasBudget {
  remaining: number;
}

/** A few lines of nested aliases can stand for billions of values; go-yaml refuses those as well ("excessive aliasing"). */
export const MAX_ALIASED_VALUES = 1_000_000;

/** The value of a JSON text, undefined where it is none; duplicate keys: the last wins, as in YAML. Throws a `DocumentError`. */
export function readJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const fault = jsonFault(value, 0);
  if (fault !== null) throw new DocumentError(0, fault);
  return value;
}

function jsonFault(value: unknown, depth: number): string | null {
  if (typeof value === 'number') return Number.isFinite(value) ? null : 'a number is too large for JSON';
  if (typeof value !== 'object' || value === null) return null;
  if (depth >= MAX_DEPTH) return `nested deeper than ${MAX_DEPTH} levels`;
  for (const item of Array.isArray(value) ? value : Object.values(value)) {
    if (typeof item !== 'object' && typeof item !== 'number') continue;
    const fault = jsonFault(item, depth + 1);
    if (fault !== null) return fault;
  }
  return null;
}
