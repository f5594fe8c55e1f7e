import { policy } from './network-policy-texts';
import { POLICY_SERVICE_PORT as RULE } from '../../../src/checks/rules/policy-service-port';
import { deployment, findings, found, service } from '../checking';

const DB = deployment('db', 'app: db', ['sql:5432']) + service('db', 'app: db', ['{ port: 80, targetPort: sql }']);
const WEB = deployment('web', 'app: web');
const ingress = (ports: string): string => policy('p', 'app: db', `ingress: [{ ports: [${ports}] }]`);

test('the Service’s port in an ingress rule is a warning', () => {
  expect(findings(RULE, DB + ingress('{ port: 80 }'))).toMatchObject([{
    severity: 'warning',
    path: 'spec.ingress[0].ports[0].port',
    message: 'port 80 is the port of Service shop/db; the pods of Deployment shop/db listen on 5432, and policies see that',
    fix: 'set spec.ingress[0].ports[0].port to 5432',
  }]);
});

test('the Service’s port in an egress rule to its pods is a warning', () => {
  const egress = policy('p', 'app: web', 'egress: [{ to: [{ podSelector: { matchLabels: { app: db } } }], ports: [{ port: 80 }] }]');
  expect(found(RULE, DB + WEB + egress)).toEqual(['warning NetworkPolicy/p spec.egress[0].ports[0].port']);
});

test.each([
  ['the port of the pods', ingress('{ port: 5432 }')],
  ['both ports', ingress('{ port: 80 }, { port: 5432 }')],
  ['the name', ingress('{ port: sql }')],
  ['a range', ingress('{ port: 1, endPort: 65535 }')],
  ['a port of nobody', ingress('{ port: 9090 }')],
  ['egress to addresses', policy('p', 'app: db', 'egress: [{ to: [{ ipBlock: { cidr: 192.0.2.0/24 } }], ports: [{ port: 80 }] }]')],
])('it is silent with %s', (_, yaml) => {
  expect(found(RULE, DB + yaml)).toEqual([]);
});
