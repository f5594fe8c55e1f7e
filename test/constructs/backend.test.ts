import { ApiObject, Chart, Testing } from 'cdk8s';
import * as kplus27 from 'cdk8s-plus-27';
import * as kplus33 from 'cdk8s-plus-33';
import { Backend } from '../../src';

function chart() {
  return new Chart(Testing.app(), 'kiada', { namespace: 'kiada' });
}

test.each([['cdk8s-plus-27', kplus27], ['cdk8s-plus-33', kplus33]] as const)('a Service of %s is a backend by its name, namespace and ports', (_, kplus) => {
  const service = new kplus.Service(chart(), 'quote', { metadata: { name: 'quote' }, ports: [{ name: 'http', port: 80, targetPort: 8080 }] });

  const backend = Backend.fromService(service);

  expect(backend.serviceName).toBe('quote');
  expect(backend.namespace).toBe('kiada');
  expect(backend.backendPorts).toMatchObject([{ name: 'http', port: 80, targetPort: 8080 }]);
});

test('ports that are bound to a Service construct later count', () => {
  const service = new kplus27.Service(chart(), 'quote');
  const backend = Backend.fromService(service);

  service.bind(53, { name: 'dns', protocol: kplus27.Protocol.UDP });

  expect(backend.backendPorts).toEqual([{ name: 'dns', port: 53, protocol: 'UDP' }]);
});

test('an ApiObject of kind Service is a backend', () => {
  const service = new ApiObject(chart(), 'quote', {
    apiVersion: 'v1', kind: 'Service', metadata: { name: 'quote', namespace: 'other' }, spec: { ports: [{ port: 80 }, { port: 443, name: 'https' }] },
  });

  const backend = Backend.fromService(service);

  expect(backend.serviceName).toBe('quote');
  expect(backend.namespace).toBe('other');
  expect(backend.backendPorts.map(({ port }) => port)).toEqual([80, 443]);
});

test('the ApiObject under a Service construct that has no ports yet does not throw', () => {
  const service = new kplus27.Service(chart(), 'quote', { metadata: { name: 'quote' } });

  expect(Backend.fromService(ApiObject.of(service)).backendPorts).toEqual([]);
  expect(Backend.fromService(service).serviceObject).toBe(ApiObject.of(service));
});

test('fails when the construct is not a Service', () => {
  const deployment = new kplus27.Deployment(chart(), 'quote', { containers: [{ image: 'quote' }] });

  expect(() => Backend.fromService(deployment)).toThrow(
    /^Backend 'kiada\/quote': expected a Service, got a Deployment; specify a Service construct, an ApiObject of kind Service, or use Backend.fromServiceName/);
});

test('fails for a Service that is not of the core group', () => {
  const knative = new ApiObject(chart(), 'quote', { apiVersion: 'serving.knative.dev/v1', kind: 'Service' });

  expect(() => Backend.fromService(knative)).toThrow(/expected a Service/);
});

test('a Service known by its name has the ports and namespace that are given', () => {
  const backend = Backend.fromServiceName('payments', { port: 80, namespace: 'billing' });

  expect(backend.serviceName).toBe('payments');
  expect(backend.namespace).toBe('billing');
  expect(backend.backendPorts).toEqual([{ port: 80 }]);
});

test('a Service known by its name alone has no known ports', () => {
  expect(Backend.fromServiceName('payments').backendPorts).toEqual([]);
});

test('backendPorts is a copy', () => {
  const backend = Backend.fromServiceName('payments', { port: 80 });

  backend.backendPorts.pop();

  expect(backend.backendPorts).toHaveLength(1);
});

test('fails for names and ports that no Service can have', () => {
  expect(() => Backend.fromServiceName('payments.billing', { port: 80 })).toThrow(/'payments.billing' is not a valid Service name; specify the name alone/);
  expect(() => Backend.fromServiceName('payments', { port: 0 })).toThrow(/port 0 is not between 1 and 65535/);
  expect(() => Backend.fromServiceName('payments', { port: 80, ports: [{ port: 80 }] })).toThrow(/got both 'port' and 'ports'/);
});
