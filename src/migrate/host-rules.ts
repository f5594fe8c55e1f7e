import type { GrantNeeded, TlsNeeded } from './backends';
import type { Excluded } from './conditions';
import { convertCors, type ConvertedCors } from './cors';
import { covers, effectiveRoutes, isUnconditional } from './effective-routes';
import { convertGrpc, isGrpcHost } from './grpc';
import type { HostEntry } from './hosts';
import type { GatewayRule, MigrationNote } from './model';
import { convertPassthrough, type Passthrough } from './passthrough';
import { convertRoute, type ConvertedRoute } from './rules';
import type { Cluster } from '../cluster/model';
import type { JsonObject } from '../kubernetes/resource';
import type { PathMatcher, Route } from '../routers/model';

export interface HostRules {
  readonly rules: readonly GatewayRule[];
  readonly notesOf: ReadonlyMap<Route, readonly MigrationNote[]>;
  readonly grants: readonly GrantNeeded[];
  readonly tls: readonly TlsNeeded[];
  /** Instead of rules: what gets the connections as they are; null: they are decrypted. */
  readonly passthrough: Passthrough | null;
}

/** The rules for one host by one scheme, most specific first. */
export function hostRules(entry: HostEntry, cluster: Cluster): HostRules {
  const { routes, scheme } = entry;
  if (entry.passthrough !== null) {
    const passthrough = convertPassthrough(entry.passthrough, cluster);
    const notesOf = new Map(routes.map((route): readonly [Route, readonly MigrationNote[]] => [route, passthrough.notes]));
    return { rules: [], notesOf, grants: passthrough.grants, tls: [], passthrough };
  }
  const effective = effectiveRoutes(routes);
  const notesOf = new Map<Route, readonly MigrationNote[]>();
  const isGrpc = isGrpcHost(effective);
  const convert = (route: Route): ConvertedRoute => isGrpc && route.action.kind === 'forward' ? convertGrpc(route, cluster) : convertRoute(route, cluster, scheme);
  const converted = effective.map((route): readonly [Route, ConvertedRoute] => [route, convert(route)]);
  const cors = corsOf(effective);
  for (const [route, { notes }] of converted) {
    const preflight = cors.get(placeOf(route))?.note;
    notesOf.set(route, preflight === undefined || notes.includes(preflight) ? notes : [...notes, preflight]);
  }
  const made = converted.map(([route, { rules, withoutBare, excluded }]): Made => {
    const filter = cors.get(placeOf(route))?.filter ?? null;
    return { route, rules: rules.map((each) => withCors(each, filter)), withoutBare, excluded };
  });
  const whole: Route[] = [];
  const rules = made.flatMap((each, i) => {
    // with what is kept out before it, a rule takes all of its path
    if (whole.some((earlier) => covers(earlier.conditions.path, each.route.conditions.path))) return [];
    const before = excludedRules(each, made.slice(i + 1));
    if (before !== null && before.length > 0 && isOfPathAlone(each.rules)) whole.push(each.route);
    if (before !== null) return [...before, ...each.rules, ...barePath(each.withoutBare, made)];
    if (each.excluded !== undefined) notesOf.set(each.route, [...notesOf.get(each.route) ?? [], each.excluded.note]);
    return [];
  });
  return {
    rules: merged(withoutRepeats(rules)),
    notesOf,
    grants: converted.flatMap(([, { grants }]) => grants),
    tls: converted.flatMap(([, { tls }]) => tls),
    passthrough: null,
  };
}

function isOfPathAlone(rules: readonly GatewayRule[]): boolean {
  return rules.every(({ matches }) => matches.every((match) => Object.keys(match).length === 1));
}

/** What answers preflight requests, by the path that they are for. */
function corsOf(routes: readonly Route[]): ReadonlyMap<string, ConvertedCors> {
  return new Map(routes.flatMap((route): (readonly [string, ConvertedCors])[] => {
    const cors = convertCors(route);
    return cors === null ? [] : [[placeOf(route), cors]];
  }));
}

function placeOf({ source: { resource, field } }: Route): string {
  return `${resource.namespace}/${resource.name} ${field}`;
}

/** A redirect answers preflight requests as all others. */
function withCors(rule: GatewayRule, filter: JsonObject | null): GatewayRule {
  return filter === null || rule.backendRefs.length === 0 ? rule : { ...rule, filters: [...rule.filters, filter] };
}

interface Made {
  readonly route: Route;
  readonly rules: readonly GatewayRule[];
  readonly withoutBare?: string;
  readonly excluded?: Excluded;
}

/**
 * What a route keeps out goes where it went before, to the next route: more conditions on the same path win. null where no single rule takes it.
 */
function excludedRules({ route, rules, excluded }: Made, later: readonly Made[]): readonly GatewayRule[] | null {
  if (excluded === undefined || rules.length === 0) return [];
  const next = later.find((each) => isUnconditional(each.route) && covers(each.route.conditions.path, route.conditions.path));
  if (next?.rules.length !== 1) return null;
  const [[{ owner }], [taking]] = [rules, next.rules];
  if (taking.owner.namespace !== owner.namespace || taking.filters.some(replacesPrefix)) return null;
  return [{ ...taking, owner, matches: excluded.matches, notes: [] }];
}

/** A prefix takes its exact path, too: it gets a rule of its own, of what serves it otherwise. */
function barePath(bare: string | undefined, made: readonly Made[]): readonly GatewayRule[] {
  if (bare === undefined || bare === '') return [];
  const path: PathMatcher = { kind: 'exact', path: bare };
  const serving = made.find(({ route, rules }) => rules.length > 0 && isUnconditional(route) && covers(route.conditions.path, path));
  if (serving === undefined || serving.route.conditions.path?.kind === 'exact' || serving.rules.some(({ filters }) => filters.some(replacesPrefix))) return [];
  return serving.rules.map((rule) => ({ ...rule, matches: [{ ...rule.matches[0], path: { type: 'Exact', value: bare } }], notes: [] }));
}

function replacesPrefix(filter: JsonObject): boolean {
  return JSON.stringify(filter).includes('replacePrefixMatch');
}

/** A prefix is not needed where the next shorter one does the same, and nothing is told apart by more than its path. */
function withoutRepeats(rules: readonly GatewayRule[]): readonly GatewayRule[] {
  if (rules.some(({ kind, matches }) => kind === 'GRPCRoute' || matches.some((match) => Object.keys(match).length > 1 || pathOf(match).type === 'RegularExpression'))) return rules;
  const flat = rules.flatMap((rule) => rule.matches.map((match) => ({ rule, ...pathOf(match) })));
  const isRepeat = (rule: GatewayRule, { type, value }: { readonly type: string; readonly value: string }): boolean => {
    if (rule.filters.some(replacesPrefix)) return false;
    const around = flat.filter((other) => other.type === 'PathPrefix' && (other.value !== value || type === 'Exact') && isBelow(value, other.value)).sort((a, b) => b.value.length - a.value.length)[0];
    return around !== undefined && bodyOf(around.rule) === bodyOf(rule) && rule.notes.every(
      ({ code }) => around.rule.notes.some((note) => note.code === code),
    );
  };
  return rules.flatMap((rule) => {
    const matches = rule.matches.filter((match) => !isRepeat(rule, pathOf(match)));
    return matches.length === 0 ? [] : [{ ...rule, matches }];
  });
}

function isBelow(path: string, prefix: string): boolean {
  const start = prefix.endsWith('/') ? prefix.slice(0, -1) : prefix;
  return path === start || path.startsWith(`${start}/`);
}

function pathOf({ path }: JsonObject): { readonly type: string; readonly value: string } {
  return path as { readonly type: string; readonly value: string } & JsonObject;
}

/** What a rule does, whatever it matches. */
function bodyOf({ owner, filters, backendRefs }: GatewayRule): string {
  return JSON.stringify([owner.namespace, owner.name, filters, backendRefs]);
}

/** Matches in one rule are read together by people. */
const MOST_MATCHES = 8;

/** Neighbours that do the same become one rule with several matches. */
function merged(rules: readonly GatewayRule[]): readonly GatewayRule[] {
  const all: GatewayRule[] = [];
  for (const rule of rules) {
    const last = all[all.length - 1];
    const together = last !== undefined && bodyOf(last) === bodyOf(rule)
      && last.matches.length + rule.matches.length <= MOST_MATCHES && !rule.filters.some(replacesPrefix);
    if (together) all[all.length - 1] = { ...last, matches: [...last.matches, ...rule.matches], notes: [...last.notes, ...rule.notes] };
    else all.push(rule);
  }
  return all;
}
