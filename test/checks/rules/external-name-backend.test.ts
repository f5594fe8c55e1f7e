import { external } from './external-names';
import { EXTERNAL_NAME_BACKEND as RULE } from '../../../src/checks/rules/external-name-backend';
import { found, ingress, service } from '../checking';

test('an external name behind an Ingress is information', () => {
  expect(found(RULE, ingress('web', ['a.example.com Prefix / pay 443']) + external('pay', 'pay.example.org')))
    .toEqual(['info Ingress/web spec.rules[0].http.paths[0].backend.service.name']);
});

test('another Service is silent', () => {
  expect(found(RULE, ingress('web', ['a.example.com Prefix / pay 80']) + service('pay', 'app: pay'))).toEqual([]);
});
