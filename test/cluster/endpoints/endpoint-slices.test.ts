import * as fc from 'fast-check';
import type { Cluster, Endpoint } from '../../../src/cluster/model';
import type { JsonObject } from '../../../src/kubernetes/resource';
import { cluster, glance, node, pod, service, template, workload } from '../objects';

function endpoint(of: Cluster): Endpoint {
  expect(of.slices.flatMap((slice) => slice.endpoints)).toHaveLength(1);
  return of.slices[0].endpoints[0];
}

function glances(objects: readonly JsonObject[]): readonly string[] {
  return cluster(objects).slices.map(glance);
}

test('the selected pods of the namespace stand in a slice with the target port', () => {
  const made = cluster([workload('Deployment'), workload('Deployment', {}, { namespace: 'other' }), service()]);
  expect(made.slices).toMatchObject([{ namespace: 'app', service: 'web', addressType: 'IPv4', source: 'selector', ports: [{ name: '', port: 8080 }] }]);
  expect(endpoint(made)).toMatchObject({ addresses: [], ready: true, serving: true, terminating: false, pod: { name: 'web~0' } });
});

test('a Service that selects nothing has one empty slice without ports', () => {
  expect(glances([service()])).toEqual(['-']);
});

test.each([['absent', null], ['empty', {}]])('a selector that is %s makes no slices', (_, selector) => {
  expect(glances([pod('a'), service({ selector })])).toEqual([]);
});

test('an ExternalName Service has no slices, whatever it selects', () => {
  expect(glances([pod('a'), service({ type: 'ExternalName', externalName: 'example.com' })])).toEqual([]);
});

test('a named target port that no container has leaves the pod in the slice without that port', () => {
  expect(glances([pod('a'), service({ ports: [{ port: 80, targetPort: 'grpc' }] })])).toEqual(['- a']);
});

test('one name with different numbers makes a slice for each', () => {
  const other = workload('Deployment', { template: template({ app: 'web' }, { containers: [{ ports: [{ name: 'http', containerPort: 9090 }] }] }) }, { name: 'other' });
  expect(glances([workload('Deployment'), other, service({ ports: [{ port: 80, targetPort: 'http' }] })])).toEqual([':8080 web~0', ':9090 other~0']);
});

test('pods that have ended, and pods without an address, are left out', () => {
  const pods = [
    pod('succeeded', { ips: ['10.0.0.1'], phase: 'Succeeded' }), pod('failed', { ips: ['10.0.0.2'], phase: 'Failed' }),
    pod('pending', { ips: [], phase: 'Pending', ready: false }), pod('pending-with-ip', { ips: ['10.0.0.3'], phase: 'Pending', ready: false }),
  ];
  expect(glances([...pods, service()])).toEqual([':8080 pending-with-ip']);
});

test('a pod that terminates serves and is not ready', () => {
  const terminating = pod('a', { ips: ['10.0.0.1'], metadata: { labels: { app: 'web' }, deletionTimestamp: '2026-01-01T00:00:00Z' } });
  expect(endpoint(cluster([terminating, service()]))).toMatchObject({ ready: false, serving: true, terminating: true });
});

test('publishNotReadyAddresses makes every endpoint ready, and none of them serve', () => {
  const notReady = pod('a', { ips: ['10.0.0.1'], ready: false });
  expect(endpoint(cluster([notReady, service({ publishNotReadyAddresses: true })]))).toMatchObject({ ready: true, serving: false });
  expect(endpoint(cluster([notReady, service()]))).toMatchObject({ ready: false, serving: false });
});

test('each family has slices of its own, with the addresses of that family', () => {
  const made = cluster([pod('a', { ips: ['10.0.0.1', 'fd00::1'] }), pod('b', { ips: ['10.0.0.2'] }), service({ ipFamilyPolicy: 'RequireDualStack' })]);
  expect(made.slices.map(({ addressType, endpoints }) => [addressType, endpoints.map(({ addresses }) => addresses)])).toEqual([
    ['IPv4', [['10.0.0.1'], ['10.0.0.2']]], ['IPv6', [['fd00::1']]],
  ]);
});

test('a family that no pod has is an empty slice', () => {
  expect(glances([pod('a', { ips: ['10.0.0.1'] }), service({ ipFamilies: ['IPv6'] })])).toEqual(['-']);
});

test('a hostname counts only with a subdomain that is the Service\'s name', () => {
  const hostname = (spec: JsonObject): string | null => endpoint(cluster([pod('a', { spec }), service()])).hostname;
  expect(hostname({ hostname: 'h', subdomain: 'web' })).toBe('h');
  expect(hostname({ hostname: 'h', subdomain: 'other' })).toBeNull();
  expect(hostname({ subdomain: 'web' })).toBeNull();
});

test('a pod on a node that is gone is left out, where the nodes are given', () => {
  const gone = pod('a', { ips: ['10.0.0.1'], spec: { nodeName: 'gone' } });
  expect(glances([gone, node('here', 'zone-a'), service()])).toEqual(['-']);
  expect(glances([gone, node('here', 'zone-a'), service({ publishNotReadyAddresses: true })])).toEqual([':8080 a']);
  expect(glances([gone, service()])).toEqual([':8080 a']);
});

test('endpoints know their node and its zone', () => {
  const made = cluster([pod('a', { ips: ['10.0.0.1'], spec: { nodeName: 'n' } }), node('n', 'zone-a'), service()]);
  expect(endpoint(made)).toMatchObject({ node: 'n', zone: 'zone-a' });
});

test('a headless Service without ports keeps its endpoints', () => {
  const made = cluster([pod('a'), service({ clusterIP: 'None', ports: [] })]);
  expect(made.slices.map(glance)).toEqual(['- a']);
  expect(made.slices[0].headless).toBe(true);
});

test('the Service\'s labels are copied, except for those that slices use themselves', () => {
  const labels = { 'team': 'x', 'service.kubernetes.io/headless': 'yes', 'kubernetes.io/service-name': 'y' };
  expect(cluster([pod('a'), service({}, { labels })]).slices[0]).toMatchObject({ labels: { team: 'x' }, headless: false, service: 'web' });
});

test('a slice holds at most 100 endpoints', () => {
  const made = cluster([workload('Deployment', { replicas: 250 }), service()]);
  expect(made.slices.map(({ endpoints }) => endpoints.length)).toEqual([100, 100, 50]);
});

test('every selected pod stands in exactly one slice of its family', () => {
  const part = fc.record({ port: fc.integer({ min: 1, max: 3 }), count: fc.integer({ min: 0, max: 120 }) });
  fc.assert(fc.property(fc.array(part, { maxLength: 4 }), (parts) => {
    const workloads = parts.map(({ port, count }, i) => workload('Deployment', {
      replicas: count, template: template({ app: 'web' }, { containers: [{ ports: [{ name: 'http', containerPort: port }] }] }),
    }, { name: `w${i}` }));
    const made = cluster([...workloads, service({ ports: [{ port: 80, targetPort: 'http' }] })]);
    const pods = made.slices.flatMap(({ endpoints }) => endpoints.map((each) => each.pod?.name));
    expect(new Set(pods).size).toBe(pods.length);
    expect(pods).toHaveLength(parts.reduce((sum, { count }) => sum + count, 0));
    expect(Math.max(...made.slices.map(({ endpoints }) => endpoints.length))).toBeLessThanOrEqual(100);
  }), { numRuns: 30 });
});
