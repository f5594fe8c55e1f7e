import { duration } from './duration';
import { HEADER_NAME, headerValue, httpFilters, METHOD, prefixReplacements } from './filters';
import type { GatewayApiRelease } from './release';
import { backendRef, DURATION, HOSTNAME, parentFields, RULE_NAMES_DIFFER, SECTION_NAME, SESSION_PERSISTENCE, uniqueBy, withDefault } from './shared';
import type { Json, JsonObject } from '../../resource';
import { fields, integer, listOf, listRule, objectRule, oneOf, string, type CustomRule, type CustomSchema } from '../custom/structural-schema';

/*
 * https://github.com/kubernetes-sigs/gateway-api/blob/v1.6.1/apis/v1/httproute_types.go HTTPRouteSpec
 */

const PATH_CHARACTERS = /^(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|[%][0-9a-fA-F]{2})+$/;

/** What an Exact or PathPrefix path may be. */
const PATH_RULES: readonly (readonly [message: string, holds: (path: string) => boolean])[] = [
  ['must begin with a slash', (path) => path.startsWith('/')],
  ['must not contain \'//\'', (path) => !path.includes('//')],
  ['must not contain \'/./\'', (path) => !path.includes('/./')],
  ['must not contain \'/../\'', (path) => !path.includes('/../')],
  ['must not contain \'%2f\'', (path) => !path.includes('%2f')],
  ['must not contain \'%2F\'', (path) => !path.includes('%2F')],
  ['must not contain \'#\'', (path) => !path.includes('#')],
  ['must not end in \'/..\'', (path) => !path.endsWith('/..')],
  ['must not end in \'/.\'', (path) => !path.endsWith('/.')],
  ['may have letters, digits, -/._~!$&\'()*+,;=:@ and percent codes of two digits only', (path) => PATH_CHARACTERS.test(path)],
];

const DEFAULT_PATH = { type: 'PathPrefix', value: '/' };

const PATH_MATCH = fields({
  type: withDefault(oneOf('Exact', 'PathPrefix', 'RegularExpression'), 'PathPrefix'),
  value: withDefault(string({ max: 1024 }), '/'),
}, {
  default: DEFAULT_PATH,
  rules: PATH_RULES.map(([message, holds]) => objectRule(`value of an Exact or PathPrefix path ${message}`,
    ({ type, value }) => type === 'RegularExpression' || typeof value !== 'string' || holds(value))),
});

const VALUE_MATCH_TYPE = withDefault(oneOf('Exact', 'RegularExpression'), 'Exact');

function match(release: GatewayApiRelease): CustomSchema {
  return fields({
    path: PATH_MATCH,
    headers: uniqueBy('name', { max: 16 }, fields({ 'type': VALUE_MATCH_TYPE, 'name!': HEADER_NAME, 'value!': headerValue(release) })),
    queryParams: uniqueBy('name', { max: 16 }, fields({ 'type': VALUE_MATCH_TYPE, 'name!': HEADER_NAME, 'value!': string({ min: 1, max: 1024 }) })),
    method: METHOD,
  });
}

const TIMEOUTS = fields({ request: DURATION, backendRequest: DURATION }, {
  rules: [objectRule('backendRequest must be at most request, unless request is 0s', ({ request, backendRequest }) => {
    if (request === undefined || backendRequest === undefined) return true;
    const whole = duration(request);
    const part = duration(backendRequest);
    return whole !== null && part !== null && (whole === 0 || part <= whole);
  })],
});

/** Experimental since 1.2. */
function retry({ minor }: GatewayApiRelease): CustomSchema {
  return fields({
    codes: listOf(integer(400, 599), minor >= 6 ? { unique: 'set' } : {}),
    attempts: integer(minor >= 6 ? 1 : undefined, undefined, { bits: 64 }),
    backoff: DURATION,
  });
}

function list(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value as readonly JsonObject[] : [];
}

/** A replaced prefix needs one match, of a prefix. */
function hasOnePrefix({ matches }: JsonObject): boolean {
  const all = list(matches);
  return all.length === 1 && (all[0].path as JsonObject | undefined)?.type === 'PathPrefix';
}

function replacesPrefix(type: 'RequestRedirect' | 'URLRewrite'): readonly CustomRule[] {
  return [objectRule(`a ${type} filter with replacePrefixMatch needs exactly one match in the rule, of type PathPrefix`,
    (route) => prefixReplacements(route.filters, type) === 0 || hasOnePrefix(route))];
}

/** The server counts the backends with exactly one such filter. */
function replacesPrefixInBackend(type: 'RequestRedirect' | 'URLRewrite'): readonly CustomRule[] {
  return [objectRule(`within backendRefs, a ${type} filter with replacePrefixMatch needs exactly one match in the rule, of type PathPrefix`,
    (route) => list(route.backendRefs).filter(({ filters }) => prefixReplacements(filters, type) === 1).length !== 1 || hasOnePrefix(route))];
}

const REDIRECT_WITHOUT_BACKENDS = objectRule('a RequestRedirect filter may not be used together with backendRefs',
  ({ filters, backendRefs }) => list(backendRefs).length === 0 || !list(filters).some(({ type }) => type === 'RequestRedirect'));

const DEFAULT_MATCHES: Json = [{ path: DEFAULT_PATH }];

function routeRule(release: GatewayApiRelease): CustomSchema {
  const experimental = release.channel === 'experimental';
  const filters = httpFilters(release);
  return fields({
    ...(experimental || release.minor >= 4 ? { name: SECTION_NAME } : {}),
    matches: withDefault(listOf(match(release), { max: 64 }), DEFAULT_MATCHES),
    filters,
    backendRefs: listOf(backendRef(filters), { max: 16 }),
    timeouts: TIMEOUTS,
    ...(experimental ? { retry: retry(release), sessionPersistence: SESSION_PERSISTENCE } : {}),
  }, {
    rules: [REDIRECT_WITHOUT_BACKENDS, ...replacesPrefix('RequestRedirect'), ...replacesPrefix('URLRewrite'),
      ...replacesPrefixInBackend('RequestRedirect'), ...replacesPrefixInBackend('URLRewrite')],
  });
}

/** The most matches of all rules together. */
export const MOST_MATCHES = listRule('at most 128 matches over all rules', (rules) => rules.reduce((sum, { matches }) => sum + list(matches).length, 0) <= 128);

export function httpRouteSpec(release: GatewayApiRelease): CustomSchema {
  const { minor, channel } = release;
  return fields({
    ...parentFields(release),
    hostnames: listOf(HOSTNAME, { max: 16 }),
    rules: withDefault(listOf(routeRule(release), {
      ...(minor >= 5 ? { min: 1 } : {}), max: 16, rules: [MOST_MATCHES, ...(channel === 'experimental' ? [RULE_NAMES_DIFFER] : [])],
    }), [{ matches: DEFAULT_MATCHES }]),
  });
}
