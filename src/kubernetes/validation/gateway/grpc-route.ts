import { grpcFilters, HEADER_NAME, headerValue } from './filters';
import { MOST_MATCHES } from './http-route';
import type { GatewayApiRelease } from './release';
import { backendRef, HOSTNAME, parentFields, RULE_NAMES_DIFFER, SECTION_NAME, SESSION_PERSISTENCE, uniqueBy, withDefault } from './shared';
import { fields, listOf, objectRule, oneOf, string, type CustomSchema } from '../custom/structural-schema';

/*
 * https://github.com/kubernetes-sigs/gateway-api/blob/v1.6.1/apis/v1/grpcroute_types.go GRPCRouteSpec
 */

const SERVICE = /^\.?[a-zA-Z_][a-zA-Z_0-9]*(\.[a-zA-Z_][a-zA-Z_0-9]*)*$/;
const METHOD_NAME = /^[A-Za-z_][A-Za-z_0-9]*$/;

const METHOD_MATCH = fields({
  type: withDefault(oneOf('Exact', 'RegularExpression'), 'Exact'), service: string({ max: 1024 }), method: string({ max: 1024 }),
}, {
  rules: [
    objectRule('service or method must be set', ({ type, service, method }) => type === undefined || service !== undefined || method !== undefined),
    objectRule('service must be a dotted name of letters, digits and underscores when type is Exact',
      ({ type, service }) => type !== 'Exact' || typeof service !== 'string' || SERVICE.test(service)),
    objectRule('method must be letters, digits and underscores when type is Exact',
      ({ type, method }) => type !== 'Exact' || typeof method !== 'string' || METHOD_NAME.test(method)),
  ],
});

export function grpcRouteSpec(release: GatewayApiRelease): CustomSchema {
  const { minor, channel } = release;
  const experimental = channel === 'experimental';
  const filters = grpcFilters(release);
  const match = fields({
    method: METHOD_MATCH,
    headers: uniqueBy('name', { max: 16 }, fields({
      'type': withDefault(oneOf('Exact', 'RegularExpression'), 'Exact'), 'name!': HEADER_NAME, 'value!': headerValue(release),
    })),
  });
  const rule = fields({
    ...(experimental || minor >= 4 ? { name: SECTION_NAME } : {}),
    matches: listOf(match, { max: minor >= 3 ? 64 : 8 }),
    filters,
    backendRefs: listOf(backendRef(filters), { max: 16 }),
    ...(experimental ? { sessionPersistence: SESSION_PERSISTENCE } : {}),
  });
  return fields({
    ...parentFields(release),
    hostnames: listOf(HOSTNAME, { max: 16 }),
    rules: listOf(rule, { max: 16, rules: [MOST_MATCHES, ...(experimental ? [RULE_NAMES_DIFFER] : [])] }),
  });
}
