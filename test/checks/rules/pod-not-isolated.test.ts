import { policy } from './network-policy-texts';
import { POD_NOT_ISOLATED as RULE } from '../../../src/checks/rules/pod-not-isolated';
import { NO_ORIGIN } from '../../../src/kubernetes/resource';
import { readConfig } from '../../../src/manifests/config';
import { deployment, findings, found } from '../checking';

const WEB = deployment('web', 'app: web');
const { config } = readConfig({ rules: { 'pod-not-isolated': 'warning' } }, NO_ORIGIN);
const BOTH = 'policyTypes: [Ingress, Egress]';

test('the rule is off unless the config switches it on', () => {
  expect(found(RULE, WEB)).toEqual([]);
  expect(found(RULE, WEB, { config })).toEqual(['warning Deployment/web spec.template.metadata.labels']);
});

test('pods that no policy selects are told, with what a policy needs', () => {
  expect(findings(RULE, WEB + policy('p', 'app: other', BOTH), { config })).toMatchObject([{
    message: 'no policy of namespace shop restricts connections to or connections from its pods',
    fix: 'add a NetworkPolicy that selects the pods, with policyTypes: [Ingress, Egress]',
  }]);
});

test('pods that are isolated in one direction are told which one is open', () => {
  expect(findings(RULE, WEB + policy('p', 'app: web', 'policyTypes: [Ingress]'), { config })[0].fix).toMatch(/policyTypes: \[Egress\]$/);
});

const CILIUM = '---\napiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: { name: p, namespace: shop }\nspec: { endpointSelector: {} }\n';

test.each([
  ['a policy isolates them both ways', WEB + policy('p', 'app: web', BOTH)],
  ['a policy of a network plug-in may', WEB + CILIUM],
  ['they are on the node’s network', WEB.replace('      containers:', '      hostNetwork: true\n      containers:')],
])('it is silent where %s', (_, yaml) => {
  expect(found(RULE, yaml, { config })).toEqual([]);
});
