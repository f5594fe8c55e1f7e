import { backendOf } from './backends';
import type { Cause } from './causes';
import type { GceClass } from './class';
import { isRefused, literalLength, matcherOf, pathPatterns } from './paths';
import type { Ingress, IngressBackend, IngressPath, IngressRule } from '../../../kubernetes/ingress';
import type { OpenQuestion, Source } from '../../../kubernetes/open-question';
import type { Fault, Route, VirtualHost } from '../../model';
import type { DialectInputs } from '../dialect';
import { hostMatcher } from '../host-matcher';
import { defaultBackendSource, hostSource, pathSource, ruleSource } from '../sources';

export interface UrlMap {
  readonly hosts: readonly VirtualHost[];
  readonly causes: readonly Cause[];
  readonly faults: readonly Fault[];
  /** What one path hangs on, the whole Ingress hangs on. */
  readonly open: readonly OpenQuestion[];
}

/** What decides between the patterns of a host. */
export const PRECEDENCE: readonly string[] = ['rules before the default backend', 'the longer literal path'];

/**
 * The URL map of an Ingress: a later rule of the same host takes the place of the earlier one, and a later pattern of the same text as well. A host that has rules
 * falls back to the default backend alone.
 *
 * @see https://github.com/kubernetes/ingress-gce/blob/acbcf5d66dd9d31297a2a52a2d7d83d4c1a94539/pkg/utils/gceurlmap.go PutPathRulesForHost
 */
export function urlMapOf(ingress: Ingress, kind: GceClass, inputs: DialectInputs): UrlMap {
  const causes: Cause[] = [];
  const open: OpenQuestion[] = [];
  const faults: Fault[] = [];
  const more: RouteInputs = { kind, inputs, causes, open, faults };
  const rest = defaultRoutes(ingress, more);
  const byHost = new Map<string, VirtualHost>();
  const last = new Map(ingress.rules.flatMap((rule) => rule.paths === null ? [] : [[rule.host, rule] as const]));
  for (const rule of ingress.rules) {
    if (rule.paths === null) continue;
    const later = last.get(rule.host) ?? rule;
    if (later !== rule) faults.push(replaced('rule-replaced', ruleSource(ingress, rule), ruleSource(ingress, later), 'a later rule of the same host', 'put the paths of the host into one rule'));
    const made = rule.paths.flatMap((path) => routesOf(ingress, rule, path, more));
    const routes = new Map(made);
    if (later === rule) faults.push(...replacedPaths(made.map(([pattern, route]) => ({ route, by: routes.get(pattern) ?? route }))));
    byHost.set(rule.host, { host: hostMatcher(rule.host, 'many'), routes: [...routes.values(), ...rest], onMiss: 'stop', sources: rule.host === '' ? [] : [hostSource(ingress, rule)] });
  }
  if (!byHost.has('') && rest.length > 0) byHost.set('', { host: { kind: 'any' }, routes: rest, onMiss: 'stop', sources: [] });
  return { hosts: [...byHost.values()], causes, faults, open };
}

function replaced(code: string, source: Source, by: Source, what: string, fix: string): Fault {
  return { kind: 'dropped', code, source, others: [], reason: `GKE leaves it out: ${what} (${by.field}) takes its place`, fix };
}

/** Paths of which no pattern is left, unless they would do the same. */
function replacedPaths(pairs: readonly { readonly route: Route; readonly by: Route }[]): readonly Fault[] {
  const sources = [...new Set(pairs.map(({ route }) => route.source))];
  return sources.flatMap((source) => {
    const own = pairs.filter(({ route }) => route.source === source);
    const [{ route, by }] = own;
    const isGone = own.every((each) => each.by.source !== source) && destinationOf(route) !== destinationOf(by);
    return isGone ? [replaced('path-replaced', source, by.source, 'a later path of the same text', 'leave one of the two paths')] : [];
  });
}

function destinationOf({ action }: Route): string {
  return action.kind !== 'forward' ? '' : action.to.map(({ target }) => target.kind === 'service' ? `${target.name}:${target.servicePort ?? target.port ?? ''}` : '').join();
}

interface RouteInputs {
  readonly kind: GceClass;
  readonly inputs: DialectInputs;
  readonly causes: Cause[];
  readonly open: OpenQuestion[];
  readonly faults: Fault[];
}

function routesOf(ingress: Ingress, rule: IngressRule, path: IngressPath, more: RouteInputs): readonly (readonly [string, Route])[] {
  const source = pathSource(ingress, path);
  const patterns = pathPatterns(path);
  if (patterns === null) {
    more.causes.push({ code: 'path-wildcard', source, reason: `a path of type ${path.pathType} has no wildcards, and ${path.path} has`, fix: 'set pathType: ImplementationSpecific, or leave out the wildcard' });
    return [];
  }
  const refused = patterns.find(isRefused);
  if (refused !== undefined) {
    more.causes.push({ code: 'path-refused', source, reason: `Google Cloud takes no path ${refused}: a * is the last character behind a /, and there is no ? or #`, fix: 'end the path with /*, or write it without wildcard' });
  }
  const covers = [ruleSource(ingress, rule), ...rule.host === '' ? [] : [hostSource(ingress, rule)]];
  const label = path.path === '' ? `every path (${path.pathType})` : `\`${path.path}\` (${path.pathType})`;
  const made = forwardTo(ingress, path.backend, { source, covers, label }, more);
  if (made === null) return [];
  return patterns.map((pattern) => [pattern, { ...made, conditions: { path: matcherOf(pattern) }, rank: [0, -literalLength(pattern)] }]);
}

function defaultRoutes(ingress: Ingress, more: RouteInputs): readonly Route[] {
  if (ingress.defaultBackend === null) return [];
  const made = forwardTo(ingress, ingress.defaultBackend, { source: defaultBackendSource(ingress), covers: [], label: 'the default backend' }, more);
  return made === null ? [] : [{ ...made, conditions: {}, rank: [1, 0] }];
}

function forwardTo(
  ingress: Ingress, backend: IngressBackend | null, place: Pick<Route, 'covers' | 'label'> & { readonly source: Source }, { kind, inputs, causes, open, faults }: RouteInputs,
): Omit<Route, 'conditions' | 'rank'> | null {
  const found = backendOf(ingress, backend, place.source, kind, inputs);
  if (found.kind === 'cause') {
    causes.push(found.cause);
    return null;
  }
  open.push(...found.open);
  // one Service may be the backend of many paths
  faults.push(...found.faults.filter((each) => !faults.some(({ code, reason }) => code === each.code && reason === each.reason)));
  return { ...place, filters: found.filters, action: { kind: 'forward', to: [{ target: found.target, weight: 1, filters: [] }] }, open: [] };
}
