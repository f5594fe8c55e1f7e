import { policy } from './network-policy-texts';
import { POLICY_PEER_SELECTS_NOTHING as RULE } from '../../../src/checks/rules/policy-peer-selects-nothing';
import { deployment, findings, found } from '../checking';
import { leftAfterFixes } from '../fixing';

const APPS = deployment('web', 'app: web') + deployment('db', 'app: db');
const from = (peer: string): string => policy('p', 'app: db', `ingress: [{ from: [${peer}] }]`);

test('a misspelled label is a warning', () => {
  expect(findings(RULE, APPS + from('{ podSelector: { matchLabels: { app: wbe } } }'))).toMatchObject([{
    severity: 'warning', path: 'spec.ingress[0].from[0].podSelector', fix: 'write app: web instead of app: wbe',
  }]);
});

test('pods of another namespace need a namespaceSelector', () => {
  expect(findings(RULE, APPS + deployment('shell', 'app: shell', [], { namespace: 'other' }) + from('{ podSelector: { matchLabels: { app: shell } } }'))[0].fix)
    .toBe('add namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: other } } to the same item');
});

test('labels that are near to none are information: the pods may come from elsewhere', () => {
  expect(found(RULE, APPS + from('{ podSelector: { matchLabels: { release: other } } }'))).toEqual(['info NetworkPolicy/p spec.ingress[0].from[0].podSelector']);
});

test('pods that an operator may make are passed over', () => {
  const operated = '---\napiVersion: db.example.org/v1\nkind: Database\nmetadata: { name: orders, namespace: shop }\n';
  expect(found(RULE, APPS + operated + from('{ podSelector: { matchLabels: { app: orders } } }'))).toEqual([]);
});

test.each([
  ['pods of the namespace', '{ podSelector: { matchLabels: { app: web } } }'],
  ['all pods', '{ podSelector: {} }'],
  ['pods of other namespaces', '{ namespaceSelector: {}, podSelector: { matchLabels: { app: wbe } } }'],
  ['addresses', '{ ipBlock: { cidr: 192.0.2.0/24 } }'],
])('it is silent with %s', (_, peer) => {
  expect(found(RULE, APPS + from(peer))).toEqual([]);
});

describe('a namespaceSelector that no Namespace of the manifests has the labels for', () => {
  const namespace = (name: string, labels = ''): string => `---\napiVersion: v1\nkind: Namespace\nmetadata: { name: ${name}, labels: { ${labels} } }\n`;
  const fromNamespace = (labels: string): string => policy('closed', 'app: cart', `ingress: [{ from: [{ namespaceSelector: { matchLabels: { ${labels} } } }] }]`);
  const PATH = 'spec.ingress[0].from[0].namespaceSelector';

  test.each([
    ['name: edge', namespace('edge')],
    ['kubernetes.io/metadata.name: egde-routers', namespace('edge-routers')],
    ['team: platfrom', namespace('edge', 'team: platform')],
  ])('%s, with the Namespace that is meant in sight', (labels, namespaces) => {
    expect(found(RULE, fromNamespace(labels) + namespaces)).toEqual([`warning NetworkPolicy/closed ${PATH}`]);
    expect(leftAfterFixes(RULE, fromNamespace(labels) + namespaces)).toEqual({ applied: 1, left: [] });
  });

  test.each([
    ['name: edge', namespace('edge', 'name: edge')],
    ['name: monitoring', namespace('edge')],
    ['kubernetes.io/metadata.name: edge', namespace('edge')],
    ['name: edge', ''],
  ])('%s with %j is none', (labels, namespaces) => {
    expect(found(RULE, fromNamespace(labels) + namespaces)).toEqual([]);
  });
});
