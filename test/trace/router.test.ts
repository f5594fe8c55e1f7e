import { ask, deployment, ends, lastHop, service } from './scenario';

const path = (text: string, type: string, name: string, port = 'number: 80') => `{path: ${text}, pathType: ${type}, backend: {service: {name: ${name}, port: {${port}}}}}`;

interface IngressParts {
  readonly name?: string;
  readonly host?: string;
  readonly spec?: string;
  readonly paths: readonly string[];
}

function ingress({ name = 'kiada', host = 'api.example.com', spec = '', paths }: IngressParts): string {
  return `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: ${name}, namespace: kiada}
spec:
  ingressClassName: nginx
  rules:
  - ${host === '' ? '' : `host: ${host}\n    `}http: {paths: [${paths.join(', ')}]}
${spec}
---`;
}

const APP = deployment('kiada') + service('kiada') + deployment('quote', { replicas: 3 }) + service('quote')
  + ingress({ paths: [path('/', 'Prefix', 'kiada'), path('/quote', 'Prefix', 'quote', 'name: http')] });

test('a request goes from rule to Service to pods', () => {
  const trace = ask(APP, 'http://api.example.com/quote/today');
  expect(trace).toMatchObject({ outcome: 'delivered', status: null, reason: null, dependsOn: [] });
  expect(trace.destinations).toEqual([{
    service: { namespace: 'kiada', name: 'quote', port: 80 },
    workload: { kind: 'Deployment', namespace: 'kiada', name: 'quote' },
    pods: ['quote~0', 'quote~1', 'quote~2'],
    addresses: [],
    port: 8080,
    protocol: 'TCP',
    container: 'main',
    share: 1,
  }]);
});

test('every hop names the object and field that decided', () => {
  const { hops } = ask(APP, 'http://api.example.com/quote');
  expect(hops.map(({ resource, path: field }) => `${resource?.kind ?? ''}/${resource?.name ?? ''} ${field}`)).toEqual([
    '/ null', 'Ingress/kiada spec.rules[0].host', 'Ingress/kiada spec.rules[0].http.paths[1]', 'Service/quote spec.ports[0]', 'Deployment/quote spec.template.spec.containers[0]',
  ]);
  expect(hops[2].because).toBe('`/quote` (Prefix) won over `/` (Prefix): longer');
});

test('case and port of the host do not count, those of the path do', () => {
  expect(ends(ask(APP, 'http://API.Example.com/quote'))).toEqual(['Deployment/quote:8080 main 100%']);
  expect(ends(ask(APP, 'http://203.0.113.7/quote', { headers: ['Host: API.example.com:8080'] }))).toEqual(['Deployment/quote:8080 main 100%']);
  expect(ends(ask(APP, 'http://api.example.com/QUOTE'))).toEqual(['Deployment/kiada:8080 main 100%']);
});

test('a host without rule is answered 404, and hangs on where its name leads', () => {
  const trace = ask(APP, 'http://web.example.com/');
  expect(trace).toMatchObject({ outcome: 'answered', status: 404, reason: 'no-matching-rule', destinations: [] });
  expect(trace.dependsOn).toEqual(['whether DNS leads web.example.com to the router: no rule names it']);
});

test('a path without rule is answered 404, and the last hop names the nearest', () => {
  const trace = ask(deployment('quote') + service('quote') + ingress({ paths: [path('/quote', 'Exact', 'quote')] }), 'http://api.example.com/quote/');
  expect(trace).toMatchObject({ outcome: 'answered', status: 404, reason: 'no-matching-rule', dependsOn: [] });
  expect(lastHop(trace)).toContain('`/quote` (Exact) differs by the last slash');
});

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

test('https is served with the certificate of the host\'s Secret', () => {
  const yaml = APP.replace('rules:', 'tls: [{hosts: [api.example.com], secretName: api-tls}]\n  rules:');
  const trace = ask(yaml, 'https://api.example.com/quote');
  expect(trace.outcome).toBe('delivered');
  expect(trace.hops[1]).toMatchObject({ path: 'spec.tls[0]', decision: 'https is served with the certificate of Secret kiada/api-tls' });
});

test('https to a host without TLS is served with the default certificate, by most controllers', () => {
  const trace = ask(APP, 'https://api.example.com/quote');
  expect(trace.outcome).toBe('delivered');
  expect(trace.dependsOn).toEqual([expect.stringContaining('default certificate')]);
});

test('http to a host with TLS is served, where many controllers redirect', () => {
  const yaml = APP.replace('rules:', 'tls: [{hosts: [api.example.com], secretName: api-tls}]\n  rules:');
  const trace = ask(yaml, 'http://api.example.com/quote');
  expect(trace.outcome).toBe('delivered');
  expect(trace.dependsOn).toEqual([expect.stringContaining('redirect http to https')]);
});

test('plain http on the TLS port is answered 400, https on the plain port fails', () => {
  expect(ask(APP, 'http://api.example.com:443/')).toMatchObject({ outcome: 'answered', status: 400, reason: 'plain-http-on-tls-port' });
  expect(ask(APP, 'https://api.example.com:80/')).toMatchObject({ outcome: 'failed', reason: 'tls-on-plain-port' });
});

test('another port is served where the controller listens on it', () => {
  const trace = ask(APP, 'http://api.example.com:8080/quote');
  expect(trace.outcome).toBe('delivered');
  expect(trace.dependsOn).toEqual([expect.stringContaining('port 8080')]);
});

test('a connection without HTTP gives a router nothing to decide by', () => {
  expect(ask(APP, 'tcp://api.example.com:443')).toMatchObject({ outcome: 'unknown', reason: 'not-http' });
});

test('a resource backend is unknown', () => {
  const bucket = '{path: /, pathType: Prefix, backend: {resource: {apiGroup: k8s.example.com, kind: StorageBucket, name: static}}}';
  const trace = ask(ingress({ paths: [bucket] }), 'http://api.example.com/');
  expect(trace).toMatchObject({ outcome: 'unknown', reason: 'resource-backend' });
  expect(trace.dependsOn).toEqual([expect.stringContaining('StorageBucket')]);
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

test('a default backend takes what no rule matches', () => {
  const yaml = deployment('kiada') + service('kiada') + `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: all, namespace: kiada}
spec: {ingressClassName: nginx, defaultBackend: {service: {name: kiada, port: {number: 80}}}}
---`;
  const trace = ask(yaml, 'http://<address>/resource');
  expect(ends(trace)).toEqual(['Deployment/kiada:8080 main 100%']);
  expect(trace.hops.map((hop) => hop.path)).toContain('spec.defaultBackend');
});

test('what a Service asks of kube-proxy does not count for routers', () => {
  const yaml = deployment('quote') + service('quote', 'sessionAffinity: ClientIP, internalTrafficPolicy: Local, selector: {app: quote}, ports: [{port: 80, targetPort: http}]')
    + ingress({ paths: [path('/', 'Prefix', 'quote')] });
  const trace = ask(yaml, 'http://api.example.com/');
  expect(trace.dependsOn).toEqual([]);
  expect(trace.hops.map((hop) => hop.because).join()).toContain('sessionAffinity ClientIP and internalTrafficPolicy Local of the Service do not count');
});
