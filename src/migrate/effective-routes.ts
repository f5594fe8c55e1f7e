import { literalOf } from '../routers/classes/matcher-languages';
import type { PathMatcher, Route } from '../routers/model';

/** Routes that some request takes: those that one before them, which takes every such request, leaves nothing to are left out. */
export function effectiveRoutes(routes: readonly Route[]): readonly Route[] {
  const kept: Route[] = [];
  for (const route of routes) {
    if (!kept.some((earlier) => isUnconditional(earlier) && covers(earlier.conditions.path, route.conditions.path))) kept.push(route);
  }
  return kept;
}

export function isUnconditional({ conditions: { methods, named } }: Route): boolean {
  return methods === undefined && (named === undefined || named.length === 0);
}

const ANY: PathMatcher = { kind: 'any' };

/** Whether every path of the second is one of the first, as far as literals tell. */
export function covers(a: PathMatcher = ANY, b: PathMatcher = ANY): boolean {
  if (a.kind === 'any') return true;
  const [one, other] = [literalMatcher(a), literalMatcher(b)];
  if (one === null || other === null) return a.kind === 'pattern' && b.kind === 'pattern' && a.pattern.text === b.pattern.text && a.pattern.ignoreCase === b.pattern.ignoreCase;
  const text = other.kind === 'element-prefix' ? withoutSlash(other.path) : other.path;
  switch (one.kind) {
    case 'exact': return other.kind === 'exact' && one.path === other.path;
    case 'string-prefix': return text.startsWith(one.path) || (one.path === '/' && text === '');
    case 'element-prefix': {
      const prefix = withoutSlash(one.path);
      if (other.kind === 'string-prefix') return text.startsWith(`${prefix}/`);
      return text === prefix || text.startsWith(`${prefix}/`);
    }
  }
}

interface LiteralMatcher {
  readonly kind: 'exact' | 'element-prefix' | 'string-prefix';
  readonly path: string;
}

function literalMatcher(matcher: PathMatcher): LiteralMatcher | null {
  if (matcher.kind === 'any') return { kind: 'string-prefix', path: '/' };
  if (matcher.kind === 'glob') return null;
  if (matcher.kind !== 'pattern') return matcher.ignoreCase === true ? null : matcher;
  const literal = literalOf(matcher.pattern);
  return literal === null ? null : { kind: literal.kind, path: literal.text };
}

function withoutSlash(path: string): string {
  return path.endsWith('/') ? path.slice(0, -1) : path;
}
