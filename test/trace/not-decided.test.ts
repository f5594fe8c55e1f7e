import { ask, clusterOf, deployment, ends, ingress, path, service } from './scenario';
import { buildCluster } from '../../src/cluster/build';
import { resolveName } from '../../src/cluster/dns/dns';
import { validateObject } from '../../src/kubernetes/validation/validate';
import { parseManifests } from '../../src/manifests/yaml/parse';
import type { Trace } from '../../src/trace/model';
import { parseRequest } from '../../src/trace/request';
import { simulate } from '../../src/trace/simulation';
import { traceRequest } from '../../src/trace/trace';

const codes = (trace: Trace): readonly string[] => trace.questions.map(({ code }) => code);
const front = ingress({ paths: [path('/', 'Prefix', 'quote')] });
const app = front + service('quote') + deployment('quote');
const URL = 'http://api.example.com/';

describe('what check says may be, no trace denies', () => {
  test('labels that the pods may get at run time', () => {
    const rbac = `
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: quote, namespace: kiada}
rules: [{apiGroups: [""], resources: [pods], verbs: [patch]}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: quote, namespace: kiada}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: quote}
subjects: [{kind: ServiceAccount, name: quote}]
---`;
    const active = service('quote', 'selector: {app: quote, active: "true"}, ports: [{port: 80, targetPort: http}]');
    const pods = deployment('quote', { spec: 'serviceAccountName: quote' });
    expect(ask(front + active + pods, URL)).toMatchObject({ outcome: 'answered', status: 503 });
    expect(ask(front + active + pods + rbac, URL)).toMatchObject({ outcome: 'unknown', reason: 'depends-on-cluster' });
    expect(codes(ask(front + active + pods + rbac, 'http://quote/', { from: 'Deployment/quote' }))).toContain('pods-made-at-run-time');
  });

  test('a Service that an operator may make, unless another one is plainly meant', () => {
    const custom = '\napiVersion: example.com/v1\nkind: Search\nmetadata: {name: logs, namespace: kiada}\n---';
    const other = (name: string): string => ingress({ paths: [path('/', 'Prefix', name)] }) + service('quote') + deployment('quote') + custom;
    expect(ask(other('logs-http'), URL)).toMatchObject({ outcome: 'unknown', reason: 'depends-on-cluster' });
    expect(ask(other('logs-http'), 'http://logs-http:9200/', { from: 'Deployment/quote' })).toMatchObject({ outcome: 'unknown' });
    expect(ask(other('qoute'), URL)).toMatchObject({ outcome: 'answered', status: 503, reason: 'service-not-found' });
  });

  test('pods that the autoscaler may add to a StatefulSet', () => {
    const set = deployment('db').replace('kind: Deployment', 'kind: StatefulSet').replace('replicas: 2', 'replicas: 1');
    const scaler = '\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: db, namespace: kiada}\nspec: {scaleTargetRef: {apiVersion: apps/v1, kind: StatefulSet, name: db}, maxReplicas: 3}\n---';
    const single = service('quote', 'selector: {app: db, statefulset.kubernetes.io/pod-name: db-2}, ports: [{port: 80, targetPort: http}]');
    expect(ask(front + single + set + scaler, URL)).toMatchObject({ outcome: 'unknown' });
    expect(codes(ask(front + single + set + scaler, URL))).toContain('autoscaled');
    expect(ask(front + single + set, URL)).toMatchObject({ status: 503 });
  });
});

describe('what is not simulated is named where it claims the host', () => {
  const custom = (apiVersion: string, kind: string, spec: string): string => `\napiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: other, namespace: kiada}\nspec: {${spec}}\n---`;

  test.each([
    ['networking.istio.io/v1', 'VirtualService', 'hosts: [api.example.com]'],
    ['networking.istio.io/v1', 'VirtualService', 'hosts: ["*.example.com"]'],
    ['traefik.io/v1alpha1', 'IngressRoute', 'routes: [{match: "Host(`www.example.com`, `api.example.com`) && PathPrefix(`/`)"}]'],
    ['projectcontour.io/v1', 'HTTPProxy', 'virtualhost: {fqdn: api.example.com}'],
    ['route.openshift.io/v1', 'Route', 'host: api.example.com'],
  ])('%s %s {%s}', (apiVersion, kind, spec) => {
    const named = ask(app + custom(apiVersion, kind, spec), URL).questions.filter(({ code }) => code === 'route-not-simulated');
    expect(named).toMatchObject([{ facts: { kind }, sources: [{ resource: { name: 'other' } }] }]);
    expect(codes(ask(app + custom(apiVersion, kind, spec.replaceAll('example.com', 'example.net')), URL))).not.toContain('route-not-simulated');
  });
});

/** A trace over what the API server takes. */
function askAccepted(yaml: string, url: string, from?: string): Trace {
  const { resources } = parseManifests(yaml, 'test.yaml', { namespace: 'kiada' });
  const judged = resources.map((each) => [each, validateObject(each.object).violations[0]] as const);
  const refused = new Map(judged.filter(([, violation]) => violation !== undefined));
  const { request, error } = parseRequest({ url, namespace: 'kiada', from });
  if (request === null) throw new Error(error);
  return traceRequest(simulate(buildCluster(resources, { namespace: 'kiada' }, refused)), request);
}

describe('refused objects that bear on a request', () => {
  const policy = (more = ''): string => `\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: closed, namespace: kiada${more}}\nspec: {podSelector: {matchLabels: {app: quote}}, policyTypes: [Ingress]}\nstatus: {}\n---`;
  const refusedKinds = (trace: Trace): readonly unknown[] => trace.questions.filter(({ code }) => code === 'object-refused').map(({ facts }) => facts.kind);

  test('a policy about the pods, a workload that the Service selects, the backend, the Ingress', () => {
    expect(refusedKinds(askAccepted(app + policy(), URL))).toEqual(['NetworkPolicy']);
    expect(refusedKinds(askAccepted(app + policy().replace('app: quote', 'app: quiz'), URL))).toEqual([]);
    const broken = front + service('quote') + deployment('quote').replace('containers: [{name: main,', 'containers: [{name: Main!,');
    expect(askAccepted(broken, URL)).toMatchObject({ status: 503 });
    expect(refusedKinds(askAccepted(broken, URL))).toEqual(['Deployment']);
    expect(refusedKinds(askAccepted(broken + deployment('more', { labels: 'app: quote' }), URL))).toEqual(['Deployment']);
    expect(refusedKinds(askAccepted(front + service('quote', 'selector: {app: quote}, ports: []') + deployment('quote'), URL))).toEqual(['Service']);
    expect(refusedKinds(askAccepted(app.replace('pathType: Prefix', 'pathType: prefix'), URL))).toEqual(['Ingress']);
  });

  test('a status that the kind has no more is ignored on what was read from a cluster', () => {
    expect(askAccepted(app + policy(', uid: 7a9b0f05-2134-11e8-a8d4-32799206ac60'), URL)).toMatchObject({ outcome: 'failed', reason: 'policy-blocks' });
    expect(askAccepted(app + deployment('quiz') + policy(', resourceVersion: "11"'), 'http://quote/', 'Deployment/quiz').outcome).toBe('failed');
  });
});

test('a class that the manifests lack is in doubt, unless a controller is usually called so', () => {
  const ofClass = (name: string): Trace => ask(app.replace('ingressClassName: nginx', `ingressClassName: ${name}`), URL);
  expect(codes(ofClass('no-such-class'))).toContain('class-outside-manifests');
  for (const name of ['nginx', 'nginx-internal', 'traefik', 'alb', 'gce-internal', 'haproxy']) expect(codes(ofClass(name))).not.toContain('class-outside-manifests');
});

test('an entry of spec.tls without hosts: what its certificate covers decides', () => {
  const trace = ask(app.replace('  rules:', '  tls: [{secretName: quote-tls}]\n  rules:'), 'https://api.example.com/');
  expect(codes(trace)).toContain('certificate-without-hosts');
  expect(trace.hops.find(({ path: field }) => field === 'spec.tls[0]')?.because).toBe('the entry has no hosts');
});

test('networks that pods of others do not reach are named', () => {
  const network = (role: string): string => `\napiVersion: k8s.ovn.org/v1\nkind: UserDefinedNetwork\nmetadata: {name: blue, namespace: kiada}\nspec: {topology: Layer2, layer2: {role: ${role}}}\n---`;
  const from = { from: 'edge/Deployment/proxy' };
  const proxy = deployment('proxy', { namespace: 'edge' });
  expect(codes(ask(app + proxy + network('Primary'), 'http://quote.kiada/', from))).toEqual(['custom-policies']);
  expect(ask(app + proxy + network('Secondary'), 'http://quote.kiada/', from).questions).toEqual([]);
});

test('CoreDNS answers a headless Service whose endpoints are names with an alias', () => {
  const slice = (name: string): string => `\napiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata: {name: ${name}, namespace: kiada, labels: {kubernetes.io/service-name: ${name}}}\naddressType: FQDN\nendpoints: [{addresses: [api.example.org]}]\n---`;
  const cluster = clusterOf(service('far', 'clusterIP: None, ports: [{port: 80}]') + slice('far'));
  const answer = resolveName(cluster, 'far.kiada.svc.cluster.local.', { namespace: 'kiada', pod: null });
  expect(answer.records).toMatchObject([{ type: 'CNAME', value: 'api.example.org' }]);
  const forwarding = service('far', 'ports: [{port: 80}]') + slice('far') + deployment('quote');
  expect(ends(ask(forwarding, 'http://far/', { from: 'Deployment/quote' }))).toEqual([]);
});
