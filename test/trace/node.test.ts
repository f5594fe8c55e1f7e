import { ask, deployment, ends, ingress, lastHop, path, service } from './scenario';

const NODE = `
apiVersion: v1
kind: Node
metadata: {name: node-a}
status: {addresses: [{type: InternalIP, address: 192.0.2.11}, {type: Hostname, address: node-a}]}
---`;
const APP = deployment('quote') + service('quote', 'type: NodePort, selector: {app: quote}, ports: [{port: 80, targetPort: http, nodePort: 30080}]');

test.each(['<node>', '<node-ip>', '<any>', 'node-a', '192.0.2.11'])('a node port is open on %s', (host) => {
  const trace = ask(APP + NODE, `http://${host}:30080/`);
  expect(trace).toMatchObject({ outcome: 'delivered', dependsOn: [] });
  expect(ends(trace)).toEqual(['Deployment/quote:8080 main 100%']);
  expect(trace.destinations[0].service?.port).toBe(80);
});

test('an address that nothing has is taken for a node\'s at a node port, and the answer says so', () => {
  expect(ask(APP, 'http://198.51.100.1:30080/')).toMatchObject({ outcome: 'delivered', dependsOn: ['whether 198.51.100.1 is a node'] });
});

test('an Ingress controller that is not among the manifests may listen on the nodes', () => {
  expect(ask(APP + ingress({ paths: [path('/', 'Prefix', 'quote')] }), 'http://<node>:80/').dependsOn).toEqual([expect.stringContaining('the Ingress controller itself')]);
});

test('other ports of a node are closed, and the last hop says which are open', () => {
  const trace = ask(APP + NODE, 'http://<node>:30081/');
  expect(trace).toMatchObject({ outcome: 'failed', reason: 'port-not-open', dependsOn: [] });
  expect(lastHop(trace)).toContain('30080 (kiada/quote)');
  expect(lastHop(ask(APP, 'http://<node>:80/'))).toContain('its node port is 30080');
});

test('a node port that the cluster will choose may be any', () => {
  const yaml = deployment('quote') + service('quote', 'type: NodePort, selector: {app: quote}, ports: [{port: 80}]');
  expect(ask(yaml, 'http://<node>:30080/').dependsOn).toEqual(['which node port the cluster gives to Service kiada/quote']);
});

test('a host port is that of a pod on the node', () => {
  const yaml = deployment('web', { ports: '{containerPort: 8080, hostPort: 80}' });
  const trace = ask(yaml, 'http://<node>/');
  expect(ends(trace)).toEqual(['Deployment/web:8080 main 100%']);
  expect(trace.dependsOn).toHaveLength(1);
});

test('a pod in the node\'s network has its ports there', () => {
  expect(ends(ask(deployment('web', { spec: 'hostNetwork: true' }), 'http://<node>:8080/'))).toEqual(['Deployment/web:8080 main 100%']);
});

test('under externalTrafficPolicy Local a node without pods drops the connection', () => {
  const yaml = NODE + NODE.replaceAll('node-a', 'node-b').replace('.11', '.12') + service('quote', 'type: NodePort, externalTrafficPolicy: Local, selector: {app: quote}, ports: [{port: 80, targetPort: http, nodePort: 30080}]') + `
apiVersion: v1
kind: Pod
metadata: {name: quote-001, namespace: kiada, labels: {app: quote}}
spec: {nodeName: node-b, containers: [{name: main, image: x, ports: [{name: http, containerPort: 8080}]}]}
---`;
  expect(ask(yaml, 'http://node-a:30080/')).toMatchObject({ outcome: 'failed', reason: 'no-local-endpoints' });
  expect(ask(yaml, 'http://node-b:30080/')).toMatchObject({ outcome: 'delivered', dependsOn: [] });
});
