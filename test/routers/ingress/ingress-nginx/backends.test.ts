import { ask, compile, ingress, openOf, routeOf, service } from './cluster';

test('a port is found by number, target port or name, the first that is', () => {
  const ports = [{ name: 'web', port: 80, targetPort: 8080 }, { name: 'admin', port: 81, targetPort: 'web' }];
  const router = compile(service('s', ports), ingress('i', { paths: { '/n': 's:80', '/t': 's:8080', '/w': 's:web', '/a': 's:admin', '/x': 's:82' } }));
  expect(ask(router, 'http://a.test/n')).toBe('s');
  expect(ask(router, 'http://a.test/t')).toBe('s');
  expect(ask(router, 'http://a.test/w')).toBe('s');
  expect(ask(router, 'http://a.test/a')).toBe('s:81');
  const target = routeOf(router, 'http://a.test/x')?.action;
  expect(target).toMatchObject({ kind: 'forward', to: [{ target: { name: 's', port: 82 } }] });
  expect(target).not.toHaveProperty('to.0.target.servicePort');
});

test('a target port of that name comes before the port of that name', () => {
  const ports = [{ name: 'one', port: 80, targetPort: 'web' }, { name: 'web', port: 81, targetPort: 9000 }];
  expect(ask(compile(service('s', ports), ingress('i', { paths: { '/': 's:web' } })), 'http://a.test/')).toBe('s');
});

test('an ExternalName that is an address is answered 503, a port name that it lacks 502', () => {
  const external = (name: string, externalName: string) => ({ apiVersion: 'v1', kind: 'Service', metadata: { name, namespace: 'shop' }, spec: { type: 'ExternalName', externalName } });
  const router = compile(external('ip', '192.0.2.1'), external('name', 'up.example.com'), ingress('i', { paths: { '/ip': 'ip', '/name': 'name', '/port': 'name:web' } }));
  expect(ask(router, 'http://a.test/ip')).toBe('503');
  expect(ask(router, 'http://a.test/name')).toBe('name');
  expect(ask(router, 'http://a.test/port')).toBe('502');
});

test('service-upstream goes through the address of the Service', () => {
  const router = compile(ingress('i', { paths: { '/': 'a' }, annotations: { 'service-upstream': 'true' } }));
  expect(routeOf(router, 'http://a.test/')?.action).toMatchObject({ to: [{ target: { via: 'cluster-ip' } }] });
});

test('backend-protocol in any case is what is spoken', () => {
  const protocolOf = (value: string) => routeOf(compile(ingress('i', { paths: { '/': 'a' }, annotations: { 'backend-protocol': value } })), 'http://a.test/')?.action;
  expect(protocolOf('grpcs')).toMatchObject({ to: [{ target: { protocol: 'GRPCS' } }] });
  expect(protocolOf('AJP')).toMatchObject({ to: [{ target: { protocol: 'HTTP' } }] });
});

test('names of two upstreams that are put together to one are one upstream', () => {
  const router = compile(
    service('b-c', undefined, true, 'a'), service('c', undefined, true, 'a-b'),
    ingress('i', { namespace: 'a', paths: { '/x': 'b-c' }, created: 1 }), ingress('j', { namespace: 'a-b', paths: { '/y': 'c' }, created: 2 }),
  );
  expect(ask(router, 'http://a.test/y')).toBe('a/b-c');
});

test('a default backend without rules has all hosts, ahead of an older rule for / of every host', () => {
  const router = compile(ingress('old', { host: '', paths: { '/': 'a', '/x': 'c' }, created: 1 }), ingress('default', { defaultBackend: 'b', created: 2 }));
  expect(ask(router, 'http://z.test/')).toBe('b');
  expect(ask(router, 'http://z.test/x')).toBe('c');
});

test('its redirects and rewrites have no effect, its source ranges do', () => {
  const redirect = compile(ingress('default', { defaultBackend: 'b', annotations: { 'permanent-redirect': 'https://b.test', 'rewrite-target': '/x' } }));
  expect(ask(redirect, 'http://z.test/y')).toBe('b');
  expect(ask(compile(ingress('default', { defaultBackend: 'b', annotations: { 'whitelist-source-range': '10.0.0.0/8' } })), 'http://z.test/y')).toBe('403');
});

test('a default backend beside rules is for the hosts of these rules alone', () => {
  const router = compile(ingress('i', { paths: { '/x': 'a' }, defaultBackend: 'b' }));
  expect(ask(router, 'http://a.test/y')).toBe('b');
  expect(ask(router, 'http://z.test/y')).toBe('404');
});

test('a default backend beside rules for every host alone is never used', () => {
  expect(ask(compile(ingress('i', { host: '', paths: { '/x': 'a' }, defaultBackend: 'b' })), 'http://z.test/y')).toBe('404');
});

test('only the default backend of the first Ingress of a host counts', () => {
  const router = compile(ingress('i', { paths: { '/x': 'a' }, created: 1 }), ingress('j', { paths: { '/y': 'b' }, defaultBackend: 'c', created: 2 }));
  expect(ask(router, 'http://a.test/z')).toBe('404');
});

test('the annotation default-backend stands in for a Service without endpoints', () => {
  const router = compile(service('empty', undefined, false), ingress('i', { paths: { '/': 'empty' }, annotations: { 'default-backend': 'b' } }));
  expect(ask(router, 'http://a.test/')).toBe('b');
});

test('kube-proxy refuses for a cluster IP with nothing behind it, unless something else answers there', () => {
  const router = compile(service('empty', undefined, false), ingress('i', { paths: { '/': 'empty' }, annotations: { 'service-upstream': 'true' } }));
  expect(ask(router, 'http://a.test/')).toBe('502');
  expect(openOf(router, 'http://a.test/')).toEqual(['cluster-ip-without-endpoints']);
});

test('a number that an ExternalName does not list is dialled', () => {
  const spec = { type: 'ExternalName', externalName: 'up.example.com', ports: [{ port: 80 }] };
  const router = compile({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'e', namespace: 'shop' }, spec }, ingress('i', { paths: { '/': 'e:1234' } }));
  expect(ask(router, 'http://a.test/')).toBe('e:1234');
});
