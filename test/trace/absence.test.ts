import { clusterOf, deployment, service } from './scenario';
import { explainAbsence, type Absence } from '../../src/trace/absence';

/** Why Service `web` has no endpoints at its first port. */
function explain(yaml: string): Absence {
  const cluster = clusterOf(yaml);
  const web = cluster.services.get('kiada', 'web');
  if (web === undefined) throw new Error('no Service web');
  return explainAbsence(cluster, web, web.ports[0] ?? null);
}

const WEB = (selector: string, port = 'port: 80, targetPort: http') => service('web', `selector: {${selector}}, ports: [{${port}}]`);

test('a label that differs is named, at the pods that come nearest', () => {
  const { resource, path, because, questions } = explain(deployment('other') + deployment('web', { labels: 'app: web, tier: front' }) + WEB('app: web, tier: frontend'));
  expect(`${resource.kind} ${resource.name} ${path}`).toBe('Deployment web spec.template.metadata.labels');
  expect(because).toContain('closest are the pods of Deployment kiada/web with tier=front instead of frontend');
  expect(questions).toHaveLength(1);
});

test('a label key that differs is named', () => {
  expect(explain(deployment('web', { labels: 'apps: web' }) + WEB('app: web')).because).toContain('apps=web instead of app');
});

test('a label that is missing is named', () => {
  expect(explain(deployment('web') + WEB('app: web, release: blue')).because).toContain('no label release');
});

test('labels of the workload itself are not those of its pods', () => {
  const yaml = deployment('web', { labels: 'name: web, app: x' }).replace('namespace: kiada}', 'namespace: kiada, labels: {app: web, name: web}}') + WEB('app: web, name: web');
  expect(explain(yaml).because).toContain('the labels stand on the object itself, and its pods do not get those');
});

test('pods of another namespace do not count', () => {
  const { resource, path, because } = explain(deployment('web', { namespace: 'other' }) + WEB('app: web'));
  expect(`${resource.kind} ${path}`).toBe('Service spec.selector');
  expect(because).toContain('Deployment other/web has them, and a Service selects pods of its own namespace only');
});

test('a workload scaled to none is named', () => {
  const { resource, path, because, questions } = explain(deployment('web', { replicas: 0 }) + WEB('app: web'));
  expect(`${resource.kind} ${path}`).toBe('Deployment spec.replicas');
  expect(because).toContain('makes no pods');
  expect(questions).toEqual([]);
});

test('a named target port that no container has is named, with the nearest', () => {
  const { path, because } = explain(deployment('web') + WEB('app: web', 'port: 80, targetPort: htpp'));
  expect(path).toBe('spec.ports[0].targetPort');
  expect(because).toBe('targetPort htpp: no container of Deployment kiada/web has a TCP port of that name; did you mean http?');
});

test('a named target port of another protocol does not count', () => {
  const yaml = deployment('web', { ports: '{name: http, containerPort: 8080, protocol: UDP}' }) + WEB('app: web');
  expect(explain(yaml)).toMatchObject({ path: 'spec.ports[0].protocol', because: expect.stringContaining('name and protocol must both be equal') });
});

test('a port of an init container does not count', () => {
  const yaml = deployment('web', { ports: '', spec: 'initContainers: [{name: init, image: x, ports: [{name: http, containerPort: 8080}]}]' }) + WEB('app: web');
  expect(explain(yaml).because).toContain('unless it has restartPolicy Always');
});

const pod = (status: string, more = '') => `
apiVersion: v1
kind: Pod
metadata: {name: web-1, namespace: kiada, labels: {app: web}${more}}
spec: {containers: [{name: main, image: x, ports: [{name: http, containerPort: 8080}]}]}
status: ${status}
---`;

test('a pod that is not ready is named', () => {
  expect(explain(pod('{phase: Running, podIP: 10.1.0.1, podIPs: [{ip: 10.1.0.1}]}') + WEB('app: web'))).toMatchObject({
    reason: 'no-ready-endpoints', path: 'status.conditions', because: expect.stringContaining('pod web-1 is not ready'),
  });
});

test('a pod that has ended is named', () => {
  expect(explain(pod('{phase: Succeeded, podIP: 10.1.0.1}') + WEB('app: web'))).toMatchObject({ path: 'status.phase', because: 'pod web-1 is selected, and ended (Succeeded)' });
});

test('a pod on a node that does not exist is named', () => {
  const yaml = 'apiVersion: v1\nkind: Node\nmetadata: {name: node-a}\n---' + pod('{}').replace('spec: {', 'spec: {nodeName: node-x, ') + WEB('app: web');
  expect(explain(yaml).because).toContain('on node node-x, which does not exist');
});

test('a Service without selector needs endpoints that someone writes', () => {
  expect(explain(service('web', 'ports: [{port: 80}]'))).toMatchObject({
    reason: 'no-endpoints', because: expect.stringContaining('kubernetes.io/service-name=web'), questions: [{ code: 'endpoints-outside-manifests' }],
  });
});

test('Endpoints of another name are no endpoints of the Service', () => {
  const yaml = service('web', 'ports: [{port: 80}]') + '\napiVersion: v1\nkind: Endpoints\nmetadata: {name: webb, namespace: kiada}\nsubsets: [{addresses: [{ip: 203.0.113.1}], ports: [{port: 80}]}]\n';
  expect(explain(yaml).because).toContain('Endpoints webb would have to have the Service\'s name');
});

test('endpoints are joined by port name', () => {
  const yaml = service('web', 'ports: [{name: http, port: 80}]') + `
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: web-1, namespace: kiada, labels: {kubernetes.io/service-name: web}}
addressType: IPv4
ports: [{name: web, port: 8080}]
endpoints: [{addresses: [203.0.113.9]}]
`;
  expect(explain(yaml)).toMatchObject({ path: 'ports', because: expect.stringContaining('the Service port is \'http\' (TCP), those of the slice \'web\' (TCP)') });
});

test('labels named like properties of objects are labels', () => {
  expect(explain(deployment('web', { labels: 'constructor: a, "__proto__": b' }) + WEB('constructor: a, "__proto__": c')).because).toContain('__proto__=b instead of c');
});

test.each([
  ['addressType: IPv6\nports: [{port: 80}]\nendpoints: [{addresses: ["2001:db8::1"]}]', 'addressType', 'IPv6 addresses, and the Service has IPv4 alone'],
  ['addressType: FQDN\nports: [{port: 80}]\nendpoints: [{addresses: [db.example.com]}]', 'addressType', 'names (addressType FQDN)'],
  ['addressType: IPv4\nports: [{protocol: TCP}]\nendpoints: [{addresses: [203.0.113.9]}]', 'ports', 'no number'],
])('endpoints that are ready, and that nothing connects to: %s', (slice, at, because) => {
  const yaml = `${service('web', 'ports: [{port: 80}]')}
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: web-1, namespace: kiada, labels: {kubernetes.io/service-name: web}}
${slice}
`;
  expect(explain(yaml)).toMatchObject({ reason: 'no-endpoints', path: at, because: expect.stringContaining(because) });
});
