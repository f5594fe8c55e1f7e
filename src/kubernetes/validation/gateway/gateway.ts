import { IPv4, IPv6 } from 'ipaddr.js';
import { listenersOf } from './listeners';
import type { GatewayApiRelease } from './release';
import { ANNOTATION_VALUE, GATEWAY_GROUP, GROUP, KIND, LOCAL_REFERENCE, NAMESPACE, OBJECT_NAME, OBJECT_REFERENCE, PORT, SECRET_REFERENCE, SELECTOR, withDefault } from './shared';
import type { Json, JsonObject } from '../../resource';
import { fields, listOf, listRule, mapOf, objectRule, oneOf, rule, string, type CustomRule, type CustomSchema, type ObjectSchema } from '../custom/structural-schema';

/*
 * https://github.com/kubernetes-sigs/gateway-api/blob/v1.6.1/apis/v1/gateway_types.go GatewaySpec, listenerset_types.go ListenerSetSpec
 */

// The alternatives are not anchored alike, as the definitions write them
const ADDRESS_TYPE = string({
  min: 1,
  max: 253,
  pattern: /^Hostname|IPAddress|NamedAddress|[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\/[A-Za-z0-9/\-._~%!$&'()*+,;=:]+$/,
});

const HOSTNAME_VALUE = /^(\*\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

function isAddress(value: string): boolean {
  return IPv6.isValid(value) || IPv4.isValidFourPartDecimal(value.replace(/(^|\.)0+(?=\d)/g, '$1'));
}

/** Until 1.3 the rules could not be computed for an address without a value, and refused it. */
function address({ minor }: GatewayApiRelease): ObjectSchema {
  return fields({ type: withDefault(ADDRESS_TYPE, 'IPAddress'), value: string({ min: 1, max: 253 }) }, {
    also: ({ type, value }) => type === 'IPAddress' && typeof value === 'string' && !isAddress(value)
      ? { field: 'value', message: 'must be an IP address when type is IPAddress' } : null,
    rules: [
      objectRule('value must be a DNS name in lower case when type is Hostname',
        ({ type, value }) => type !== 'Hostname' || value === undefined || (typeof value === 'string' && HOSTNAME_VALUE.test(value))),
      ...(minor <= 3 ? [objectRule('value must be set', ({ value }) => value !== undefined)] : []),
    ],
  });
}

function valuesDiffer(type: string): CustomRule {
  return listRule(`${type} values must differ`, (addresses) => {
    const values = addresses.filter((each) => each.type === type && each.value !== undefined).map(({ value }) => value);
    return new Set(values).size === values.length;
  });
}

const KEY = /^(?:[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\/)?([A-Za-z0-9][-A-Za-z0-9_.]{0,61})?[A-Za-z0-9]$/;

function keyRules(what: string): readonly CustomRule[] {
  const every = (holds: (key: string) => boolean) => (value: Json): boolean => Object.keys(value as JsonObject).every(holds);
  return [
    rule(`${what} keys must be of the form [prefix/]name, the prefix a DNS name, the name 1 to 63 characters`, every((key) => KEY.test(key))),
    rule(`the prefix of ${what} keys must be shorter than 253 characters`, every((key) => key.split('/')[0].length < 253)),
  ];
}

const LABEL_VALUE = string({ max: 63, pattern: /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/ });

function infrastructure({ minor }: GatewayApiRelease): ObjectSchema {
  return fields({
    labels: mapOf(LABEL_VALUE, 8, keyRules('label')),
    annotations: mapOf(ANNOTATION_VALUE, minor >= 6 ? 16 : 8, keyRules('annotation')),
    parametersRef: LOCAL_REFERENCE,
  });
}

/** Validation of client certificates, and the certificate that the gateway shows to backends; standard since 1.5. */
function gatewayTls({ minor }: GatewayApiRelease): ObjectSchema {
  const validation = fields({
    'caCertificateRefs!': listOf(OBJECT_REFERENCE, { min: 1, max: minor >= 6 ? 16 : 8 }),
    'mode': withDefault(oneOf('AllowValidOnly', 'AllowInsecureFallback'), 'AllowValidOnly'),
  });
  const frontend = fields({ validation });
  const perPort = listOf(fields({ 'port!': PORT, 'tls!': frontend }), {
    max: 64,
    unique: ['port'],
    rules: [listRule('ports must differ', (entries) => new Set(entries.map(({ port }) => port)).size === entries.length)],
  });
  return fields({ backend: fields({ clientCertificateRef: SECRET_REFERENCE }), frontend: fields({ 'default!': frontend, perPort }) });
}

/** Which namespaces ListenerSets may come from; standard since 1.5. */
const ALLOWED_LISTENERS = fields({
  namespaces: withDefault(fields({ from: withDefault(oneOf('All', 'Selector', 'Same', 'None'), 'None'), selector: SELECTOR }), { from: 'None' }),
});

export function gatewaySpec(release: GatewayApiRelease): CustomSchema {
  const { minor, channel } = release;
  const experimental = channel === 'experimental';
  return fields({
    'gatewayClassName!': OBJECT_NAME,
    'listeners!': listenersOf(release),
    'addresses': listOf(address(release), { max: 16, rules: [valuesDiffer('IPAddress'), valuesDiffer('Hostname')] }),
    'infrastructure': infrastructure(release),
    ...(minor >= 5 || experimental ? { tls: gatewayTls(release), allowedListeners: ALLOWED_LISTENERS } : {}),
    ...(experimental && minor >= 4 ? { defaultScope: oneOf('All', 'None') } : {}),
  });
}

export function listenerSetSpec(release: GatewayApiRelease): CustomSchema {
  const parentRef = fields({ 'group': withDefault(GROUP, GATEWAY_GROUP), 'kind': withDefault(KIND, 'Gateway'), 'namespace': NAMESPACE, 'name!': OBJECT_NAME });
  return fields({ 'parentRef!': parentRef, 'listeners!': listenersOf(release) });
}
