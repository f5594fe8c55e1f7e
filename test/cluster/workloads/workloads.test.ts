import type { Cluster, Pod } from '../../../src/cluster/model';
import type { JsonObject } from '../../../src/kubernetes/resource';
import { cluster, node, pod, service, template, workload } from '../objects';

const owner = (apiVersion: string, kind: string, name: string): JsonObject => ({ ownerReferences: [{ apiVersion, kind, name, controller: true }] });

function names(of: Cluster): readonly string[] {
  return of.pods.map(({ name }) => name);
}

function only(of: Cluster): Pod {
  expect(of.pods).toHaveLength(1);
  return of.pods[0];
}

test('a Deployment makes its replicas, which run and are ready as long as no status is given', () => {
  const made = cluster([workload('Deployment', { replicas: 2 })]);
  expect(names(made)).toEqual(['web~0', 'web~1']);
  expect(made.pods[0]).toMatchObject({
    labels: { app: 'web' }, workload: { kind: 'Deployment', namespace: 'app', name: 'web' }, ready: true, statusKnown: false, ips: [], templatePath: 'spec.template',
  });
  expect(made.workloads.get('app', 'web')).toMatchObject({ replicas: 2, replicasDependOn: null, podsUncertain: false });
});

test('the value of pod-template-hash is not known', () => {
  const made = cluster([workload('Deployment')]);
  expect(only(made).generatedLabels).toEqual(['pod-template-hash']);
  expect(made.podsMatching('app', { 'app': 'web', 'pod-template-hash': 'abc' })).toEqual([]);
});

test('a StatefulSet names its pods, and gives them their identity', () => {
  const spec = { replicas: 2, serviceName: 'db', ordinals: { start: 5 }, template: template({ app: 'web' }, { hostname: 'other', subdomain: 'other' }) };
  const made = cluster([workload('StatefulSet', spec)]);
  expect(names(made)).toEqual(['web-5', 'web-6']);
  expect(made.pods[1]).toMatchObject({
    labels: { 'app': 'web', 'statefulset.kubernetes.io/pod-name': 'web-6', 'apps.kubernetes.io/pod-index': '6' },
    spec: { hostname: 'web-6', subdomain: 'db' },
  });
  expect(made.podsMatching('app', { 'statefulset.kubernetes.io/pod-name': 'web-5' }).map(({ name }) => name)).toEqual(['web-5']);
  expect(made.podsMatching('app', { app: 'web' })).toHaveLength(2);
});

test('a StatefulSet without serviceName gives its pods no subdomain', () => {
  expect(only(cluster([workload('StatefulSet', { template: template({ app: 'web' }, { subdomain: 'other' }) })])).spec.subdomain).toBeNull();
});

test('an Indexed Job gives its pods their index as label and hostname', () => {
  const made = cluster([workload('Job', { completionMode: 'Indexed', completions: 2, parallelism: 2 })]);
  expect(names(made)).toEqual(['web-0~0', 'web-1~0']);
  expect(made.pods[1]).toMatchObject({ labels: { 'batch.kubernetes.io/job-completion-index': '1' }, spec: { hostname: 'web-1' } });
});

test('a DaemonSet makes one pod where the nodes are not known', () => {
  const made = cluster([workload('DaemonSet')]);
  expect(names(made)).toEqual(['web~0']);
  expect(made.workloads.all[0]).toMatchObject({ replicas: 1, replicasDependOn: { code: 'pod-on-each-node' }, podsUncertain: false });
});

test('a DaemonSet makes a pod on each node that is given and fits', () => {
  const nodes = [node('a', 'zone-a'), node('b', 'zone-b'), node('c', 'zone-a', { spec: { taints: [{ key: 'gpu', effect: 'NoSchedule' }] } })];
  const onZoneA = template({ app: 'web' }, { nodeSelector: { 'topology.kubernetes.io/zone': 'zone-a' } });
  expect(cluster([...nodes, workload('DaemonSet')]).pods.map((made) => made.node)).toEqual(['a', 'b']);
  expect(cluster([...nodes, workload('DaemonSet', { template: onZoneA })]).pods.map((made) => made.node)).toEqual(['a']);
});

test('Pods that a workload of the input owns are the truth, and are not counted twice', () => {
  const made = cluster([
    workload('Deployment', { replicas: 3 }),
    workload('ReplicaSet', { replicas: 3 }, { name: 'web-abc', ...owner('apps/v1', 'Deployment', 'web') }),
    pod('web-abc-1', { ips: ['10.0.0.1'], metadata: owner('apps/v1', 'ReplicaSet', 'web-abc') }),
  ]);
  expect(only(made)).toMatchObject({ name: 'web-abc-1', workload: { kind: 'Deployment', name: 'web' } });
  expect(made.workloads.all.map(({ kind }) => kind)).toEqual(['Deployment']);
});

test('a ReplicaSet that a Deployment of the input owns makes the pods', () => {
  const labels = { 'app': 'web', 'pod-template-hash': 'abc' };
  const made = cluster([
    workload('Deployment', { replicas: 1 }),
    workload('ReplicaSet', { replicas: 2, template: template(labels) }, { name: 'web-abc', ...owner('apps/v1', 'Deployment', 'web') }),
  ]);
  expect(names(made)).toEqual(['web~0', 'web~1']);
  expect(made.podsMatching('app', { 'pod-template-hash': 'abc' })).toHaveLength(2);
  expect(made.workloads.all[0]).toMatchObject({ kind: 'Deployment', pods: { length: 2 } });
});

test('a Pod belongs to a Deployment also when the ReplicaSet between them is not in the input', () => {
  const metadata = { labels: { 'app': 'web', 'pod-template-hash': 'abc' }, ...owner('apps/v1', 'ReplicaSet', 'web-abc') };
  expect(only(cluster([workload('Deployment'), pod('web-abc-1', { metadata })])).workload).toMatchObject({ kind: 'Deployment', name: 'web' });
});

test('a Pod whose owner is not in the input belongs to that owner', () => {
  const made = cluster([pod('web-abc-1', { metadata: owner('apps/v1', 'ReplicaSet', 'web-abc') })]);
  expect(only(made).workload).toMatchObject({ kind: 'ReplicaSet', name: 'web-abc' });
  expect(made.findWorkload('ReplicaSet', 'app', 'web-abc')).toMatchObject({ replicas: 1 });
});

test('an owner of another uid is another object', () => {
  const ownerReferences = [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web', uid: 'old', controller: true }];
  const made = cluster([workload('ReplicaSet', { replicas: 1 }, { uid: 'new' }), pod('web-1', { metadata: { labels: { app: 'web' }, ownerReferences } })]);
  expect(names(made)).toEqual(['web-1', 'web~0']);
});

test('objects that own each other in a circle do no harm', () => {
  const made = cluster([
    workload('ReplicaSet', {}, { name: 'a', ...owner('apps/v1', 'ReplicaSet', 'b') }),
    workload('ReplicaSet', {}, { name: 'b', ...owner('apps/v1', 'ReplicaSet', 'a') }),
    pod('c', { metadata: owner('v1', 'Pod', 'c') }),
  ]);
  expect(names(made)).toContain('c');
});

test('a ReplicaSet takes over Pods without owner that it selects', () => {
  expect(names(cluster([pod('lone', { metadata: { labels: { app: 'web' } } }), workload('ReplicaSet', { replicas: 2 })]))).toEqual(['web~0', 'lone']);
  expect(names(cluster([pod('lone', { ips: [], phase: 'Succeeded' }), workload('ReplicaSet', { replicas: 1 })]))).toEqual(['web~0', 'lone']);
});

test('a Pod with the name of an ordinal stands for it, and the next ones wait until it is ready', () => {
  const ready = pod('web-0', { ips: ['10.0.0.1'] });
  const notReady = pod('web-0', { ips: ['10.0.0.1'], ready: false });
  expect(names(cluster([workload('StatefulSet', { replicas: 2 }), ready]))).toEqual(['web-1', 'web-0']);
  expect(names(cluster([workload('StatefulSet', { replicas: 2 }), notReady]))).toEqual(['web-0']);
  expect(names(cluster([workload('StatefulSet', { replicas: 2, podManagementPolicy: 'Parallel' }), notReady]))).toEqual(['web-1', 'web-0']);
});

test('a Pod called like a simulated one states what becomes of that workload\'s pods', () => {
  const made = cluster([workload('Deployment', { replicas: 3 }), pod('web~0', { ips: ['10.0.0.1'], ready: false })]);
  expect(only(made)).toMatchObject({ name: 'web~0', ready: false, workload: { kind: 'Deployment', name: 'web' } });
});

test('an autoscaler\'s minimum counts, and the number hangs on it', () => {
  const hpa = {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'web' },
    spec: { minReplicas: 2, maxReplicas: 4, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' } },
  };
  const made = cluster([hpa, workload('Deployment')]);
  expect(made.workloads.all[0]).toMatchObject({ replicas: 2, replicasDependOn: { code: 'autoscaled' }, podsUncertain: false });
});

test('a workload without pods is found by its labels', () => {
  const made = cluster([workload('Deployment', { replicas: 0 })]);
  expect(made.workloadsMatching('app', { app: 'web' })).toMatchObject([{ kind: 'Deployment', replicas: 0 }]);
  expect(made.podsMatching('app', { app: 'web' })).toEqual([]);
});

test('workloads of one name and different kinds are told apart', () => {
  const made = cluster([workload('Deployment'), workload('StatefulSet')]);
  expect(made.findWorkload('StatefulSet', 'app', 'web')?.kind).toBe('StatefulSet');
  expect(made.workloads.get('app', 'web')?.kind).toBe('Deployment');
});

test('a lone Pod is its own workload', () => {
  expect(cluster([pod('web')]).findWorkload('Pod', 'app', 'web')).toMatchObject({ replicas: 1, pods: [{ name: 'web' }] });
});

test('huge replicas are cut, and that is said', () => {
  const made = cluster([workload('Deployment', { replicas: 1_000_000 })]);
  expect(made.pods).toHaveLength(5000);
  expect(made.notices).toMatchObject([{ path: 'spec.replicas', message: 'has 1000000 pods, of which 5000 are simulated' }]);
});

test('names and labels may be prototype names', () => {
  const hostile = JSON.parse('{"__proto__": "x", "constructor": "y"}') as JsonObject;
  const made = cluster([
    workload('Deployment', { template: template(hostile) }, { name: 'constructor', namespace: '__proto__' }),
    service({ selector: hostile }, { namespace: '__proto__', name: 'toString' }),
  ]);
  expect(made.slicesOf('__proto__', 'toString')[0].endpoints).toHaveLength(1);
});

test('a workload whose status says how many pods are ready has no more of them, and one without status has all', () => {
  const ready = (status: JsonObject): readonly boolean[] => cluster([{ ...workload('Deployment', { replicas: 3 }), status }]).pods.map((each) => each.ready);
  expect(ready({ replicas: 3, readyReplicas: 1 })).toEqual([true, false, false]);
  expect(ready({ replicas: 3, unavailableReplicas: 3 })).toEqual([false, false, false]);
  expect(ready({ replicas: 3, readyReplicas: 3 })).toEqual([true, true, true]);
  expect(ready({})).toEqual([true, true, true]);
  expect(cluster([{ ...workload('DaemonSet'), status: { currentNumberScheduled: 2, numberReady: 0 } }]).pods).toMatchObject([{ ready: false }]);
});
