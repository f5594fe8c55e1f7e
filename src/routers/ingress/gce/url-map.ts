import { backendOf } from './backends';
import type { Cause } from './causes';
import type { GceClass } from './class';
import { isRefused, literalLength, matcherOf, pathPatterns } from './paths';
import type { Ingress, IngressBackend, IngressPath, IngressRule } from '../../../kubernetes/ingress';
import type { OpenQuestion, Source } from '../../../kubernetes/open-question';
import type { Route, VirtualHost } from '../../model';
import type { DialectInputs } from '../dialect';
import { hostMatcher } from '../host-matcher';
import { defaultBackendSource, hostSource, pathSource, ruleSource } from '../sources';

export interface UrlMap {
  readonly hosts: readonly VirtualHost[];
  readonly causes: readonly Cause[];
  /** What one path hangs on, the whole Ingress hangs on. */
  readonly open: readonly OpenQuestion[];
}

/** What decides between the patterns of a host. */
export const PRECEDENCE: readonly string[] = ['the longer literal path', 'the default backend comes last'];

/**
 * The URL map of an Ingress: a later rule of the same host takes the place of the earlier one, and a later pattern of the same text as well. A host that has rules
 * falls back to the default backend alone.
 *
 * @see https://github.com/kubernetes/ingress-gce/blob/acbcf5d66dd9d31297a2a52a2d7d83d4c1a94539/pkg/utils/gceurlmap.go PutPathRulesForHost
 */
export function urlMapOf(ingress: Ingress, kind: GceClass, inputs: DialectInputs): UrlMap {
  const causes: Cause[] = [];
  const open: OpenQuestion[] = [];
  const more: RouteInputs = { kind, inputs, causes, open };
  const rest = defaultRoutes(ingress, more);
  const byHost = new Map<string, VirtualHost>();
  for (const rule of ingress.rules) {
    if (rule.paths === null) continue;
    const routes = new Map<string, Route>();
    for (const path of rule.paths) for (const [pattern, route] of routesOf(ingress, rule, path, more)) routes.set(pattern, route);
    byHost.set(rule.host, { host: hostMatcher(rule.host, 'many'), routes: [...routes.values(), ...rest], onMiss: 'stop', sources: rule.host === '' ? [] : [hostSource(ingress, rule)] });
  }
  if (!byHost.has('') && rest.length > 0) byHost.set('', { host: { kind: 'any' }, routes: rest, onMiss: 'stop', sources: [] });
  return { hosts: [...byHost.values()], causes, open };
}

interface RouteInputs {
  readonly kind: GceClass;
  readonly inputs: DialectInputs;
  readonly causes: Cause[];
  readonly open: OpenQuestion[];
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
  return made === null ? [] : patterns.map((pattern) => [pattern, { ...made, conditions: { path: matcherOf(pattern) }, rank: [-literalLength(pattern), 0] }]);
}

function defaultRoutes(ingress: Ingress, more: RouteInputs): readonly Route[] {
  if (ingress.defaultBackend === null) return [];
  const made = forwardTo(ingress, ingress.defaultBackend, { source: defaultBackendSource(ingress), covers: [], label: 'the default backend' }, more);
  return made === null ? [] : [{ ...made, conditions: {}, rank: [1, 1] }];
}

function forwardTo(
  ingress: Ingress, backend: IngressBackend | null, place: Pick<Route, 'covers' | 'label'> & { readonly source: Source }, { kind, inputs, causes, open }: RouteInputs,
): Omit<Route, 'conditions' | 'rank'> | null {
  const found = backendOf(ingress, backend, place.source, kind, inputs);
  if (found.kind === 'cause') {
    causes.push(found.cause);
    return null;
  }
  open.push(...found.open);
  return { ...place, filters: found.filters, action: { kind: 'forward', to: [{ target: found.target, weight: 1, filters: [] }] }, open: [] };
}
