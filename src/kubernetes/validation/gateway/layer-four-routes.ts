import { IPv4, IPv6 } from 'ipaddr.js';
import type { GatewayApiRelease } from './release';
import { backendRef, HOSTNAME, parentFields, RULE_NAMES_DIFFER, SECTION_NAME } from './shared';
import type { Json } from '../../resource';
import { fields, listOf, rule, type CustomSchema, type ObjectSchema } from '../custom/structural-schema';

/*
 * https://github.com/kubernetes-sigs/gateway-api/blob/v1.6.1/apis/v1/tcproute_types.go, udproute_types.go, tlsroute_types.go
 */

/** @param manyRules as of v1alpha2, which takes up to 16 */
function rules(release: GatewayApiRelease, manyRules: boolean): CustomSchema {
  const routeRule = fields({ 'name': SECTION_NAME, 'backendRefs!': listOf(backendRef(), { min: 1, max: 16 }) });
  return listOf(routeRule, { min: 1, max: manyRules ? 16 : 1, rules: release.channel === 'experimental' ? [RULE_NAMES_DIFFER] : [] });
}

/** TCPRoute and UDPRoute. */
export function layerFourRouteSpec(release: GatewayApiRelease, version: string): ObjectSchema {
  return fields({ ...parentFields(release), 'rules!': rules(release, version === 'v1alpha2') });
}

const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

function all(holds: (host: string) => boolean) {
  return (value: Json): boolean => !Array.isArray(value) || value.every((host: Json) => typeof host !== 'string' || holds(host));
}

const HOSTNAME_RULES = [
  rule('hostnames may not be IP addresses', all((host) => !IPv4.isValidFourPartDecimal(host) && !IPv6.isValid(host))),
  rule('hostnames without a wildcard must be DNS names in lower case', all((host) => host.includes('*') || SUBDOMAIN.test(host))),
  rule('a wildcard must be the whole first label of a DNS name in lower case',
    all((host) => !host.includes('*') || (host.startsWith('*.') && SUBDOMAIN.test(host.slice(2))))),
];

export function tlsRouteSpec(release: GatewayApiRelease, version: string): ObjectSchema {
  const hostnames = listOf(HOSTNAME, { min: 1, max: release.minor >= 6 ? 1024 : 16, rules: HOSTNAME_RULES });
  if (version === 'v1alpha2') return fields({ ...parentFields(release), 'hostnames': listOf(HOSTNAME, { max: 16 }), 'rules!': rules(release, true) });
  return fields({ ...parentFields(release), 'hostnames!': hostnames, 'rules!': rules(release, false) });
}
