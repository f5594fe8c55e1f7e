import { gateway } from './gateway-objects';
import { GATEWAY_CLASS_UNKNOWN } from '../../../src/checks/rules/gateway-class-unknown';
import { found } from '../checking';

const gatewayClass = (name: string, controllerName = 'gateway.envoyproxy.io/gatewayclass-controller'): string => `---
apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: { name: ${name} }
spec: { controllerName: ${controllerName} }
`;

test('a class that is there, of a known controller, is not found', () => {
  expect(found(GATEWAY_CLASS_UNKNOWN, gateway() + gatewayClass('example'))).toEqual([]);
});

test('without any class in the manifests nothing is said', () => {
  expect(found(GATEWAY_CLASS_UNKNOWN, gateway())).toEqual([]);
});

test('a misspelled class is an error', () => {
  expect(found(GATEWAY_CLASS_UNKNOWN, gateway() + gatewayClass('exmaple'))).toEqual(['error Gateway/edge spec.gatewayClassName']);
});

test('a controller that nobody knows is information', () => {
  expect(found(GATEWAY_CLASS_UNKNOWN, gateway() + gatewayClass('example', 'example.com/gateway'))).toEqual(['info GatewayClass/example spec.controllerName']);
});
