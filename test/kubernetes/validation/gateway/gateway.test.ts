import { causes, gatewayObject } from './objects';
import type { Json, JsonObject } from '../../../../src/kubernetes/resource';

const listener = { name: 'http', port: 80, protocol: 'HTTP' };
const gateway = (fields: JsonObject): JsonObject => gatewayObject('Gateway', { gatewayClassName: 'edge', listeners: [listener], ...fields });
const listeners = (...items: Json[]): JsonObject => gateway({ listeners: items });

test.each<[string, JsonObject]>([
  ['https without tls', listeners({ ...listener, protocol: 'HTTPS', port: 443 })],
  ['http and https on one port', listeners(listener, { ...listener, name: 'tls', protocol: 'HTTPS' })],
  ['a host and none on one port', listeners(listener, { ...listener, name: 'b', hostname: 'a.example.com' })],
  ['a selector of no meaning', listeners({ ...listener, allowedRoutes: { namespaces: { from: 'Selector', selector: { matchExpressions: [{ key: 'a', operator: 'Like' }] } } } })],
  ['an address without value', gateway({ addresses: [{ type: 'IPAddress' }] })],
  ['tls left out by null', listeners({ ...listener, tls: null })],
])('a Gateway with %s is accepted', (_, object) => expect(causes(object)).toEqual([]));

test.each<[string, JsonObject, readonly string[]]>([
  ['no listeners', listeners(), ['spec.listeners invalid']],
  ['tls on http', listeners({ ...listener, tls: { certificateRefs: [{ name: 'c' }] } }), ['spec.listeners invalid']],
  ['https passed through', listeners({ ...listener, protocol: 'HTTPS', tls: { mode: 'Passthrough' } }), ['spec.listeners invalid']],
  ['tls without tls', listeners({ ...listener, protocol: 'TLS' }), ['spec.listeners invalid']],
  ['an empty tls', listeners({ ...listener, protocol: 'HTTPS', tls: {} }), ['spec.listeners[0].tls invalid']],
  ['a host on tcp', listeners({ ...listener, protocol: 'TCP', hostname: 'a.example.com' }), ['spec.listeners invalid']],
  ['one listener name twice', listeners(listener, { ...listener, port: 81 }), ['spec.listeners[1] duplicate', 'spec.listeners invalid']],
  ['one port, protocol and host twice', listeners(listener, { ...listener, name: 'b' }), ['spec.listeners invalid']],
  ['a route kind without kind', listeners({ ...listener, allowedRoutes: { kinds: [{ group: 'a' }] } }), ['spec.listeners[0].allowedRoutes.kinds[0].kind required']],
  ['an address that is none', gateway({ addresses: [{ value: '192.0.2.256' }] }), ['spec.addresses[0].value invalid']],
  ['one address twice', gateway({ addresses: [{ value: '192.0.2.1' }, { type: 'IPAddress', value: '192.0.2.1' }] }), ['spec.addresses invalid']],
  ['a host name in capitals as address', gateway({ addresses: [{ type: 'Hostname', value: 'Edge' }] }), ['spec.addresses[0] invalid']],
  ['a label key with two slashes', gateway({ infrastructure: { labels: { 'a/b/c': 'd' } } }), ['spec.infrastructure.labels invalid']],
  ['a label value with a blank', gateway({ infrastructure: { labels: { team: 'a b' } } }), ['spec.infrastructure.labels.team invalid']],
])('a Gateway with %s is refused', (_, object, expected) => expect(causes(object)).toEqual(expected));

test('a ListenerSet names its Gateway and has listeners as a Gateway has', () => {
  expect(causes(gatewayObject('ListenerSet', { parentRef: { name: 'edge' }, listeners: [listener] }))).toEqual([]);
  expect(causes(gatewayObject('ListenerSet', { listeners: [{ ...listener, tls: {} }] }))).toEqual(['spec.parentRef required']);
});
