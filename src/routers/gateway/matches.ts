import type { Implementation } from './implementations';
import { literal, routePattern } from './patterns';
import type { NamedMatch, RouteMatch } from '../../kubernetes/gateway/route';
import type { Conditions, NamedMatcher, PathMatcher } from '../model';

/** The conditions of one entry of `matches`. */
export function conditionsOf(match: RouteMatch, implementation: Implementation | null): Conditions {
  const path = match.path === null ? callPath(match.call, implementation) : httpPath(match.path, implementation);
  const named = [
    ...namedMatchers('header', match.headers, implementation),
    ...namedMatchers('query', match.queryParams, implementation),
    ...(match.path === null ? [GRPC] : []),
  ];
  return {
    ...(path.kind === 'any' ? {} : { path }),
    ...(match.method === null ? {} : { methods: [match.method] }),
    ...(named.length === 0 ? {} : { named }),
  };
}

/** What gRPC over HTTP/2 says of itself. @see https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md */
const GRPC: NamedMatcher = { of: 'header', name: 'content-type', value: { kind: 'glob', value: 'application/grpc*', ignoreCase: true } };

/** A prefix goes by elements, and its trailing slash plays no part. */
function httpPath({ type, value }: NonNullable<RouteMatch['path']>, implementation: Implementation | null): PathMatcher {
  switch (type) {
    case 'Exact': return { kind: 'exact', path: value };
    case 'PathPrefix': return { kind: 'element-prefix', path: value };
    case 'RegularExpression': return { kind: 'pattern', pattern: routePattern(value, implementation) };
  }
}

/** The path of a call is `/service/method`; a method without its service matches by pattern. */
function callPath(call: RouteMatch['call'], implementation: Implementation | null): PathMatcher {
  if (call === null || (call.service === null && call.method === null)) return { kind: 'any' };
  const { type, service, method } = call;
  if (type === 'RegularExpression') return { kind: 'pattern', pattern: routePattern(`/${service ?? '[^/]+'}/${method ?? '[^/]+'}`, implementation) };
  if (service === null) return { kind: 'pattern', pattern: routePattern(`/[^/]+/${literal(method ?? '')}`, implementation) };
  return method === null ? { kind: 'string-prefix', path: `/${service}/` } : { kind: 'exact', path: `/${service}/${method}` };
}

/** Of entries with the same name the first counts; header names have no case. */
function namedMatchers(of: 'header' | 'query', matches: readonly NamedMatch[], implementation: Implementation | null): readonly NamedMatcher[] {
  const seen = new Set<string>();
  return matches.flatMap(({ name, type, value }): readonly NamedMatcher[] => {
    const key = of === 'header' ? name.toLowerCase() : name;
    if (seen.has(key)) return [];
    seen.add(key);
    return [{ of, name: key, value: type === 'Exact' ? { kind: 'exact', value } : { kind: 'pattern', pattern: routePattern(value, implementation) } }];
  });
}

/** How messages name a match: "`/quote` (PathPrefix), method GET, header x-env". */
export function describeMatch({ path, call, method, headers, queryParams }: RouteMatch): string {
  const parts = [
    path === null ? describeCall(call) : `\`${path.value}\` (${path.type})`,
    ...(method === null ? [] : [`method ${method}`]),
    ...headers.map(({ name, value }) => `header ${name}: ${value}`),
    ...queryParams.map(({ name, value }) => `query ${name}=${value}`),
  ];
  return parts.join(', ');
}

function describeCall(call: RouteMatch['call']): string {
  if (call === null || (call.service === null && call.method === null)) return 'every gRPC call';
  return `gRPC ${call.service ?? '*'}/${call.method ?? '*'}`;
}
