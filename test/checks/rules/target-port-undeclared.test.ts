import { TARGET_PORT_UNDECLARED as RULE } from '../../../src/checks/rules/target-port-undeclared';
import { deployment, findings, found, service } from '../checking';

test('a number that the pods do not declare beside others is a warning', () => {
  expect(findings(RULE, deployment('quote', 'app: quote', ['http:8080']) + service('quote', 'app: quote', ['{ port: 80, targetPort: 8081 }']))).toMatchObject([{
    severity: 'warning',
    path: 'spec.ports[0].targetPort',
    message: 'target port 8081/TCP is not among the container ports of Deployment shop/quote: it declares 8080/TCP (http)',
    fix: 'set spec.ports[0].targetPort to http, or declare containerPort 8081 in Deployment shop/quote if it listens there',
  }]);
});

test('a number that is declared for another protocol is told', () => {
  const [only] = findings(RULE, deployment('dns', 'app: dns', ['53/UDP']) + service('dns', 'app: dns', ['{ port: 53 }']));
  expect(only).toMatchObject({ path: 'spec.ports[0].port', message: expect.stringMatching(/53 is declared for UDP only$/), fix: expect.stringMatching(/^set protocol: UDP/) });
});

test('a number beside ports that all have Services is information: many containers declare a part of their ports', () => {
  const yaml = deployment('store', 'app: store', ['api:9000']) + service('store', 'app: store', ['{ name: api, port: 9000 }', '{ name: console, port: 9001 }']);
  expect(found(RULE, yaml)).toEqual(['info Service/store spec.ports[1].port']);
});

test('a number beside a port that has no Service is a warning', () => {
  const yaml = deployment('store', 'app: store', ['9000', '9002']) + service('store', 'app: store', ['{ name: api, port: 9000 }', '{ name: console, port: 9001 }']);
  expect(found(RULE, yaml)).toEqual(['warning Service/store spec.ports[1].port']);
});

test('a number beside ports for metrics and probes only is information', () => {
  expect(found(RULE, deployment('proxy', 'app: proxy', ['http-envoy-prom:15090']) + service('proxy', 'app: proxy'))).toEqual(['info Service/proxy spec.ports[0].port']);
});

test.each([
  ['the port is declared', deployment('quote', 'app: quote', ['8080']) + service('quote', 'app: quote', ['{ port: 80, targetPort: 8080 }'])],
  ['the pods declare nothing', deployment('quote', 'app: quote') + service('quote', 'app: quote')],
  ['the port is given by name', deployment('quote', 'app: quote', ['http:8080']) + service('quote', 'app: quote', ['{ port: 80, targetPort: http }'])],
  ['one of the workloads declares it', deployment('a', 'app: x', ['80']) + deployment('b', 'app: x', ['81']) + service('x', 'app: x')],
  ['a sidecar declares it', deployment('quote', 'app: quote', ['8080']).replace('      containers:',
    '      initContainers: [{ name: proxy, image: x, restartPolicy: Always, ports: [{ containerPort: 80 }] }]\n      containers:') + service('quote', 'app: quote')],
])('it is silent where %s', (_, yaml) => {
  expect(found(RULE, yaml)).toEqual([]);
});
