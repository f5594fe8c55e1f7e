import type { Duration } from 'cdk8s';
import type { JsonObject } from '../../../kubernetes/resource';
import { defined } from '../../emit';
import type { SettledBackend } from '../../path-router/backend';
import type { HeaderChanges, ValueMatch } from '../../path-router/gateway-options';
import type { GatewayRoute } from '../../path-router/gateway-route';
import { PathType } from '../../path-router/options';
import type { PathRewrite } from '../../path-router/path-rewrite';
import type { SettledRoute } from '../../path-router/plan';

/** A rule of an HTTPRoute. */
export interface HttpRule extends JsonObject {
  readonly matches: readonly JsonObject[];
}

/*
 * What a route becomes in an HTTPRoute.
 *
 * https://gateway-api.sigs.k8s.io/reference/spec/#httprouterule
 */

const FORWARD_RULES = new WeakMap<SettledRoute, readonly HttpRule[]>();

/** The rules that send the requests of a route to its backends. A replaced prefix may stand in a rule of one match only. */
export function forwardRules(route: SettledRoute): readonly HttpRule[] {
  let rules = FORWARD_RULES.get(route);
  if (rules === undefined) FORWARD_RULES.set(route, rules = compileRules(route));
  return rules;
}

function compileRules(route: SettledRoute): readonly HttpRule[] {
  const { features: { rewrite }, gateway } = route;
  const filters = filtersOf(gateway, rewrite);
  const rest = defined({
    filters: filters.length === 0 ? undefined : filters,
    backendRefs: [
      defined({ ...backendRef(route.backend), weight: gateway.weight }),
      ...gateway.others.map(({ backend, weight }) => defined({ ...backendRef(backend), weight })),
    ],
    timeouts: timeoutsOf(gateway),
  }) as JsonObject;
  const matches = matchesOf(route);
  return rewrite !== undefined && !rewrite._whole ? matches.map((match) => ({ matches: [match], ...rest })) : [{ matches, ...rest }];
}

/** The most matches of a rule. */
const MOST_MATCHES = 64;

/**
 * The rules that redirect the requests of routes to https: permanently, by the one status that every controller must support for it.
 *
 * @param port where https is served
 */
export function redirectRules(routes: readonly SettledRoute[], port: number): readonly HttpRule[] {
  const requestRedirect = { scheme: 'https', ...port === 443 ? {} : { port }, statusCode: 301 };
  return chunks(routes.flatMap(matchesOf), MOST_MATCHES).map((matches) => ({ matches, filters: [{ type: 'RequestRedirect', requestRedirect }] }));
}

/** A list in parts that have a greatest length. */
export function chunks<T>(items: readonly T[], most: number): readonly (readonly T[])[] {
  const result: (readonly T[])[] = [];
  for (let at = 0; at < items.length; at += most) result.push(items.slice(at, at + most));
  return result;
}

/** How many matches the rules of a route have. */
export function matchCount({ gateway: { methods } }: SettledRoute): number {
  return Math.max(methods.length, 1);
}

export function backendRef({ service, namespace, port }: SettledBackend): JsonObject {
  return defined({ name: service, namespace, port });
}

function matchesOf({ path, pathType, gateway: { methods, headers, queryParams } }: SettledRoute): readonly JsonObject[] {
  const match = defined({
    path: { type: pathType === PathType.EXACT ? 'Exact' : 'PathPrefix', value: path },
    headers: valuesOf(headers),
    queryParams: valuesOf(queryParams),
  }) as JsonObject;
  return methods.length === 0 ? [match] : methods.map((method) => ({ ...match, method }));
}

function valuesOf(matches: readonly ValueMatch[]): readonly JsonObject[] | undefined {
  return matches.length === 0 ? undefined : matches.map(({ name, value, pattern }) =>
    pattern === undefined ? { name, value: value ?? '' } : { type: 'RegularExpression', name, value: pattern });
}

function filtersOf({ requestHeaders, responseHeaders, extensions, mirrors }: GatewayRoute, rewrite: PathRewrite | undefined): readonly JsonObject[] {
  return [
    ...extensions.map(({ group, kind, name }) => ({ type: 'ExtensionRef', extensionRef: { group, kind, name } })),
    ...requestHeaders === undefined ? [] : [{ type: 'RequestHeaderModifier', requestHeaderModifier: headerChanges(requestHeaders) }],
    ...rewrite === undefined ? [] : [{ type: 'URLRewrite', urlRewrite: { path: pathModifier(rewrite) } }],
    ...mirrors.map(({ backend, percent }) => ({ type: 'RequestMirror', requestMirror: defined({ backendRef: backendRef(backend), percent }) as JsonObject })),
    ...responseHeaders === undefined ? [] : [{ type: 'ResponseHeaderModifier', responseHeaderModifier: headerChanges(responseHeaders) }],
  ];
}

function headerChanges({ set, add, remove }: HeaderChanges): JsonObject {
  const values = (headers: HeaderChanges['set']) => headers && Object.entries(headers).map(([name, value]) => ({ name, value }));
  return defined({ set: values(set), add: values(add), remove }) as JsonObject;
}

function pathModifier({ _path, _whole }: PathRewrite): JsonObject {
  return _whole ? { type: 'ReplaceFullPath', replaceFullPath: _path } : { type: 'ReplacePrefixMatch', replacePrefixMatch: _path === '' ? '/' : _path };
}

function timeoutsOf({ timeouts: { requestTimeout, backendTimeout } }: GatewayRoute): JsonObject | undefined {
  return requestTimeout === undefined && backendTimeout === undefined ? undefined : defined({
    request: requestTimeout && durationText(requestTimeout),
    backendRequest: backendTimeout && durationText(backendTimeout),
  });
}

const UNITS = [['h', 3_600_000], ['m', 60_000], ['s', 1000], ['ms', 1]] as const;

/**
 * A duration as the Gateway API reads it: `1m30s`.
 *
 * @see https://gateway-api.sigs.k8s.io/geps/gep-2257/
 */
function durationText(duration: Duration): string {
  let rest = Math.round(duration.toMilliseconds({ integral: false }));
  if (rest === 0) return '0s';
  let text = '';
  for (const [unit, size] of UNITS) {
    const count = Math.floor(rest / size);
    if (count > 0) text += `${count}${unit}`;
    rest -= count * size;
  }
  return text;
}
