import { readFilters, type RouteFilter } from './filters';
import { ROUTE_KINDS, type RouteKind } from './kinds';
import { readParentRef, readReference, type ParentRef, type Reference } from './references';
import { itemPaths } from '../field-paths';
import { countAt, integerAt, mapObjectsAt, objectAt, stringAt, stringsAt, textAt, wordAt } from '../fields';
import type { JsonObject, Resource } from '../resource';

export interface BackendRef extends Reference {
  readonly port: number | null;
  readonly weight: number;
  /** Applied to what is sent to this backend alone. */
  readonly filters: readonly RouteFilter[];
}

/** A header or query parameter that must have a value. */
export interface NamedMatch {
  readonly name: string;
  readonly type: 'Exact' | 'RegularExpression';
  readonly value: string;
}

/** One entry of `matches`: all of it must hold. */
export interface RouteMatch {
  /** null: a gRPC match. */
  readonly path: { readonly type: 'Exact' | 'PathPrefix' | 'RegularExpression'; readonly value: string } | null;
  /** Of a gRPC match; null: every call. */
  readonly call: { readonly type: 'Exact' | 'RegularExpression'; readonly service: string | null; readonly method: string | null } | null;
  readonly method: string | null;
  readonly headers: readonly NamedMatch[];
  readonly queryParams: readonly NamedMatch[];
  /** `spec.rules[0].matches[1]`; that of the rule where it has no matches. */
  readonly fieldPath: string;
}

export interface RouteRule {
  /** The alternatives; never empty. Of TLS, TCP and UDP routes one that holds for every connection. */
  readonly matches: readonly RouteMatch[];
  readonly filters: readonly RouteFilter[];
  readonly backendRefs: readonly BackendRef[];
  /** `0s` is none; null where nothing is set. */
  readonly timeouts: { readonly request: string | null; readonly backendRequest: string | null };
  readonly fieldPath: string;
}

/** An HTTPRoute, GRPCRoute, TLSRoute, TCPRoute or UDPRoute as a controller reads it. */
export interface GatewayRoute {
  readonly kind: RouteKind;
  readonly resource: Resource;
  readonly namespace: string;
  readonly name: string;
  readonly creationTimestamp: string | null;
  readonly parentRefs: readonly ParentRef[];
  /** Attaches to Gateways that are the default, too. */
  readonly usesDefaultGateways: boolean;
  /** In lower case; empty: every host. */
  readonly hostnames: readonly string[];
  readonly rules: readonly RouteRule[];
}

export function isRouteKind(kind: string): kind is RouteKind {
  return (ROUTE_KINDS as readonly string[]).includes(kind);
}

const PARENT_PATH = itemPaths('spec.parentRefs');
const RULE_PATH = itemPaths('spec.rules');
const MATCH_PATH = itemPaths('.matches');
const BACKEND_PATH = itemPaths('.backendRefs');

/** @see https://github.com/kubernetes-sigs/gateway-api/blob/v1.6.1/apis/v1/httproute_types.go HTTPRouteSpec */
export function readRoute(resource: Resource, kind: RouteKind): GatewayRoute {
  const spec = objectAt(resource.object, 'spec');
  return {
    kind,
    resource,
    namespace: resource.namespace ?? '',
    name: resource.name,
    creationTimestamp: textAt(objectAt(resource.object, 'metadata'), 'creationTimestamp'),
    parentRefs: mapObjectsAt(spec, 'parentRefs', (ref, index) => readParentRef(ref, PARENT_PATH(index))),
    usesDefaultGateways: textAt(spec, 'useDefaultGateways') === 'All',
    hostnames: kind === 'TCPRoute' || kind === 'UDPRoute' ? [] : stringsAt(spec, 'hostnames').map((host) => host.toLowerCase()),
    rules: mapObjectsAt(spec, 'rules', (rule, index) => readRule(rule, kind, RULE_PATH(index))),
  };
}

function readRule(rule: JsonObject, kind: RouteKind, fieldPath: string): RouteRule {
  const read = kind === 'HTTPRoute' ? readHttpMatch : readGrpcMatch;
  const isHttp = kind === 'HTTPRoute' || kind === 'GRPCRoute';
  const timeouts = objectAt(rule, 'timeouts');
  const matches = isHttp ? mapObjectsAt(rule, 'matches', (match, index) => read(match, MATCH_PATH(index, fieldPath))) : [];
  return {
    // an HTTPRoute rule without matches is given `/` by the API server, a GRPCRoute rule without matches takes every call
    matches: matches.length > 0 ? matches : [read({}, fieldPath)],
    filters: isHttp ? readFilters(rule, fieldPath) : [],
    backendRefs: mapObjectsAt(rule, 'backendRefs', (ref, index) => readBackendRef(ref, isHttp, BACKEND_PATH(index, fieldPath))),
    timeouts: { request: textAt(timeouts, 'request'), backendRequest: textAt(timeouts, 'backendRequest') },
    fieldPath,
  };
}

function readHttpMatch(match: JsonObject, fieldPath: string): RouteMatch {
  const path = objectAt(match, 'path');
  return {
    path: { type: wordAt(path, 'type', ['Exact', 'PathPrefix', 'RegularExpression']) ?? 'PathPrefix', value: stringAt(path, 'value') ?? '/' },
    call: null,
    method: textAt(match, 'method'),
    headers: readNamed(match, 'headers'),
    queryParams: readNamed(match, 'queryParams'),
    fieldPath,
  };
}

function readGrpcMatch(match: JsonObject, fieldPath: string): RouteMatch {
  const method = objectAt(match, 'method');
  return {
    path: null,
    call: method === undefined ? null : { type: wordAt(method, 'type', ['Exact', 'RegularExpression']) ?? 'Exact', service: textAt(method, 'service'), method: textAt(method, 'method') },
    method: null,
    headers: readNamed(match, 'headers'),
    queryParams: [],
    fieldPath,
  };
}

function readNamed(match: JsonObject, key: string): readonly NamedMatch[] {
  return mapObjectsAt(match, key, (item) => ({
    name: stringAt(item, 'name') ?? '',
    type: wordAt(item, 'type', ['Exact', 'RegularExpression']) ?? 'Exact',
    value: stringAt(item, 'value') ?? '',
  }));
}

function readBackendRef(ref: JsonObject, hasFilters: boolean, fieldPath: string): BackendRef {
  return {
    ...readReference(ref, fieldPath, { group: '', kind: 'Service' }),
    port: integerAt(ref, 'port') ?? null,
    weight: countAt(ref, 'weight') ?? 1,
    filters: hasFilters ? readFilters(ref, fieldPath) : [],
  };
}
