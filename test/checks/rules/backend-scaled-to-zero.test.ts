import { ingressClass } from './ingress-classes';
import { BACKEND_SCALED_TO_ZERO as RULE } from '../../../src/checks/rules/backend-scaled-to-zero';
import { NO_ORIGIN } from '../../../src/kubernetes/resource';
import { readConfig } from '../../../src/manifests/config';
import { deployment, findings, found, ingress, service } from '../checking';

const WEB = ingress('web', ['a.example.com Prefix / quote 80', 'b.example.com Prefix / quote 80']);
const QUOTE = service('quote', 'app: quote');
const off = (name: string, kind = 'Deployment'): string => deployment(name, 'app: quote', ['8080'], { kind }).replace('spec:\n', 'spec:\n  replicas: 0\n');
const scaler = (kind: string, apiVersion: string, more = ''): string =>
  `---\napiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: quote, namespace: shop }\nspec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: quote }${more} }\n`;

test('a workload of 0 replicas behind an Ingress is a warning, once, with what its requests get', () => {
  expect(findings(RULE, WEB + QUOTE + off('quote') + ingressClass('web', 'k8s.io/ingress-nginx'))).toMatchObject([{
    severity: 'warning',
    resource: { kind: 'Deployment', name: 'quote' },
    path: 'spec.replicas',
    message: 'it runs no pods, and so Service shop/quote, to which Ingress shop/web spec.rules[0].http.paths[0].backend sends requests and gets 503, has no endpoints',
  }]);
});

test.each([
  ['a StatefulSet', WEB + QUOTE + off('quote', 'StatefulSet')],
  ['an HPA, which leaves 0 replicas alone', WEB + QUOTE + off('quote') + scaler('HorizontalPodAutoscaler', 'autoscaling/v2', ', maxReplicas: 3')],
  ['a controller that leaves out the path', WEB + QUOTE + off('quote') + ingressClass('web', 'traefik.io/ingress-controller')],
  ['an HTTPRoute', `---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: edge, namespace: shop }
spec: { gatewayClassName: web, listeners: [{ name: http, port: 80, protocol: HTTP }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: web, namespace: shop }
spec: { parentRefs: [{ name: edge }], rules: [{ backendRefs: [{ name: quote, port: 80 }] }] }
${QUOTE}${off('quote')}`],
])('it is found for %s', (_, yaml) => {
  expect(found(RULE, yaml)).toEqual([expect.stringMatching(/^warning \w+\/quote spec\.replicas$/)]);
});

test.each([
  ['another workload has pods', WEB + QUOTE + off('quote') + deployment('other', 'app: quote')],
  ['no router sends requests there', QUOTE + off('quote')],
  ['KEDA scales it', WEB + QUOTE + off('quote') + scaler('ScaledObject', 'keda.sh/v1alpha1')],
  ['KEDA\'s proxy wakes it', WEB + QUOTE + off('quote') + scaler('HTTPScaledObject', 'http.keda.sh/v1alpha1')],
  ['an HPA may scale it to zero', WEB + QUOTE + off('quote') + scaler('HorizontalPodAutoscaler', 'autoscaling/v2', ', minReplicas: 0, maxReplicas: 3')],
  ['an autoscaler sets the replicas that no manifest has', WEB + QUOTE + deployment('quote', 'app: quote') + scaler('HorizontalPodAutoscaler', 'autoscaling/v2', ', maxReplicas: 3')],
  ['a CronJob has the labels', `${WEB}${QUOTE}---
apiVersion: batch/v1
kind: Job
metadata: { name: quote, namespace: shop }
spec: { suspend: true, template: { metadata: { labels: { app: quote } }, spec: { containers: [{ name: main, image: x }] } } }
`],
])('it is silent where %s', (_, yaml) => {
  expect(found(RULE, yaml)).toEqual([]);
});

test('it is an info where an operator may scale it, and silent where the config declares its pods', () => {
  const maker = '---\napiVersion: shop.example.com/v1\nkind: Shop\nmetadata: { name: quote, namespace: shop }\n';
  expect(found(RULE, WEB + QUOTE + off('quote') + maker)).toEqual(['info Deployment/quote spec.replicas']);
  const { config } = readConfig({ externals: { pods: [{ namespace: 'shop', labels: { app: 'quote' } }] } }, NO_ORIGIN);
  expect(found(RULE, WEB + QUOTE + off('quote'), { config })).toEqual([]);
});
