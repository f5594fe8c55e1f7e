import { convertBackends, type GrantNeeded, type TlsNeeded } from './backends';
import { convertConditions, type Excluded } from './conditions';
import { convertCors } from './cors';
import { convertFilters, type MatchedPath } from './filters';
import type { GatewayRule, MigrationNote } from './model';
import { isPassthroughQuestion } from './passthrough';
import { convertPath, withoutSlash, type GatewayPath } from './paths';
import { convertRedirect } from './redirects';
import { isFixed } from './rewrites';
import { withSettledRedirects } from './settled-redirects';
import type { Cluster } from '../cluster/model';
import type { JsonObject } from '../kubernetes/resource';
import type { Route } from '../routers/model';

/** What a route becomes. */
export interface ConvertedRoute {
  /** What goes first stands first; empty where nothing says the same. */
  readonly rules: readonly GatewayRule[];
  readonly notes: readonly MigrationNote[];
  readonly grants: readonly GrantNeeded[];
  readonly tls: readonly TlsNeeded[];
  /** The path that a prefix takes besides what the route takes. */
  readonly withoutBare?: string;
  /** What the route does not take of what its rules match: a rule before them is to take it. */
  readonly excluded?: Excluded;
}

/** A route of a router as rules of an HTTPRoute. */
export function convertRoute(asWritten: Route, cluster: Cluster, scheme: 'http' | 'https'): ConvertedRoute {
  const route = withSettledRedirects(asWritten, scheme);
  const { source, conditions, action } = route;
  const replaces = route.filters.some((filter) => filter.kind === 'rewrite' && filter.path !== undefined && !isFixed(filter.path));
  const settings = settingNotes(route, scheme);
  const cors = convertCors(route);
  if (cors !== null) return without([...settings, cors.note]);
  if (action.kind === 'respond') return without([...settings, ...respondNotes(route)]);
  const path = convertPath(conditions.path ?? { kind: 'any' }, source, replaces);
  const extra = convertConditions(conditions, source);
  if (extra.matches === null || path.paths.length === 0) return without([...settings, ...path.notes, ...extra.notes]);
  const matched = matchedBy(path.paths, route);
  const owner = source.resource;
  const filters = convertFilters(route.filters, matched, owner, cluster);
  const redirect = action.kind === 'redirect' ? convertRedirect(action, matched, conditions.methods) : null;
  const backends = action.kind === 'forward' ? convertBackends(action.to, owner, cluster) : null;
  const notes = [...settings, ...path.notes, ...extra.notes, ...filters.notes, ...redirect?.notes ?? [], ...backends?.notes ?? []];
  if (redirect?.filter === null) return without(notes);
  const paths = filters.ofPrefix || redirect?.ofPrefix === true ? path.paths.slice(0, 1) : path.paths;
  const matchesWith = (all: readonly JsonObject[]): readonly JsonObject[] => (
    paths.flatMap((each) => all.map((fields) => ({ path: { ...each }, ...fields })))
  );
  const matches = matchesWith(extra.matches);
  const excluded = extra.excluded === undefined ? {} : { excluded: { ...extra.excluded, matches: matchesWith(extra.excluded.matches) } };
  const backendRefs = backends?.refs ?? [];
  const rule = (some: readonly JsonObject[], made: readonly JsonObject[]): GatewayRule => (
    { owner, matches: some, filters: made, backendRefs, notes }
  );
  const withoutBare = path.withoutBare === undefined ? {} : { withoutBare: path.withoutBare };
  const rest = { notes, grants: backends?.grants ?? [], tls: backends?.tls ?? [], ...withoutBare, ...excluded };
  if (redirect === null) return { rules: [rule(matches, filters.filters)], ...rest };
  const kept = filters.filters.filter(({ type }) => type === 'ResponseHeaderModifier');
  const forGet = redirect.filterOfGet === undefined ? [] : [rule(matches.map((each) => ({ ...each, method: 'GET' })), [...kept, redirect.filterOfGet])];
  return { rules: [...forGet, rule(matches, [...kept, redirect.filter])], ...rest };
}

function without(notes: readonly MigrationNote[]): ConvertedRoute {
  return { rules: [], notes, grants: [], tls: [] };
}

function matchedBy([first, ...others]: readonly GatewayPath[], { conditions }: Route): MatchedPath {
  const pattern = conditions.path?.kind === 'pattern' ? { pattern: conditions.path.pattern } : {};
  const prefix = first.type === 'PathPrefix' ? withoutSlash(first.value) : null;
  return { prefix, exact: first.type === 'Exact' && others.length === 0 ? first.value : null, ...pattern };
}

/** Annotations that are not simulated are not migrated either. */
function settingNotes({ open }: Route, scheme: 'http' | 'https'): readonly MigrationNote[] {
  return open.filter((each) => scheme === 'https' || !isPassthroughQuestion(each)).flatMap((question) => {
    const source = question.sources.find(({ kind }) => kind === 'annotation');
    return source === undefined ? [] : [{
      code: 'setting-not-migrated',
      source,
      reason: `${source.field.replace(/^metadata\.annotations/, 'annotation ')} is not migrated`,
      action: 'look for the setting among the policies of your controller',
    }];
  });
}

/** A rule without backends answers 500 and nothing else; where no rule matches a Gateway answers 404. */
function respondNotes({ action, source }: Route): readonly MigrationNote[] {
  if (action.kind !== 'respond' || action.status === 404 || action.code === 'controller-page') return [];
  const what = action.status === null ? 'the connection is closed' : `${action.status} is answered`;
  return [{ code: `respond-${action.code}`, source: { ...source, ...action.source }, reason: `${what} here (${action.reason}), and a Gateway has no answers of its own but redirects`, action: 'answer by a Service of your own, or use a policy of your controller' }];
}
