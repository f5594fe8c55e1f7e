import { declaredPath } from './declared-path';
import { evidenceOf, routeQuestions } from './evidence';
import type { NamedCondition, RouteAim, RouteLine } from './model';
import { textsOf } from '../kubernetes/open-question';
import { requestClasses } from '../routers/classes/request-classes';
import { hostText } from '../routers/index/host-table';
import { indexRouter } from '../routers/index/router-index';
import type { NamedMatcher, Route, Router, RouterRequest, ValueMatcher, VirtualHost } from '../routers/model';
import { routerName } from '../routers/router-name';
import { askRouter } from '../trace/asked';

import type { Simulation } from '../trace/simulation';
import { Trail, type Ending } from '../trace/trail';

/**
 * The routes of a router that some request takes, each with what becomes of such a request; a route whose requests end in several ways has a line for
 * each. Routes that none takes are what `check` reports.
 */
export function routeLines(simulation: Simulation, router: Router): readonly RouteLine[] {
  const lines = new Map<string, RouteLine>();
  const settled = new Set<string>();
  for (const { classes } of requestClasses([router])) {
    for (const { request } of classes) {
      const { route, host: virtualHost } = indexRouter(router).find(request);
      if (route === null || isOwnPage(route)) continue;
      const key = `${request.scheme} ${request.port} ${routeKey(route, virtualHost)}`;
      if (endsAlike(route) && settled.has(key)) continue;
      settled.add(key);
      const line = lineOf(simulation, router, route, virtualHost, request);
      const known = lines.get(lineKey(line));
      lines.set(lineKey(line), known === undefined ? line : merged(known, line));
    }
  }
  return [...lines.values()].sort((a, b) => hostRank(a.host) - hostRank(b.host) || compare(a.host, b.host));
}

/** What a controller answers by itself on every installation, as `/healthz`, no object asks for. */
function isOwnPage({ action, source }: Route): boolean {
  return action.kind === 'respond' && source.kind === 'object';
}

/** Whether all requests that take a route get the same answer. */
function endsAlike({ action, filters }: Route): boolean {
  return action.kind !== 'redirect' && filters.length === 0 && (action.kind !== 'forward' || action.to.every((each) => each.filters.length === 0));
}

function routeKey({ source, label, rank, conditions }: Route, virtualHost: VirtualHost | null): string {
  const { namespace, name, kind } = source.resource;
  return JSON.stringify([kind, namespace, name, source.field, label, rank, hostText(conditions.host ?? virtualHost?.host ?? { kind: 'any' })]);
}

function lineOf(simulation: Simulation, router: Router, route: Route, virtualHost: VirtualHost | null, request: RouterRequest): RouteLine {
  const trail = new Trail(true);
  const ending = askRouter(simulation, { router, because: 'the request is sent to it', questions: [] }, request, trail);
  const { conditions, source } = route;
  return {
    router: routerName(router),
    routerName: router.name,
    routerDependsOn: textsOf(router.open),
    schemes: [request.scheme],
    ports: [request.port],
    host: hostText(conditions.host ?? virtualHost?.host ?? { kind: 'any' }),
    ...declaredPath(route),
    method: conditions.methods === undefined ? null : conditions.methods.join(', '),
    headers: namedConditions(conditions.named, ['header', 'cookie', 'caseless-cookie', 'authority']),
    query: namedConditions(conditions.named, ['query']),
    ...endingFields(ending),
    aims: aimsOf(route),
    ...evidenceOf(trail),
    uncertain: routeQuestions(trail).length > 0,
    source,
    example: request,
  };
}

/** Services of one name are one aim for each port. */
function aimsOf({ action }: Route): readonly RouteAim[] {
  if (action.kind !== 'forward') return [];
  const total = action.to.reduce((sum, { weight }) => sum + weight, 0);
  return action.to.flatMap(({ target, weight }) =>
    (target.kind !== 'service' || weight === 0 ? [] : [{ namespace: target.namespace, name: target.name, port: target.port, share: weight / total }]));
}

function endingFields({ outcome, status, reason, redirect, rewrittenPath, destinations }: Ending): Pick<RouteLine, 'outcome' | 'status' | 'reason' | 'redirect' | 'rewrittenPath' | 'destinations'> {
  return { outcome, status, reason, redirect: redirect ?? null, rewrittenPath: rewrittenPath ?? null, destinations };
}

function namedConditions(matchers: readonly NamedMatcher[] | undefined, of: readonly NamedMatcher['of'][]): readonly NamedCondition[] {
  return (matchers ?? []).flatMap((each) => 'value' in each && of.includes(each.of) ? [{ name: 'name' in each ? each.name : 'host', value: valueText(each.value) }] : []);
}

function valueText(matcher: ValueMatcher): string {
  switch (matcher.kind) {
    case 'present': return '*';
    case 'absent': return '(none)';
    case 'not': return `not ${valueText(matcher.value)}`;
    case 'pattern': return `/${matcher.pattern.text}/`;
    default: return matcher.value;
  }
}

/** http and https lines that say the same are one, and so are requests that are redirected or rewritten alike: the example stands for them. */
function lineKey({
  routerName: name, host, path, pathType, method, headers, query, source, outcome, status, reason, redirect, rewrittenPath, destinations,
}: RouteLine): string {
  const { kind, namespace, name: object } = source.resource;
  const matched = [name, host, path, pathType, method, headers, query];
  const answer = [outcome, status, reason, redirect !== null, rewrittenPath !== null, destinations];
  return JSON.stringify([...matched, kind, namespace, object, source.field, ...answer]);
}

function merged(line: RouteLine, other: RouteLine): RouteLine {
  return {
    ...line,
    schemes: [...new Set([...line.schemes, ...other.schemes])],
    ports: [...new Set([...line.ports, ...other.ports])],
    dependsOn: [...new Set([...line.dependsOn, ...other.dependsOn])],
    barriers: [...new Set([...line.barriers, ...other.barriers])],
    uncertain: line.uncertain || other.uncertain,
  };
}

/** Exact hosts, then wildcards and patterns, then every host. */
function hostRank(host: string): number {
  return host === '' ? 2 : /^[a-z0-9]/.test(host) ? 0 : 1;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
