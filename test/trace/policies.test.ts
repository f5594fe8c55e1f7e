import { app, ASK_DNS, INGRESS, policy } from './policy-texts';
import { ask, deployment, ends, lastHop, service } from './scenario';
import type { Trace } from '../../src/trace/model';

const APPS = deployment('kiada') + deployment('quote') + deployment('shell') + service('quote');
const PLUGIN = 'whether the cluster\'s network plugin enforces NetworkPolicy';

const fromKiada = (yaml: string, url = 'http://quote'): Trace => ask(APPS + yaml, url, { from: 'Deployment/kiada' });
const fromOutside = (yaml: string, url = 'http://api.example.com/'): Trace => ask(APPS + INGRESS + yaml, url);
const end = ({ outcome, reason, dependsOn }: Trace): readonly unknown[] => [outcome, reason, dependsOn.length];
const policyHops = ({ hops }: Trace): readonly string[] => hops.filter(({ resource }) => resource?.kind === 'NetworkPolicy').map(({ resource, path }) => `${resource?.name} ${path}`);

// https://kubernetes.io/docs/concepts/services-networking/network-policies/
describe('between pods', () => {
  test('a policy that admits nobody drops the connection', () => {
    const trace = fromKiada(policy('deny', 'policyTypes: [Ingress]', { app: 'quote' }));
    expect(trace).toMatchObject({ outcome: 'failed', status: null, reason: 'policy-blocks', destinations: [], dependsOn: [PLUGIN] });
    expect(lastHop(trace)).toBe('NetworkPolicy deny spec.ingress: NetworkPolicy kiada/deny denies connections from Deployment kiada/kiada to port 8080 of Deployment kiada/quote'
      + ' (it isolates Deployment kiada/quote, and no rule admits the connection: there is none)');
  });

  test('a policy that admits the client lets it through, with certainty', () => {
    const trace = fromKiada(policy('web', `ingress: [{from: [${app('shell')}]}, {from: [${app('kiada')}], ports: [{port: http}]}]`, { app: 'quote' }));
    expect(end(trace)).toEqual(['delivered', null, 0]);
    expect(policyHops(trace)).toEqual(['web spec.ingress[1]']);
    expect(trace.hops.map(({ because }) => because)).toContain('the rule admits pods with app=kiada of the policy\'s namespace, at port http');
  });

  test('policies see the port of the pod, not that of the Service', () => {
    const trace = fromKiada(policy('web', `ingress: [{from: [${app('kiada')}], ports: [{port: 80}]}]`, { app: 'quote' }));
    expect(trace.reason).toBe('policy-blocks');
    expect(lastHop(trace)).toMatch(/spec\.ingress\[0\] is for port 80, and policies see the port of the pod: 8080/);
  });

  test('policies about other pods, and of other directions, tell nothing', () => {
    const yaml = policy('other', 'policyTypes: [Ingress]', { app: 'shell' }) + policy('out', 'policyTypes: [Egress]', { app: 'quote' });
    expect([policyHops(fromKiada(yaml)), end(fromKiada(yaml))]).toEqual([[], ['delivered', null, 0]]);
  });

  test('the client\'s own egress counts as well', () => {
    const trace = fromKiada(policy('out', `policyTypes: [Egress], egress: [${ASK_DNS}, {to: [${app('shell')}]}]`, { app: 'kiada' }));
    expect(end(trace)).toEqual(['failed', 'policy-blocks', 1]);
    expect(lastHop(trace)).toMatch(/^NetworkPolicy out spec\.egress: .* denies connections from Deployment kiada\/kiada to port 8080 of Deployment kiada\/quote/);
    expect(policyHops(trace)).toEqual(['out spec.egress[0]', 'out spec.egress']);
  });

  test('a pod always reaches itself', () => {
    const yaml = policy('deny', 'policyTypes: [Ingress]', { app: 'quote' });
    const one = APPS.replaceAll('replicas: 2', 'replicas: 1') + yaml;
    expect(ask(one, 'http://quote', { from: 'Deployment/quote' }).outcome).toBe('delivered');
    expect(ask(APPS + yaml, 'http://quote', { from: 'Deployment/quote' })).toMatchObject({ outcome: 'delivered', destinations: [{ pods: ['quote~0'], share: 1 }] });
  });

  test('where some of the pods are kept from the client, the others get the rest', () => {
    const two = deployment('blue', { labels: 'app: quote, color: blue', replicas: 1 }) + deployment('green', { labels: 'app: quote, color: green', replicas: 3 });
    const deny = policy('deny', 'policyTypes: [Ingress]').replace('podSelector: {}', 'podSelector: {matchLabels: {color: blue}}');
    const trace = ask(deployment('kiada') + two + service('quote') + deny, 'http://quote', { from: 'Deployment/kiada' });
    expect(ends(trace)).toEqual(['Deployment/green:8080 main 100%']);
    expect(trace.dependsOn).toContain('25 % of the connections go to pods that policies keep them from (port 8080 of Deployment kiada/blue), and are dropped');
    expect(trace.hops[trace.hops.length - 1].decision).toContain('75 %');
  });

  test('namespaces are told by their labels, where the manifests hold them', () => {
    const rule = policy('web', 'ingress: [{from: [{namespaceSelector: {matchLabels: {team: a}}}]}]', { app: 'quote' });
    const namespace = (labels: string): string => `\napiVersion: v1\nkind: Namespace\nmetadata: {name: kiada, labels: {${labels}}}\n---`;
    expect([fromKiada(rule + namespace('team: a')), fromKiada(rule + namespace('')), fromKiada(rule)].map(end)).toEqual([
      ['delivered', null, 0], ['failed', 'policy-blocks', 1], ['delivered', null, 1],
    ]);
  });

  test('pods in the network of their node are not decided', () => {
    const trace = ask(deployment('kiada', { spec: 'hostNetwork: true, dnsPolicy: ClusterFirstWithHostNet' }) + deployment('quote') + service('quote')
      + policy('deny', 'policyTypes: [Ingress]', { app: 'quote' }), 'http://quote', { from: 'Deployment/kiada' });
    expect([trace.outcome, trace.dependsOn]).toEqual(['delivered', ['how the network plugin handles NetworkPolicies and pods that use the network of their node']]);
  });

  test('headless Services and addresses of pods are no way around', () => {
    const pod = '\napiVersion: v1\nkind: Pod\nmetadata: {name: one, namespace: kiada, labels: {app: quote}}\nspec: {containers: [{name: c, ports: [{containerPort: 8080}]}]}\nstatus: {phase: Running, podIP: 10.1.0.1}\n---';
    const deny = policy('deny', 'policyTypes: [Ingress]', { app: 'quote' });
    const headless = service('all', 'clusterIP: None, selector: {app: quote}, ports: [{port: 8080}]');
    expect([fromKiada(deny + headless, 'http://all:8080'), fromKiada(deny + pod, 'http://10.1.0.1:8080')].map((trace) => trace.reason)).toEqual(['policy-blocks', 'policy-blocks']);
  });
});

describe('DNS', () => {
  test('a client that may not ask DNS fails before it connects', () => {
    const trace = fromKiada(policy('out', `policyTypes: [Egress], egress: [{to: [${app('quote')}]}]`, { app: 'kiada' }));
    expect(end(trace)).toEqual(['failed', 'policy-blocks-dns', 1]);
    expect(lastHop(trace)).toMatch(/^NetworkPolicy out spec\.egress: NetworkPolicy kiada\/out denies connections from Deployment kiada\/kiada to port 53 of the name servers/);
  });

  test('addresses and localhost need no DNS', () => {
    const yaml = policy('out', `policyTypes: [Egress], egress: [{to: [${app('quote')}]}]`, { app: 'kiada' }) + service('fixed', 'clusterIP: 10.96.0.7, selector: {app: quote}, ports: [{port: 80, targetPort: http}]');
    expect(fromKiada(yaml, 'http://10.96.0.7').outcome).toBe('delivered');
    expect(fromKiada(yaml, 'http://localhost:8080').outcome).toBe('delivered');
  });

  test('where DNS may be admitted, the answer depends on it', () => {
    const trace = fromKiada(policy('out', `policyTypes: [Egress], egress: [{to: [${app('quote')}]}, {to: [{namespaceSelector: {matchLabels: {name: kube-system}}}]}]`, { app: 'kiada' }));
    expect(trace.dependsOn).toEqual(['whether port 53 of the name servers is among those that NetworkPolicy kiada/out (spec.egress[1]) admits: all pods of namespaces with name=kube-system, at every port']);
    expect(trace.outcome).toBe('delivered');
  });
});

// https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors
describe('from a router', () => {
  test.each<[string, string, readonly unknown[]]>([
    ['everyone', 'ingress: [{}]', ['delivered', null, 0]],
    ['nobody', '', ['failed', 'policy-blocks', 2]],
    ['nobody at that port', 'ingress: [{ports: [{port: 80}]}]', ['failed', 'policy-blocks', 2]],
    ['pods of a namespace that the manifests do not show', 'ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: ingress-nginx}}}]}]', ['delivered', null, 1]],
    ['every namespace', 'ingress: [{from: [{namespaceSelector: {}}]}]', ['delivered', null, 1]],
    ['addresses', 'ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8}}]}]', ['delivered', null, 1]],
    ['pods of the manifests', `ingress: [{from: [${app('kiada')}]}]`, ['failed', 'policy-blocks', 3]],
  ])('a policy that admits %s', (_, spec, expected) => {
    expect(end(fromOutside(policy('web', spec === '' ? 'policyTypes: [Ingress]' : spec, { app: 'quote' })))).toEqual(expected);
  });

  test('what one of the pods is admitted by besides is among the facts of its question alone', () => {
    const web = (name: string): string => deployment(name, { labels: `app: ${name}, tier: web` });
    const everywhere = 'all pods of every namespace, at every port';
    const { questions } = ask(`${web('a')}${web('b')}${service('quote', 'selector: {tier: web}, ports: [{port: 80, targetPort: http}]')}${INGRESS}${
      policy('all', 'ingress: [{from: [{namespaceSelector: {}}]}]')}${policy('more', 'ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8}}]}]', { app: 'b' })}`, 'http://api.example.com/');
    const of = (name: string, admitted: string): readonly string[] => [`NetworkPolicy kiada/${name}`, admitted];
    expect(questions.map(({ facts, text }) => [/NetworkPolicy [a-z/]+/.exec(text())?.[0], facts.admitted])).toEqual([
      of('all', everywhere), of('all', `addresses of 10.0.0.0/8, at every port; ${everywhere}`), of('more', `addresses of 10.0.0.0/8, at every port; ${everywhere}`),
    ]);
  });

  test('the rule that may admit it is named, and what was taken for granted', () => {
    expect(fromOutside(policy('web', 'ingress: [{from: [{namespaceSelector: {}}]}]', { app: 'quote' })).dependsOn).toEqual([
      'whether the router of ingress class nginx is among those that NetworkPolicy kiada/web (spec.ingress[0]) admits: all pods of every namespace, at every port',
    ]);
    expect(fromOutside(policy('web', `ingress: [{from: [${app('kiada')}]}]`, { app: 'quote' })).dependsOn).toEqual([
      PLUGIN, 'that the router is none of the pods with app=kiada of the policy\'s namespace', 'a backend that does not answer: most controllers answer 504 once they have waited',
    ]);
  });

  const CONTROLLER = `${deployment('controller', { labels: 'app.kubernetes.io/name: ingress-nginx, app: router', ports: '{name: http, containerPort: 80}' })}
apiVersion: v1
kind: Service
metadata: {name: controller, namespace: kiada}
spec: {type: LoadBalancer, selector: {app: router}, ports: [{name: http, port: 80, targetPort: http}]}
status: {loadBalancer: {ingress: [{ip: 203.0.113.7}]}}
---
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: {name: nginx}
spec: {controller: k8s.io/ingress-nginx}
---`;

  test('a controller in the manifests is known', () => {
    const admits = (name: string): Trace => fromOutside(CONTROLLER + policy('web', `ingress: [{from: [${app(name)}]}]`, { app: 'quote' }));
    expect(end(admits('router'))).toEqual(['delivered', null, 0]);
    expect(end(admits('kiada'))).toEqual(['failed', 'policy-blocks', 2]);
  });

  test('its own pods may be closed to clients, and to the backends', () => {
    const through = (yaml: string): Trace => ask(APPS + INGRESS + CONTROLLER + yaml, 'http://203.0.113.7/', { headers: ['Host: api.example.com'] });
    expect(through('').outcome).toBe('delivered');
    expect(lastHop(through(policy('closed', 'policyTypes: [Ingress]', { app: 'router' })))).toMatch(/denies connections from a client outside \(or a node in its place\) to port 80 of Deployment kiada\/controller/);
    expect(lastHop(through(policy('out', 'policyTypes: [Egress]', { app: 'router' })))).toMatch(/denies connections from the router of ingress class nginx \(Deployment kiada\/controller\) to port 8080/);
  });
});

describe('from outside, to a node port', () => {
  const NODE_PORT = deployment('quote') + service('quote', 'type: NodePort, selector: {app: quote}, ports: [{port: 80, targetPort: http, nodePort: 30080}]');
  test.each<[string, string, readonly unknown[]]>([
    ['everyone', 'ingress: [{}]', ['delivered', null, 0]],
    ['every address', 'ingress: [{from: [{ipBlock: {cidr: 0.0.0.0/0}}]}]', ['delivered', null, 0]],
    ['some addresses', 'ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8}}]}]', ['delivered', null, 1]],
    ['pods', 'ingress: [{from: [{namespaceSelector: {}}]}]', ['failed', 'policy-blocks', 1]],
    ['nobody', 'policyTypes: [Ingress]', ['failed', 'policy-blocks', 1]],
  ])('a policy that admits %s', (_, spec, expected) => {
    expect(end(ask(NODE_PORT + policy('web', spec), 'http://<node>:30080'))).toEqual(expected);
  });

  test('for a pod that dials it, the node may be in', () => {
    const asked = (rule: string): Trace => ask(deployment('kiada') + NODE_PORT + policy('web', `ingress: [{from: [${rule}]}]`, { app: 'quote' }), 'http://<node>:30080', { from: 'Deployment/kiada' });
    expect([asked(app('kiada')), asked(app('shell'))].map(end)).toEqual([['delivered', null, 1], ['failed', 'policy-blocks', 1]]);
  });
});

describe('to the outside', () => {
  const leaving = (egress: string, url: string): Trace => fromKiada(policy('out', `policyTypes: [Egress], egress: [${ASK_DNS}, ${egress}]`, { app: 'kiada' }), url);
  test('addresses are admitted by ipBlock alone', () => {
    const block = '{to: [{ipBlock: {cidr: 203.0.113.0/24}}]}';
    expect([leaving(block, 'http://203.0.113.7'), leaving(block, 'http://198.51.100.1'), leaving('{to: [{namespaceSelector: {}}]}', 'http://203.0.113.7')].map(({ outcome, reason }) => [outcome, reason]))
      .toEqual([['unknown', 'leaves-cluster'], ['failed', 'policy-blocks'], ['failed', 'policy-blocks']]);
  });

  test('names outside have addresses that are not known', () => {
    expect(end(leaving('{to: [{ipBlock: {cidr: 0.0.0.0/0}}]}', 'http://example.org'))).toEqual(['unknown', 'leaves-cluster', fromKiada('', 'http://example.org').dependsOn.length]);
    expect(leaving('{to: [{ipBlock: {cidr: 203.0.113.0/24}}]}', 'http://example.org').dependsOn).toContain(
      'whether port 80 of example.org is among those that NetworkPolicy kiada/out (spec.egress[1]) admits: addresses of 203.0.113.0/24, at every port');
    expect(leaving(`{to: [${app('quote')}]}`, 'http://example.org').reason).toBe('policy-blocks');
  });

  test('addresses of hand-written endpoints are addresses, too', () => {
    const db = service('db', 'ports: [{port: 5432}]') + '\napiVersion: v1\nkind: Endpoints\nmetadata: {name: db, namespace: kiada}\nsubsets: [{addresses: [{ip: 203.0.113.7}, {ip: 203.0.113.200}], ports: [{port: 5432}]}]\n---';
    const egress = (cidr: string): Trace => fromKiada(db + policy('out', `policyTypes: [Egress], egress: [${ASK_DNS}, {to: [{ipBlock: {cidr: ${cidr}}}]}]`, { app: 'kiada' }), 'tcp://db:5432');
    expect(egress('203.0.113.0/24').destinations).toMatchObject([{ addresses: ['203.0.113.7', '203.0.113.200'] }]);
    const some = egress('203.0.113.0/28');
    expect(some.destinations).toMatchObject([{ addresses: ['203.0.113.7'], share: 1 }]);
    expect(some.hops.map((each) => each.decision).join('\n')).toMatch(/allows .* port 5432 of 203\.0\.113\.7\n.* denies .* port 5432 of 203\.0\.113\.200/);
    expect(some.dependsOn.join()).toContain('policies keep them from (port 5432 of 203.0.113.200)');
    expect(egress('198.51.100.0/24').reason).toBe('policy-blocks');
  });

  test('the API server is somewhere', () => {
    expect(leaving('{ports: [{port: 443}]}', 'https://kubernetes.default').dependsOn).toHaveLength(2);
    expect(fromKiada(policy('out', `policyTypes: [Egress], egress: [${ASK_DNS}]`, { app: 'kiada' }), 'https://kubernetes.default').reason).toBe('policy-blocks');
  });

  test('a router at a public name may be anywhere, but not among pods that are something else', () => {
    const named = (egress: string): Trace => ask(APPS + INGRESS + policy('out', `policyTypes: [Egress], egress: [${ASK_DNS}${egress}]`, { app: 'kiada' }), 'http://api.example.com/', { from: 'Deployment/kiada' });
    expect(named(', {}').outcome).toBe('delivered');
    expect(named(', {ports: [{port: 80}]}').outcome).toBe('delivered');
    expect([named(''), named(`, {to: [${app('quote')}]}`)].map(({ reason }) => reason)).toEqual(['policy-blocks', 'policy-blocks']);
  });
});

test('policies of other kinds are named where they may be about the pods', () => {
  const cilium = (selector: string): string => `\napiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: {name: c, namespace: kiada}\nspec: {endpointSelector: {matchLabels: {app: ${selector}}}}\n---`;
  expect(fromKiada(cilium('quote')).dependsOn).toEqual(['how the network plugin handles CiliumNetworkPolicy kiada/c: such policies are not simulated']);
  expect(fromKiada(cilium('shell')).dependsOn).toEqual([]);
});
