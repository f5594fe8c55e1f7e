import { convertBackends } from './backends';
import { convertConditions } from './conditions';
import { convertFilters } from './filters';
import type { GatewayRule, MigrationNote } from './model';
import type { ConvertedRoute } from './rules';
import type { Cluster } from '../cluster/model';
import type { Source } from '../kubernetes/open-question';
import type { JsonObject } from '../kubernetes/resource';
import type { PathMatcher, Route, VirtualHost } from '../routers/model';

/** Whether a GRPCRoute can take the place of the routes of a host: its backends all speak gRPC, and the paths are those of calls. */
export function isGrpcHost(routes: readonly Route[]): boolean {
  const served = routes.filter(({ action }) => action.kind !== 'respond' || action.status !== 404);
  return served.length > 0 && served.every(isGrpc);
}

/**
 * A host of GRPCRoutes as far as the specification says who takes what: that requests which are not gRPC are taken all the same, and paths with a
 * service alone, are open questions, since the backends got them before.
 */
export function withOtherRequests(host: VirtualHost): VirtualHost {
  const { routes, possible = [] } = host;
  const taking = possible.filter(({ open }) => open.some(({ code }) => code === 'not-grpc'));
  if (taking.length === 0) return host;
  const bare = taking.flatMap((route): Route[] => {
    const { path } = route.conditions;
    return path?.kind === 'string-prefix' ? [{ ...route, conditions: { ...route.conditions, path: { kind: 'exact', path: path.path.slice(0, -1) } } }] : [];
  });
  // of equal ranks the first wins
  return { ...host, routes: [...routes, ...taking, ...bare], possible: possible.filter((each) => !taking.includes(each)) };
}

/** A path of one element is that of no call: a prefix takes it besides what is below. */
function isNoCall({ conditions: { path } }: Route): boolean {
  return path?.kind === 'exact' && /^\/[^/]*$/.test(path.path);
}

function isGrpc(route: Route): boolean {
  const { conditions: { path, methods, named = [] }, action, filters } = route;
  return action.kind === 'forward' && methods === undefined && (callOf(path) !== null || isNoCall(route)) && named.every(({ of }) => of === 'header')
    && action.to.every(({ target }) => target.kind === 'service' && (target.protocol === 'GRPC' || target.protocol === 'GRPCS'))
    && filters.every(({ kind }) => kind === 'headers' || kind === 'mirror');
}

/** A service has the name of its package in front, by which it is known from the directory of a web site. */
const SERVICE = /^\/([a-z_][a-z_0-9]*(?:\.[a-z_][a-z_0-9]*)+)(\/?)([a-z_][a-z_0-9]*)?$/i;

/** The calls of a path: those of a service, one of its methods, or all; null where it is of another shape. */
function callOf(path: PathMatcher = { kind: 'any' }): JsonObject | null {
  if (path.kind === 'any' || ('path' in path && path.kind !== 'exact' && path.path === '/')) return {};
  if (!('path' in path) || path.kind === 'glob' || path.ignoreCase === true) return null;
  const [, service, slash, method] = SERVICE.exec(path.path) ?? [];
  if (service === undefined) return null;
  if (path.kind === 'exact') return method === undefined || slash === '' ? null : { method: { type: 'Exact', service, method } };
  return method === undefined && (slash === '/' || path.kind === 'element-prefix') ? { method: { type: 'Exact', service } } : null;
}

/** A route that takes gRPC calls alone as a rule of a GRPCRoute. */
export function convertGrpc({ conditions, filters, action, source }: Route, cluster: Cluster): ConvertedRoute {
  const owner = source.resource;
  const call = callOf(conditions.path);
  const { matches, notes } = convertConditions(conditions, source);
  const { refs, grants, tls, notes: found } = convertBackends(action.kind === 'forward' ? action.to : [], owner, cluster);
  const changes = convertFilters(filters, { prefix: null, exact: null }, owner, cluster);
  const all: readonly MigrationNote[] = [grpcAlone(source), ...notes, ...changes.notes, ...found.filter(({ code }) => code !== 'grpc-backend')];
  const rest = { grants: grants.map((each) => ({ ...each, kind: 'GRPCRoute' as const })), tls, notes: all };
  if (call === null || matches === null) return { rules: [], ...rest };
  const rule: GatewayRule = { kind: 'GRPCRoute', owner, matches: matches.map((fields) => ({ ...call, ...fields })), filters: changes.filters, backendRefs: refs, notes: all };
  return { rules: [rule], ...rest };
}

function grpcAlone(source: Source): MigrationNote {
  return {
    code: 'grpc-alone',
    source,
    reason: 'a GRPCRoute takes gRPC calls, and whether other requests as well is left to the controller',
    action: 'nothing, unless the pods answer other requests than gRPC calls: those need an HTTPRoute for a host of their own',
  };
}
