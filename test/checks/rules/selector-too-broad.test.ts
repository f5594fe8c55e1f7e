import { SELECTOR_TOO_BROAD as RULE } from '../../../src/checks/rules/selector-too-broad';
import { deployment, findings, found, service } from '../checking';

const JOB = `---
apiVersion: batch/v1
kind: Job
metadata: { name: migrate, namespace: shop }
spec: { template: { metadata: { labels: { app: shop, part: migrate } }, spec: { restartPolicy: Never, containers: [{ name: main, image: x }] } } }
`;

test('pods of another component beside those that serve the ports are a warning', () => {
  const yaml = deployment('web', 'app: shop, part: web', ['8080']) + deployment('db', 'app: shop, part: db', ['5432']) + service('web', 'app: shop', ['{ port: 80, targetPort: 8080 }']);
  expect(findings(RULE, yaml)).toMatchObject([{
    severity: 'warning',
    path: 'spec.selector',
    message: 'also selects the pods of Deployment shop/db, which serve 5432/TCP; Deployment shop/web is what serves its ports',
    fix: 'add part: web to spec.selector',
  }]);
});

test('a job beside the app is a warning', () => {
  const [only] = findings(RULE, deployment('web', 'app: shop', ['80']) + JOB + service('web', 'app: shop'));
  expect(only.message).toMatch(/also selects the pods of Job shop\/migrate, which run to completion/);
  expect(only.fix).toBe('add a label that the others lack to the pods of Deployment shop/web and to spec.selector');
});

test('pods of another component that declare nothing are a warning', () => {
  const yaml = deployment('web', 'app: shop, component: web', ['80']) + deployment('worker', 'app: shop, component: worker') + service('web', 'app: shop');
  expect(findings(RULE, yaml)).toMatchObject([{ severity: 'warning', fix: 'add component: web to spec.selector' }]);
});

test.each([
  ['two versions of an app', deployment('v1', 'app: shop, version: v1', ['80']) + deployment('v2', 'app: shop, version: v2', ['80']) + service('web', 'app: shop')],
  ['pods that declare nothing', deployment('v1', 'app: shop', ['80']) + deployment('v2', 'app: shop') + service('web', 'app: shop')],
  ['one name for different numbers', deployment('v1', 'app: shop', ['http:80']) + deployment('v2', 'app: shop', ['http:8080']) + service('web', 'app: shop', ['{ port: 80, targetPort: http }'])],
  ['one workload', deployment('v1', 'app: shop', ['80']) + service('web', 'app: shop')],
  ['a Service of a job alone', JOB + service('web', 'app: shop')],
])('it is silent with %s', (_, yaml) => {
  expect(found(RULE, yaml)).toEqual([]);
});
