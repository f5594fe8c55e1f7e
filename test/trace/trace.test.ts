import fc from 'fast-check';
import { buildCluster } from '../../src/cluster/build';
import { resolveName } from '../../src/cluster/dns/dns';
import { NO_ORIGIN, type JsonObject, type Resource } from '../../src/kubernetes/resource';
import { REASONS } from '../../src/trace/reasons';
import { simulate } from '../../src/trace/simulation';
import { traceRequest } from '../../src/trace/trace';

const NAMES = ['quote', 'quiz', 'qoute', '__proto__', 'constructor', 'kubernetes'];
const NAMESPACES = ['kiada', 'default', 'com'];
const PORTS = [80, 8080, 30080, 443, 0, 'http', 'web', -1, 1e9];

const name = fc.constantFrom(...NAMES);
const namespace = fc.constantFrom(...NAMESPACES);
const port = fc.constantFrom(...PORTS);
const hostile = fc.oneof({ weight: 12, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.jsonValue() });
const labels = fc.record({ app: name, tier: fc.constantFrom('web', 'db') }, { requiredKeys: [] });
const address = fc.constantFrom('10.0.0.7', '10.1.0.1', '203.0.113.7', 'fd00::7', 'lb.example.com', 'nonsense', '');

const containers = fc.array(fc.record({
  name: fc.constantFrom('main', 'side'),
  ports: fc.array(fc.record({ name: fc.constantFrom('http', 'web'), containerPort: port, hostPort: port, protocol: fc.constantFrom('TCP', 'UDP') }, { requiredKeys: ['containerPort'] })),
}), { maxLength: 2 });
const podSpec = fc.record({
  containers,
  hostNetwork: fc.boolean(),
  hostname: name,
  subdomain: name,
  nodeName: fc.constantFrom('node-a', 'node-b'),
  dnsPolicy: fc.constantFrom('ClusterFirst', 'Default', 'None', 'ClusterFirstWithHostNet', 'x'),
  dnsConfig: fc.record({ nameservers: fc.array(address), searches: fc.array(fc.domain()), options: fc.array(fc.record({ name: fc.constant('ndots'), value: fc.string() })) }),
}, { requiredKeys: ['containers'] });

const backend = fc.record({ service: fc.record({ name, port: fc.oneof(fc.record({ number: port }), fc.record({ name: port })) }) });
const specs: Record<string, fc.Arbitrary<unknown>> = {
  'v1 Service': fc.record({
    type: fc.constantFrom('ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'),
    clusterIP: fc.constantFrom('None', '10.0.0.7', undefined),
    selector: labels,
    externalName: fc.constantFrom('quote.kiada.svc.cluster.local', 'quiz.kiada.svc.cluster.local', 'api.example.com', '10.0.0.1'),
    externalIPs: fc.array(address, { maxLength: 1 }),
    internalTrafficPolicy: fc.constantFrom('Local', 'Cluster'),
    publishNotReadyAddresses: fc.boolean(),
    ports: fc.array(fc.record({ name: fc.constantFrom('http', ''), port, targetPort: port, nodePort: port, protocol: fc.constantFrom('TCP', 'UDP') }, { requiredKeys: ['port'] }), { maxLength: 2 }),
  }, { requiredKeys: [] }),
  'v1 Pod': podSpec,
  'apps/v1 Deployment': fc.record({ replicas: fc.nat(3), selector: fc.record({ matchLabels: labels }), template: fc.record({ metadata: fc.record({ labels }), spec: podSpec }) }),
  'apps/v1 StatefulSet': fc.record({ replicas: fc.nat(3), serviceName: name, selector: fc.record({ matchLabels: labels }), template: fc.record({ metadata: fc.record({ labels }), spec: podSpec }) }),
  'networking.k8s.io/v1 Ingress': fc.record({
    ingressClassName: fc.constantFrom('nginx', 'traefik'),
    defaultBackend: backend,
    tls: fc.array(fc.record({ hosts: fc.array(fc.constantFrom('api.example.com')), secretName: name })),
    rules: fc.array(fc.record({
      host: fc.constantFrom('api.example.com', '*.example.com', 'quote'),
      http: fc.record({ paths: fc.array(fc.record({ path: fc.constantFrom('/', '/quote', '/quote/'), pathType: fc.constantFrom('Prefix', 'Exact', 'ImplementationSpecific'), backend })) }),
    }, { requiredKeys: [] }), { maxLength: 2 }),
  }, { requiredKeys: [] }),
};

const resource = fc.constantFrom(...Object.keys(specs)).chain((kind) => fc.record({
  name,
  namespace,
  labels,
  spec: fc.oneof({ weight: 20, arbitrary: specs[kind] }, { weight: 1, arbitrary: fc.jsonValue() }),
  more: hostile,
  status: fc.oneof(hostile, fc.record({ phase: fc.constantFrom('Running', 'Succeeded'), podIP: address, loadBalancer: fc.record({ ingress: fc.array(fc.record({ ip: address }), { maxLength: 1 }) }) })),
}).map((parts): Resource => {
  const [apiVersion, word] = kind.split(' ');
  const metadata = { name: parts.name, namespace: parts.namespace, labels: parts.labels, annotations: parts.more };
  const object = { apiVersion, kind: word, metadata, spec: parts.spec, status: parts.status } as unknown as JsonObject;
  return { apiVersion, kind: word, namespace: parts.namespace, name: parts.name, object, origin: NO_ORIGIN };
}));

const host = fc.oneof(fc.constantFrom('quote', 'quote.kiada', 'quiz.kiada.svc', 'quote-0.quote', 'api.example.com', 'x.example.com', 'example.com', 'quote.com', '<node>', 'node-a', 'localhost',
  '10.0.0.7', '10.1.0.1', '203.0.113.7', '[fd00::7]', 'kubernetes.default', '__proto__', 'constructor.com'), fc.domain(), fc.string());
const request = fc.record({
  method: fc.constantFrom('GET', 'POST'),
  url: fc.tuple(fc.constantFrom('http://', 'https://', '', 'udp://', 'tcp://'), host, fc.constantFrom('', ':8080', ':30080', ':80', ':443'), fc.constantFrom('', '/', '/quote', '/quote/x?y')).map((parts) => parts.join('')),
  headers: fc.oneof(fc.constant({}), fc.record({ Host: fc.oneof(host, fc.constant('api.example.com')) })),
  from: fc.oneof(fc.constant(null), fc.record({ kind: fc.constantFrom('Deployment', 'Pod', 'StatefulSet'), namespace, name })),
});

test('every trace is consistent, and none throws, whatever the cluster and the request', () => {
  fc.assert(fc.property(fc.array(resource, { maxLength: 8 }), fc.array(request, { minLength: 1, maxLength: 6 }), (resources, requests) => {
    const simulation = simulate(buildCluster(resources));
    for (const each of requests) {
      const trace = traceRequest(simulation, each);
      const share = trace.destinations.reduce((sum, destination) => sum + destination.share, 0);
      expect(trace.outcome === 'delivered').toBe(trace.destinations.length > 0);
      expect(trace.outcome === 'delivered').toBe(trace.reason === null);
      expect(trace.outcome === 'answered').toBe(trace.status !== null);
      if (trace.outcome === 'delivered') expect(share).toBeCloseTo(1, 9);
      if (trace.outcome === 'unknown') expect(trace.dependsOn).not.toEqual([]);
      if (trace.reason !== null) expect(Object.keys(REASONS)).toContain(trace.reason);
      expect(trace.hops.length).toBeGreaterThan(0);
      expect(new Set(trace.dependsOn).size).toBe(trace.dependsOn.length);
      for (const destination of trace.destinations) {
        expect(destination.share).toBeGreaterThan(0);
        expect(destination.pods.length === 0).toBe(destination.workload === null);
        expect(new Set(destination.pods).size).toBe(destination.pods.length);
      }
    }
  }), { numRuns: 300 });
});

test('every DNS answer is consistent, and none throws', () => {
  const type = fc.constantFrom('A', 'AAAA', 'SRV', 'CNAME', 'PTR', undefined);
  const query = fc.oneof(host, fc.constantFrom('_http._tcp.quote', '10-1-0-1.quote', '10-1-0-1.kiada.pod', '7.0.0.10.in-addr.arpa', 'quote.kiada.svc.cluster.local.'));
  fc.assert(fc.property(fc.array(resource, { maxLength: 6 }), query, type, namespace, (resources, asked, wanted, from) => {
    const cluster = buildCluster(resources);
    for (const pod of [null, ...cluster.pods.slice(0, 2)]) {
      const answer = resolveName(cluster, asked, { namespace: from, pod }, wanted);
      expect(answer.steps.length).toBeGreaterThan(0);
      expect(answer.questions.length > 0 || answer.outcome !== 'unknown').toBe(true);
      for (const record of answer.records) {
        expect(record.value).not.toBe('');
        expect(record.port !== null).toBe(record.type === 'SRV');
      }
    }
  }), { numRuns: 300 });
});

test('the same request has the same trace', () => {
  fc.assert(fc.property(fc.array(resource, { maxLength: 6 }), request, (resources, each) => {
    const [first, second] = [1, 2].map(() => {
      const trace = traceRequest(simulate(buildCluster(resources)), each);
      return { ...trace, hops: trace.hops, dependsOn: trace.dependsOn };
    });
    expect(first).toEqual(second);
  }), { numRuns: 50 });
});
