import { findAutoscalers, scaledReplicas } from '../../../src/cluster/workloads/autoscalers';
import type { Autoscaler } from '../../../src/cluster/workloads/autoscalers';
import type { JsonObject } from '../../../src/kubernetes/resource';
import { resource } from '../objects';

function scaler(apiVersion: string, kind: string, spec: JsonObject): Autoscaler | undefined {
  const object = { apiVersion, kind, metadata: { name: 'scaler' }, spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, ...spec } };
  return findAutoscalers([resource(object)]).of('apps', 'Deployment', 'app', 'web');
}

test('a HorizontalPodAutoscaler keeps at least one pod by default', () => {
  expect(scaler('autoscaling/v2', 'HorizontalPodAutoscaler', { maxReplicas: 5 })).toMatchObject({ min: 1, max: 5 });
  expect(scaler('autoscaling/v2', 'HorizontalPodAutoscaler', { minReplicas: 3, maxReplicas: 5 })).toMatchObject({ min: 3 });
});

test('a ScaledObject goes down to none by default', () => {
  expect(scaler('keda.sh/v1alpha1', 'ScaledObject', {})).toMatchObject({ min: 0, max: 100 });
});

test('other kinds with a scaleTargetRef scale nothing', () => {
  expect(scaler('example.com/v1', 'Watcher', {})).toBeUndefined();
});

test('a workload with 0 replicas is left alone by a HorizontalPodAutoscaler', () => {
  const horizontal = scaler('autoscaling/v2', 'HorizontalPodAutoscaler', { minReplicas: 3, maxReplicas: 5 });
  expect(horizontal && scaledReplicas(horizontal, 0)).toBeNull();
  expect(horizontal && scaledReplicas(horizontal, 1)).toMatchObject({ replicas: 3, dependsOn: { code: 'autoscaled', facts: { min: 3, max: 5 } } });
});
