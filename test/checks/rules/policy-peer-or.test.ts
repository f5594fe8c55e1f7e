import { policy } from './network-policy-texts';
import { POLICY_PEER_OR as RULE } from '../../../src/checks/rules/policy-peer-or';
import { deployment, found } from '../checking';

const APPS = deployment('web', 'app: web') + deployment('db', 'app: db');
const from = (peers: string): string => policy('p', 'app: db', `ingress: [{ from: [${peers}] }]`);
const TEAM = '{ namespaceSelector: { matchLabels: { team: a } } }';

test('labels of no pod of the namespace beside a namespaceSelector are a warning', () => {
  expect(found(RULE, APPS + from(`${TEAM}, { podSelector: { matchLabels: { role: client } } }`))).toEqual(['warning NetworkPolicy/p spec.ingress[0].from[1]']);
});

test.each([
  ['labels of pods of the namespace', `${TEAM}, { podSelector: { matchLabels: { app: web } } }`],
  ['both in one item', '{ namespaceSelector: { matchLabels: { team: a } }, podSelector: { matchLabels: { role: client } } }'],
  ['one of them alone', TEAM],
])('it is silent with %s', (_, peers) => {
  expect(found(RULE, APPS + from(peers))).toEqual([]);
});
