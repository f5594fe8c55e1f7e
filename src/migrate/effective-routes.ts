import { literalOf } from '../routers/classes/matcher-languages';
import { compilePattern } from '../routers/index/pattern';
import type { PathMatcher, Pattern, Route } from '../routers/model';

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
  if (other.ignoreCase && !one.ignoreCase && one.path !== '/') return false;
  const [path, otherPath] = [one, other].map((each) => one.ignoreCase ? each.path.toLowerCase() : each.path);
  const text = other.kind === 'element-prefix' ? withoutSlash(otherPath) : otherPath;
  switch (one.kind) {
    case 'exact': return other.kind === 'exact' && path === otherPath;
    case 'string-prefix': return text.startsWith(path) || (path === '/' && text === '');
    case 'element-prefix': {
      const prefix = withoutSlash(path);
      if (other.kind === 'string-prefix') return text.startsWith(`${prefix}/`);
      return text === prefix || text.startsWith(`${prefix}/`);
    }
  }
}

interface LiteralMatcher {
  readonly kind: 'exact' | 'element-prefix' | 'string-prefix';
  readonly path: string;
  /** Of paths with letters. */
  readonly ignoreCase: boolean;
}

function literalMatcher(matcher: PathMatcher): LiteralMatcher | null {
  if (matcher.kind === 'any') return { kind: 'string-prefix', path: '/', ignoreCase: false };
  if (matcher.kind === 'glob') return null;
  if (matcher.kind !== 'pattern') return { kind: matcher.kind, path: matcher.path, ignoreCase: matcher.ignoreCase === true && /[a-z]/i.test(matcher.path) };
  return literalOfPattern(matcher.pattern);
}

/** The literal that a pattern is another way to write, in any case where the pattern is so. */
export function literalOfPattern(pattern: Pattern): LiteralMatcher | null {
  const literal = literalOf(pattern);
  if (literal !== null) return { kind: literal.kind, path: literal.text, ignoreCase: false };
  const ofCase = pattern.ignoreCase ? literalOf(compilePattern(pattern.text)) : null;
  return ofCase === null ? null : { kind: ofCase.kind, path: ofCase.text, ignoreCase: true };
}

function withoutSlash(path: string): string {
  return path.endsWith('/') ? path.slice(0, -1) : path;
}
