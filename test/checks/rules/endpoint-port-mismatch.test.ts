import { ENDPOINT_PORT_MISMATCH as RULE } from '../../../src/checks/rules/endpoint-port-mismatch';
import { findings, found, service } from '../checking';

const slice = (ports: string): string => `---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: { name: pay-1, namespace: shop, labels: { kubernetes.io/service-name: pay } }
addressType: IPv4
endpoints: [{ addresses: [192.0.2.1] }]
ports: [${ports}]
`;
const NAMED = '{ name: http, port: 80 }';

test('a slice port with another name is an error', () => {
  expect(findings(RULE, service('pay', '', [NAMED]) + slice('{ port: 8080 }'))).toMatchObject([{
    severity: 'error',
    path: 'spec.ports[0].name',
    message: 'port http (80/TCP) has no endpoints: EndpointSlice shop/pay-1 has a port without a name (8080/TCP), and ports are joined by name and protocol',
    fix: 'set the name to http in the port without a name of EndpointSlice shop/pay-1',
  }]);
});

test('a slice port with a name does not serve a Service port without one', () => {
  expect(findings(RULE, service('pay', '') + slice('{ name: http, port: 8080 }'))[0].fix).toBe('remove the name in the port http of EndpointSlice shop/pay-1');
});

test('a slice port with another protocol is an error', () => {
  expect(findings(RULE, service('pay', '', ['{ name: dns, port: 53, protocol: UDP }']) + slice('{ name: dns, port: 53 }'))[0].fix)
    .toBe('set protocol: UDP in the port of EndpointSlice shop/pay-1');
});

test('Endpoints are joined the same way', () => {
  const yaml = `${service('pay', '', [NAMED])}---\napiVersion: v1\nkind: Endpoints\nmetadata: { name: pay, namespace: shop }\nsubsets: [{ addresses: [{ ip: 192.0.2.1 }], ports: [{ name: web, port: 80 }] }]\n`;
  expect(found(RULE, yaml)).toEqual(['error Service/pay spec.ports[0].name']);
});

test.each([
  ['the names are equal and the numbers differ', service('pay', '', [NAMED]) + slice('{ name: http, port: 8080 }')],
  ['there are no endpoints at all, which another rule tells', service('pay', '', [NAMED])],
  ['the Service is headless, so that clients dial the endpoints’ port', service('pay', '', [NAMED], 'clusterIP: None') + slice('{ port: 8080 }')],
])('it is silent where %s', (_, yaml) => {
  expect(found(RULE, yaml)).toEqual([]);
});
