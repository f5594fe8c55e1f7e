import type { Json } from '../../../src/kubernetes/resource';
import { readService, type Service } from '../../../src/kubernetes/service';
import { resolveBackendPort } from '../../../src/routers/ingress/backend-port';
import { resource } from '../route-tables';

const service = (ports: Json, more = {}): Service =>
  readService(resource('v1', 'Service', 'kiada', { metadata: { name: 'quote' }, spec: { ports, ...more } }, 'quote'));

const web = service([{ name: 'http', port: 80, targetPort: 8080 }, { name: 'https', port: 443, targetPort: 'tls' }]);

test('a port is found by its number and by its name', () => {
  expect(resolveBackendPort(web, 80)).toMatchObject({ kind: 'found', port: { name: 'http' } });
  expect(resolveBackendPort(web, 'https')).toMatchObject({ kind: 'found', port: { port: 443 } });
});

test.each<[number | string, RegExp, number | null]>([
  [8080, /no port 8080; 8080 is the targetPort of its port 80 \(http\), and an Ingress names the Service's port/, 80],
  ['tls', /named tls; tls is the targetPort of its port 443/, 443],
  ['80', /80 is a port number, which goes into port\.number/, 80],
  ['htp', /has no port named htp; it has 80 \(http\), 443 \(https\)/, 80],
  [81, /has no port 81; it has 80 \(http\), 443 \(https\)/, null],
])('%s is not a port, and it is told what is nearest', (port, because, instead) => {
  const lookup = resolveBackendPort(web, port);
  expect(lookup).toMatchObject({ kind: 'missing', because: expect.stringMatching(because) });
  expect(lookup.kind === 'missing' ? lookup.instead?.port ?? null : undefined).toBe(instead);
});

test('a target port is found by some controllers, against the text', () => {
  expect(resolveBackendPort(web, 8080)).toMatchObject({ acceptedBy: ['ingress-nginx', 'haproxy-ingress (jcmoraisjr)'] });
  expect(resolveBackendPort(web, 81)).toMatchObject({ acceptedBy: [] });
});

test('a number that equals the target port of another port means the Service’s port', () => {
  const swapped = service([{ name: 'a', port: 80, targetPort: 8080 }, { name: 'b', port: 8080, targetPort: 9090 }]);
  expect(resolveBackendPort(swapped, 8080)).toMatchObject({ kind: 'found', port: { name: 'b' } });
});

test('of two ports with one number the TCP port is meant; a UDP port alone is none', () => {
  const both = service([{ name: 'u', port: 53, protocol: 'UDP' }, { name: 't', port: 53 }]);
  expect(resolveBackendPort(both, 53)).toMatchObject({ kind: 'found', port: { name: 't' } });
  expect(resolveBackendPort(service([{ port: 53, protocol: 'UDP' }]), 53)).toMatchObject({ kind: 'missing', because: expect.stringMatching(/is UDP/) });
});

test('an unnamed port is not found by an empty or missing name', () => {
  expect(resolveBackendPort(service([{ port: 80 }]), '')).toMatchObject({ kind: 'missing' });
  expect(resolveBackendPort(service([{ port: 80 }]), null)).toMatchObject({ kind: 'missing', instead: { port: 80 } });
});

test('an ExternalName Service without ports takes any number', () => {
  const external = service(undefined as unknown as Json, { type: 'ExternalName', externalName: 'example.org' });
  expect(resolveBackendPort(external, 443)).toEqual({ kind: 'unlisted', port: 443 });
  expect(resolveBackendPort(external, 'https')).toMatchObject({ kind: 'missing' });
});
