import { compile, destinations, send } from './contour';

const HOST = 'http://shop.example.com';
const on = (...rules: readonly string[]): string[] => rules.map((rule) => `shop.example.com ${rule}`);

describe('paths', () => {
  test('Exact before patterns before prefixes, the longer first, elements before characters', () => {
    const rules = on('Prefix / -> root', 'ImplementationSpecific /api -> characters', 'Prefix /api -> elements', 'Exact /api/x -> exact', 'ImplementationSpecific /api/[xy] -> pattern', 'Prefix /api/y/z -> deep');
    const router = compile({ ingresses: [{ rules }], services: ['root', 'characters', 'elements', 'exact', 'pattern', 'deep'] });
    expect(destinations(router, `${HOST}/api/x`, `${HOST}/api/y`, `${HOST}/api/y/z`, `${HOST}/api`, `${HOST}/apix`, `${HOST}/`))
      .toEqual(['exact:80', 'pattern:80', 'deep:80', 'elements:80', 'characters:80', 'root:80']);
  });

  test('a pattern is of the whole path, and only some characters make one', () => {
    const rules = on('ImplementationSpecific /foo/* -> star', 'ImplementationSpecific /v(1|2) -> text');
    const router = compile({ ingresses: [{ rules }], services: ['star', 'text'] });
    expect(destinations(router, `${HOST}/foo`, `${HOST}/foo/`, `${HOST}/foo/bar`, `${HOST}/v1`)).toEqual(['star:80', 'star:80', '404', '404']);
  });

  test('of equal matches in one Ingress the last one stays; Prefix with and without slash are equal', () => {
    const rules = on('Prefix /foo/ -> first', 'Prefix /foo -> last', 'Exact /x -> first', 'Exact /x -> last');
    const router = compile({ ingresses: [{ rules }], services: ['first', 'last'] });
    expect(send(router, `${HOST}/foo/`)).toMatchObject({ to: 'last:80', open: [] });
    expect(send(router, `${HOST}/x`)).toMatchObject({ to: 'last:80', open: [] });
  });

  test('between Ingress objects there is no order', () => {
    const router = compile({ ingresses: [{ name: 'a', rules: on('Prefix / -> first') }, { name: 'b', rules: on('Prefix / -> last', 'Exact /x -> last') }], services: ['first', 'last'] });
    expect(send(router, `${HOST}/`).open).toEqual(['contour-same-match']);
    expect(send(router, `${HOST}/x`)).toMatchObject({ to: 'last:80', open: [] });
  });

  test('which of many equal matches stays is asked once for all of them, and three are named', () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const router = compile({ ingresses: names.map((name) => ({ name, rules: on('Prefix / -> web') })), services: ['web'] });
    const questions = new Set(router.listeners[0].hosts.flatMap(({ routes, possible = [] }) => [...routes, ...possible]).flatMap(({ open }) => open));
    expect([...questions].map((each) => each.text())).toEqual([expect.stringMatching(/stays: Ingress \S+\/a or Ingress \S+\/b or Ingress \S+\/c or 2 more$/)]);
  });

  test('a pattern that is not valid takes the later paths of its rule with it', () => {
    const rules = on('Prefix /a -> web');
    const spec = { rules: [{ host: 'shop.example.com', http: { paths: ['/', '/b[', '/c'].map((path) => ({ path, pathType: 'ImplementationSpecific', backend: { service: { name: path === '/c' ? 'late' : 'web', port: { number: 80 } } } })) } }] };
    const router = compile({ ingresses: [{ name: 'broken', spec }, { rules }], services: ['web', 'late'] });
    expect(destinations(router, `${HOST}/c`)).toEqual(['web:80']);
    expect(router.faults).toMatchObject([{ kind: 'dropped', code: 'path-pattern-invalid', source: { field: 'spec.rules[0].http.paths[1]' } }]);
  });

  test('a prefix with a question mark stops every host', () => {
    const router = compile({ ingresses: [{ rules: [...on('Prefix /a?b -> web'), 'other.example.com Prefix / -> web'] }], services: ['web'] });
    expect(send(router, 'http://other.example.com/')).toMatchObject({ open: ['contour-table-refused'] });
    expect(router.faults).toMatchObject([{ kind: 'breaks-router', code: 'prefix-refused' }]);
  });

  test('request paths are cleaned before they are matched, and sent so; escaped slashes stay', () => {
    const router = compile({ ingresses: [{ rules: on('Prefix /foo -> foo', 'Prefix / -> root') }], services: ['foo', 'root'] });
    expect(destinations(router, `${HOST}//x/../f%6fo/.`, `${HOST}/foo%2Fbar`, `${HOST}/foo;x`)).toEqual(['foo:80 /foo/', 'root:80', 'root:80']);
    expect(send(router, `${HOST}/%00`).to).toBe('400');
  });
});

describe('hosts', () => {
  test('the closest host decides alone', () => {
    const rules = ['shop.example.com Prefix /shop -> shop', '*.example.com Prefix / -> wild', 'Prefix / -> any'];
    const router = compile({ ingresses: [{ rules }], services: ['shop', 'wild', 'any'] });
    expect(destinations(router, `${HOST}/x`, 'http://a.example.com/', 'http://example.org/')).toEqual(['404', 'wild:80', 'any:80']);
  });

  test('a wildcard takes one label of lower-case letters, digits and dashes; an exact host takes any case', () => {
    const router = compile({ ingresses: [{ rules: ['*.example.com Prefix / -> wild', 'a.example.org Prefix / -> exact'] }], services: ['wild', 'exact'] });
    const hosts = ['a-1.example.com', 'a.example.com:8080', 'A.example.com', 'a_b.example.com', 'a.b.example.com', 'A.example.org', 'a.example.org.'];
    expect(destinations(router, ...hosts.map((each) => `http://${each}/`))).toEqual(['wild:80', 'wild:80', '404', '404', '404', 'exact:80', '404']);
  });

  test('default backends are of hosts without rules; a rule without a host for `/` takes their place', () => {
    const router = compile({ ingresses: [{ rules: on('Prefix /a -> web'), defaultBackend: 'rest' }], services: ['web', 'rest'] });
    expect(destinations(router, `${HOST}/b`, 'http://other.example.com/b')).toEqual(['404', 'rest:80']);
    const replaced = compile({ ingresses: [{ rules: ['Prefix / -> web'], defaultBackend: 'rest' }], services: ['web', 'rest'] });
    expect(send(replaced, 'http://other.example.com/')).toMatchObject({ to: 'web:80', open: [] });
  });
});

describe('backends', () => {
  test('a path without a Service or port is left out; without any route nothing listens', () => {
    const router = compile({ ingresses: [{ rules: on('Prefix /api -> none', 'Prefix / -> root') }], services: ['root'] });
    expect(destinations(router, `${HOST}/api`)).toEqual(['root:80']);
    expect(router.faults).toMatchObject([{ kind: 'dropped', code: 'backend-service-missing' }]);
    expect(destinations(compile({ ingresses: [{ rules: on('Prefix / -> none') }] }), `${HOST}/`)).toEqual(['refused']);
  });

  test('a host whose routes are all left out is not a host', () => {
    const router = compile({ ingresses: [{ rules: [...on('Prefix / -> none'), 'Prefix / -> any'] }], services: ['any'] });
    expect(destinations(router, `${HOST}/`)).toEqual(['any:80']);
  });

  test('ExternalName Services are taken only where Contour is told so', () => {
    const external = { name: 'ext', spec: { type: 'ExternalName', externalName: 'x.example.org' } };
    const router = compile({ ingresses: [{ rules: on('Prefix /ext -> ext', 'Prefix / -> root') }], services: ['root', external] });
    expect(send(router, `${HOST}/ext`)).toMatchObject({ to: 'root:80', open: ['contour-external-names'] });
  });

  test('a backend that is not a Service stops everything', () => {
    const backend = { resource: { apiGroup: 'example.com', kind: 'Bucket', name: 'b' } };
    const router = compile({ ingresses: [{ name: 'a', spec: { defaultBackend: backend } }, { name: 'b', rules: on('Prefix / -> web') }], services: ['web'] });
    expect(destinations(router, `${HOST}/`)).toEqual(['refused']);
    expect(router.faults).toMatchObject([{ kind: 'breaks-router', code: 'resource-backend' }]);
  });

  test.each([
    [{ annotations: {}, appProtocol: 'https' }, 'HTTPS'],
    [{ annotations: {}, appProtocol: 'kubernetes.io/h2c' }, 'H2C'],
    [{ annotations: { 'projectcontour.io/upstream-protocol.h2': 'http' } }, 'GRPCS'],
    [{ annotations: { 'projectcontour.io/upstream-protocol.tls': '443, 80' } }, 'HTTPS'],
    [{ annotations: { 'projectcontour.io/upstream-protocol.tls': '80' }, appProtocol: 'http' }, 'HTTP'],
  ])('the protocol of %j is %s', ({ annotations, ...port }, protocol) => {
    const services = [{ name: 'web', annotations, spec: { ports: [{ name: 'http', port: 80, targetPort: 8080, ...port }] } }];
    const action = send(compile({ ingresses: [{ rules: on('Prefix / -> web') }], services }), `${HOST}/`).found.route?.action;
    expect(action).toMatchObject({ to: [{ target: { protocol } }] });
  });
});

test('websockets are taken by paths that the annotation names as their rules write them', () => {
  const annotations = { 'projectcontour.io/websocket-routes': '/ws, /live/' };
  const router = compile({ ingresses: [{ rules: on('Prefix /ws -> ws', 'Prefix /live -> live'), annotations }], services: ['ws', 'live'] });
  const upgrade = { headers: { connection: 'Upgrade', upgrade: 'WebSocket' } };
  expect(send(router, `${HOST}/ws`, upgrade).to).toBe('ws:80');
  expect(send(router, `${HOST}/live`, upgrade).to).toBe('403');
  expect(send(router, `${HOST}/live`).to).toBe('live:80');
});

test('a class of another name that is made for Contour depends on a flag', () => {
  const ingressClass = { apiVersion: 'networking.k8s.io/v1', kind: 'IngressClass', metadata: { name: 'public' }, spec: { controller: 'projectcontour.io/contour' } };
  const router = compile({ ingresses: [{ rules: on('Prefix / -> web'), className: 'public' }], services: ['web'], others: [ingressClass] });
  expect(send(router, `${HOST}/`).open).toEqual(['contour-class-name']);
});
