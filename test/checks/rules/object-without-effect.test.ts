import { OBJECT_WITHOUT_EFFECT as RULE } from '../../../src/checks/rules/object-without-effect';
import { found, service } from '../checking';

const ENDPOINTS = '---\napiVersion: v1\nkind: Endpoints\nmetadata: { name: pay, namespace: shop }\nsubsets: [{ addresses: [{ ip: 192.0.2.1 }] }]\n';

test('Endpoints of a Service with a selector are a warning', () => {
  expect(found(RULE, service('pay', 'app: pay') + ENDPOINTS)).toEqual(['warning Endpoints/pay ']);
});

test('Endpoints of a Service without one, and those that the controller wrote, are silent', () => {
  expect(found(RULE, service('pay', '') + ENDPOINTS)).toEqual([]);
  expect(found(RULE, service('pay', 'app: pay') + ENDPOINTS.replace('name: pay,', 'name: pay, labels: { endpoints.kubernetes.io/managed-by: endpoint-controller },'))).toEqual([]);
});
