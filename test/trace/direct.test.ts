import { ask, deployment, ends, lastHop, service } from './scenario';

const FROM = { from: 'Deployment/kiada' };
const HEADLESS = deployment('kiada') + deployment('quote', { replicas: 3 }) + service('quote', 'clusterIP: None, selector: {app: quote}, ports: [{name: web, port: 80, targetPort: http}]');

test('a headless Service leads to its pods at the port that they serve', () => {
  const trace = ask(HEADLESS, 'http://quote:8080', FROM);
  expect(ends(trace)).toEqual(['Deployment/quote:8080 main 100%']);
  expect(trace.destinations[0].service).toEqual({ namespace: 'kiada', name: 'quote', port: 80 });
});

test('the port of a headless Service is not translated', () => {
  const trace = ask(HEADLESS, 'http://quote', FROM);
  expect(trace).toMatchObject({ outcome: 'failed', reason: 'port-not-served' });
  expect(lastHop(trace)).toContain('8080');
  expect(trace.dependsOn).toHaveLength(1);
});

const STATEFUL = deployment('kiada') + `
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: quiz, namespace: kiada}
spec:
  serviceName: quiz
  replicas: 2
  selector: {matchLabels: {app: quiz}}
  template:
    metadata: {labels: {app: quiz}}
    spec: {containers: [{name: quiz, image: x, ports: [{name: http, containerPort: 8080}]}]}
---` + service('quiz', 'clusterIP: None, selector: {app: quiz}, ports: [{name: http, port: 80, targetPort: http}]');

test('a pod of a StatefulSet is reached by its own name', () => {
  const trace = ask(STATEFUL, 'http://quiz-1.quiz:8080/', FROM);
  expect(trace.destinations).toMatchObject([{ workload: { kind: 'StatefulSet', name: 'quiz' }, pods: ['quiz-1'], port: 8080, container: 'quiz', share: 1 }]);
});

test('a pod of a StatefulSet that does not exist is not found', () => {
  expect(ask(STATEFUL, 'http://quiz-2.quiz:8080/', FROM)).toMatchObject({ outcome: 'failed', reason: 'name-not-found' });
});

test('a pod is reached by its address from inside', () => {
  const yaml = deployment('kiada') + `
apiVersion: v1
kind: Pod
metadata: {name: quote-001, namespace: kiada}
spec: {containers: [{name: main, image: x, ports: [{name: http, containerPort: 8080}]}]}
status: {phase: Running, podIP: 10.1.0.1, podIPs: [{ip: 10.1.0.1}], conditions: [{type: Ready, status: "True"}]}
---`;
  expect(ask(yaml, 'http://10.1.0.1:8080/', FROM).destinations).toMatchObject([{ service: null, pods: ['quote-001'], container: 'main' }]);
  expect(ask(yaml, 'http://10.1.0.1:9090/', FROM)).toMatchObject({ outcome: 'failed', reason: 'port-not-served' });
  expect(ask(yaml, 'http://10-1-0-1.kiada.pod:8080/', FROM).outcome).toBe('delivered');
  expect(ask(yaml.replace('Running', 'Succeeded'), 'http://10.1.0.1:8080/', FROM).outcome).not.toBe('delivered');
});
