import { POD_SUBDOMAIN_UNKNOWN as RULE } from '../../../src/checks/rules/pod-subdomain-unknown';
import { deployment, findings, found, service } from '../checking';
import { leftAfterFixes } from '../fixing';

const pod = (spec: string): string => `---\napiVersion: v1\nkind: Pod\nmetadata: { name: db, namespace: shop, labels: { app: db } }\nspec: { ${spec}, containers: [{ name: c, image: x }] }\n`;
const peers = (name: string, more = 'clusterIP: None'): string => service(name, 'app: db', ['{ port: 80 }'], more);

test.each(['d-b', 'db-peer', 'db-perrs'])('subdomain %s is nearly the headless Service db-peers or db', (subdomain) => {
  const yaml = pod(`hostname: one, subdomain: ${subdomain}`) + peers(subdomain === 'd-b' ? 'db' : 'db-peers');
  expect(found(RULE, yaml)).toEqual(['warning Pod/db spec.subdomain']);
  expect(leftAfterFixes(RULE, yaml)).toEqual({ applied: 1, left: [] });
});

test('a Deployment with a subdomain and no hostname gets no names of its own', () => {
  const yaml = deployment('db', 'app: db').replace('    spec:\n', '    spec:\n      subdomain: peers\n');
  expect(found(RULE, yaml + peers('peers'))).toEqual(['info Deployment/db spec.template.spec.subdomain']);
  expect(found(RULE, yaml.replace('Deployment', 'StatefulSet') + peers('peers'))).toEqual([]);
});

test.each([
  ['the Service', pod('hostname: one, subdomain: peers') + peers('peers')],
  ['nothing that is near', pod('hostname: one, subdomain: elsewhere') + peers('peers')],
  ['no subdomain', pod('hostname: one') + peers('peers')],
])('it is silent with %s', (_what, yaml) => {
  expect(findings(RULE, yaml)).toEqual([]);
});
