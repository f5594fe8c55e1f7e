import { policy } from './network-policy-texts';
import { POLICY_PORT_NAME_UNKNOWN as RULE } from '../../../src/checks/rules/policy-port-name-unknown';
import { deployment, findings, found } from '../checking';

const DB = deployment('db', 'app: db', ['sql:5432', 'dns:53/UDP']);
const ingress = (ports: string, selector = 'app: db'): string => policy('p', selector, `ingress: [{ ports: [${ports}] }]`);

test('a name that the pods do not have is a warning with the near miss', () => {
  expect(findings(RULE, DB + ingress('{ port: sqll }'))).toMatchObject([{ severity: 'warning', fix: 'set spec.ingress[0].ports[0].port to sql' }]);
});

test('a name that they have for another protocol is a warning', () => {
  expect(findings(RULE, DB + ingress('{ port: dns }'))).toMatchObject([{ fix: 'set spec.ingress[0].ports[0].protocol to UDP' }]);
});

test('a name that some of the pods have, a number, and a policy of no pods are silent', () => {
  expect(found(RULE, DB + deployment('web', 'app: web') + ingress('{ port: sql }, { port: 1 }, { port: dns, protocol: UDP }', '') + ingress('{ port: x }', 'app: gone'))).toEqual([]);
});
