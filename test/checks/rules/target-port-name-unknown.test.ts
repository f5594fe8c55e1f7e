import { TARGET_PORT_NAME_UNKNOWN as RULE } from '../../../src/checks/rules/target-port-name-unknown';
import { deployment, findings, found, service } from '../checking';

const PORT = '{ port: 80, targetPort: http }';

test('a name that no container has is an error with the near miss', () => {
  const [only] = findings(RULE, deployment('quote', 'app: quote', ['htpp:8080']) + service('quote', 'app: quote', [PORT]));
  expect(only).toMatchObject({
    severity: 'error',
    path: 'spec.ports[0].targetPort',
    message: 'targetPort http of port 80/TCP is not a container port of Deployment shop/quote: its containers have htpp',
    fix: 'set spec.ports[0].targetPort to htpp',
  });
});

test('a port with the name and another protocol is told', () => {
  const [only] = findings(RULE, deployment('dns', 'app: dns', ['dns:53/UDP']) + service('dns', 'app: dns', ['{ port: 53, targetPort: dns }']));
  expect(only.message).toMatch(/container main has dns for UDP, the Service port is TCP$/);
  expect(only.fix).toBe('set protocol: UDP in spec.ports[0], or protocol: TCP in the container port');
});

test('a port of an init container that ends does not count, one of a sidecar does', () => {
  const withInit = (extra: string): string => deployment('quote', 'app: quote').replace('      containers:',
    `      initContainers:\n        - { name: proxy, image: x, ports: [{ name: http, containerPort: 80 }]${extra} }\n      containers:`);
  expect(findings(RULE, withInit('') + service('quote', 'app: quote', [PORT]))[0].message).toMatch(/only init container proxy has it/);
  expect(found(RULE, withInit(', restartPolicy: Always') + service('quote', 'app: quote', [PORT]))).toEqual([]);
});

test('a number in quotes is a name', () => {
  expect(findings(RULE, deployment('quote', 'app: quote', ['8080']) + service('quote', 'app: quote', ['{ port: 80, targetPort: "8080" }']))[0].fix)
    .toBe('write targetPort: 8080 without quotes: in quotes it is a name');
});

test('a container port without a name gets one', () => {
  expect(findings(RULE, deployment('quote', 'app: quote', ['8080']) + service('quote', 'app: quote', [PORT]))[0].fix)
    .toBe('set name: http on container port 8080 of Deployment shop/quote, or set spec.ports[0].targetPort to 8080');
});

test('pods of which only some have the port are told, and the fix leaves the others alone', () => {
  const yaml = deployment('a', 'app: quote', ['http:80']) + deployment('b', 'app: quote', ['web:80']) + service('quote', 'app: quote', [PORT]);
  expect(findings(RULE, yaml)).toMatchObject([{
    severity: 'info',
    path: 'spec.ports[0].targetPort',
    fix: 'set name: http on the container port of Deployment shop/b that is meant, or add a label to spec.selector that only the other pods carry',
  }]);
});

test('a name that a container put in at admission may have is a warning', () => {
  const injected = deployment('quote', 'app: quote', ['http:80']).replace('metadata: { labels', 'metadata: { annotations: { linkerd.io/inject: enabled }, labels');
  expect(found(RULE, injected + service('quote', 'app: quote', ['{ port: 4191, targetPort: linkerd-admin }']))).toEqual(['warning Service/quote spec.ports[0].targetPort']);
});

const TEST_POD = `---
apiVersion: v1
kind: Pod
metadata: { name: quote-test, namespace: shop, labels: { app: quote }, annotations: { helm.sh/hook: test } }
spec: { restartPolicy: Never, containers: [{ name: wget, image: example.org/app:1 }] }
`;

test.each([
  ['the pod of a Helm test', TEST_POD],
  ['a job, which another rule tells', deployment('migrate', 'app: quote').replace('apps/v1', 'batch/v1').replace('kind: Deployment', 'kind: Job')],
])('it is silent with %s beside the pods that are meant', (_, yaml) => {
  expect(found(RULE, deployment('quote', 'app: quote', ['http:80']) + yaml + service('quote', 'app: quote', [PORT]))).toEqual([]);
});

test.each([
  ['different numbers under one name', deployment('a', 'app: quote', ['http:80']) + deployment('b', 'app: quote', ['http:8080']) + service('quote', 'app: quote', [PORT])],
  ['a number', deployment('a', 'app: quote') + service('quote', 'app: quote')],
  ['no pods at all, which another rule tells', service('quote', 'app: quote', [PORT])],
])('it is silent with %s', (_, yaml) => {
  expect(found(RULE, yaml)).toEqual([]);
});
