import { ask, deployment, ends, lastHop, service } from './scenario';

const FROM = { from: 'Deployment/kiada' };
const APP = deployment('kiada') + deployment('quote') + service('quote');

test('the cluster IP serves the ports of the Service only', () => {
  const trace = ask(APP, 'http://quote:81', FROM);
  expect(trace).toMatchObject({ outcome: 'failed', reason: 'port-not-open' });
  expect(lastHop(trace)).toContain('it has 80 (http)');
});

test('the target port is not a port of the Service', () => {
  expect(lastHop(ask(APP, 'http://quote:8080', FROM))).toContain('8080 is the target of port 80, and clients dial 80');
});

test('a port has a protocol', () => {
  expect(lastHop(ask(APP, 'udp://quote:80', FROM))).toContain('port 80 is TCP, and the request is UDP');
});

test('a node port is not a port of the cluster IP', () => {
  const yaml = APP + service('np', 'type: NodePort, selector: {app: quote}, ports: [{port: 80, targetPort: http, nodePort: 30080}]');
  expect(lastHop(ask(yaml, 'http://np:30080', FROM))).toContain('30080 is the node port of port 80');
});

test('UDP ports are reached by UDP', () => {
  const yaml = deployment('kiada') + deployment('dns', { ports: '{name: dns, containerPort: 5353, protocol: UDP}' })
    + service('dns', 'selector: {app: dns}, ports: [{name: dns, port: 53, protocol: UDP, targetPort: dns}]');
  expect(ask(yaml, 'udp://dns:53', FROM).destinations).toMatchObject([{ port: 5353, protocol: 'UDP', container: 'main' }]);
});

test('a target port that no container declares is a warning, and delivered', () => {
  const yaml = APP + service('web', 'selector: {app: quote}, ports: [{port: 80, targetPort: 9090}]');
  const trace = ask(yaml, 'http://web', FROM);
  expect(trace.outcome).toBe('delivered');
  expect(ends(trace)).toEqual(['Deployment/quote:9090 - 100%']);
  expect(lastHop(trace)).toContain('which no container declares');
  expect(lastHop(trace)).toContain('they declare 8080 (http)');
  expect(trace.dependsOn).toEqual(['whether Deployment kiada/quote listens on port 9090/TCP: its containers declare 8080 (http)']);
});

test('a target port that is declared for another protocol is told with that', () => {
  const yaml = deployment('kiada') + deployment('log', { ports: '{containerPort: 514, protocol: UDP}' }) + service('log', 'selector: {app: log}, ports: [{port: 514}]');
  expect(lastHop(ask(yaml, 'tcp://log:514', FROM))).toContain('they declare 514/UDP');
});

test('containers that declare no ports leave nothing open', () => {
  const yaml = deployment('kiada') + deployment('bare', { ports: '' }) + service('bare', 'selector: {app: bare}, ports: [{port: 80}]');
  const trace = ask(yaml, 'http://bare', FROM);
  expect(lastHop(trace)).toContain('the containers declare no ports');
  expect(trace.dependsOn).toEqual([]);
});

test('a Service without endpoints refuses, and the last hop says what would have to be true', () => {
  const trace = ask(deployment('kiada') + service('quote'), 'http://quote', FROM);
  expect(trace).toMatchObject({ outcome: 'failed', status: null, reason: 'no-endpoints', destinations: [] });
  expect(lastHop(trace)).toContain('no pod in namespace kiada has the labels app=quote');
});

test('under a Local policy the answer depends on the client\'s node', () => {
  const yaml = APP + service('local', 'internalTrafficPolicy: Local, selector: {app: quote}, ports: [{port: 80, targetPort: http}]');
  const trace = ask(yaml, 'http://local', FROM);
  expect(trace.outcome).toBe('delivered');
  expect(trace.dependsOn).toEqual([expect.stringContaining('internalTrafficPolicy is Local')]);
});

const placed = (name: string, app: string, node: string) => `
apiVersion: v1
kind: Pod
metadata: {name: ${name}, namespace: kiada, labels: {app: ${app}}}
spec: {nodeName: ${node}, containers: [{name: main, image: x, ports: [{name: http, containerPort: 8080}]}]}
---`;

test('under a Local policy a connection is dropped where no pod is on the client\'s node', () => {
  const yaml = placed('client', 'client', 'node-a') + placed('server', 'quote', 'node-b') + service('quote', 'internalTrafficPolicy: Local, selector: {app: quote}, ports: [{port: 80, targetPort: http}]');
  const trace = ask(yaml, 'http://quote', { from: 'Pod/client' });
  expect(trace).toMatchObject({ outcome: 'failed', reason: 'no-local-endpoints' });
  expect(lastHop(trace)).toContain('node-a');
});

test('session affinity is told', () => {
  const yaml = APP + service('sticky', 'sessionAffinity: ClientIP, selector: {app: quote}, ports: [{port: 80, targetPort: http}]');
  expect(ask(yaml, 'http://sticky', FROM).hops.map((hop) => hop.because).join()).toContain('the same client IP stays with one for 10800 seconds');
});

test('source ranges of a load balancer let some clients in', () => {
  const yaml = deployment('quote') + service('lb', 'type: LoadBalancer, loadBalancerSourceRanges: [198.51.100.0/24], selector: {app: quote}, ports: [{port: 80, targetPort: http}]')
    .replace('}\n---', '}\nstatus: {loadBalancer: {ingress: [{ip: 203.0.113.7}]}}\n---');
  const trace = ask(yaml, 'http://203.0.113.7/');
  expect(trace.outcome).toBe('delivered');
  expect(trace.dependsOn).toEqual([expect.stringContaining('clients outside 198.51.100.0/24 are dropped')]);
});

test('a Service that is left to another proxy is unknown', () => {
  const yaml = APP + service('mesh', undefined, ', labels: {service.kubernetes.io/service-proxy-name: mesh}');
  expect(ask(yaml, 'http://mesh', FROM)).toMatchObject({ outcome: 'unknown', reason: 'depends-on-cluster', dependsOn: [expect.stringContaining('the proxy mesh')] });
});
