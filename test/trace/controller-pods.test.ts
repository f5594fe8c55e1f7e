import { ask, deployment, ends, service } from './scenario';

const CONTROLLER = deployment('controller', {
  labels: 'app.kubernetes.io/name: ingress-nginx, app.kubernetes.io/component: controller', ports: '{name: http, containerPort: 80}, {name: https, containerPort: 443}, {name: webhook, containerPort: 8443}',
}) + `
apiVersion: v1
kind: Service
metadata: {name: controller, namespace: kiada}
spec:
  type: LoadBalancer
  selector: {app.kubernetes.io/name: ingress-nginx, app.kubernetes.io/component: controller}
  ports:
  - {name: http, port: 80, targetPort: http, nodePort: 30080}
  - {name: https, port: 443, targetPort: https, nodePort: 30443}
  - {name: https-webhook, port: 8443, targetPort: webhook}
status: {loadBalancer: {ingress: [{ip: 203.0.113.7}]}}
---`;
const INGRESS = `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web, namespace: kiada}
spec:
  ingressClassName: nginx
  rules: [{host: api.example.com, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: quote, port: {number: 80}}}}]}}]
---
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: {name: nginx}
spec: {controller: k8s.io/ingress-nginx}
---`;
const APP = CONTROLLER + deployment('quote') + service('quote');
const HOST = { headers: ['Host: api.example.com'] };

test.each(['http://203.0.113.7/', 'https://203.0.113.7/', 'http://<node>:30080/', 'https://<node>:30443/'])('%s goes through the controller by the rules', (url) => {
  const trace = ask(APP + INGRESS, url, HOST);
  expect(ends(trace)).toEqual(['Deployment/quote:8080 main 100%']);
  expect(trace.hops.map((hop) => hop.because)).toContain('the pods of Deployment kiada/controller are an Ingress controller');
});

test('pods reach the rules through the controller, too', () => {
  expect(ends(ask(APP + INGRESS, 'http://controller/', { ...HOST, from: 'Deployment/quote' }))).toEqual(['Deployment/quote:8080 main 100%']);
});

test('the controller\'s webhook is no entry, and without Ingress objects its pods are the end', () => {
  expect(ends(ask(APP + INGRESS, 'https://controller:8443/', { from: 'Deployment/quote' }))).toEqual(['Deployment/controller:8443 main 100%']);
  expect(ends(ask(APP, 'http://203.0.113.7/', HOST))).toEqual(['Deployment/controller:80 main 100%']);
});

test('other pods are no controller', () => {
  expect(ends(ask(APP.replaceAll('ingress-nginx', 'web') + INGRESS, 'http://203.0.113.7/', HOST))).toEqual(['Deployment/controller:80 main 100%']);
});
