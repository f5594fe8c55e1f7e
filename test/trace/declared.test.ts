import { clusterOf, deployment, service } from './scenario';
import type { Externals } from '../../src/manifests/config';
import { NO_EXTERNALS } from '../../src/manifests/externals';
import type { Trace } from '../../src/trace/model';
import { parseRequest } from '../../src/trace/request';
import { simulate } from '../../src/trace/simulation';
import { traceRequest } from '../../src/trace/trace';

const INGRESS = `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web, namespace: kiada}
spec:
  ingressClassName: nginx
  rules: [{http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: auth, port: {number: 80}}}}]}}]
---`;

function ask(yaml: string, externals: Partial<Externals>, url: string, from: string | null = null): Trace {
  const { request, error } = parseRequest({ url, from, namespace: 'kiada' });
  if (request === null) throw new Error(error);
  return traceRequest(simulate(clusterOf(yaml), { controller: 'spec', externals: { ...NO_EXTERNALS, ...externals } }), request);
}

const AUTH = { services: [{ namespace: 'kiada', name: 'auth', ports: [80] }] };

test('a backend whose Service is declared is not missing', () => {
  expect(ask(INGRESS, AUTH, 'http://web.example.com/')).toMatchObject({ outcome: 'unknown', status: null, reason: 'declared-elsewhere' });
  expect(ask(INGRESS, { services: [{ namespace: 'other', name: 'auth', ports: [] }] }, 'http://web.example.com/').reason).toBe('service-not-found');
});

test('a declared Service has the declared ports only', () => {
  const closed = { services: [{ namespace: 'kiada', name: 'auth', ports: [8080] }] };
  expect(ask(INGRESS, closed, 'http://web.example.com/').reason).toBe('service-not-found');
});

test('a declared Service has a name', () => {
  expect(ask(deployment('kiada'), AUTH, 'http://auth', 'Deployment/kiada')).toMatchObject({ outcome: 'unknown', reason: 'declared-elsewhere' });
  expect(ask(deployment('kiada'), AUTH, 'http://auth:81', 'Deployment/kiada').reason).toBe('name-not-found');
});

test('declared pods are behind the Service that selects them', () => {
  const pods = [{ namespace: 'kiada', labels: { app: 'auth', tier: 'web' }, ports: [] }];
  const yaml = deployment('kiada') + service('auth', 'selector: {app: auth}, ports: [{port: 80}]') + INGRESS;
  expect(ask(yaml, { pods }, 'http://auth', 'Deployment/kiada').reason).toBe('declared-elsewhere');
  expect(ask(yaml, { pods }, 'http://web.example.com/').reason).toBe('declared-elsewhere');
  expect(ask(yaml, { pods: [{ ...pods[0], labels: { app: 'other' } }] }, 'http://auth', 'Deployment/kiada').reason).toBe('no-endpoints');
});

const PROMETHEUS = '\napiVersion: monitoring.coreos.com/v1\nkind: Prometheus\nmetadata: {name: main, namespace: kiada}\nspec: {}\n---';

test('pods that an operator may make are unknown', () => {
  const yaml = deployment('kiada') + service('prometheus', 'selector: {app: prometheus}, ports: [{name: web, port: 9090}]') + PROMETHEUS;
  const trace = ask(yaml, {}, 'http://prometheus:9090', 'Deployment/kiada');
  expect(trace).toMatchObject({ outcome: 'unknown', reason: 'depends-on-cluster', questions: [{ code: 'pods-made-at-run-time' }] });
  const headless = yaml.replace('selector: {app: prom', 'clusterIP: None, selector: {app: prom');
  expect(ask(headless, {}, 'http://prometheus:9090', 'Deployment/kiada').outcome).toBe('unknown');
});

test('a typing mistake in a selector is none of an operator', () => {
  const yaml = deployment('kiada') + service('web', 'selector: {app: kiadaa}, ports: [{port: 80}]') + PROMETHEUS;
  expect(ask(yaml, {}, 'http://web', 'Deployment/kiada')).toMatchObject({ outcome: 'failed', reason: 'no-endpoints' });
});
