import { condition, gateway, grant, ofListener, ofRoute, route, statusOf } from './objects';

const OPEN = 'allowedListeners: { namespaces: { from: All } }';
const HTTP = 'listeners: [{ name: http, port: 80, protocol: HTTP, hostname: own.example.com }]';

function set(listeners: string, { name = 'extra', namespace = 'shop' } = {}): string {
  return gateway(`parentRef: { name: edge, namespace: infra }\nlisteners: [${listeners}]`, { name, namespace, kind: 'ListenerSet' });
}

test.each([
  ['unset', '', 'False NotAllowed'],
  ['None', 'allowedListeners: { namespaces: { from: None } }', 'False NotAllowed'],
  ['Same', 'allowedListeners: { namespaces: { from: Same } }', 'False NotAllowed'],
  ['All', OPEN, 'True'],
])('allowedListeners %s: a ListenerSet of another namespace', (_, allowed, wanted) => {
  const status = statusOf(gateway(`${HTTP}\n${allowed}`), set('{ name: more, port: 80, protocol: HTTP, hostname: more.example.com }'));
  expect(condition(status.listenerSets[0].conditions, 'Accepted')).toBe(wanted);
  expect(status.gateways[0].attachedListenerSets).toBe(wanted === 'True' ? 1 : 0);
  expect(status.gateways[0].listeners.map(({ name }) => name)).toEqual(['http']);
});

test('the Gateway takes precedence over its ListenerSets, and the set stays with its other listeners', () => {
  const status = statusOf(gateway(`${HTTP}\n${OPEN}`), set('{ name: tcp, port: 80, protocol: TCP }, { name: more, port: 80, protocol: HTTP, hostname: more.example.com }'));
  expect(ofListener(status, 'tcp', 'Accepted')).toBe('False ProtocolConflict');
  expect(ofListener(status, 'tcp', 'Conflicted')).toBe('True');
  expect(ofListener(status, 'http', 'Accepted')).toBe('True');
  expect(ofListener(status, 'more', 'Accepted')).toBe('True');
  expect(condition(status.listenerSets[0].conditions, 'Accepted')).toBe('True');
});

test('without a listener of the Gateway on the port none of the set wins', () => {
  const status = statusOf(gateway(`${HTTP}\n${OPEN}`), set('{ name: tcp, port: 81, protocol: TCP }, { name: more, port: 81, protocol: HTTP }'));
  expect(ofListener(status, 'tcp', 'Accepted')).toBe('False ProtocolConflict');
  expect(ofListener(status, 'more', 'Accepted')).toBe('False ProtocolConflict');
  expect(condition(status.listenerSets[0].conditions, 'Accepted')).toBe('False ListenersNotValid');
});

test('of two sets the older, then the first by name, has the hostname', () => {
  const listener = '{ name: NAME, port: 80, protocol: HTTP, hostname: more.example.com }';
  const status = statusOf(gateway(`${HTTP}\n${OPEN}`), set(listener.replace('NAME', 'second'), { name: 'b' }), set(listener.replace('NAME', 'first'), { name: 'a' }));
  expect(ofListener(status, 'first', 'Accepted')).toBe('True');
  expect(ofListener(status, 'second', 'Accepted')).toBe('False HostnameConflict');
});

test('references and namespaces are seen from the namespace of the set', () => {
  const certificates = grant('certs', 'from: [{ group: gateway.networking.k8s.io, kind: Gateway, namespace: shop }]\nto: [{ group: "", kind: Secret }]');
  const status = statusOf(gateway(`${HTTP}\n${OPEN}`), certificates, set('{ name: https, port: 443, protocol: HTTPS, tls: { certificateRefs: [{ name: ok, namespace: certs }] } }'));
  expect(ofListener(status, 'https', 'ResolvedRefs')).toBe('False RefNotPermitted');
  expect(condition(status.listenerSets[0].conditions, 'Accepted')).toBe('False ListenersNotValid');
});

test('a parentRef to the Gateway does not reach the listeners of its sets', () => {
  const more = set('{ name: more, port: 80, protocol: HTTP, hostname: more.example.com }');
  const to = (ref: string): string | undefined => ofRoute(statusOf(gateway(`${HTTP}\n${OPEN}`), more, route(`parentRefs: [${ref}]\nrules: []`)), 'Accepted');
  expect(to('{ name: edge, namespace: infra, sectionName: more }')).toBe('False NoMatchingParent');
  expect(to('{ kind: ListenerSet, name: extra, sectionName: more }')).toBe('True');
});

test('nobody writes a status for a set whose Gateway is missing', () => {
  expect(statusOf(set('{ name: more, port: 80, protocol: HTTP }')).listenerSets[0].conditions).toEqual([]);
});
