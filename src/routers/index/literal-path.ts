import type { PathMatcher, Route } from '../model';

/** A path that is compared as a text, letter by letter. */
export type LiteralMatcher = Exclude<PathMatcher, { readonly kind: 'glob' | 'pattern' }>;

const ANY: LiteralMatcher = { kind: 'any' };

/** The path condition of a route, where it is literal; null where it is not. */
export function literalOf({ conditions: { path = ANY } }: Route): LiteralMatcher | null {
  return path.kind === 'any' || (path.kind !== 'glob' && path.kind !== 'pattern' && path.ignoreCase !== true) ? path : null;
}

export function literalMatches(matcher: LiteralMatcher, path: string): boolean {
  switch (matcher.kind) {
    case 'any': return true;
    case 'exact': return path === matcher.path;
    case 'string-prefix': return path.startsWith(matcher.path);
    case 'element-prefix': {
      const prefix = matcher.path.endsWith('/') ? matcher.path.slice(0, -1) : matcher.path;
      return path === prefix || path.startsWith(`${prefix}/`);
    }
  }
}
