import { allHold } from './conditions';
import { normalPath } from './path-steps';
import type { Found } from './router-index';
import { evaluateTemplate, type TemplateInputs } from './template';
import type { Filter, Pattern, RewriteFilter, Route, Router, RouterRequest, Template } from '../model';

export type Gate = Extract<Filter, { readonly kind: 'gate' }>;
export type RejectFilter = Extract<Filter, { readonly kind: 'reject' }>;
export type RedirectFilter = Extract<Filter, { readonly kind: 'redirect' }>;

/** What filters make of a request. */
export interface Filtered {
  /** What the backend gets instead of what was sent; null: the same. */
  readonly path: string | null;
  readonly host: string | null;
  /** Gates on the way that the request passes only if what they need is right, which the manifests do not say. */
  readonly gates: readonly Gate[];
  /** Rewrites whose pattern the engine cannot run: whether they change the request is open. */
  readonly undecided: readonly RewriteFilter[];
  /** The filter that answers by itself; null: the request goes on. */
  readonly ended: Ended | null;
}

export type Ended =
  | { readonly by: RedirectFilter; readonly status: number; readonly location: string }
  | { readonly by: Gate | RewriteFilter | RejectFilter; readonly status: number; readonly location: null };

/** Applies filters one after the other: each gets what the ones before it left. */
export function applyFilters(router: Router, filters: readonly Filter[], route: Route, request: RouterRequest, found: Found): Filtered {
  const sent = sentPath(router, request);
  const gates: Gate[] = [];
  const undecided: RewriteFilter[] = [];
  let path = sent === request.path ? null : sent;
  let host: string | null = null;
  let rewritten: string | null = null;
  for (const filter of filters) {
    const inputs = (pattern?: Pattern): TemplateInputs => templateInputs(router, route, request, found, { pattern, rewritten });
    let ended: Ended | null = null;
    if (filter.kind === 'gate') {
      ended = passGate(filter, request, gates);
    } else if (filter.kind === 'reject') {
      if (allHold(filter.when, request) === true) ended = { by: filter, status: filter.status, location: null };
    } else if (filter.kind === 'redirect') {
      ended = redirected(filter, request, inputs());
    } else if (filter.kind === 'rewrite') {
      const given = inputs(filter.pattern);
      // a pattern of its own that does not match leaves the request as it is
      if (filter.pattern !== undefined && given.groups.length === 0) {
        if (filter.pattern.test(given.path) === null) undecided.push(filter);
        continue;
      }
      if (filter.host !== undefined) host = evaluateTemplate(filter.host, given);
      if (filter.path !== undefined) path = rewritten = evaluateTemplate(filter.path, given);
      if (filter.uncleanStatus !== undefined && rewritten !== null && isUnclean(rewritten)) {
        ended = { by: filter, status: filter.uncleanStatus, location: null };
      }
    }
    if (ended !== null) return { path, host, gates, undecided, ended };
  }
  // nothing is sent as the root: a request line has a path
  const last = path === '' ? '/' : path;
  return { path: last === request.path ? null : last, host, gates, undecided, ended: null };
}

/** Requests of a trace have no client certificate, and credentials only where their header is given. */
function passGate(gate: Gate, { headers }: RouterRequest, gates: Gate[]): Ended | null {
  if (gate.needs === 'client-certificate' || (gate.needs === 'credentials' && !Object.hasOwn(headers, 'authorization'))) {
    return { by: gate, status: gate.otherwise, location: null };
  }
  gates.push(gate);
  return null;
}

function redirected(by: RedirectFilter, { method }: RouterRequest, inputs: TemplateInputs): Ended | null {
  const location = evaluateTemplate(by.location, inputs);
  if (by.unless !== undefined && evaluateTemplate(by.unless, inputs) === location) return null;
  return { by, status: redirectStatus(by, method), location };
}

export function redirectStatus({ status, statusOfOtherMethods }: Pick<RedirectFilter, 'status' | 'statusOfOtherMethods'>, method: string): number {
  return method === 'GET' ? status : statusOfOtherMethods ?? status;
}

function isUnclean(path: string): boolean {
  return path !== '' && (!path.startsWith('/') || /\/\/|\/\.\.?(?:\/|$)/.test(path.replace(/\?[^]*$/, '')));
}

/** The URL of a redirect. */
export function locationOf(router: Router, location: Template, route: Route, request: RouterRequest, found: Found): string {
  return evaluateTemplate(location, templateInputs(router, route, request, found, { rewritten: null }));
}

function sentPath({ sentSteps }: Router, { path }: RouterRequest): string {
  return sentSteps === undefined ? path : normalPath(sentSteps, path) ?? path;
}

interface Earlier {
  /** Whose groups the template may name; absent: the pattern of the route's own path. */
  readonly pattern?: Pattern;
  /** What earlier rewrites left of the path. */
  readonly rewritten: string | null;
}

function templateInputs(router: Router, route: Route, request: RouterRequest, found: Found, { pattern, rewritten }: Earlier): TemplateInputs {
  const path = rewritten ?? found.path;
  const own = route.conditions.path;
  const groups = (pattern ?? (own?.kind === 'pattern' ? own.pattern : undefined))?.groups(path) ?? [];
  return { request, host: found.hostName, path, rawPath: rewritten ?? request.path, sentPath: rewritten ?? sentPath(router, request), groups };
}
