import * as fc from 'fast-check';
import { cluster, pod, resource, service, workload } from './objects';
import { buildCluster } from '../../src/cluster/build';
import { NO_ORIGIN } from '../../src/kubernetes/resource';
import type { JsonObject } from '../../src/kubernetes/resource';

test('objects of unknown kinds are kept', () => {
  const made = cluster([{ apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'w' }, spec: 7 }]);
  expect(made.find('Widget', 'app', 'w')?.kind).toBe('Widget');
});

test('an Ingress of another group is none', () => {
  const ingress = (apiVersion: string): JsonObject => ({ apiVersion, kind: 'Ingress', metadata: { name: 'web' }, spec: {} });
  expect(cluster([ingress('config.openshift.io/v1')]).ingresses).toEqual([]);
  expect(cluster([ingress('networking.k8s.io/v1')]).ingresses).toHaveLength(1);
});

test('a namespace carries its name as a label, whether it is in the input or not', () => {
  const made = cluster([{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'app', labels: { team: 'x' } } }]);
  expect(made.namespaceLabels('app')).toEqual({ 'team': 'x', 'kubernetes.io/metadata.name': 'app' });
  expect(made.namespaceLabels('other')).toEqual({ 'kubernetes.io/metadata.name': 'other' });
});

test('settings are what is taken for granted, unless they are given', () => {
  expect(cluster([]).settings).toEqual({ namespace: 'default', clusterDomain: 'cluster.local', ipFamilies: ['IPv4', 'IPv6'] });
  expect(cluster([], { clusterDomain: 'corp' }).settings.clusterDomain).toBe('corp');
});

test('the pod behind an endpoint is the cluster\'s own', () => {
  const made = cluster([workload('Deployment'), service()]);
  expect(made.slices[0].endpoints[0].pod).toBe(made.pods[0]);
});

test('no object makes building fail, whatever its fields hold', () => {
  const kinds: [string, string][] = [
    ['v1', 'Service'], ['v1', 'Pod'], ['v1', 'Endpoints'], ['v1', 'Node'], ['discovery.k8s.io/v1', 'EndpointSlice'], ['apps/v1', 'Deployment'],
    ['apps/v1', 'StatefulSet'], ['apps/v1', 'DaemonSet'], ['batch/v1', 'Job'], ['batch/v1', 'CronJob'], ['autoscaling/v2', 'HorizontalPodAutoscaler'],
    ['networking.k8s.io/v1', 'Ingress'], ['argoproj.io/v1alpha1', 'Rollout'], ['example.com/v1', 'Widget'],
  ];
  const keys = ['spec', 'metadata', 'status', 'labels', 'template', 'selector', 'ports', 'subsets', 'endpoints', 'containers', 'replicas', 'ownerReferences', '__proto__'];
  const value = fc.letrec((tie) => ({
    json: fc.oneof(
      { maxDepth: 5 }, fc.constantFrom(null, true, 0, -1, 1e308, '', 'web', 8080), fc.array(tie('json'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom(...keys), tie('json'), { maxKeys: 4 }),
    ),
  })).json;
  const object = fc.record({ kind: fc.constantFrom(...kinds), fields: fc.dictionary(fc.constantFrom(...keys), value, { maxKeys: 5 }) });
  fc.assert(fc.property(fc.array(object, { maxLength: 6 }), (objects) => {
    const resources = objects.map(({ kind: [apiVersion, kind], fields }) =>
      ({ apiVersion, kind, namespace: kind === 'Node' ? null : 'app', name: 'web', object: fields as JsonObject, origin: NO_ORIGIN }));
    expect(() => buildCluster(resources)).not.toThrow();
  }));
});

test('the same input gives the same cluster', () => {
  const objects = [pod('a'), workload('StatefulSet', { replicas: 3 }), service()];
  expect(cluster(objects).slices).toEqual(cluster(objects).slices);
});

test('nothing is made of objects that the API server refuses, which are kept all the same', () => {
  const refused = resource(workload('Deployment'));
  const made = buildCluster([refused, resource(service())], {}, new Map([[refused, { path: 'spec', message: 'required value is missing' }]]));
  expect(made.pods).toEqual([]);
  expect(made.find('Deployment', 'app', 'web')).toBe(refused);
});
