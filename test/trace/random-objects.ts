import fc from 'fast-check';
import type { JsonObject } from '../../src/kubernetes/resource';

export const NAMESPACES = ['a', 'b', 'c'];
export const NAMES = ['x', 'y', 'x-y'];
export const HOSTS = ['h1.test', 'h2.test', 'h3.test', 'sub.h1.test'];

const namespace = fc.constantFrom(...NAMESPACES);
const name = fc.constantFrom(...NAMES);
const labels = fc.record({ app: name, tier: fc.constantFrom('web', 'db') }, { requiredKeys: ['app'] });
/** Of eight objects one is refused, or has what is rarely there. */
const rarely = fc.nat(7).map((n) => n === 0);
const times = fc.constantFrom(undefined, undefined, '2024-01-01T00:00:00Z', '2025-01-01T00:00:00Z');

type Parts = Record<string, fc.Arbitrary<unknown>>;

function metadata(more: Parts = {}): fc.Arbitrary<JsonObject> {
  return fc.record({ name, namespace, ...more }).map((found) => JSON.parse(JSON.stringify(found)) as JsonObject);
}

function object(apiVersion: string, kind: string, parts: Parts, meta: fc.Arbitrary<JsonObject> = metadata()): fc.Arbitrary<JsonObject> {
  return fc.tuple(meta, fc.record(parts))
    .map(([found, rest]) => ({ apiVersion, kind, metadata: found, ...JSON.parse(JSON.stringify(rest)) as JsonObject }));
}

const container = { name: 'main', image: 'x', ports: [{ name: 'http', containerPort: 8080 }] };
const template = fc.record({ metadata: fc.record({ labels }), spec: fc.constantFrom({ containers: [container] }, { containers: [container], nodeName: 'n1' }) });
const selector = labels.map((matchLabels) => ({ matchLabels }));
const hook = fc.option(fc.constant({ 'helm.sh/hook': 'test' }), { nil: undefined, freq: 8 });
const owner = fc.option(
  fc.record({ kind: fc.constantFrom('Deployment', 'StatefulSet'), name }).map((each) => [{ apiVersion: 'apps/v1', controller: true, uid: 'u', ...each }]),
  { nil: undefined, freq: 3 },
);

const service = object('v1', 'Service', {
  spec: fc.tuple(fc.option(labels, { nil: undefined }), rarely, fc.constantFrom(undefined, undefined, 'NodePort', 'LoadBalancer', 'ExternalName')).map(([found, bad, type]) => ({
    selector: found,
    ports: [{ name: 'http', port: 80, targetPort: 'http', protocol: bad ? 'tcp' : 'TCP', ...type === 'NodePort' ? { nodePort: 30080 } : {} }],
    type,
    ...type === 'ExternalName' ? { externalName: 'h2.test' } : {},
  })),
  status: fc.option(fc.constantFrom({ loadBalancer: { ingress: [{ hostname: 'lb.test' }] } }), { nil: undefined, freq: 6 }),
}, metadata({ annotations: fc.option(fc.constant({ 'external-dns.alpha.kubernetes.io/hostname': 'dns.test' }), { nil: undefined, freq: 6 }) }));

/** Without its selector the API server refuses it. */
const workloadSpec = fc.tuple(labels, rarely, fc.constantFrom(undefined, 0, 2), template).map(([found, bad, replicas, made]) => ({
  ...bad ? {} : { selector: { matchLabels: found } }, replicas, template: { ...made, metadata: { labels: found } },
}));

const workloads = fc.oneof(
  object('apps/v1', 'Deployment', { spec: workloadSpec }, metadata({ annotations: hook })),
  object('apps/v1', 'StatefulSet', { spec: workloadSpec.map((spec) => ({ ...spec, serviceName: 'x' })) }),
  object('apps/v1', 'DaemonSet', { spec: workloadSpec.map(({ replicas: _, ...spec }) => spec) }),
  object('batch/v1', 'Job', { spec: fc.record({ template: template.map((made) => ({ ...made, spec: { ...made.spec, restartPolicy: 'Never' } })) }) }),
  object('argoproj.io/v1alpha1', 'Rollout', { spec: workloadSpec }),
  object('autoscaling/v2', 'HorizontalPodAutoscaler', { spec: name.map((target) => ({ scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: target }, minReplicas: 3, maxReplicas: 5 })) }),
);

const observed = fc.oneof(
  object('v1', 'Pod', { spec: fc.constant({ containers: [container] }), status: fc.option(fc.constant({ phase: 'Running', podIP: '10.1.0.1', conditions: [{ type: 'Ready', status: 'True' }] }), { nil: undefined }) },
    metadata({ labels, ownerReferences: owner })),
  object('apps/v1', 'ReplicaSet', { spec: workloadSpec }, metadata({ ownerReferences: owner })),
  object('v1', 'Endpoints', { subsets: fc.constant([{ addresses: [{ ip: '10.9.0.1' }], ports: [{ name: 'http', port: 80 }] }]) }),
  object('discovery.k8s.io/v1', 'EndpointSlice', {
    addressType: fc.constantFrom('IPv4', 'IPv4', 'ipv4'), endpoints: fc.constant([{ addresses: ['10.9.0.2'] }]), ports: fc.constant([{ name: 'http', port: 8080 }]),
  }, metadata({ labels: name.map((each) => ({ 'kubernetes.io/service-name': each })) })),
);

const policy = object('networking.k8s.io/v1', 'NetworkPolicy', {
  spec: fc.record({
    podSelector: fc.option(selector, { nil: {} }),
    ingress: fc.constantFrom([], [{ ports: [{ port: 8080 }] }], [{ ports: [{ port: 'not a name!' }] }]),
    policyTypes: fc.constant(['Ingress']),
  }),
});

const backend = fc.tuple(name, fc.constantFrom<unknown>({ number: 80 }, { number: 80 }, { name: 'http' }, { number: 81 })).map(([found, port]) => ({ service: { name: found, port } }));
const path = fc.record({ path: fc.constantFrom('/', '/', '/p', '/p/', '/p/q'), pathType: fc.constantFrom('Prefix', 'Exact', 'ImplementationSpecific', 'prefix'), backend });

/** Ingress objects of a class, plain ones and others. */
function ingress(className: string): fc.Arbitrary<JsonObject> {
  const host = fc.constantFrom(...HOSTS, ...HOSTS, '*.h1.test', '', 'h1.test.');
  const http = fc.record({ paths: fc.array(path, { minLength: 1, maxLength: 2 }) });
  const rules = fc.array(fc.record({ host, http }), { minLength: 1, maxLength: 2 });
  const annotations = fc.option(fc.constantFrom(
    { 'nginx.ingress.kubernetes.io/rewrite-target': '/z' }, { 'nginx.ingress.kubernetes.io/server-alias': 'h3.test' }, { 'alb.ingress.kubernetes.io/group.name': 'g' },
    { 'haproxy-ingress.github.io/server-alias': 'h3.test' }, { 'nginx.org/mergeable-ingress-type': 'master' }, { 'cert-manager.io/cluster-issuer': 'z' },
  ), { nil: undefined, freq: 4 });
  const spec = fc.tuple(rules, fc.option(backend, { nil: undefined, freq: 8 }), fc.nat(2)).map(([found, defaultBackend, tls]) => ({
    ingressClassName: className === '' ? undefined : className,
    rules: found,
    defaultBackend,
    ...tls === 0 ? {} : { tls: [{ hosts: tls === 1 ? [found[0].host] : undefined, secretName: 'x' }] },
  }));
  return object('networking.k8s.io/v1', 'Ingress', {
    spec, status: fc.option(fc.constant({ loadBalancer: { ingress: [{ ip: '192.0.2.1' }] } }), { nil: undefined, freq: 8 }),
  }, metadata({ annotations, creationTimestamp: times, name: fc.nat(30).map((n) => `i-${n}`) }));
}

const others = fc.oneof(
  object('v1', 'Secret', { type: fc.constant('kubernetes.io/tls'), data: fc.constant({ 'tls.crt': 'eA==', 'tls.key': 'eA==' }) }),
  fc.constant<JsonObject>({ apiVersion: 'v1', kind: 'Node', metadata: { name: 'n1' }, status: { addresses: [{ type: 'InternalIP', address: '192.0.2.7' }] } }),
  object('networking.istio.io/v1', 'VirtualService', { spec: fc.constantFrom(...HOSTS).map((each) => ({ hosts: [each] })) }),
);

/** Many Ingress objects with a host each, and nothing more to it; some share a Service or a host with others, or are refused. */
function fillers(classNames: readonly string[]): fc.Arbitrary<readonly JsonObject[]> {
  const filler = fc.record({ namespace, first: fc.constantFrom('a', 'm', 'z'), service: fc.option(name, { nil: undefined, freq: 12 }), bad: rarely, again: rarely });
  const common = fc.record({ className: fc.constantFrom(...classNames), secretName: fc.constantFrom(undefined, 'x', 'none'), creationTimestamp: times });
  const several = fc.tuple(common, fc.array(filler, { minLength: 8, maxLength: 24 }));
  return several.map(([{ className, secretName, creationTimestamp }, all]) => all.map((each, i) => {
    const host = each.again ? 'f0.test' : `f${i}.test`;
    const paths = [{ path: '/', pathType: each.bad ? 'prefix' : 'Prefix', backend: { service: { name: each.service ?? `f-${i}`, port: { number: 80 } } } }];
    return JSON.parse(JSON.stringify({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: { name: `${each.first}-${i}`, namespace: each.namespace, creationTimestamp },
      spec: { ingressClassName: className === '' ? undefined : className, rules: [{ host, http: { paths } }], tls: secretName === undefined ? undefined : [{ hosts: [host], secretName }] },
    })) as JsonObject;
  }));
}

/** A small cluster, in which some objects are refused, some are given twice, and few fit together. */
export function objects(classNames: readonly string[]): fc.Arbitrary<readonly JsonObject[]> {
  const ingresses = fc.oneof(...classNames.map(ingress));
  const common = fc.oneof(
    { weight: 4, arbitrary: service }, { weight: 4, arbitrary: workloads }, { weight: 6, arbitrary: ingresses },
    { weight: 1, arbitrary: others }, { weight: 1, arbitrary: policy },
  );
  const many = fc.tuple(fc.array(common, { maxLength: 24 }), fillers(classNames)).map(([some, more]) => [...some, ...more]);
  const live = fc.oneof({ weight: 6, arbitrary: common }, { weight: 1, arbitrary: observed });
  return fc.oneof(fc.array(common, { maxLength: 24 }), fc.array(live, { maxLength: 24 }), many, many);
}
