import { ENDPOINTS_WITHOUT_SERVICE as RULE } from '../../../src/checks/rules/endpoints-without-service';
import { findings, found, service } from '../checking';

const slice = (name: string, labels: string, more = ''): string => `---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: { name: ${name}, namespace: shop${more}, labels: { ${labels} } }
addressType: IPv4
endpoints: [{ addresses: [192.0.2.1] }]
`;
const endpoints = (name: string, metadata = ''): string => `---
apiVersion: v1
kind: Endpoints
metadata: { name: ${name}, namespace: shop${metadata} }
subsets: [{ addresses: [{ ip: 192.0.2.1 }] }]
`;

test('a slice without the label belongs to nobody, whatever its name', () => {
  expect(findings(RULE, service('pay', '') + slice('pay', 'app: pay'))).toMatchObject([{
    severity: 'warning', path: 'metadata.labels', fix: 'add the label kubernetes.io/service-name: pay',
  }]);
});

test('a slice of a Service that is not there names the near miss', () => {
  expect(findings(RULE, service('payments', '') + slice('pay', 'kubernetes.io/service-name: paymnts'))).toMatchObject([{
    path: 'metadata.labels[kubernetes.io/service-name]', fix: 'set the label kubernetes.io/service-name to payments',
  }]);
});

test('Endpoints without a Service of their name name the near miss', () => {
  expect(findings(RULE, service('payments', '') + endpoints('payment'))).toMatchObject([{ path: 'metadata.name', fix: 'name it payments' }]);
});

test.each([
  ['a slice of a Service', service('pay', '') + slice('anything', 'kubernetes.io/service-name: pay')],
  ['Endpoints of a Service', service('pay', '') + endpoints('pay')],
  ['Endpoints of a leader election', endpoints('lock', ', annotations: { control-plane.alpha.kubernetes.io/leader: "{}" }')],
  ['what a cluster already holds', endpoints('pay', ', uid: 1b2c') + slice('pay-abc', 'kubernetes.io/service-name: pay', ', uid: 1b2d')],
])('it is silent with %s', (_, yaml) => {
  expect(found(RULE, yaml)).toEqual([]);
});
