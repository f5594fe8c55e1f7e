import { external } from './external-names';
import { EXTERNAL_NAME_PORTS as RULE } from '../../../src/checks/rules/external-name-ports';
import { findings, found, ingress } from '../checking';

test('a mapped port is a warning', () => {
  expect(findings(RULE, external('pay', 'pay.example.org', ['{ port: 80, targetPort: 8443 }']))).toMatchObject([{
    severity: 'warning', message: 'port 80 is not mapped to 8443: clients that dial pay:80 reach pay.example.org:80',
  }]);
});

test('a port that is not mapped, and none at all, are silent', () => {
  expect(found(RULE, external('pay', 'pay.example.org', ['{ port: 443 }']) + external('time', 'time.example.org'))).toEqual([]);
});

test('behind an Ingress it is information: some controllers dial the targetPort', () => {
  expect(found(RULE, external('pay', 'pay.example.org', ['{ port: 80, targetPort: 8443 }']) + ingress('web', ['a.example.com Prefix / pay 80'])))
    .toEqual(['info Service/pay spec.ports[0].targetPort']);
});
