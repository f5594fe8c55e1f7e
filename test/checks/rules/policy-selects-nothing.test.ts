import { policy } from './network-policy-texts';
import { POLICY_SELECTS_NOTHING as RULE } from '../../../src/checks/rules/policy-selects-nothing';
import { deployment, findings, found } from '../checking';

const WEB = deployment('web', 'app: web');

test('a misspelled label is a warning with the near miss', () => {
  expect(findings(RULE, WEB + policy('p', 'app: wbe', 'ingress: []'))).toMatchObject([{
    severity: 'warning', path: 'spec.podSelector', fix: 'write app: web instead of app: wbe',
  }]);
});

test('pods that are not in the manifests at all are information', () => {
  expect(found(RULE, policy('p', 'app: web', 'ingress: []'))).toEqual(['info NetworkPolicy/p spec.podSelector']);
});

test('expressions are looked at with the labels', () => {
  const expression = (operator: string): string => policy('p', '', 'ingress: []').replace('podSelector: {  }',
    `podSelector: { matchLabels: { app: web }, matchExpressions: [{ key: app, operator: ${operator}, values: [web] }] }`);
  expect(found(RULE, WEB + expression('In'))).toEqual([]);
  expect(findings(RULE, WEB + expression('NotIn'))).toMatchObject([{
    severity: 'info', path: 'spec.podSelector', message: 'podSelector matches no pod in namespace shop: none has app=web, app NotIn (web)',
  }]);
});

test.each([['the labels of pods', 'app: web'], ['the empty selector', '']])('%s are silent', (_, selector) => {
  expect(found(RULE, WEB + policy('p', selector, 'ingress: []'))).toEqual([]);
});
