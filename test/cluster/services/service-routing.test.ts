import { routeService } from '../../../src/cluster/services/service-routing';
import type { RoutingClient, ServiceRouting } from '../../../src/cluster/services/service-routing';
import type { JsonObject } from '../../../src/kubernetes/resource';
import { cluster, endpoints, node, pod, service, slice, template, web, webPort, workload } from '../objects';

const POD: RoutingClient = { kind: 'pod' };

function route(objects: readonly JsonObject[], client = POD): ServiceRouting {
  const made = cluster(objects);
  return routeService(made, web(made), webPort(made), client);
}

/** `deployment(kind, share)` of every destination. */
function shares(routing: ServiceRouting): readonly unknown[] {
  return routing.destinations.map(({ workload: ref, share }) => [ref?.name ?? null, share]);
}

test('connections go to the ready pods at the target port, in the container that declares it', () => {
  expect(route([workload('Deployment', { replicas: 2 }), service()])).toMatchObject({
    outcome: 'delivered',
    reason: null,
    destinations: [{ workload: { kind: 'Deployment', name: 'web' }, pods: { length: 2 }, addresses: [], port: 8080, protocol: 'TCP', container: 'main', share: 1 }],
    decision: 'leads to 2 endpoints, port 8080',
    questions: [],
  });
});

test('a target port that no container declares is dialled all the same', () => {
  expect(route([pod('a'), service({ ports: [{ port: 80, targetPort: 9999 }] })])).toMatchObject({ outcome: 'delivered', destinations: [{ port: 9999, container: null }] });
});

test('workloads share connections by their pods', () => {
  const canary = workload('Deployment', {}, { name: 'canary' });
  expect(shares(route([workload('Deployment', { replicas: 3 }), canary, service()]))).toEqual([['canary', 0.25], ['web', 0.75]]);
});

test('pods that are not ready get nothing', () => {
  const routing = route([pod('a', { ips: ['10.0.0.1'] }), pod('b', { ips: ['10.0.0.2'], ready: false }), service()]);
  expect(routing).toMatchObject({ destinations: [{ pods: [{ name: 'a' }], share: 1 }], decision: 'leads to 1 of 2 endpoints, port 8080', because: 'the others are not ready' });
});

test('pods that terminate and still serve are used when no other is left', () => {
  const metadata = { labels: { app: 'web' }, deletionTimestamp: '2026-01-01T00:00:00Z' };
  const routing = route([pod('a', { ips: ['10.0.0.1'], metadata }), pod('b', { ips: ['10.0.0.2'], ready: false }), service()]);
  expect(routing).toMatchObject({ outcome: 'delivered', destinations: [{ pods: [{ name: 'a' }] }] });
});

test('a Service whose endpoints are all unready refuses', () => {
  expect(route([pod('a', { ips: ['10.0.0.1'], ready: false }), service()])).toMatchObject({ outcome: 'refused', reason: 'no-ready-endpoints', because: 'its only endpoint is not ready' });
});

test('a Service without endpoints refuses', () => {
  const refused = { outcome: 'refused', reason: 'no-endpoints', decision: 'refuses the connection', because: 'it has no endpoints' };
  expect(route([service()])).toMatchObject(refused);
  expect(route([workload('Deployment', { replicas: 0 }), service()])).toMatchObject(refused);
  expect(route([pod('a'), service({ ports: [{ port: 80, targetPort: 'grpc' }] })])).toMatchObject(refused);
  expect(route([service({ selector: null })])).toMatchObject(refused);
});

test('a workload that may have pods at another time is told', () => {
  const cronJob = { apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'tick' }, spec: { jobTemplate: { spec: { template: template() } } } };
  expect(route([cronJob, service()])).toMatchObject({ outcome: 'refused', questions: [{ code: 'cron-job-while-running' }] });
});

test('a selector that needs a generated label is undecided', () => {
  const routing = route([workload('Deployment'), service({ selector: { 'app': 'web', 'pod-template-hash': 'abc' } })]);
  expect(routing).toMatchObject({ outcome: 'unknown', reason: 'no-endpoints', questions: [{ code: 'generated-label-values' }] });
});

test('slices are joined by port name and protocol, and their number counts', () => {
  const external = service({ selector: null, ports: [{ name: 'http', port: 80, targetPort: 1234 }] });
  const joined = slice({ ports: [{ name: 'http', port: 8080 }], endpoints: [{ addresses: ['192.0.2.1', '192.0.2.2'] }] });
  expect(route([external, joined])).toMatchObject({ destinations: [{ workload: null, addresses: ['192.0.2.1'], port: 8080, container: null }] });
  expect(route([external, endpoints([{ addresses: [{ ip: '192.0.2.1' }], ports: [{ name: 'web', port: 8080 }] }])])).toMatchObject({
    reason: 'no-endpoints', decision: 'refuses the connection',
  });
});

test('a slice port without number, and an FQDN slice, lead nowhere', () => {
  const external = service({ selector: null });
  expect(route([external, slice({ ports: [{}], endpoints: [{ addresses: ['192.0.2.1'] }] })]).outcome).toBe('refused');
  expect(route([external, slice({ addressType: 'FQDN', ports: [{ port: 80 }], endpoints: [{ addresses: ['db.example.com'] }] })]).outcome).toBe('refused');
});

test('kube-proxy does not see slices that are labelled headless', () => {
  const labels = { 'kubernetes.io/service-name': 'web', 'service.kubernetes.io/headless': '' };
  expect(route([service({ selector: null }), slice({ ports: [{ port: 80 }], endpoints: [{ addresses: ['192.0.2.1'] }] }, labels)]).outcome).toBe('refused');
});

test('the same address and port counts once', () => {
  const twice = [{ addresses: ['192.0.2.1'] }, { addresses: ['192.0.2.1'] }, { addresses: ['192.0.2.2'] }];
  const routing = route([service({ selector: null }), slice({ ports: [{ port: 80 }], endpoints: twice })]);
  expect(routing.destinations).toMatchObject([{ addresses: ['192.0.2.1', '192.0.2.2'] }]);
});

test('the first family is dialled, or the second where it alone has endpoints, unless one is asked for', () => {
  const objects = [pod('a', { ips: ['fd00::1'] }), service({ ipFamilies: ['IPv4', 'IPv6'], ipFamilyPolicy: 'RequireDualStack' })];
  expect(route(objects)).toMatchObject({ outcome: 'delivered', questions: [{ code: 'one-family-served' }] });
  expect(route(objects, { kind: 'pod', family: 'IPv4' })).toMatchObject({ outcome: 'refused' });
  expect(route(objects, { kind: 'pod', family: 'IPv6' })).toMatchObject({ outcome: 'delivered', questions: [] });
});

test('ExternalName is not proxied', () => {
  expect(route([service({ type: 'ExternalName', externalName: 'example.com' })])).toMatchObject({ outcome: 'unknown', reason: 'external-name' });
});

describe('under a Local policy', () => {
  const here = pod('here', { ips: ['10.0.0.1'], spec: { nodeName: 'a' } });
  const there = pod('there', { ips: ['10.0.0.2'], spec: { nodeName: 'b' } });
  const internal = service({ internalTrafficPolicy: 'Local' });
  const external = service({ type: 'NodePort', externalTrafficPolicy: 'Local' });

  test('only pods on the client\'s node answer', () => {
    expect(route([here, there, internal], { kind: 'pod', node: 'a' })).toMatchObject({ destinations: [{ pods: [{ name: 'here' }] }], questions: [] });
    expect(route([here, there, external], { kind: 'outside', node: 'b' })).toMatchObject({ destinations: [{ pods: [{ name: 'there' }] }], questions: [] });
  });

  test('a connection is dropped where none is there', () => {
    expect(route([here, internal], { kind: 'pod', node: 'b' })).toMatchObject({ outcome: 'dropped', reason: 'no-local-endpoints' });
  });

  test('a connection is refused where there are none at all', () => {
    expect(route([internal], { kind: 'pod', node: 'b' })).toMatchObject({ outcome: 'refused' });
  });

  test('the answer depends on a node that is not known', () => {
    const question = { code: 'local-traffic-policy', facts: { policy: 'internalTrafficPolicy' } };
    expect(route([here, there, internal])).toMatchObject({ outcome: 'delivered', questions: [question] });
    expect(route([workload('Deployment'), internal], { kind: 'pod', node: 'a' }).questions).toMatchObject([question]);
  });

  test('each policy concerns its own side', () => {
    expect(route([here, external], { kind: 'pod', node: 'b' }).outcome).toBe('delivered');
    expect(route([here, internal], { kind: 'outside', node: 'b' }).outcome).toBe('delivered');
    expect(route([here, external], { kind: 'pod', node: 'b', via: 'external' }).outcome).toBe('delivered');
  });
});

describe('with trafficDistribution', () => {
  const near = service({ trafficDistribution: 'PreferClose' });
  const a = pod('a', { ips: ['10.0.0.1'], spec: { nodeName: 'a' } });
  const b = pod('b', { ips: ['10.0.0.2'], spec: { nodeName: 'b' } });
  const nodes = [node('a', 'zone-a'), node('b', 'zone-b'), node('c', 'zone-c')];

  test('pods of the client\'s zone are taken', () => {
    expect(route([...nodes, a, b, near], { kind: 'pod', node: 'a' })).toMatchObject({ destinations: [{ pods: [{ name: 'a' }] }], questions: [] });
  });

  test('all pods are taken where none is in the zone', () => {
    expect(shares(route([...nodes, a, b, near], { kind: 'pod', node: 'c' }))).toHaveLength(2);
  });

  test('the choice hangs on nodes that are not known', () => {
    const { questions } = route([workload('Deployment', { replicas: 2 }), near]);
    expect(questions).toMatchObject([{ code: 'endpoints-near-client', facts: { preference: 'trafficDistribution: PreferClose' } }]);
    expect(route([workload('Deployment'), near]).questions).toEqual([]);
  });
});

test('affinity is told', () => {
  expect(route([pod('a'), service({ sessionAffinity: 'ClientIP' })]).because).toContain('the same client IP stays with one for 10800 seconds');
});
