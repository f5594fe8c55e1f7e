import { app, gateway, modelOf, ofListener, ofRoute, route, statusOf } from './objects';

const OPEN = 'listeners: [{ name: http, port: 80, protocol: HTTP, allowedRoutes: { namespaces: { from: All } } }]';
const RULE = 'rules: [{ backendRefs: [{ name: web, port: 80 }] }]';

test('a route is accepted by a listener that allows its kind, namespace and hostname', () => {
  const status = statusOf(gateway(OPEN), route(RULE), app('web'));
  expect(ofRoute(status, 'Accepted')).toBe('True');
  expect(ofRoute(status, 'ResolvedRefs')).toBe('True');
  expect(status.gateways[0].listeners[0].attachedRoutes).toBe(1);
});

test('a listener allows routes of its own namespace alone unless it says otherwise', () => {
  const status = statusOf(gateway('listeners: [{ name: http, port: 80, protocol: HTTP }]'), route(RULE), app('web'));
  expect(ofRoute(status, 'Accepted')).toBe('False NotAllowedByListeners');
  expect(ofRoute(status, 'ResolvedRefs')).toBe('True');
  expect(status.gateways[0].listeners[0].attachedRoutes).toBe(0);
});

describe('namespaces by selector', () => {
  const SELECTED = gateway('listeners: [{ name: http, port: 80, protocol: HTTP, allowedRoutes: { namespaces: { from: Selector, selector: { matchLabels: { team: a } } } } }]');
  const namespace = (labels: string): string => `apiVersion: v1\nkind: Namespace\nmetadata: { name: shop, labels: { ${labels} } }\n`;

  test('the labels of the Namespace decide', () => {
    expect(ofRoute(statusOf(SELECTED, route(RULE), namespace('team: a')), 'Accepted')).toBe('True');
    expect(ofRoute(statusOf(SELECTED, route(RULE), namespace('team: b')), 'Accepted')).toBe('False NotAllowedByListeners');
  });

  test('without the Namespace it is not decided', () => {
    const status = statusOf(SELECTED, route(RULE));
    expect(ofRoute(status, 'Accepted')).toBe('Unknown Pending');
    expect(status.gateways[0].listeners[0].attachedRoutes).toBe(0);
  });

  test('the name of the namespace is always a label', () => {
    const byName = gateway('listeners: [{ name: http, port: 80, protocol: HTTP, allowedRoutes: { namespaces: { from: Selector, selector: { matchLabels: { kubernetes.io/metadata.name: shop } } } } }]');
    expect(ofRoute(statusOf(byName, route(RULE)), 'Accepted')).toBe('True');
  });
});

test('sectionName and port must both be those of one listener', () => {
  const two = gateway(`listeners:
- { name: a, port: 80, protocol: HTTP, allowedRoutes: { namespaces: { from: All } } }
- { name: b, port: 8080, protocol: HTTP, allowedRoutes: { namespaces: { from: All } } }`);
  const to = (ref: string): string | undefined => ofRoute(statusOf(two, route(`parentRefs: [{ name: edge, namespace: infra, ${ref} }]\n${RULE}`)), 'Accepted');
  expect(to('sectionName: b')).toBe('True');
  expect(to('sectionName: b, port: 8080')).toBe('True');
  expect(to('sectionName: b, port: 80')).toBe('False NoMatchingParent');
  expect(to('sectionName: c')).toBe('False NoMatchingParent');
  expect(to('port: 443')).toBe('False NoMatchingParent');
});

test('the near miss of a section name is told', () => {
  const { attachments } = modelOf(gateway(OPEN.replace('name: http', 'name: https')), route(`parentRefs: [{ name: edge, namespace: infra, sectionName: htps }]\n${RULE}`));
  expect(attachments[0].fix).toBe('write sectionName: https');
});

test('a parent that is not in the manifests gets no status', () => {
  const status = statusOf(gateway(OPEN), route(`parentRefs: [{ name: edgy, namespace: infra }]\n${RULE}`));
  expect(status.routes[0].parents).toEqual([]);
  expect(status.routes[0].parentsWithoutStatus[0].because).toContain('did you mean edge?');
});

test('hostnames must meet those of the listener', () => {
  const listener = gateway('listeners: [{ name: http, port: 80, protocol: HTTP, hostname: "*.example.com", allowedRoutes: { namespaces: { from: All } } }]');
  const of = (hosts: string): string | undefined => ofRoute(statusOf(listener, route(`hostnames: [${hosts}]\n${RULE}`)), 'Accepted');
  expect(of('a.b.example.com')).toBe('True');
  expect(of('example.com, a.example.com')).toBe('True');
  expect(of('example.com')).toBe('False NoMatchingListenerHostname');
});

test('a kind that the protocol does not take is refused like a namespace', () => {
  const status = statusOf(gateway(OPEN), route('rules: [{ backendRefs: [{ name: web, port: 80 }] }]', { kind: 'TCPRoute' }));
  expect(ofRoute(status, 'Accepted')).toBe('False NotAllowedByListeners');
});

test('kinds that the protocol does not take leave the valid ones working', () => {
  const kinds = 'kinds: [{ kind: HTTPRoute }, { kind: TCPRoute }, { group: example.com, kind: GRPCRoute }]';
  const status = statusOf(gateway(`listeners: [{ name: http, port: 80, protocol: HTTP, allowedRoutes: { namespaces: { from: All }, ${kinds} } }]`), route(RULE));
  expect(status.gateways[0].listeners[0].supportedKinds).toEqual(['HTTPRoute']);
  expect(ofListener(status, 'http', 'ResolvedRefs')).toBe('False InvalidRouteKinds');
  expect(ofRoute(status, 'Accepted')).toBe('True');
});

test('an HTTPRoute and a GRPCRoute with one hostname on a listener: the older has it', () => {
  const grpc = route('hostnames: [a.example.com]\nrules: [{ backendRefs: [{ name: web, port: 80 }] }]', { kind: 'GRPCRoute', name: 'calls', created: '2026-01-01T00:00:00Z' });
  const http = route(`hostnames: ["*.example.com"]\n${RULE}`, { created: '2026-02-01T00:00:00Z' });
  const status = statusOf(gateway(OPEN), http, grpc);
  const accepted = status.routes.map(({ route: { kind }, parents }) => [kind, parents[0].conditions[0].status] as const);
  expect(Object.fromEntries(accepted)).toEqual({ HTTPRoute: 'False', GRPCRoute: 'True' });
  expect(status.gateways[0].listeners[0].attachedRoutes).toBe(1);
});

test('a route counts once on a listener, however many parentRefs lead there', () => {
  const twice = route(`parentRefs: [{ name: edge, namespace: infra }, { name: edge, namespace: infra, sectionName: http }]\n${RULE}`);
  expect(statusOf(gateway(OPEN), twice).gateways[0].listeners[0].attachedRoutes).toBe(1);
});

test('routes that ask for it attach to default Gateways', () => {
  const status = statusOf(gateway(`defaultScope: All\n${OPEN}`), route(`parentRefs: []\nuseDefaultGateways: All\n${RULE}`));
  expect(ofRoute(status, 'Accepted')).toBe('True');
});
