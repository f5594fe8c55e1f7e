import { mayMakePods } from '../../../src/cluster/workloads/pod-makers';
import { NO_ORIGIN, type Resource } from '../../../src/kubernetes/resource';

const of = (apiVersion: string, kind: string): Resource => ({ apiVersion, kind, namespace: 'shop', name: 'x', object: {}, origin: NO_ORIGIN });

test.each([
  ['monitoring.coreos.com/v1', 'Prometheus', true],
  ['monitoring.coreos.com/v1', 'ServiceMonitor', false],
  ['postgresql.cnpg.io/v1', 'Cluster', true],
  ['cert-manager.io/v1', 'Certificate', false],
  ['gateway.networking.k8s.io/v1', 'HTTPRoute', false],
  ['apps/v1', 'Deployment', false],
  ['v1', 'ConfigMap', false],
])('of %s %s: %s', (apiVersion, kind, expected) => {
  expect(mayMakePods(of(apiVersion, kind))).toBe(expected);
});
