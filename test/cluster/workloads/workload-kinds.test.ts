import { planWorkloads } from '../../../src/cluster/workloads/workload-kinds';
import type { WorkloadPlan } from '../../../src/cluster/workloads/workload-kinds';
import type { JsonObject } from '../../../src/kubernetes/resource';
import { resource, template, workload } from '../objects';

function plan(object: JsonObject): WorkloadPlan {
  const [first] = planWorkloads(resource(object), () => undefined);
  return first;
}

test.each([['Deployment'], ['ReplicaSet'], ['StatefulSet'], ['ReplicationController']])('a %s makes one pod unless it says otherwise', (kind) => {
  expect(plan(workload(kind)).replicas).toBe(1);
  expect(plan(workload(kind, { replicas: 0 })).replicas).toBe(0);
  expect(plan(workload(kind, { replicas: '3' })).replicas).toBe(1);
});

test('a paused Deployment makes none, which hangs on whether it is new', () => {
  expect(plan(workload('Deployment', { paused: true, replicas: 3 }))).toMatchObject({ replicas: 0, podsUncertain: true });
});

test.each([
  [{}, 1],
  [{ parallelism: 3 }, 3],
  [{ completions: 5 }, 1],
  [{ parallelism: 5, completions: 2 }, 2],
  [{ parallelism: 0 }, 0],
  [{ suspend: true, parallelism: 2 }, 0],
])('a Job with %j runs %d pods at a time', (spec, replicas) => {
  expect(plan(workload('Job', spec)).replicas).toBe(replicas);
});

test('a Job that is complete, or nearly so, runs fewer', () => {
  const complete = { conditions: [{ type: 'Complete', status: 'True' }] };
  expect(plan({ ...workload('Job'), status: complete }).replicas).toBe(0);
  expect(plan({ ...workload('Job', { parallelism: 3, completions: 3 }), status: { succeeded: 2 } }).replicas).toBe(1);
});

test('a Job labels its pods with its name, and with a uid that the cluster will generate', () => {
  const { podLabels, generatedLabels } = plan(workload('Job'));
  expect(podLabels).toEqual({ 'app': 'web', 'job-name': 'web', 'batch.kubernetes.io/job-name': 'web' });
  expect(generatedLabels).toContain('controller-uid');
});

test('a CronJob has no pods between its runs', () => {
  const cronJob = workload('CronJob', { template: undefined, jobTemplate: { spec: { template: template() } } });
  expect(plan(cronJob)).toMatchObject({ replicas: 0, podsUncertain: true, podLabels: { app: 'web' }, template: { path: 'spec.jobTemplate.spec.template' } });
});

test('a ReplicationController selects its template\'s labels by default', () => {
  expect(plan(workload('ReplicationController', { selector: undefined })).adopts?.matchLabels).toEqual({ app: 'web' });
});

test('a DeploymentConfig labels its pods with its name', () => {
  const config = { ...workload('DeploymentConfig'), apiVersion: 'apps.openshift.io/v1' };
  expect(plan(config).podLabels).toEqual({ app: 'web', deploymentconfig: 'web' });
});

test('a Rollout takes the template of the workload that it refers to', () => {
  const deployment = resource(workload('Deployment', { replicas: 0 }));
  const rollout = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    metadata: { name: 'rollout' },
    spec: { replicas: 2, workloadRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' } },
  };
  const [found] = planWorkloads(resource(rollout), (group, kind, _namespace, name) => group === 'apps' && kind === 'Deployment' && name === 'web' ? deployment : undefined);
  expect(found).toMatchObject({ replicas: 2, podLabels: { app: 'web' }, templateResource: deployment });
});

test('custom resources that carry a pod template make pods, kinds of Kubernetes without a reader do not', () => {
  const cloneSet = { apiVersion: 'apps.kruise.io/v1alpha1', kind: 'CloneSet', metadata: { name: 'web' }, spec: { replicas: 2, template: template() } };
  expect(plan(cloneSet)).toMatchObject({ replicas: 2, podsUncertain: true, template: { path: 'spec.template' } });
  expect(planWorkloads(resource({ ...cloneSet, apiVersion: 'v1', kind: 'PodTemplate' }), () => undefined)).toEqual([]);
});
