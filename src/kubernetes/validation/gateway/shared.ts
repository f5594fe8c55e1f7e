import type { GatewayApiRelease } from './release';
import type { Json, JsonObject } from '../../resource';
import { fields, integer, listOf, listRule, mapOf, objectRule, oneOf, string, type CustomRule, type CustomSchema, type ListSchema, type ObjectSchema, type StringSchema } from '../custom/structural-schema';

/*
 * Types that several kinds share.
 *
 * https://github.com/kubernetes-sigs/gateway-api/blob/v1.6.1/apis/v1/shared_types.go and object_reference_types.go
 */

export const GATEWAY_GROUP = 'gateway.networking.k8s.io';

const SUBDOMAIN = '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*';

export const OBJECT_NAME = string({ min: 1, max: 253 });
export const GROUP = string({ max: 253, pattern: new RegExp(`^$|^${SUBDOMAIN}$`) });
export const KIND = string({ min: 1, max: 63, pattern: /^[a-zA-Z]([-a-zA-Z0-9]*[a-zA-Z0-9])?$/ });
export const NAMESPACE = string({ min: 1, max: 63, pattern: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/ });
export const SECTION_NAME = string({ min: 1, max: 253, pattern: new RegExp(`^${SUBDOMAIN}$`) });
export const HOSTNAME = string({ min: 1, max: 253, pattern: new RegExp(`^(\\*\\.)?${SUBDOMAIN}$`) });
export const PRECISE_HOSTNAME = string({ min: 1, max: 253, pattern: new RegExp(`^${SUBDOMAIN}$`) });
export const PORT = integer(1, 65535);
export const DURATION = string({ pattern: /^([0-9]{1,5}(h|m|s|ms)){1,4}$/ });
/** `group/name`, as of a controller. */
export const CONTROLLER_NAME = string({ min: 1, max: 253, pattern: new RegExp(`^${SUBDOMAIN}\\/[A-Za-z0-9\\/\\-._~%!$&'()*+,;=:]+$`) });
export const ANNOTATION_VALUE = string({ max: 4096 });

export function withDefault<T extends CustomSchema>(schema: T, value: Json): T {
  return { ...schema, default: value };
}

const SERVICE_GROUP = withDefault(GROUP, '');
const SERVICE_KIND = withDefault(KIND, 'Service');

/** `LocalObjectReference`. */
export const LOCAL_REFERENCE = fields({ 'group!': GROUP, 'kind!': KIND, 'name!': OBJECT_NAME });

/** `ObjectReference`. */
export const OBJECT_REFERENCE = fields({ 'group!': GROUP, 'kind!': KIND, 'name!': OBJECT_NAME, 'namespace': NAMESPACE });

/** `SecretObjectReference`. */
export const SECRET_REFERENCE = fields({
  'group': withDefault(GROUP, ''), 'kind': withDefault(KIND, 'Secret'), 'name!': OBJECT_NAME, 'namespace': NAMESPACE,
});

const SERVICE_NEEDS_PORT = objectRule('must have port for Service reference', ({ group, kind, port }) => !(group === '' && kind === 'Service') || port !== undefined);

const BACKEND_FIELDS = { 'group': SERVICE_GROUP, 'kind': SERVICE_KIND, 'name!': OBJECT_NAME, 'namespace': NAMESPACE, 'port': PORT };

/** `BackendObjectReference`. */
export const BACKEND_OBJECT: ObjectSchema = fields(BACKEND_FIELDS, { rules: [SERVICE_NEEDS_PORT] });

const WEIGHT = withDefault(integer(0, 1_000_000), 1);

/** `BackendRef`, with the filters of HTTPRoute and GRPCRoute where given. */
export function backendRef(filters?: CustomSchema): ObjectSchema {
  return fields({ ...BACKEND_FIELDS, weight: WEIGHT, ...(filters === undefined ? {} : { filters }) }, { rules: [SERVICE_NEEDS_PORT] });
}

const CA_NAME = new RegExp(`^(System|(${SUBDOMAIN}/([A-Za-z0-9][-A-Za-z0-9_.]{0,61})?[A-Za-z0-9]))$`);

/** `wellKnownCACertificates`; implementations may have values of their own since 1.5. */
export function wellKnownCertificates({ minor }: GatewayApiRelease): StringSchema {
  return minor < 5 ? oneOf('System') : string({ min: 1, max: 253, pattern: CA_NAME });
}

/** Two objects of a list are the same parent or target where these fields agree as they are written. */
function sameBut(names: readonly string[]) {
  return (a: JsonObject, b: JsonObject): boolean => names.every((name) => (a[name] ?? '') === (b[name] ?? ''));
}

/** Rules about references to one object by section: of `parentRefs` and `targetRefs`. */
export function sectionRules(of: 'parentRefs' | 'targetRefs', names: readonly string[], sections: readonly string[]): readonly CustomRule[] {
  const same = sameBut(names);
  const sameSection = sameBut([...names, ...sections]);
  const said = sections.join(' and ');
  return [
    listRule(`${of} to the same object must either all set ${said} or all leave it out`,
      (refs) => refs.every((a) => refs.every((b) => !same(a, b) || sections.every((name) => (a[name] === undefined) === (b[name] === undefined))))),
    listRule(`${of} to the same object must differ in ${said}`, (refs) => refs.every((a) => refs.filter((b) => sameSection(a, b)).length === 1)),
  ];
}

/** `CommonRouteSpec`; the experimental channel tells parents apart by port, too. */
export function parentFields({ channel }: GatewayApiRelease): Readonly<Record<string, CustomSchema>> {
  const parentRef = fields({
    'group': withDefault(GROUP, GATEWAY_GROUP),
    'kind': withDefault(KIND, 'Gateway'),
    'namespace': NAMESPACE,
    'name!': OBJECT_NAME,
    'sectionName': SECTION_NAME,
    'port': PORT,
  });
  const sections = channel === 'experimental' ? ['sectionName', 'port'] : ['sectionName'];
  return {
    parentRefs: listOf(parentRef, { max: 32, rules: sectionRules('parentRefs', ['group', 'kind', 'namespace', 'name'], sections) }),
    ...(channel === 'experimental' ? { useDefaultGateways: oneOf('All', 'None') } : {}),
  };
}

/** Names of rules must differ in the experimental channel. */
export const RULE_NAMES_DIFFER = listRule('rule names must differ within the route', (rules) => {
  const names = rules.map(({ name }) => name).filter((name) => name !== undefined);
  return new Set(names).size === names.length;
});

/** `LabelSelector`, of which the definitions check types alone. */
export const SELECTOR = fields({
  matchLabels: mapOf(string()),
  matchExpressions: listOf(fields({ 'key!': string(), 'operator!': string(), 'values': listOf(string()) })),
});

/** `sessionPersistence` of the experimental channel. */
export const SESSION_PERSISTENCE = fields({
  sessionName: string({ max: 128 }),
  absoluteTimeout: DURATION,
  idleTimeout: DURATION,
  type: withDefault(oneOf('Cookie', 'Header'), 'Cookie'),
  cookieConfig: fields({ lifetimeType: withDefault(oneOf('Permanent', 'Session'), 'Session') }),
}, {
  rules: [
    objectRule('absoluteTimeout must be set when the lifetimeType of the cookie is Permanent',
      ({ cookieConfig, absoluteTimeout }) => (cookieConfig as JsonObject | undefined)?.lifetimeType !== 'Permanent' || absoluteTimeout !== undefined),
    objectRule('cookieConfig may be set only with type Cookie', ({ type, cookieConfig }) => cookieConfig === undefined || type === 'Cookie'),
  ],
});

export function uniqueBy(name: string, options: Omit<ListSchema, 'type' | 'items' | 'unique'>, items: CustomSchema): ListSchema {
  return listOf(items, { ...options, unique: [name] });
}
