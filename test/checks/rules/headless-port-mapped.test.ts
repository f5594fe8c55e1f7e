import { HEADLESS_PORT_MAPPED as RULE } from '../../../src/checks/rules/headless-port-mapped';
import { deployment, findings, found, service } from '../checking';

const HEADLESS = 'clusterIP: None';

test('a headless port that differs from its target is a warning', () => {
  const yaml = deployment('db', 'app: db', ['sql:5432']) + service('db', 'app: db', ['{ port: 80, targetPort: sql }'], HEADLESS);
  expect(findings(RULE, yaml)).toMatchObject([{
    severity: 'warning',
    path: 'spec.ports[0].port',
    message: expect.stringMatching(/^port 80 is not mapped to sql \(5432\): the Service is headless, so clients reach the pods of Deployment shop\/db directly/),
    fix: expect.stringMatching(/^set spec\.ports\[0\]\.port to 5432/),
  }]);
});

test('a headless Service beside one with a cluster IP and the same port is for discovery: information', () => {
  const ports = ['{ port: 80, targetPort: sql }'];
  expect(found(RULE, deployment('db', 'app: db', ['sql:5432']) + service('db', 'app: db', ports, HEADLESS) + service('db-vip', 'app: db', ports)))
    .toEqual(['info Service/db spec.ports[0].port']);
});

test.each([
  ['the ports are equal', service('db', 'app: db', ['{ port: 5432, targetPort: sql }'], HEADLESS)],
  ['the Service has a cluster IP', service('db', 'app: db', ['{ port: 80, targetPort: sql }'])],
  ['it has no ports', service('db', 'app: db', [], HEADLESS)],
])('it is silent where %s', (_, yaml) => {
  expect(found(RULE, deployment('db', 'app: db', ['sql:5432']) + yaml)).toEqual([]);
});

test('it is silent where the pods listen on the port as well', () => {
  expect(found(RULE, deployment('db', 'app: db', ['sql:5432', '80']) + service('db', 'app: db', ['{ port: 80, targetPort: sql }'], HEADLESS))).toEqual([]);
});

test('the order of documents changes nothing where the pods of one workload alone listen elsewhere', () => {
  const objects = [
    deployment('p0', 'app: dns', ['dns:53']), service('dns', 'app: dns', ['{ port: 80, targetPort: dns }'], HEADLESS), deployment('p2', 'app: dns'),
  ];
  for (const yaml of [objects, [...objects].reverse()]) expect(found(RULE, yaml.join(''))).toEqual(['warning Service/dns spec.ports[0].port']);
  expect(found(RULE, objects.join('').replaceAll('p0', 'p9'))).toEqual(['warning Service/dns spec.ports[0].port']);
});
