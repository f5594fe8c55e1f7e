import { BACKEND_SERVICE_MISSING as RULE } from '../../../src/checks/rules/backend-service-missing';
import { NO_ORIGIN } from '../../../src/kubernetes/resource';
import { readConfig } from '../../../src/manifests/config';
import { findings, found, ingress, service } from '../checking';

const WEB = ingress('web', ['a.example.com Prefix / qoute 80']);

test('a misspelled Service is an error with the near miss', () => {
  expect(findings(RULE, WEB + service('quote', 'app: quote'))).toMatchObject([{
    severity: 'error',
    path: 'spec.rules[0].http.paths[0].backend.service.name',
    message: 'backend Service shop/qoute does not exist; there is quote',
    fix: 'set spec.rules[0].http.paths[0].backend.service.name to quote',
  }]);
});

test('a Service in another namespace is an error that says so', () => {
  const [only] = findings(RULE, WEB + service('qoute', 'app: quote').replace('namespace: shop', 'namespace: other') + service('quote', ''));
  expect(only).toMatchObject({ severity: 'error', message: expect.stringMatching(/Service other\/qoute does, and an Ingress reaches its own namespace only/) });
});

test('an Ingress that names no namespace may be applied to the one of its Service, as after helm template', () => {
  const other = service('qoute', 'app: quote').replace('namespace: shop', 'namespace: other');
  const [written] = findings(RULE, WEB + other);
  const [unwritten] = findings(RULE, WEB.replace(/namespace: shop/, 'labels: {}') + other);
  expect([written.severity, unwritten.severity]).toEqual(['error', 'warning']);
  expect(unwritten.message).toContain('it names none, and is one of shop unless it is applied with another');
  expect(written.fix).toMatch(/^move the Ingress to namespace other, or add/);
  expect(unwritten.fix).toMatch(/^set metadata.namespace to other, or check with --namespace other if it is applied with that, or add/);
});

test('without any Service of the namespace it is a warning', () => {
  expect(found(RULE, WEB)).toEqual(['warning Ingress/web spec.rules[0].http.paths[0].backend.service.name']);
});

test('a default backend is looked at, and so is a route that never wins', () => {
  const yaml = ingress('web', ['a.example.com Prefix / quote 80', 'a.example.com Prefix / gone 80'], '  defaultBackend: { service: { name: lost, port: { number: 80 } } }');
  expect(findings(RULE, yaml + service('quote', '')).map((each) => each.path)).toEqual([
    'spec.rules[1].http.paths[0].backend.service.name', 'spec.defaultBackend.service.name',
  ]);
});

const OPERATED = '---\napiVersion: db.example.org/v1\nkind: Database\nmetadata: { name: orders, namespace: shop }\n';

test('a Service that an operator may make is information, a misspelled one an error all the same', () => {
  const orders = ingress('web', ['a.example.com Prefix / orders-db-http 80']);
  expect(found(RULE, orders + OPERATED + service('quote', ''))).toEqual(['info Ingress/web spec.rules[0].http.paths[0].backend.service.name']);
  expect(found(RULE, WEB + OPERATED + service('quote', ''))).toEqual(['error Ingress/web spec.rules[0].http.paths[0].backend.service.name']);
});

test('a declared Service exists', () => {
  const { config } = readConfig({ externals: { services: [{ namespace: 'shop', name: 'qoute' }] } }, NO_ORIGIN);
  expect(found(RULE, WEB, { config })).toEqual([]);
});

test.each([
  ['a Service that exists', WEB + service('qoute', '')],
  ['an action of the AWS load balancer controller', ingress('web', ['a.example.com Prefix / redirect use-annotation'])],
  ['a resource backend', WEB.replace('service: { name: qoute, port: { number: 80 } }', 'resource: { apiGroup: x.example.org, kind: Bucket, name: files }')],
])('it is silent with %s', (_, yaml) => {
  expect(found(RULE, yaml)).toEqual([]);
});
