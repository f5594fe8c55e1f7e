import type { Found } from './router-index';
import { evaluateTemplate, type TemplateInputs } from './template';
import type { Filter, Pattern, RewriteFilter, Route, RouterRequest, Template } from '../model';

/** What the backend gets instead of what was sent; null: the same. */
export interface Rewritten {
  readonly path: string | null;
  readonly host: string | null;
}

const UNCHANGED: Rewritten = { path: null, host: null };

/** What the rewrites of a route make of a request, one after the other: each gets what the one before it made. */
export function applyRewrites(filters: readonly Filter[], route: Route, request: RouterRequest, found: Found): Rewritten {
  const rewrites = filters.filter((each): each is RewriteFilter => each.kind === 'rewrite');
  if (rewrites.length === 0) return UNCHANGED;
  let path: string | null = null;
  let host: string | null = null;
  for (const { pattern, ...templates } of rewrites) {
    const inputs = templateInputs(route, request, found, pattern, path);
    if (pattern !== undefined && inputs.groups.length === 0) continue;
    if (templates.path !== undefined) path = evaluateTemplate(templates.path, inputs);
    if (templates.host !== undefined) host = evaluateTemplate(templates.host, inputs);
  }
  return { path, host };
}

/** The URL of a redirect. */
export function locationOf(location: Template, route: Route, request: RouterRequest, found: Found): string {
  return evaluateTemplate(location, templateInputs(route, request, found));
}

/**
 * @param pattern whose groups the template may name; absent: the pattern of the route's own path
 * @param rewritten what an earlier rewrite made of the path
 */
function templateInputs(route: Route, request: RouterRequest, found: Found, pattern?: Pattern, rewritten: string | null = null): TemplateInputs {
  const path = rewritten ?? found.path;
  const own = route.conditions.path;
  const groups = (pattern ?? (own?.kind === 'pattern' ? own.pattern : undefined))?.groups(path) ?? [];
  return { request, host: found.hostName, path, rawPath: rewritten ?? request.path, groups };
}
