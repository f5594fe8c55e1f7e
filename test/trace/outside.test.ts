import { ask, deployment, ends, lastHop, service } from './scenario';

const QUOTE = deployment('quote');
const PORTS = 'selector: {app: quote}, ports: [{port: 80, targetPort: http, nodePort: 30080}]';
const APP = QUOTE + service('quote');

function ingress(host: string, more = ''): string {
  return `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web, namespace: kiada}
spec:
  ingressClassName: nginx
  rules: [{${host === '' ? '' : `host: "${host}", `}http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: quote, port: {number: 80}}}}]}}]
${more}
---`;
}

const balanced = (ingressStatus: string, spec = '') => QUOTE + service('lb', `type: LoadBalancer, ${spec}${PORTS}`)
  .replace('}\n---', `}\nstatus: {loadBalancer: {ingress: [${ingressStatus}]}}\n---`);

test.each(['quote', 'quote.kiada', 'quote.kiada.svc', 'quote.kiada.svc.cluster.local', 'nothing.kiada.svc.cluster.local', 'x.y.svc'])('%s is not a name outside of the cluster', (host) => {
  const trace = ask(APP, `http://${host}/`);
  expect(trace).toMatchObject({ outcome: 'failed', reason: 'name-not-public', destinations: [] });
});

test('a rule for such a host is a router\'s', () => {
  expect(ask(APP + ingress('quote'), 'http://quote/').outcome).toBe('delivered');
});

test('a rule without host takes every name but those of Services', () => {
  expect(ask(APP + ingress(''), 'http://my-host/').outcome).toBe('delivered');
  expect(ask(APP + ingress(''), 'http://quote/')).toMatchObject({ outcome: 'failed', reason: 'name-not-public' });
});

test('a placeholder may stand for a load balancer that has no address yet', () => {
  const yaml = ingress('a.example.com') + QUOTE + service('front', `type: LoadBalancer, ${PORTS}`);
  expect(ends(ask(yaml, 'http://<lb>/'))).toEqual(['Deployment/quote:8080 main 100%']);
  expect(ask(yaml, 'http://<load-balancer>:81/')).toMatchObject({ outcome: 'answered', status: 404 });
  const two = yaml + service('other', 'type: LoadBalancer, selector: {app: other}, ports: [{port: 80}]');
  expect(ask(two, 'http://<lb>/').dependsOn).toEqual(['which load balancer <lb> is: Services kiada/front, kiada/other have port 80']);
  expect(lastHop(ask(yaml, 'http://<lb>/', { headers: ['Host: nothing.example.com'] }))).toContain('no rule matches nothing.example.com/');
});

test('cluster IPs and addresses of pods are not reached from outside', () => {
  const yaml = service('quote', `clusterIP: 10.0.0.7, ${PORTS.replace(', nodePort: 30080', '')}`) + `
apiVersion: v1
kind: Pod
metadata: {name: quote-001, namespace: kiada, labels: {app: quote}}
spec: {containers: [{name: main, image: x, ports: [{name: http, containerPort: 8080}]}]}
status: {phase: Running, podIP: 10.1.0.1, podIPs: [{ip: 10.1.0.1}], conditions: [{type: Ready, status: "True"}]}
---`;
  expect(ask(yaml, 'http://10.0.0.7/')).toMatchObject({ outcome: 'failed', reason: 'address-not-public', dependsOn: [] });
  expect(ask(yaml, 'http://10.1.0.1:8080/')).toMatchObject({ outcome: 'failed', reason: 'address-not-public' });
});

test.each(['203.0.113.7', 'lb.example.net', 'LB.example.net.'])('a load balancer is reached at %s', (host) => {
  const trace = ask(balanced('{ip: 203.0.113.7}, {hostname: lb.example.net}'), `http://${host}/`);
  expect(trace).toMatchObject({ outcome: 'delivered', dependsOn: [] });
  expect(trace.destinations[0].service).toEqual({ namespace: 'kiada', name: 'lb', port: 80 });
});

test('a load balancer serves the ports of its Service only', () => {
  expect(ask(balanced('{ip: 203.0.113.7}'), 'http://203.0.113.7:8080/')).toMatchObject({ outcome: 'failed', reason: 'port-not-open' });
});

test('an address that a Service only asks for depends on the load balancer', () => {
  const trace = ask(QUOTE + service('lb', `type: LoadBalancer, loadBalancerIP: 203.0.113.7, ${PORTS}`), 'http://203.0.113.7/');
  expect(trace.outcome).toBe('delivered');
  expect(trace.dependsOn).toHaveLength(1);
});

test('externalTrafficPolicy Local depends on the node that receives the connection', () => {
  const yaml = balanced('{ip: 203.0.113.7}', 'externalTrafficPolicy: Local, ');
  expect(ask(yaml, 'http://203.0.113.7/').dependsOn).toEqual([expect.stringContaining('externalTrafficPolicy is Local')]);
  expect(ask(yaml + deployment('kiada'), 'http://203.0.113.7/', { from: 'Deployment/kiada' }).dependsOn).toEqual([]);
});

test('pods reach a load balancer in Proxy mode like clients outside', () => {
  const yaml = balanced('{ip: 203.0.113.7, ipMode: Proxy}', 'externalTrafficPolicy: Local, ') + deployment('kiada');
  expect(ask(yaml, 'http://203.0.113.7/', { from: 'Deployment/kiada' }).dependsOn).toEqual([expect.stringContaining('externalTrafficPolicy is Local')]);
});

test('an external IP is that of its Service', () => {
  expect(ends(ask(QUOTE + service('ext', 'externalIPs: [203.0.113.8], selector: {app: quote}, ports: [{port: 80, targetPort: http}]'), 'http://203.0.113.8/')))
    .toEqual(['Deployment/quote:8080 main 100%']);
});

test('an IPv6 address is known however it is spelt', () => {
  expect(ask(QUOTE + service('ext', 'externalIPs: ["2001:db8::8"], selector: {app: quote}, ports: [{port: 80, targetPort: http}]'), 'http://[2001:DB8:0::8]/').hops[0].decision)
    .toContain('external IP port 80');
});

test('a host that external-dns is asked for leads to its Service', () => {
  const yaml = QUOTE + service('lb', `type: LoadBalancer, ${PORTS}`, ', annotations: {external-dns.alpha.kubernetes.io/hostname: "a.example.com., *.b.example.com"}');
  expect(ask(yaml, 'http://a.example.com/')).toMatchObject({ outcome: 'delivered', dependsOn: [expect.stringContaining('external-dns')] });
  expect(ask(yaml, 'http://x.b.example.com/').outcome).toBe('delivered');
  expect(ask(yaml, 'http://c.example.com/')).toMatchObject({ outcome: 'unknown', reason: 'leaves-cluster' });
});

test('the address in the status of an Ingress is its router\'s', () => {
  const yaml = APP + ingress('api.example.com', 'status: {loadBalancer: {ingress: [{ip: 203.0.113.9}]}}');
  const trace = ask(yaml, 'http://203.0.113.9/', { headers: ['Host: api.example.com'] });
  expect(trace).toMatchObject({ outcome: 'delivered', dependsOn: [] });
  expect(ask(yaml, 'http://203.0.113.9/')).toMatchObject({ outcome: 'answered', status: 404, dependsOn: [] });
});

test('another address is taken for the router\'s, and the answer says so', () => {
  const trace = ask(APP + ingress('api.example.com'), 'http://203.0.113.9/', { headers: ['Host: api.example.com'] });
  expect(trace).toMatchObject({ outcome: 'delivered', dependsOn: ['whether 203.0.113.9 is the address of the router'] });
});

test('without routers, load balancers and nodes nothing is known of a public name', () => {
  expect(ask(APP, 'http://api.example.com/')).toMatchObject({ outcome: 'unknown', reason: 'leaves-cluster' });
  expect(ask(APP, 'http://203.0.113.9/')).toMatchObject({ outcome: 'unknown', reason: 'leaves-cluster' });
  expect(ask(APP, 'http://<address>/')).toMatchObject({ outcome: 'unknown', reason: 'leaves-cluster' });
});

test('two routers for one host: which of them it is depends on DNS', () => {
  const yaml = APP + ingress('api.example.com') + ingress('api.example.com').replace('name: web', 'name: other').replace('nginx', 'traefik');
  expect(ask(yaml, 'http://api.example.com/').dependsOn.join()).toContain('which address api.example.com leads to');
});

test('the last hop of a name that is not public says what it takes', () => {
  expect(lastHop(ask(APP, 'http://quote/'))).toContain('needs a node port, a load balancer or an Ingress');
});

test('external-dns gives a ClusterIP Service no address outside, and a NodePort Service those of the nodes', () => {
  const annotations = ', annotations: {external-dns.alpha.kubernetes.io/hostname: a.example.com}';
  expect(ask(QUOTE + service('quote', undefined, annotations), 'http://a.example.com/')).toMatchObject({ outcome: 'failed', reason: 'address-not-public' });
  const nodePort = QUOTE + service('quote', `type: NodePort, ${PORTS}`, annotations);
  expect(ask(nodePort, 'http://a.example.com:30080/').outcome).toBe('delivered');
  expect(ask(nodePort, 'http://a.example.com/')).toMatchObject({ outcome: 'failed', reason: 'port-not-open' });
});

test('an unknown name at a node port is taken for a node, and the answer says so', () => {
  const yaml = QUOTE + service('quote', `type: NodePort, ${PORTS}`);
  expect(ask(yaml, 'http://localhost:30080/')).toMatchObject({ outcome: 'delivered', dependsOn: ['whether localhost is a node'] });
});

test('an external IP depends on the network outside, which Kubernetes does not see to', () => {
  const yaml = QUOTE + service('quote', 'externalIPs: [198.51.100.7], selector: {app: quote}, ports: [{port: 80, targetPort: http}]');
  expect(ask(yaml, 'http://198.51.100.7/').dependsOn).toEqual([expect.stringContaining('leads 198.51.100.7 to a node')]);
  expect(ask(yaml, 'http://198.51.100.7/', { from: 'Deployment/quote' }).dependsOn).toEqual([]);
});

test('a rule without host takes any name that DNS leads to its router', () => {
  const yaml = APP + ingress('');
  expect(ask(yaml, 'http://anything.example.org/')).toMatchObject({ outcome: 'delivered', dependsOn: [expect.stringContaining('whether anything.example.org resolves to the router')] });
});
