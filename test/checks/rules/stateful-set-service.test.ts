import { STATEFUL_SET_SERVICE as RULE } from '../../../src/checks/rules/stateful-set-service';
import { deployment, findings, found, service } from '../checking';

const set = (serviceName: string): string => deployment('db', 'app: db', [], { kind: 'StatefulSet' }).replace('spec:\n', `spec:\n  serviceName: ${serviceName}\n`);
const HEADLESS = service('db-peers', 'app: db', [], 'clusterIP: None');

test('a serviceName that is no Service is a warning that names the one that is meant', () => {
  expect(findings(RULE, set('db') + HEADLESS)).toMatchObject([{
    severity: 'warning',
    path: 'spec.serviceName',
    message: 'serviceName db is not a Service in namespace shop; there is db-peers: db-0.db does not resolve',
    fix: 'set spec.serviceName to db-peers',
  }]);
});

test('where no Service is near, the names are likely not used: information', () => {
  expect(found(RULE, set('db') + service('web', 'app: web'))).toEqual(['info StatefulSet/db spec.serviceName']);
});

test('a Service that is only called alike is not what is meant', () => {
  const yaml = set('sync-controller') + service('syncset-controller', 'app: other');
  expect(findings(RULE, yaml)).toMatchObject([{ severity: 'info', fix: 'create a headless Service sync-controller that selects the pods' }]);
});

test('a Service whose endpoints are written at run time is information', () => {
  expect(found(RULE, set('db') + service('db', ''))).toEqual(['info StatefulSet/db spec.serviceName']);
});

test('a Service that does not select the pods is a warning', () => {
  expect(findings(RULE, set('web') + service('web', 'app: web', [], 'clusterIP: None'))[0].message)
    .toBe('Service shop/web, its serviceName, does not select its pods: db-0.web does not resolve');
});

test('a Service with a cluster IP works with CoreDNS, and is information', () => {
  expect(found(RULE, set('db') + service('db', 'app: db'))).toEqual(['info StatefulSet/db spec.serviceName']);
});

test.each([
  ['a headless Service of its pods', set('db-peers') + HEADLESS],
  ['no serviceName', set('""') + HEADLESS],
  ['a custom resource of that kind', set('db').replace('apps/v1', 'apps.kruise.io/v1beta1')],
])('it is silent with %s', (_, yaml) => {
  expect(found(RULE, yaml)).toEqual([]);
});
