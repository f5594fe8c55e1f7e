import { ask, clusterOf, ends, ingress, path, service } from './scenario';

const pod = (probe: string, more = ''): string => `
apiVersion: v1
kind: Pod
metadata: { name: quote, namespace: kiada, labels: { app: quote } }
spec:
  containers:
    - { name: main, image: x, ports: [{ name: http, containerPort: 8080 }], ${probe} }
${more}
---`;
const front = service('quote') + ingress({ paths: [path('/', 'Prefix', 'quote')] });
const misspelled = '{ httpGet: { path: /, port: htpp } }';

test.each([`readinessProbe: ${misspelled}`, 'readinessProbe: { tcpSocket: { port: web } }', `startupProbe: ${misspelled}`])('a pod with %s never gets ready', (probe) => {
  const trace = ask(front + pod(probe), 'http://api.example.com/');
  expect(trace).toMatchObject({ outcome: 'answered', status: 503, reason: 'no-ready-endpoints', dependsOn: expect.arrayContaining([]) as unknown });
  expect(trace.hops.at(-1)).toMatchObject({ resource: { kind: 'Pod', name: 'quote' }, path: 'spec.containers' });
  expect(ask(front + pod(probe), 'http://quote/', { from: 'Pod/quote' })).toMatchObject({ outcome: 'failed', reason: 'no-ready-endpoints' });
});

test.each([`livenessProbe: ${misspelled}`, 'readinessProbe: { httpGet: { port: http } }', 'readinessProbe: { httpGet: { port: "8080" } }', 'readinessProbe: { exec: { command: [x] } }'])(
  'a pod with %s is ready', (probe) => {
    expect(ends(ask(front + pod(probe), 'http://api.example.com/'))).toEqual(['Pod/quote:8080 main 100%']);
  });

test('a status that says that the pod is ready is believed, and addresses that are published before that are reached', () => {
  const status = 'status: { phase: Running, podIP: 10.0.0.7, conditions: [{ type: Ready, status: "True" }] }';
  expect(ask(front + pod(`readinessProbe: ${misspelled}`, status), 'http://api.example.com/').outcome).toBe('delivered');
  const published = service('quote', 'publishNotReadyAddresses: true, selector: {app: quote}, ports: [{port: 80, targetPort: http}]');
  expect(clusterOf(published + pod(`readinessProbe: ${misspelled}`)).slices[0].endpoints[0].conditions).toMatchObject({ ready: true, serving: false });
  const reported = (ready: number): string => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: quote, namespace: kiada }
spec:
  replicas: 2
  selector: { matchLabels: { app: quote } }
  template: { metadata: { labels: { app: quote } }, spec: { containers: [{ name: main, image: x, readinessProbe: ${misspelled} }] } }
status: { replicas: 2, readyReplicas: ${ready} }
`;
  expect(clusterOf(reported(2)).pods.map(({ ready }) => ready)).toEqual([true, true]);
  expect(clusterOf(reported(0)).pods.map(({ ready }) => ready)).toEqual([false, false]);
});
