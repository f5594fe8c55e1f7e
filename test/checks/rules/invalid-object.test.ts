import { INVALID_OBJECT as RULE } from '../../../src/checks/rules/invalid-object';
import { findings, found, ingress, service } from '../checking';

test('each violation is a finding at the server’s own path', () => {
  const [only, ...rest] = findings(RULE, service('quote', 'app: quote', ['{ port: 80, targetPort: a-very-long-port-name }']));
  expect(rest).toEqual([]);
  expect(only).toMatchObject({ severity: 'error', path: 'spec.ports[0].targetPort', fix: 'correct spec.ports[0].targetPort' });
  expect(only.message).toMatch(/^spec\.ports\[0\]\.targetPort: /);
  expect(only.resource.origin.locate(only.path)?.line).toBeGreaterThan(1);
});

test('what is missing, misspelled or doubled says how to fix it', () => {
  expect(findings(RULE, service('quote', 'app: quote', ['{ port: 80 }', '{ port: 81, name: x }'])).map((each) => each.fix)).toContain('set spec.ports[0].name');
  expect(findings(RULE, service('quote', 'app: quote', ['{ port: 80, tagetPort: 81 }'])).map((each) => each.fix)).toContain('write targetPort instead of spec.ports[0].tagetPort');
});

test('valid objects, and objects of kinds that are not known, are silent', () => {
  expect(found(RULE, `${service('quote', 'app: quote')}---\napiVersion: x.example.org/v1\nkind: Thing\nmetadata: { name: thing }\n`)).toEqual([]);
});

test('the old form of an Ingress backend says what to write instead', () => {
  const yaml = ingress('web', ['a.example.com Prefix / quote 80']).replace('service: { name: quote, port: { number: 80 } }', 'serviceName: quote, servicePort: 80');
  expect(findings(RULE, yaml).map((each) => each.fix)).toEqual([
    'write service: { name: ... } instead of spec.rules[0].http.paths[0].backend.serviceName',
    'write service: { port: { number: ... } }, or name: ... for a port\'s name instead of spec.rules[0].http.paths[0].backend.servicePort',
  ]);
});
