import { CANARY_WITHOUT_PRIMARY } from '../../../../src/checks/rules/canary-without-primary';
import { runChecks } from '../../../../src/checks/run';
import type { Trace } from '../../../../src/trace/model';
import { simulate } from '../../../../src/trace/simulation';
import { traceRequest } from '../../../../src/trace/trace';
import { clusterOf, deployment, ends, ingress, path, service } from '../../../trace/scenario';

const APPS = service('quote') + deployment('quote') + service('next') + deployment('next');
const nginxClass = (controller: string): string => `\napiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata: {name: nginx}\nspec: {controller: ${controller}}\n---`;
const canary = ingress({ name: 'canary', paths: [path('/', 'Prefix', 'next')] }).replace('name: canary,', 'name: canary, annotations: {nginx.ingress.kubernetes.io/canary: "true"},');
const NGINX = nginxClass('k8s.io/ingress-nginx');
const URL = 'http://api.example.com/';

/** Each class as its own controller reads it. */
function ask(yaml: string, url: string): Trace {
  return traceRequest(simulate(clusterOf(yaml)), { method: 'GET', url, headers: {}, from: null });
}

test('ingress-nginx drops a canary that has no Ingress of the same host, path and type beside it, and check tells', () => {
  const yaml = NGINX + canary + APPS;
  expect(ask(yaml, URL)).toMatchObject({ outcome: 'answered', status: 404, reason: 'no-matching-rule' });
  expect(runChecks(simulate(clusterOf(yaml)), { registry: [CANARY_WITHOUT_PRIMARY] }).findings).toHaveLength(1);
});

test('the path of a canary that is dropped is served by a shorter one', () => {
  const longer = canary.replace('path: /,', 'path: /new,');
  expect(ends(ask(NGINX + ingress({ paths: [path('/', 'Prefix', 'quote')] }) + longer + APPS, 'http://api.example.com/new'))).toEqual(['Deployment/quote:8080 main 100%']);
});

test('other controllers do not know the annotation', () => {
  expect(ends(ask(nginxClass('example.com/other') + canary + APPS, URL))).toEqual(['Deployment/next:8080 main 100%']);
});
