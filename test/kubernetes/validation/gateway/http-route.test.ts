import fc from 'fast-check';
import { causes, EXPERIMENTAL, gatewayObject } from './objects';
import type { Json, JsonObject } from '../../../../src/kubernetes/resource';
import { mangled } from '../mangled';

const route = (spec: Json): JsonObject => gatewayObject('HTTPRoute', spec);
const rule = (fields: JsonObject): JsonObject => route({ rules: [fields] });
const path = (type: string, value: string): JsonObject => rule({ matches: [{ path: { type, value } }] });
const backend = { name: 'api', port: 80 };
const replacePrefix = (type: 'RequestRedirect' | 'URLRewrite'): JsonObject => ({
  type, [type === 'URLRewrite' ? 'urlRewrite' : 'requestRedirect']: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/v2' } },
});

test.each<[string, JsonObject]>([
  ['an empty spec', route({})],
  ['a rule without backends', rule({})],
  ['null in place of a field', rule({ backendRefs: null, filters: null, matches: null })],
  ['a wildcard hostname', route({ hostnames: ['*.example.com'] })],
  ['a redirect beside an empty list of backends', rule({ filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https' } }], backendRefs: [] })],
  ['a replaced prefix with the default match', rule({ filters: [replacePrefix('URLRewrite')], backendRefs: [backend] })],
  ['a star in a prefix', path('PathPrefix', '/api/*')],
  ['any text as a pattern', path('RegularExpression', '')],
  ['headers that differ by case alone', rule({ matches: [{ headers: [{ name: 'X-A', value: '1' }, { name: 'x-a', value: '1' }] }] })],
  ['a backend of another kind without port', rule({ backendRefs: [{ group: 'example.com', kind: 'Bucket', name: 'files' }] })],
  ['a backend timeout under no limit', rule({ timeouts: { request: '0s', backendRequest: '1h' } })],
  ['two backends that both replace a prefix, with two matches', rule({
    matches: [{}, {}], backendRefs: [{ ...backend, filters: [replacePrefix('URLRewrite')] }, { ...backend, filters: [replacePrefix('URLRewrite')] }],
  })],
])('an HTTPRoute with %s is accepted', (_, object) => expect(causes(object)).toEqual([]));

test.each<[string, JsonObject, readonly string[]]>([
  ['no rules in a list', route({ rules: [] }), ['spec.rules invalid']],
  ['a hostname in capitals', route({ hostnames: ['Shop.example.com'] }), ['spec.hostnames[0] invalid']],
  ['a Service without port', rule({ backendRefs: [{ name: 'api' }] }), ['spec.rules[0].backendRefs[0] invalid']],
  ['a backend without name', rule({ backendRefs: [{ port: 80 }] }), ['spec.rules[0].backendRefs[0].name required']],
  ['a port as text', rule({ backendRefs: [{ name: 'api', port: '80' }] }), ['spec.rules[0].backendRefs[0].port wrong-type']],
  ['a weight over a million', rule({ backendRefs: [{ ...backend, weight: 1_000_001 }] }), ['spec.rules[0].backendRefs[0].weight invalid']],
  ['a misspelled field', rule({ backendRef: [backend] }), ['spec.rules[0].backendRef unknown-field']],
  ['a path without slash', path('PathPrefix', 'api'), ['spec.rules[0].matches[0].path invalid']],
  ['a path with two slashes', path('Exact', '/a//b'), ['spec.rules[0].matches[0].path invalid']],
  ['an unknown type of path', path('Prefix', '/'), ['spec.rules[0].matches[0].path.type not-supported']],
  ['one header twice', rule({ matches: [{ headers: [{ name: 'X-A', value: '1' }, { name: 'X-A', value: '2' }] }] }), ['spec.rules[0].matches[0].headers[1] duplicate']],
  ['a redirect with backends', rule({ filters: [{ type: 'RequestRedirect', requestRedirect: {} }], backendRefs: [backend] }), ['spec.rules[0] invalid']],
  ['a redirect and a rewrite', rule({ filters: [{ type: 'RequestRedirect', requestRedirect: {} }, { type: 'URLRewrite', urlRewrite: {} }] }), ['spec.rules[0].filters invalid']],
  ['a filter without its field', rule({ filters: [{ type: 'URLRewrite' }] }), ['spec.rules[0].filters[0] invalid']],
  ['the field of another filter', rule({ filters: [{ type: 'URLRewrite', urlRewrite: {}, cors: {} }] }), ['spec.rules[0].filters[0] invalid']],
  ['a replaced prefix of an exact path', rule({ matches: [{ path: { type: 'Exact', value: '/a' } }], filters: [replacePrefix('URLRewrite')], backendRefs: [backend] }),
    ['spec.rules[0] invalid']],
  ['a replaced prefix with two matches in one backend', rule({ matches: [{}, {}], backendRefs: [{ ...backend, filters: [replacePrefix('RequestRedirect')] }] }), ['spec.rules[0] invalid']],
  ['a backend timeout longer than the whole', rule({ timeouts: { request: '1s', backendRequest: '1m' } }), ['spec.rules[0].timeouts invalid']],
  ['a star beside an origin', rule({ filters: [{ type: 'CORS', cors: { allowOrigins: ['*', 'https://a.example.com'] } }] }), ['spec.rules[0].filters[0].cors.allowOrigins invalid']],
  ['the same parent twice', route({ parentRefs: [{ name: 'edge' }, { name: 'edge', kind: 'Gateway' }] }), ['spec.parentRefs invalid']],
  ['a parent with and without section', route({ parentRefs: [{ name: 'edge' }, { name: 'edge', sectionName: 'http' }] }), ['spec.parentRefs invalid']],
  ['129 matches', route({ rules: [{ matches: Array(64).fill({}) }, { matches: Array(64).fill({}) }, {}] }), ['spec.rules invalid']],
])('an HTTPRoute with %s is refused', (_, object, expected) => expect(causes(object)).toEqual(expected));

test('rules about values are not run where a type is wrong', () => {
  expect(causes(rule({ matches: [{ path: { type: 'Exact', value: 'api' } }], timeouts: 5 }))).toEqual(['spec.rules[0].timeouts wrong-type']);
});

test('the same parent told apart by port alone is refused in the standard channel', () => {
  const object = route({ parentRefs: [{ name: 'edge', port: 80 }, { name: 'edge', port: 443 }] });
  expect(causes(object)).toEqual(['spec.parentRefs invalid']);
  expect(causes(object, EXPERIMENTAL)).toEqual([]);
});

test('a redirect with status 308 needs Gateway API 1.5', () => {
  const object = rule({ filters: [{ type: 'RequestRedirect', requestRedirect: { statusCode: 308 } }] });
  expect(causes(object)).toEqual([]);
  expect(causes(object, { minor: 4, channel: 'standard' })).toEqual(['spec.rules[0].filters[0].requestRedirect.statusCode not-supported']);
});

test('whatever an HTTPRoute holds, it gets a verdict', () => {
  const whole = rule({ matches: [{ path: { type: 'Exact', value: '/a' }, headers: [{ name: 'a', value: 'b' }] }], filters: [replacePrefix('URLRewrite')], backendRefs: [backend] });
  fc.assert(fc.property(mangled(whole), (object) => {
    expect(Array.isArray(causes(object))).toBe(true);
  }));
});
