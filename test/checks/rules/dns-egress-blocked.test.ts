import { policy } from './network-policy-texts';
import { DNS_EGRESS_BLOCKED as RULE } from '../../../src/checks/rules/dns-egress-blocked';
import { deployment, findings, found } from '../checking';

const APPS = deployment('web', 'app: web') + deployment('db', 'app: db');
const TO_DB = '{ to: [{ podSelector: { matchLabels: { app: db } } }], ports: [{ port: 5432 }] }';
const egress = (...rules: readonly string[]): string => policy('p', 'app: web', `policyTypes: [Egress]\negress: [${rules.join(', ')}]`);

test('egress to pods without DNS is a warning that shows the rule to add', () => {
  expect(findings(RULE, APPS + egress(TO_DB))).toMatchObject([{
    severity: 'warning',
    path: 'spec.egress',
    message: 'the pods of Deployment shop/web may not query DNS: no egress rule of their policies admits port 53/UDP',
    fix: expect.stringMatching(/port: 53, protocol: UDP/),
  }]);
});

test('a default deny with the connections in another policy is a warning at that one', () => {
  expect(found(RULE, APPS + policy('deny', '', 'policyTypes: [Ingress, Egress]') + egress(TO_DB).replace('name: p,', 'name: allow,')))
    .toEqual(['info NetworkPolicy/deny spec.egress', 'warning NetworkPolicy/allow spec.egress']);
});

test('port 53 over TCP alone is not enough', () => {
  expect(found(RULE, APPS + egress(TO_DB, '{ ports: [{ port: 53 }] }'))).toEqual(['warning NetworkPolicy/p spec.egress']);
});

test('port 53 of pods that are no DNS is not enough', () => {
  expect(found(RULE, APPS + egress('{ to: [{ podSelector: { matchLabels: { app: db } } }], ports: [{ port: 53, protocol: UDP }] }'))).toHaveLength(1);
});

test('pods that may call nobody are information', () => {
  expect(found(RULE, APPS + egress())).toEqual(['info NetworkPolicy/p spec.egress']);
});

test.each([
  ['DNS is admitted', egress(TO_DB, '{ to: [{ namespaceSelector: {} }], ports: [{ port: 53, protocol: UDP }, { port: 53 }] }')],
  ['DNS is admitted to everyone', egress(TO_DB, '{ ports: [{ port: 53, protocol: UDP }] }')],
  ['another policy admits it', egress(TO_DB) + policy('dns', '', 'policyTypes: [Egress]\negress: [{ ports: [{ port: dns, protocol: UDP }] }]')],
  ['everything is admitted', egress('{}')],
  ['everything is admitted to addresses', egress('{ to: [{ ipBlock: { cidr: 0.0.0.0/0 } }] }')],
  ['a range has it', egress('{ ports: [{ port: 1, endPort: 1024, protocol: UDP }] }')],
  ['the policy is about ingress only', policy('p', 'app: web', 'ingress: []')],
  ['the pods are on the node’s network', egress(TO_DB) + deployment('web', 'app: web').replace('      containers:', '      hostNetwork: true\n      containers:')],
])('it is silent where %s', (_, yaml) => {
  expect(found(RULE, APPS + yaml)).toEqual([]);
});
