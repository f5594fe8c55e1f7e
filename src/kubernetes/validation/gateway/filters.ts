import type { GatewayApiRelease } from './release';
import { BACKEND_OBJECT, LOCAL_REFERENCE, PORT, PRECISE_HOSTNAME, uniqueBy, withDefault } from './shared';
import type { Json, JsonObject } from '../../resource';
import { BOOLEAN, fields, integer, listOf, listRule, objectRule, oneOf, rule, string, type CustomRule, type CustomSchema, type ObjectSchema } from '../custom/structural-schema';

/*
 * Filters of HTTPRoute and GRPCRoute.
 *
 * https://github.com/kubernetes-sigs/gateway-api/blob/v1.6.1/apis/v1/httproute_types.go HTTPRouteFilter
 */

export const HEADER_NAME = string({ min: 1, max: 256, pattern: /^[A-Za-z0-9!#$%&'*+\-.^_\x60|~]+$/ });

/** Values have a pattern in the experimental channel since 1.5. */
export function headerValue({ channel, minor }: GatewayApiRelease): CustomSchema {
  return string({ min: 1, max: 4096, ...(channel === 'experimental' && minor >= 5 ? { pattern: /^[!-~]+([\t ]?[!-~]+)*$/ } : {}) });
}

function headerModifier(release: GatewayApiRelease): ObjectSchema {
  const headers = uniqueBy('name', { max: 16 }, fields({ 'name!': HEADER_NAME, 'value!': headerValue(release) }));
  return fields({ set: headers, add: headers, remove: listOf(string(), { max: 16, unique: 'set' }) });
}

function requestMirror({ channel, minor }: GatewayApiRelease): ObjectSchema {
  const fraction = fields({ 'numerator!': integer(0), 'denominator': withDefault(integer(1), 100) }, {
    rules: [objectRule('numerator must be at most denominator', ({ numerator, denominator }) => (numerator as number) <= (denominator as number))],
  });
  const partial: Readonly<Record<string, CustomSchema>> = channel === 'experimental' || minor >= 3 ? { percent: integer(0, 100), fraction } : {};
  return fields({ 'backendRef!': BACKEND_OBJECT, ...partial }, {
    rules: [objectRule('percent and fraction exclude each other', (mirror) => mirror.percent === undefined || mirror.fraction === undefined)],
  });
}

const PATH_TYPES = { ReplaceFullPath: 'replaceFullPath', ReplacePrefixMatch: 'replacePrefixMatch' } as const;

/** `HTTPPathModifier`. */
const PATH_MODIFIER = fields({
  'type!': oneOf('ReplaceFullPath', 'ReplacePrefixMatch'), 'replaceFullPath': string({ max: 1024 }), 'replacePrefixMatch': string({ max: 1024 }),
}, {
  rules: Object.entries(PATH_TYPES).flatMap(([type, field]) => [
    objectRule(`${field} must be set when type is ${type}`, (path) => path.type !== type || path[field] !== undefined),
    objectRule(`${field} may be set only with type ${type}`, (path) => path.type === type || path[field] === undefined),
  ]),
});

function requestRedirect({ minor }: GatewayApiRelease): ObjectSchema {
  return fields({
    scheme: oneOf('http', 'https'),
    hostname: PRECISE_HOSTNAME,
    path: PATH_MODIFIER,
    port: PORT,
    statusCode: withDefault(integer(undefined, undefined, { bits: 64, oneOf: minor < 5 ? [301, 302] : [301, 302, 303, 307, 308] }), 302),
  });
}

const STAR_ALONE = (what: string): readonly CustomRule[] => [
  rule(`'*' must be the only one of the ${what}`, (value) => !Array.isArray(value) || !value.includes('*') || value.length === 1),
];

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', 'PATCH'];
export const METHOD = oneOf(...METHODS);

const ORIGIN = /(^\*$)|(^(http(s)?):\/\/(((\*\.)?([a-zA-Z0-9-]+\.)*[a-zA-Z0-9-]+|\*)(:([0-9]{1,5}))?)$)/;

/** `HTTPCORSFilter`. */
const CORS = fields({
  allowOrigins: listOf(string({ min: 1, max: 253, pattern: ORIGIN }), { max: 64, unique: 'set', rules: STAR_ALONE('origins') }),
  allowCredentials: BOOLEAN,
  allowMethods: listOf(oneOf(...METHODS, '*'), { max: 9, unique: 'set', rules: STAR_ALONE('methods') }),
  allowHeaders: listOf(HEADER_NAME, { max: 64, unique: 'set', rules: STAR_ALONE('headers') }),
  exposeHeaders: listOf(HEADER_NAME, { max: 64, unique: 'set' }),
  maxAge: withDefault(integer(1), 5),
});

const ALLOWED_HEADERS = listOf(HEADER_NAME, { max: 64, unique: 'set' });

/** `HTTPExternalAuthFilter`, experimental since 1.4. */
const EXTERNAL_AUTH = fields({
  'protocol!': oneOf('HTTP', 'GRPC'),
  'backendRef!': BACKEND_OBJECT,
  'grpc': fields({ allowedHeaders: ALLOWED_HEADERS }),
  'http': fields({
    path: string({ max: 1024, pattern: /^(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|[%][0-9a-fA-F]{2})+$/ }),
    allowedHeaders: ALLOWED_HEADERS,
    allowedResponseHeaders: ALLOWED_HEADERS,
  }),
  'forwardBody': fields({ maxSize: integer(undefined, undefined, { bits: 64 }) }),
}, {
  rules: (['GRPC', 'HTTP'] as const).flatMap((protocol) => {
    const field = protocol.toLowerCase();
    return [
      objectRule(`${field} must be set when protocol is ${protocol}`, (auth) => auth.protocol !== protocol || auth[field] !== undefined),
      objectRule(`${field} may be set only with protocol ${protocol}`, (auth) => auth.protocol === protocol || auth[field] === undefined),
    ];
  }),
});

/** What each type of filter is set by. */
type FilterTypes = Readonly<Record<string, readonly [field: string, schema: CustomSchema]>>;

/** A filter has the field of its type and no other. */
function filterOf(types: FilterTypes): ObjectSchema {
  const entries = Object.entries(types);
  return fields({ 'type!': oneOf(...Object.keys(types)), ...Object.fromEntries(entries.map(([, [field, schema]]) => [field, schema])) }, {
    rules: entries.flatMap(([type, [field]]) => [
      objectRule(`${field} may be set only with type ${type}`, (filter) => filter.type === type || filter[field] === undefined),
      objectRule(`${field} must be set when type is ${type}`, (filter) => filter.type !== type || filter[field] !== undefined),
    ]),
  });
}

function ofType(type: string) {
  return (filter: JsonObject): boolean => filter.type === type;
}

function filterList(types: FilterTypes, once: readonly string[], rules: readonly CustomRule[]): CustomSchema {
  return listOf(filterOf(types), {
    max: 16,
    rules: [...rules, ...once.map((type) => listRule(`${type} filter may not be repeated`, (filters) => filters.filter(ofType(type)).length <= 1))],
  });
}

/** Filters of a rule or a backend of an HTTPRoute. */
export function httpFilters(release: GatewayApiRelease): CustomSchema {
  const { minor, channel } = release;
  const types: FilterTypes = {
    RequestHeaderModifier: ['requestHeaderModifier', headerModifier(release)],
    ResponseHeaderModifier: ['responseHeaderModifier', headerModifier(release)],
    RequestMirror: ['requestMirror', requestMirror(release)],
    RequestRedirect: ['requestRedirect', requestRedirect(release)],
    URLRewrite: ['urlRewrite', fields({ hostname: PRECISE_HOSTNAME, path: PATH_MODIFIER })],
    ExtensionRef: ['extensionRef', LOCAL_REFERENCE],
    ...(minor >= 5 || (channel === 'experimental' && minor >= 3) ? { CORS: ['cors', CORS] } : {}),
    ...(channel === 'experimental' && minor >= 4 ? { ExternalAuth: ['externalAuth', EXTERNAL_AUTH] } : {}),
  };
  return filterList(types, ['CORS', 'RequestHeaderModifier', 'ResponseHeaderModifier', 'RequestRedirect', 'URLRewrite'], [
    listRule('RequestRedirect and URLRewrite exclude each other', (filters) => !filters.some(ofType('RequestRedirect')) || !filters.some(ofType('URLRewrite'))),
  ]);
}

/** Filters of a rule or a backend of a GRPCRoute. */
export function grpcFilters(release: GatewayApiRelease): CustomSchema {
  return filterList({
    RequestHeaderModifier: ['requestHeaderModifier', headerModifier(release)],
    ResponseHeaderModifier: ['responseHeaderModifier', headerModifier(release)],
    RequestMirror: ['requestMirror', requestMirror(release)],
    ExtensionRef: ['extensionRef', LOCAL_REFERENCE],
  }, ['RequestHeaderModifier', 'ResponseHeaderModifier'], []);
}

/** How many filters of a list replace the matched prefix. */
export function prefixReplacements(filters: Json | undefined, type: 'RequestRedirect' | 'URLRewrite'): number {
  const field = type === 'RequestRedirect' ? 'requestRedirect' : 'urlRewrite';
  const list = Array.isArray(filters) ? filters as readonly JsonObject[] : [];
  return list.filter((filter) => {
    const path = (filter[field] as JsonObject | undefined)?.path as JsonObject | undefined;
    return filter.type === type && path?.type === 'ReplacePrefixMatch' && path.replacePrefixMatch !== undefined;
  }).length;
}
