import { ask, deployment, ends, ingress, lastHop, path, service } from './scenario';

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
  expect(hops[2].because).toBe('`/quote` (Prefix) takes precedence over `/` (Prefix): longer');
});

test('case and port of the host do not count, those of the path do', () => {
  expect(ends(ask(APP, 'http://API.Example.com/quote'))).toEqual(['Deployment/quote:8080 main 100%']);
  expect(ends(ask(APP, 'http://203.0.113.7/quote', { headers: ['Host: API.example.com:8080'] }))).toEqual(['Deployment/quote:8080 main 100%']);
  expect(ends(ask(APP, 'http://api.example.com/QUOTE'))).toEqual(['Deployment/kiada:8080 main 100%']);
});

test('a host without rule is answered 404, and depends on where its name leads', () => {
  const trace = ask(APP, 'http://web.example.com/');
  expect(trace).toMatchObject({ outcome: 'answered', status: 404, reason: 'no-matching-rule', destinations: [] });
  expect(trace.dependsOn).toEqual(['whether web.example.com resolves to the router (no rule has this host)']);
});

test('a path without rule is answered 404, and the last hop names the nearest', () => {
  const trace = ask(deployment('quote') + service('quote') + ingress({ paths: [path('/quote', 'Exact', 'quote')] }), 'http://api.example.com/quote/');
  expect(trace).toMatchObject({ outcome: 'answered', status: 404, reason: 'no-matching-rule', dependsOn: [] });
  expect(lastHop(trace)).toContain('`/quote` (Exact), which differs only by the trailing slash');
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
