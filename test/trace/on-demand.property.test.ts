import fc from 'fast-check';
import { HOSTS, NAMES, NAMESPACES, objects } from './random-objects';
import { refusedAmong, settle, simulateAccepted, simulateOnDemand, type Settings } from '../../src/checks/session';
import { resolveName } from '../../src/cluster/dns/dns';
import type { Cluster, EndpointSlice, Pod, Workload } from '../../src/cluster/model';
import type { JsonObject, Resource } from '../../src/kubernetes/resource';
import { parseManifests } from '../../src/manifests/yaml/parse';
import { resolveJson } from '../../src/report/resolve';
import { traceJson, traceText } from '../../src/report/trace';
import { CONTROLLERS } from '../../src/routers/ingress/registry';
import { resolveClient } from '../../src/trace/client';
import type { TraceRequest } from '../../src/trace/model';
import { traceOnDemand } from '../../src/trace/on-demand';
import { parseRequest } from '../../src/trace/request';
import { findClient, traceRequest } from '../../src/trace/trace';

const CLASSES = ['nginx', 'traefik', ''];

function read(all: readonly JsonObject[]): readonly Resource[] {
  return parseManifests(all.map((each) => JSON.stringify(each)).join('\n---\n'), 'all.yaml').resources;
}

const podText = (pod: Pod): unknown => ({ ...pod, resource: pod.resource.name });
const workloadText = ({ resource, pods, replicasDependOn, ...rest }: Workload): unknown =>
  ({ ...rest, of: `${resource.kind} ${resource.name}`, pods: pods.map(podText), open: replicasDependOn?.text() });
const sliceText = ({ endpoints, resource, ...rest }: EndpointSlice): unknown =>
  ({ ...rest, of: resource.name, endpoints: endpoints.map((each) => ({ ...each, pod: each.pod?.name })) });
const nameText = (each: { readonly namespace: string; readonly name: string }): string => `${each.namespace}/${each.name}`;

/** Everything that may be asked of a cluster, of one namespace and name. */
const QUESTIONS: readonly ((cluster: Cluster, namespace: string, name: string) => unknown)[] = [
  ({ resources }) => resources.map((each) => `${each.kind} ${each.name}`),
  ({ services }, namespace, name) => services.get(namespace, name),
  ({ services }, namespace) => [services.inNamespace(namespace).map(nameText), services.names(namespace).nearest('xx'), services.where(({ status }) => status !== undefined).map(nameText)],
  ({ services }) => services.all.map(nameText),
  ({ workloads }, namespace, name) => workloads.get(namespace, name)?.kind,
  ({ workloads }, namespace) => workloads.inNamespace(namespace).map(workloadText),
  ({ workloads }) => workloads.all.map(workloadText),
  (cluster, namespace, name) => ['Deployment', 'StatefulSet', 'ReplicaSet', 'Pod', 'Job', 'Rollout'].map((kind) => cluster.findWorkload(kind, namespace, name)?.pods.map(podText)),
  (cluster, namespace, app) => [cluster.workloadsMatching(namespace, { app }).map(workloadText), cluster.podsMatching(namespace, { app, tier: 'web' }).map(podText), cluster.hooksMatching(namespace, { app }).map(nameText)],
  (cluster, namespace) => [cluster.podsMatching(namespace, {}).map(podText), cluster.podsMatching(namespace, { 'statefulset.kubernetes.io/pod-name': 'x-0' }).map(podText)],
  (cluster, namespace, app) => cluster.carriers(namespace, { app }).map((each) => `${each.kind} ${each.name}`),
  ({ pods }) => pods.map(podText),
  (cluster, namespace, name) => cluster.slicesOf(namespace, name).map(sliceText),
  ({ slices }) => slices.map(sliceText),
  ({ ingresses, ingressClasses, nodes }) => [ingresses.map(nameText), ingressClasses.map(({ name }) => name), [...nodes.keys()]],
  (cluster, _, name) => {
    const has = (labels: Readonly<Record<string, string>>): boolean => labels.app === name;
    const found = cluster.workloadsWhere(has);
    return found.filter(({ template, pods }) => has(template.labels) || pods.some((pod) => has(pod.labels))).map(workloadText);
  },
];

const settings: Settings = settle({}, null);

test('a cluster that is made on demand is the one that is made at once, whatever is asked in which order', () => {
  const question = fc.tuple(fc.nat(QUESTIONS.length - 1), fc.constantFrom(...NAMESPACES), fc.constantFrom(...NAMES));
  const questions = fc.array(question, { minLength: 1, maxLength: 12 });
  fc.assert(fc.property(objects(CLASSES), questions, (all, asked) => {
    const resources = read(all);
    const { cluster } = simulateAccepted(resources, settings);
    const onDemand = simulateOnDemand(resources, settings).simulation.cluster;
    for (const [at, namespace, name] of asked) expect(QUESTIONS[at](onDemand, namespace, name)).toEqual(QUESTIONS[at](cluster, namespace, name));
    const refused = refusedAmong(resources, settings);
    expect(resources.filter((each) => onDemand.refused.has(each))).toEqual([...refused.keys()]);
  }), { numRuns: 300 });
});

const url = fc.tuple(fc.constantFrom('http', 'https'), fc.constantFrom(...HOSTS, ...HOSTS, 'dns.test', 'lb.test', '192.0.2.1', '192.0.2.7', 'nowhere.test', 'x.a', 'x', '<router>', '<node>:30080'), fc.constantFrom('/', '/p', '/p/q/r'))
  .map(([scheme, host, path]) => `${scheme}://${host}${path}`);
const header = fc.option(fc.constantFrom(...HOSTS).map((host) => `Host: ${host}`), { nil: undefined, freq: 5 });
const client = fc.option(fc.tuple(fc.constantFrom(...NAMESPACES), fc.constantFrom('Deployment', 'StatefulSet', 'Pod'), fc.constantFrom(...NAMES)).map((parts) => parts.join('/')), { nil: undefined, freq: 3 });

function parsed(text: string, line: string | undefined): TraceRequest {
  const { request, error } = parseRequest({ url: text, headers: line === undefined ? [] : [line], namespace: 'default' });
  if (request === null) throw new Error(error);
  return request;
}

/** How often the Ingress objects were divided. */
const counts = { divided: 0 };

test.each(CONTROLLERS)('a request is followed on demand as it is where everything was judged before (%s)', (controller) => {
  const asked = settle({ controller }, null);
  fc.assert(fc.property(objects(CLASSES), url, header, client, (all, text, line, from) => {
    const resources = read(all);
    const simulation = simulateAccepted(resources, asked);
    const opened = simulateOnDemand(resources, asked, 0);
    const narrowedTo: typeof opened.narrowedTo = (hosts) => {
      const narrowed = opened.narrowedTo(hosts);
      if (narrowed !== null && narrowed.cluster.ingresses.length < simulation.cluster.ingresses.length) counts.divided += 1;
      return narrowed;
    };
    const [ref, other] = [simulation, opened.simulation].map(({ cluster }) => (from === undefined ? null : resolveClient(cluster, from, 'default')));
    expect(other).toEqual(ref);
    if (typeof ref === 'string') return;
    const request = { ...parsed(text, line), from: ref };
    const expected = traceRequest(simulation, request);
    const got = traceOnDemand({ ...opened, narrowedTo }, request);
    expect(traceText(got, false)).toBe(traceText(expected, false));
    expect(traceJson(got)).toBe(traceJson(expected));
  }), { numRuns: 60 });
});

test('the requests above meet clusters whose Ingress objects are divided', () => {
  expect(counts.divided).toBeGreaterThan(0);
});

test('a name is resolved on demand as it is where everything was judged before', () => {
  const name = fc.oneof(fc.tuple(fc.constantFrom(...NAMES, 'z'), fc.constantFrom('', '.a', '.b', '.a.svc.cluster.local', '.nowhere')).map((parts) => parts.join('')), fc.constantFrom('10.1.0.1', 'h1.test', 'x-0.x.a'));
  fc.assert(fc.property(objects(CLASSES), name, client, (all, query, from) => {
    const resources = read(all);
    const [expected, got] = [simulateAccepted(resources, settings), simulateOnDemand(resources, settings).simulation].map(({ cluster }) => {
      const ref = from === undefined ? null : resolveClient(cluster, from, 'default');
      if (typeof ref === 'string') return ref;
      const pod = ref === null ? null : findClient(cluster, ref) ?? null;
      return resolveJson(resolveName(cluster, query, { namespace: ref?.namespace ?? 'a', pod }), 'a');
    });
    expect(got).toBe(expected);
  }), { numRuns: 150 });
});
