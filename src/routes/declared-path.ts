import { objectAt, textAt } from '../kubernetes/fields';
import type { JsonObject, Json } from '../kubernetes/resource';
import type { PathMatcher, Route } from '../routers/model';

interface DeclaredPath {
  readonly path: string | null;
  readonly pathType: string | null;
}

const NOTHING: DeclaredPath = { path: null, pathType: null };

/** The path of a route as its object writes it, else as the router reads it. */
export function declaredPath({ source, conditions }: Route): DeclaredPath {
  const written = source.kind === 'path' || source.kind === 'match' ? at(source.resource.object, source.field) : undefined;
  if (written !== undefined && source.kind === 'path') return { path: textAt(written, 'path'), pathType: textAt(written, 'pathType') };
  const match = written === undefined ? undefined : objectAt(written, 'path');
  if (match !== undefined) return { path: textAt(match, 'value') ?? '/', pathType: textAt(match, 'type') ?? 'PathPrefix' };
  return conditions.path === undefined ? NOTHING : matcherPath(conditions.path);
}

const TYPES: Readonly<Record<Exclude<PathMatcher['kind'], 'any'>, string>> = {
  'exact': 'Exact', 'element-prefix': 'Prefix', 'string-prefix': 'StringPrefix', 'glob': 'Glob', 'pattern': 'RegularExpression',
};

function matcherPath(matcher: PathMatcher): DeclaredPath {
  if (matcher.kind === 'any') return NOTHING;
  return { path: matcher.kind === 'pattern' ? matcher.pattern.text : matcher.path, pathType: TYPES[matcher.kind] };
}

/** The object at a field path of the kind that sources have: `spec.rules[0].http.paths[1]`. */
function at(object: JsonObject, field: string): JsonObject | undefined {
  let value: Json | undefined = object;
  for (const part of field.split(/[.[\]]+/).filter((each) => each !== '')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as Readonly<Record<string, Json>>)[part];
  }
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as JsonObject : undefined;
}
