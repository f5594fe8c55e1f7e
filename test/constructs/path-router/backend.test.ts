import { ApiObject, Testing } from 'cdk8s';
import * as kplus27 from 'cdk8s-plus-27';
import * as kplus33 from 'cdk8s-plus-33';
import { createChart, createRouter, ingress, routesOf, service } from './fixture';
import { Backend, ExposedApp, IngressController, PortProtocol, type BackendPort } from '../../../src';

const HTTP: BackendPort = { name: 'http', port: 80, targetPort: 8080 };
const HTTPS: BackendPort = { name: 'https', port: 443, targetPort: 'tls' };

const route = (ports: BackendPort[], port?: number | string) => createRouter({ routes: [{ backend: service('quote', ports), port }] });
const routed = (ports: BackendPort[], port?: number | string) => routesOf(ingress(route(ports, port)));

test('a backend\'s only port need not be named', () => {
  expect(routed([HTTP])).toEqual(['* / (Prefix) -> quote:80']);
  expect(routed([{ port: 53, protocol: PortProtocol.UDP, name: 'dns' }, HTTP])).toEqual(['* / (Prefix) -> quote:80']);
});

test('a port is referred to as given: by number or by name', () => {
  expect(routed([HTTP, HTTPS], 443)).toEqual(['* / (Prefix) -> quote:443']);
  expect(routed([HTTP, HTTPS], 'https')).toEqual(['* / (Prefix) -> quote:https']);
});

test('any port goes where the ports are not known', () => {
  expect(routed([], 8080)).toEqual(['* / (Prefix) -> quote:8080']);
  expect(routed([], 'web')).toEqual(['* / (Prefix) -> quote:web']);
});

test.each<[string, BackendPort[], number | string | undefined, string]>([
  ['no port where there are several', [HTTP, HTTPS], undefined, "Service 'quote' has several ports; specify 'port', one of 80 'http', 443 'https'"],
  ['no port where none is known', [], undefined, "the ports of Service 'quote' are not known; specify 'port'"],
  ['no port where none is TCP', [{ port: 53, protocol: PortProtocol.UDP }], undefined, "Service 'quote' has no TCP port, which requests of an Ingress need; it has 53 (UDP)"],
  ['a UDP port', [{ port: 53, protocol: PortProtocol.UDP }, HTTP], 53, "port 53 of Service 'quote' is UDP, and requests of an Ingress are sent over TCP"],
  ['a target port', [HTTP, HTTPS], 8080,
    "Service 'quote' has no port 8080; it has 80 'http', 443 'https'; 8080 is the target port of port 80, and an Ingress names the Service's port: specify 80"],
  ['the name of a container port', [HTTP, HTTPS], 'tls', "'tls' is the target port of port 443, and an Ingress names the Service's port: specify 443"],
  ['a misspelled name', [HTTP, HTTPS], 'htpps', "Service 'quote' has no port 'htpps'; it has 80 'http', 443 'https'; did you mean 'https'?"],
  ['a mistyped number', [HTTP, HTTPS], 444, 'did you mean 443?'],
  ['a number as text', [HTTP], '80', "Service 'quote' has no port '80'"],
  ['a long name', [{ port: 80, name: 'a-name-of-16-let' }], 'a-name-of-16-let', 'an Ingress can name ports of at most 15; specify its number, 80'],
  ['a number that is none', [], 65536, 'port 65536 is not a whole number between 1 and 65535'],
  ['zero', [], 0, 'port 0 is not a whole number'],
  ['half a number', [HTTP], 80.5, 'port 80.5 is not a whole number'],
  ['a name that is none', [], 'No Name', "route '*/' (Prefix): backend.service.port.name: "],
])('%s is refused', (_, ports, port, message) => {
  expect(() => route(ports, port)).toThrow(message);
});

test('a backend in another namespace is refused, with two ways out', () => {
  const other = Backend.fromServiceName('quote', { port: 80, namespace: 'other' });
  expect(() => createRouter({ routes: [{ backend: other }] })).toThrow(
    "Service 'quote' is in namespace 'other', and an Ingress (in namespace 'kiada') finds Services by name in its own namespace only; put a PathRouter with "
    + "metadata.namespace 'other' there, or make an ExternalAlias to 'quote.other.svc.cluster.local' here and route to that");
  expect(() => createRouter({ defaultBackend: other })).toThrow('default backend: Service \'quote\' is in namespace \'other\'');
  expect(createRouter({ metadata: { namespace: 'other' }, routes: [{ backend: other }] }).namespace).toBe('other');
});

test('a Service of this app is read by name, ports and target ports', () => {
  const chart = createChart();
  const object = new ApiObject(chart, 'svc', {
    apiVersion: 'v1', kind: 'Service', metadata: { name: 'raw' }, spec: { ports: [{ port: 80, targetPort: 3000 }] },
  });
  expect(() => createRouter({ routes: [{ backend: Backend.fromService(object), port: 3000 }] }, chart)).toThrow('3000 is the target port of port 80');
});

test('the backends of this library and Services of any cdk8s-plus version are taken, with what is known of their ports', () => {
  const chart = createChart();
  const app = new ExposedApp(chart, 'quote', { image: 'quote', port: 80, targetPort: 8080 });
  const service27 = new kplus27.Service(chart, 's27', { metadata: { name: 's27' }, ports: [{ name: 'web', port: 81, targetPort: 9000 }] });
  const service33 = new kplus33.Service(chart, 's33', { metadata: { name: 's33' }, ports: [{ port: 82 }] });
  const router = createRouter({ controller: IngressController.HAPROXY }, chart);
  router.addRoutes(
    { backend: app, cookieAffinity: { name: 'c' } },
    { path: '/27', backend: Backend.fromService(service27), port: 'web', cookieAffinity: { name: 'c' } },
    { path: '/33', backend: Backend.fromService(service33) },
  );
  expect(routesOf(ingress(router))).toEqual(['* / (Prefix) -> quote:80', '* /27 (Prefix) -> s27:web', '* /33 (Prefix) -> s33:82']);
  const annotated = Testing.synth(chart).filter(({ kind, metadata }) => kind === 'Service' && metadata.annotations?.['haproxy.org/cookie-persistence'] === 'c');
  expect(annotated.map(({ metadata }) => metadata.name)).toEqual(['quote', 's27']);
  expect(() => router.addRoute({ path: '/x', backend: app, port: 8080 })).toThrow('8080 is the target port of port 80');
  expect(() => router.addRoute({ path: '/x', backend: Backend.fromService(service27), port: 9000 })).toThrow('9000 is the target port of port 81');
});
