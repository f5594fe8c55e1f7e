import { ask, deployment, ends, lastHop, service } from './scenario';

const FROM = { from: 'Deployment/kiada' };
const APP = deployment('kiada') + deployment('quote') + service('quote');

test('a Service name leads through its cluster IP to its pods', () => {
  const trace = ask(APP, 'http://quote/today', FROM);
  expect(trace).toMatchObject({ outcome: 'delivered', reason: null, dependsOn: [] });
  expect(ends(trace)).toEqual(['Deployment/quote:8080 main 100%']);
  expect(trace.hops[0].decision).toBe('DNS: quote.kiada.svc.cluster.local is the cluster IP');
});

test('a misspelled name fails, and the last hop names the near miss', () => {
  const trace = ask(APP, 'http://qoute', FROM);
  expect(trace).toMatchObject({ outcome: 'failed', status: null, reason: 'name-not-found', destinations: [] });
  expect(lastHop(trace)).toContain('did you mean quote?');
});

test('a short name does not reach another namespace', () => {
  const yaml = APP + deployment('web', { namespace: 'other' });
  expect(lastHop(ask(yaml, 'http://quote', { from: 'other/Deployment/web' }))).toContain('its name is quote.kiada');
  expect(ask(yaml, 'http://quote.kiada', { from: 'other/Deployment/web' }).outcome).toBe('delivered');
});

test('a pod in its node\'s network does not find Services by name', () => {
  const yaml = deployment('agent', { spec: 'hostNetwork: true' }) + APP;
  const trace = ask(yaml, 'http://quote', { from: 'Deployment/agent' });
  expect(trace).toMatchObject({ outcome: 'failed', reason: 'name-not-found' });
  expect(lastHop(trace)).toContain('hostNetwork');
});

test('external names in a circle fail', () => {
  const yaml = APP + service('a', 'type: ExternalName, externalName: b.kiada.svc.cluster.local') + service('b', 'type: ExternalName, externalName: a.kiada.svc.cluster.local');
  expect(ask(yaml, 'http://a', FROM)).toMatchObject({ outcome: 'failed', reason: 'name-loop' });
});

test('an external name leaves the cluster', () => {
  const trace = ask(APP + service('pay', 'type: ExternalName, externalName: pay.example.com'), 'http://pay', FROM);
  expect(trace).toMatchObject({ outcome: 'unknown', reason: 'leaves-cluster' });
  expect(trace.dependsOn).toContain('what answers at pay.example.com port 80');
});

test('an external name that leads back into the cluster arrives', () => {
  expect(ends(ask(APP + service('alias', 'type: ExternalName, externalName: quote.kiada.svc.cluster.local'), 'http://alias', FROM))).toEqual(['Deployment/quote:8080 main 100%']);
});

const INGRESS = `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: kiada, namespace: kiada}
spec:
  ingressClassName: nginx
  rules: [{host: api.example.com, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: quote, port: {number: 80}}}}]}}]
---`;

test('a public host of a rule leads to the router, where DNS outside does', () => {
  const trace = ask(APP + INGRESS, 'http://api.example.com/', FROM);
  expect(ends(trace)).toEqual(['Deployment/quote:8080 main 100%']);
  expect(trace.dependsOn).toEqual(['what name servers outside the cluster say of api.example.com']);
});

test('an external name changes the address, not the host that the router reads', () => {
  const trace = ask(APP + INGRESS + service('api', 'type: ExternalName, externalName: api.example.com'), 'http://api/', FROM);
  expect(trace).toMatchObject({ outcome: 'answered', status: 404 });
  expect(lastHop(trace)).toContain('no rule has host api');
});

test('the API server is there, behind a Service that no manifest holds', () => {
  expect(ask(APP, 'https://kubernetes.default.svc', FROM)).toMatchObject({ outcome: 'unknown', reason: 'built-in-service' });
  expect(ask(APP, 'http://kubernetes.default.svc', FROM)).toMatchObject({ outcome: 'failed', reason: 'port-not-open' });
});

test('localhost is the pod itself', () => {
  expect(ends(ask(APP, 'http://localhost:8080/', FROM))).toEqual(['Deployment/kiada:8080 main 100%']);
  expect(ask(APP, 'http://127.0.0.1:9999/', FROM)).toMatchObject({ outcome: 'failed', reason: 'port-not-served' });
});

test('an address that the manifests do not give is unknown', () => {
  expect(ask(APP, 'http://203.0.113.7/', FROM)).toMatchObject({ outcome: 'unknown', reason: 'leaves-cluster' });
});

test('a cluster IP of the manifests is its Service', () => {
  const yaml = APP + service('fixed', 'clusterIP: 10.0.0.7, clusterIPs: [10.0.0.7], selector: {app: quote}, ports: [{port: 80, targetPort: http}]');
  expect(ends(ask(yaml, 'http://10.0.0.7/', FROM))).toEqual(['Deployment/quote:8080 main 100%']);
});

test('a headless Service without ready pods has no name, and the trace says why', () => {
  const yaml = deployment('kiada') + deployment('db', { replicas: 0 }) + service('db', 'clusterIP: None, selector: {app: db}, ports: [{port: 5432}]');
  const trace = ask(yaml, 'tcp://db:5432', FROM);
  expect(trace).toMatchObject({ outcome: 'failed', reason: 'name-not-found' });
  expect(lastHop(trace)).toContain('Deployment kiada/db is selected, and makes no pods');
});

test('who is not in the manifests asks nothing', () => {
  expect(ask(APP, 'http://quote', { from: 'Deployment/nobody' })).toMatchObject({ outcome: 'failed', reason: 'client-not-found' });
});

test('a workload without pods asks with the settings of its template', () => {
  expect(ask(APP + deployment('idle', { replicas: 0 }), 'http://quote', { from: 'Deployment/idle' }).outcome).toBe('delivered');
});

test('hostAliases go before DNS', () => {
  const yaml = APP + deployment('old', { spec: 'hostAliases: [{ ip: 192.0.2.7, hostnames: [quote, Legacy.example.com] }]' });
  const trace = ask(yaml, 'http://quote', { from: 'Deployment/old' });
  expect(trace.outcome).toBe('unknown');
  expect(trace.hops[0]).toMatchObject({ path: 'spec.template.spec.hostAliases[0]', decision: 'quote is 192.0.2.7' });
  expect(ask(yaml, 'http://legacy.example.com', { from: 'Deployment/old' }).hops[0].decision).toBe('legacy.example.com is 192.0.2.7');
  expect(ask(yaml, 'http://quote', { from: 'Deployment/kiada' }).outcome).toBe('delivered');
});

test('a hostAlias of a loopback address is the pod itself', () => {
  const yaml = deployment('old', { spec: 'hostAliases: [{ ip: 127.0.0.1, hostnames: [foo.local] }]' });
  expect(ends(ask(yaml, 'http://foo.local:8080', { from: 'Deployment/old' }))).toEqual(['Deployment/old:8080 main 100%']);
});
