import { policy } from './network-policy-texts';
import { POLICY_BLOCKS_ROUTER as RULE } from '../../../src/checks/rules/policy-blocks-router';
import { deployment, findings, found, ingress, service } from '../checking';

const APP = deployment('web', 'app: web', ['http:8080']) + deployment('shell', 'app: shell') + service('web', 'app: web', ['{ port: 80, targetPort: http }'])
  + ingress('web', ['a.example.com Prefix / web 80']);
const from = (rule: string): string => policy('p', 'app: web', `ingress: [${rule}]`);

test('pods of the own namespace alone are a warning', () => {
  expect(findings(RULE, APP + from('{ from: [{ podSelector: { matchLabels: { app: shell } } }] }'))).toMatchObject([{
    severity: 'warning',
    path: 'spec.ingress',
    resource: { kind: 'NetworkPolicy' },
    message: 'Ingress shop/web leads to the pods of Deployment shop/web through Service shop/web, and their policies allow no connection from another namespace to port 8080',
  }]);
});

test('another port than that of the pods, and nobody at all, are warnings', () => {
  expect(found(RULE, APP + from('{ ports: [{ port: 80 }] }'))).toHaveLength(1);
  expect(found(RULE, APP + from(''))).toHaveLength(1);
});

test.each([
  ['a namespace is admitted', from('{ from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: ingress } } }] }')],
  ['everyone is admitted to the port', from('{ ports: [{ port: http }] }')],
  ['addresses are admitted', from('{ from: [{ ipBlock: { cidr: 10.0.0.0/8 } }] }')],
  ['pods are admitted that may be the controller', from('{ from: [{ podSelector: { matchLabels: { app: gateway } } }] }')],
  ['another policy admits everyone', from('') + policy('all', '', 'ingress: [{}]')],
  ['the policy is about egress', policy('p', 'app: web', 'policyTypes: [Egress]')],
  ['there is no policy', ''],
])('it is silent where %s', (_, yaml) => {
  expect(found(RULE, APP + yaml)).toEqual([]);
});
