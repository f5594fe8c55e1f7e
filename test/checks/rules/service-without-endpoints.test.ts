import { SERVICE_WITHOUT_ENDPOINTS as RULE } from '../../../src/checks/rules/service-without-endpoints';
import { NO_ORIGIN } from '../../../src/kubernetes/resource';
import { readConfig } from '../../../src/manifests/config';
import { deployment, found, service } from '../checking';
import { leftAfterFixes } from '../fixing';

const SLICE = `---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: { name: pay-1, namespace: shop, labels: { kubernetes.io/service-name: pay } }
addressType: IPv4
endpoints: [{ addresses: [192.0.2.1] }]
ports: [{ port: 80 }]
`;

test('an empty selector is a warning: somebody wanted to select', () => {
  expect(found(RULE, service('pay', '').replace('spec:\n', 'spec:\n  selector: {}\n'))).toEqual(['warning Service/pay spec.selector']);
});

test('no selector is information: endpoints may be written at run time', () => {
  expect(found(RULE, service('pay', ''))).toEqual(['info Service/pay spec']);
});

test('a declared Service is silent', () => {
  const { config } = readConfig({ externals: { services: [{ namespace: 'shop', name: 'pay' }] } }, NO_ORIGIN);
  expect(found(RULE, service('pay', ''), { config })).toEqual([]);
});

test.each([
  ['an EndpointSlice', service('pay', '') + SLICE],
  ['Endpoints', `${service('pay', '')}---\napiVersion: v1\nkind: Endpoints\nmetadata: { name: pay, namespace: shop }\nsubsets: [{ addresses: [{ ip: 192.0.2.1 }], ports: [{ port: 80 }] }]\n`],
  ['a selector, even of nothing', service('pay', 'app: pay')],
  ['an external name', service('pay', '', [], 'type: ExternalName\n  externalName: example.org')],
  ['pods', deployment('pay', 'app: pay') + service('pay', 'app: pay')],
])('it is silent with %s', (_, yaml) => {
  expect(found(RULE, yaml)).toEqual([]);
});

test('endpoints that are names get nothing forwarded, unless DNS gives them out', () => {
  const slice = '---\napiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata: { name: far, namespace: shop, labels: { kubernetes.io/service-name: far } }\naddressType: FQDN\nendpoints: [{ addresses: [api.example.org] }]\n';
  expect(found(RULE, service('far', '') + slice)).toEqual(['warning Service/far spec']);
  expect(leftAfterFixes(RULE, service('far', '') + slice)).toEqual({ applied: 1, left: [] });
  expect(found(RULE, service('far', '', ['{ port: 80 }'], 'clusterIP: None') + slice)).toEqual([]);
});
