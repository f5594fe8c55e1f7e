import { pathsBelow, sampled } from './samples';
import type { Filter, PathMatcher, Route } from '../routers/model';

/**
 * A route at one scheme, where it is known which requests its redirects are for: all of them, so that the redirect is what it does, or none, as that
 * from http to https has nothing to do over https. Examples tell.
 */
export function withSettledRedirects(route: Route, scheme: 'http' | 'https'): Route {
  if (!route.filters.some(({ kind }) => kind === 'redirect')) return route;
  const filters: Filter[] = [];
  for (const filter of route.filters) {
    if (filter.kind !== 'redirect') {
      filters.push(filter);
      continue;
    }
    const { location, unless, status, statusOfOtherMethods, source } = filter;
    const acts = (path: string): boolean => unless === undefined || sampled(location, path, { scheme }) !== sampled(unless, path, { scheme });
    const acting = new Set(examplesOf(route.conditions.path).map(acts));
    if (!acting.has(false)) return { ...route, filters, action: { kind: 'redirect', status, statusOfOtherMethods, location, source } };
    if (acting.has(true)) filters.push(filter);
  }
  return { ...route, filters };
}

function examplesOf(matcher: PathMatcher = { kind: 'any' }): readonly string[] {
  if (matcher.kind === 'exact') return [matcher.path];
  const start = matcher.kind === 'string-prefix' || matcher.kind === 'element-prefix' ? matcher.path.replace(/\/$/, '') : '';
  return [start === '' ? '/' : start, ...pathsBelow(start)];
}
