import { ask, clusterOf, deployment, ends, ingress, lastHop, path, service } from './scenario';
import { parseRequest } from '../../src/trace/request';
import { simulate } from '../../src/trace/simulation';
import { traceRequest } from '../../src/trace/trace';

const APP = deployment('kiada') + service('kiada') + deployment('quote', { replicas: 3 }) + service('quote')
  + ingress({ paths: [path('/', 'Prefix', 'kiada'), path('/quote', 'Prefix', 'quote', 'name: http')] });

test('a backend without Service is answered 503, with the near miss and the controllers that differ', () => {
  const trace = ask(deployment('quote') + service('quote') + ingress({ paths: [path('/', 'Prefix', 'qoute')] }), 'http://api.example.com/');
  expect(trace).toMatchObject({ outcome: 'answered', status: 503, reason: 'service-not-found' });
  expect(lastHop(trace)).toContain('spec.rules[0].http.paths[0].backend.service.name');
  expect(lastHop(trace)).toContain('did you mean quote?');
  expect(trace.dependsOn).toEqual([expect.stringContaining('whether Service kiada/qoute exists'), expect.stringContaining('NGINX Inc. 502')]);
});

test('a backend in another namespace is not found', () => {
  const yaml = service('quote').replace('namespace: kiada', 'namespace: other') + ingress({ paths: [path('/', 'Prefix', 'quote')] });
  expect(lastHop(ask(yaml, 'http://api.example.com/'))).toContain('there is one in namespace other, and a backend must be in the namespace of its Ingress');
});

test('a backend port that is the target port is answered 503, where ingress-nginx would take it', () => {
  const yaml = deployment('quote') + service('quote', 'selector: {app: quote}, ports: [{port: 80, targetPort: 8080}]') + ingress({ paths: [path('/', 'Prefix', 'quote', 'number: 8080')] });
  const trace = ask(yaml, 'http://api.example.com/');
  expect(trace).toMatchObject({ outcome: 'answered', status: 503, reason: 'service-port-not-found' });
  expect(lastHop(trace)).toContain('8080 is the targetPort of its port 80');
  expect(trace.dependsOn.join()).toContain('ingress-nginx and haproxy-ingress');
});

test('a Service without endpoints is answered 503, and the last hop says which label differs', () => {
  const yaml = deployment('quote') + service('quote', 'selector: {app: quotes}, ports: [{port: 80}]') + ingress({ paths: [path('/', 'Prefix', 'quote')] });
  const trace = ask(yaml, 'http://api.example.com/');
  expect(trace).toMatchObject({ outcome: 'answered', status: 503, reason: 'no-endpoints' });
  expect(lastHop(trace)).toContain('app=quote instead of quotes');
  expect(trace.dependsOn.join()).toContain('Traefik 404');
});

test('plain http to a port of TLS hangs on what the pods speak there', () => {
  const secure = service('quote', 'selector: {app: quote}, ports: [{name: https, port: 443, targetPort: 8080}]');
  const trace = ask(deployment('quote') + secure + ingress({ paths: [path('/', 'Prefix', 'quote', 'name: https')] }), 'http://api.example.com/');
  expect(trace.outcome).toBe('delivered');
  expect(trace.dependsOn.join()).toContain('whether port 443 (https) of Service kiada/quote speaks plain http');
});

const pod = (name: string, ready: boolean, deleted = '') => `
apiVersion: v1
kind: Pod
metadata: {name: ${name}, namespace: kiada, labels: {app: quote}${deleted}}
spec: {containers: [{name: main, image: x, ports: [{name: http, containerPort: 8080}]}]}
status: {phase: Running, podIP: 10.1.0.1, podIPs: [{ip: 10.1.0.1}], conditions: [{type: Ready, status: "${ready ? 'True' : 'False'}"}]}
---`;

test('pods that are not ready are answered 503', () => {
  const trace = ask(pod('quote-001', false) + service('quote') + ingress({ paths: [path('/', 'Prefix', 'quote')] }), 'http://api.example.com/');
  expect(trace).toMatchObject({ outcome: 'answered', status: 503, reason: 'no-ready-endpoints' });
  expect(lastHop(trace)).toContain('pod quote-001 is not ready');
});

test('routers choose among ready endpoints only, where kube-proxy would fall back to terminating ones', () => {
  const terminating = pod('quote-001', true, ', deletionTimestamp: "2026-01-01T00:00:00Z"');
  const yaml = terminating + service('quote') + ingress({ paths: [path('/', 'Prefix', 'quote')] }) + deployment('kiada');
  expect(ask(yaml, 'http://api.example.com/')).toMatchObject({ status: 503, reason: 'no-ready-endpoints' });
  expect(ask(yaml, 'http://quote', { from: 'Deployment/kiada' }).outcome).toBe('delivered');
});

test('a headless Service is a backend like others, at its target port', () => {
  const yaml = deployment('quote') + service('quote', 'clusterIP: None, selector: {app: quote}, ports: [{port: 80, targetPort: http}]') + ingress({ paths: [path('/', 'Prefix', 'quote')] });
  expect(ends(ask(yaml, 'http://api.example.com/'))).toEqual(['Deployment/quote:8080 main 100%']);
});

test('pods of a dual-stack Service count once', () => {
  const yaml = deployment('quote') + service('quote', 'ipFamilyPolicy: RequireDualStack, selector: {app: quote}, ports: [{port: 80, targetPort: http}]') + ingress({ paths: [path('/', 'Prefix', 'quote')] });
  expect(ask(yaml, 'http://api.example.com/').destinations).toMatchObject([{ pods: ['quote~0', 'quote~1'], share: 1 }]);
});

test('a selector that finds two workloads shares the requests by pods', () => {
  const yaml = deployment('blue', { labels: 'app: quote', replicas: 1 }) + deployment('green', { labels: 'app: quote', replicas: 3 }) + service('quote')
    + ingress({ paths: [path('/', 'Prefix', 'quote')] });
  expect(ends(ask(yaml, 'http://api.example.com/'))).toEqual(['Deployment/blue:8080 main 25%', 'Deployment/green:8080 main 75%']);
});

test('endpoints that a person wrote are addresses outside', () => {
  const yaml = service('db', 'ports: [{name: pg, port: 80}]') + `
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: db-1, namespace: kiada, labels: {kubernetes.io/service-name: db}}
addressType: IPv4
ports: [{name: pg, port: 5432}]
endpoints: [{addresses: [203.0.113.9]}]
---` + ingress({ paths: [path('/', 'Prefix', 'db')] });
  expect(ask(yaml, 'http://api.example.com/').dependsOn).toEqual([expect.stringContaining('no ready condition')]);
  expect(ask(yaml, 'http://api.example.com/').destinations).toEqual([{
    service: { namespace: 'kiada', name: 'db', port: 80 }, workload: null, pods: [], addresses: ['203.0.113.9'], port: 5432, protocol: 'TCP', container: null, share: 1,
  }]);
});

test('an action of the AWS controller is no Service', () => {
  const trace = ask(ingress({ paths: [path('/', 'Prefix', 'ssl-redirect', 'name: use-annotation')] }), 'http://api.example.com/');
  expect(trace).toMatchObject({ outcome: 'unknown', reason: 'resource-backend' });
});

test('an ExternalName backend leaves the cluster, where the controller follows it', () => {
  const yaml = service('pay', 'type: ExternalName, externalName: pay.example.com') + ingress({ paths: [path('/', 'Prefix', 'pay')] });
  const trace = ask(yaml, 'http://api.example.com/');
  expect(trace).toMatchObject({ outcome: 'unknown', reason: 'external-name-backend' });
  expect(trace.dependsOn[0]).toContain('Traefik and Contour only when told to');
});

test('an ExternalName backend that leads back into the cluster is followed', () => {
  const yaml = APP + service('in', 'type: ExternalName, externalName: quote.kiada.svc.cluster.local') + ingress({ name: 'in', host: 'in.example.com', paths: [path('/', 'Prefix', 'in')] });
  const trace = ask(yaml, 'http://in.example.com/');
  expect(ends(trace)).toEqual(['Deployment/quote:8080 main 100%']);
  expect(trace.dependsOn).toHaveLength(1);
});

test('what a Service asks of kube-proxy does not count for routers', () => {
  const yaml = deployment('quote') + service('quote', 'sessionAffinity: ClientIP, internalTrafficPolicy: Local, selector: {app: quote}, ports: [{port: 80, targetPort: http}]')
    + ingress({ paths: [path('/', 'Prefix', 'quote')] });
  const trace = ask(yaml, 'http://api.example.com/');
  expect(trace.dependsOn).toEqual([]);
  expect(trace.hops.map((hop) => hop.because).join()).toContain('sessionAffinity ClientIP and internalTrafficPolicy Local of the Service do not count');
});

test('a controller that looks ports up itself may take a UDP port for http', () => {
  const yaml = deployment('quote') + service('quote', 'selector: {app: quote}, ports: [{name: u, port: 80, targetPort: 8080, protocol: UDP}, {name: t, port: 81, targetPort: 8081}]')
    + ingress({ paths: [path('/', 'Prefix', 'quote')] });
  const { request } = parseRequest({ url: 'http://api.example.com/', namespace: 'kiada' });
  expect(request).not.toBeNull();
  if (request !== null) expect(traceRequest(simulate(clusterOf(yaml), { controller: 'ingress-nginx' }), request).outcome).toBe('delivered');
});

test('ingress-nginx dials the targetPort where a slice has no port of the name', () => {
  const yaml = (targetPort: string): string => service('quote', `ports: [{name: http, port: 80, targetPort: ${targetPort}}]`) + `
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: quote, namespace: kiada, labels: {kubernetes.io/service-name: quote}}
addressType: IPv4
ports: [{name: other, port: 9090}]
endpoints: [{addresses: [192.0.2.1], conditions: {ready: true}}]
---` + ingress({ paths: [path('/', 'Prefix', 'quote')] });
  const { request } = parseRequest({ url: 'http://api.example.com/', namespace: 'kiada' });
  if (request === null) throw new Error('not a request');
  const traced = (targetPort: string) => traceRequest(simulate(clusterOf(yaml(targetPort)), { controller: 'ingress-nginx' }), request);
  expect(traced('8080').destinations).toMatchObject([{ addresses: ['192.0.2.1'], port: 8080 }]);
  expect(traced('web')).toMatchObject({ outcome: 'answered', status: 503 });
});
