import fc from 'fast-check';
import { app, INGRESS, policy } from './policy-texts';
import { clusterOf, deployment, service } from './scenario';
import { buildCluster } from '../../src/cluster/build';
import { NO_ORIGIN, type JsonObject, type Resource } from '../../src/kubernetes/resource';
import type { Hop, Trace, TraceRequest } from '../../src/trace/model';
import { REASONS } from '../../src/trace/reasons';
import { simulate } from '../../src/trace/simulation';
import { traceRequest } from '../../src/trace/trace';

const NAMES = ['kiada', 'quote', 'node'];
const APPS = clusterOf([
  deployment('kiada'), deployment('quote', { replicas: 3 }), deployment('node', { spec: 'hostNetwork: true', ports: '{containerPort: 9100}' }),
  service('quote', 'type: NodePort, selector: {app: quote}, ports: [{name: http, port: 80, targetPort: http, nodePort: 30080}]'),
  service('all', 'clusterIP: None, selector: {app: quote}, ports: [{port: 8080}]'),
  service('db', 'ports: [{port: 5432}]'), '\napiVersion: v1\nkind: Endpoints\nmetadata: {name: db, namespace: kiada}\nsubsets: [{addresses: [{ip: 10.9.0.1}], ports: [{port: 5432}]}]\n---', INGRESS,
].join('')).resources;

const name = fc.constantFrom(...NAMES);
const labels = fc.record({ app: name }, { requiredKeys: [] });
const requirement = fc.record({
  key: fc.constantFrom('app', 'pod-template-hash', 'kubernetes.io/metadata.name', '__proto__'),
  operator: fc.constantFrom('In', 'NotIn', 'Exists', 'DoesNotExist'),
  values: fc.array(name, { maxLength: 2 }),
});
const selector = fc.oneof(
  fc.record({ matchLabels: labels }),
  fc.record({ matchExpressions: fc.array(requirement, { maxLength: 2 }) }),
);
const peer = fc.oneof(
  fc.record({ podSelector: selector, namespaceSelector: selector }, { requiredKeys: [] }),
  fc.record({ ipBlock: fc.record({ cidr: fc.constantFrom('0.0.0.0/0', '::/0', '10.0.0.0/8', '203.0.113.0/24', 'x'), except: fc.array(fc.constantFrom('10.0.0.0/8', '10.9.0.0/16'), { maxLength: 1 }) }, { requiredKeys: ['cidr'] }) }),
);
const port = fc.record({ port: fc.constantFrom(80, 8080, 53, 9100, 'http'), protocol: fc.constantFrom('TCP', 'UDP'), endPort: fc.constant(9999) }, { requiredKeys: [] });
function rules(peers: string): fc.Arbitrary<unknown> {
  const rule = fc.record({ [peers]: fc.array(peer, { maxLength: 2 }), ports: fc.array(port, { maxLength: 2 }) }, { requiredKeys: [] });
  return fc.array(rule, { maxLength: 2 });
}

const spec = fc.record({
  podSelector: selector, ingress: rules('from'), egress: rules('to'), policyTypes: fc.subarray(['Ingress', 'Egress']),
}, { requiredKeys: [] });

function resourceOf(given: unknown, n: number): Resource {
  const object = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: `p${n}`, namespace: 'kiada' }, spec: given } as unknown as JsonObject;
  return { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', namespace: 'kiada', name: `p${n}`, object, origin: NO_ORIGIN };
}

const policies = fc.array(spec, { minLength: 1, maxLength: 4 }).map((specs) => specs.map(resourceOf));
const ALLOW_ALL = resourceOf({ podSelector: {}, policyTypes: ['Ingress', 'Egress'], ingress: [{}], egress: [{}] }, 99);

const URLS = ['http://quote', 'http://all:8080', 'tcp://db:5432', 'http://<node>:30080', 'http://<node>:9100', 'http://api.example.com/', 'http://203.0.113.7', 'https://kubernetes.default', 'http://localhost:8080'];
const REQUESTS: readonly TraceRequest[] = URLS.flatMap((url) => [null, ...NAMES].map((from) =>
  ({ method: 'GET', url, headers: {}, from: from === null ? null : { kind: 'Deployment', namespace: 'kiada', name: from } })));

function traces(resources: readonly Resource[]): readonly Trace[] {
  const simulation = simulate(buildCluster(resources, { namespace: 'kiada' }), { controller: 'spec' });
  return REQUESTS.map((request) => traceRequest(simulation, request));
}

const FREE = traces(APPS);
const isPolicyHop = ({ resource }: Hop): boolean => resource?.kind === 'NetworkPolicy';
const told = (hops: readonly Hop[]): readonly string[] => hops.map(({ decision }) => decision);
const isBlocked = ({ reason }: Trace): boolean => reason === 'policy-blocks' || reason === 'policy-blocks-dns';

test('a policy that admits everything beside any others never makes a delivered request fail, and takes away what others block', () => {
  fc.assert(fc.property(policies, (given) => {
    const before = traces([...APPS, ...given]);
    const after = traces([...APPS, ...given, ALLOW_ALL]);
    after.forEach((trace, i) => {
      expect(isBlocked(trace)).toBe(false);
      expect(trace.outcome).toBe(FREE[i].outcome);
      if (before[i].outcome === 'delivered') expect(trace.outcome).toBe('delivered');
      expect(told(trace.hops.filter((hop) => !isPolicyHop(hop)))).toEqual(told(FREE[i].hops));
    });
  }), { numRuns: 100 });
});

test('policies make requests fail or leave out pods, and change nothing else', () => {
  fc.assert(fc.property(policies, (given) => {
    traces([...APPS, ...given]).forEach((trace, i) => {
      const free = FREE[i];
      if (isBlocked(trace)) {
        expect(trace.outcome).toBe('failed');
        expect(trace.dependsOn).toContain('whether the cluster\'s network plugin enforces NetworkPolicy');
        expect(isPolicyHop(trace.hops[trace.hops.length - 1])).toBe(true);
        return;
      }
      expect([trace.outcome, trace.status, trace.reason]).toEqual([free.outcome, free.status, free.reason]);
      expect(trace.dependsOn.filter((each) => free.dependsOn.includes(each))).toEqual(free.dependsOn);
      if (trace.dependsOn.some((each) => each.includes('% of the connections'))) return;
      expect(trace.destinations).toEqual(free.destinations);
      expect(told(trace.hops.filter((hop) => !isPolicyHop(hop)))).toEqual(told(free.hops));
    });
  }), { numRuns: 100 });
});

test('policies of any shape have an answer', () => {
  const json = fc.jsonValue();
  const parts = fc.record({ podSelector: fc.oneof(selector, json), ingress: fc.oneof(rules('from'), fc.array(json)), egress: json, policyTypes: json });
  const hostile = fc.oneof(json, parts);
  fc.assert(fc.property(hostile, (given) => {
    for (const trace of traces([...APPS, resourceOf(given, 0)])) {
      expect(trace.hops.length).toBeGreaterThan(0);
      if (trace.reason !== null) expect(Object.keys(REASONS)).toContain(trace.reason);
    }
  }), { numRuns: 100 });
});

test('a policy for other pods changes no trace', () => {
  const [other] = clusterOf(policy('other', `policyTypes: [Ingress, Egress], ingress: [{from: [${app('x')}]}]`, { app: 'nobody' })).resources;
  const all = (found: readonly Trace[]): readonly unknown[] => found.map(({ hops, dependsOn }) => [told(hops), dependsOn]);
  expect(all(traces([...APPS, other]))).toEqual(all(FREE));
});
