import { customTemplates } from './custom-workloads';
import { booleanAt, countAt, groupOf, newStringMap, objectAt, objectIn, objectsAt, stringAt, stringMapAt, textAt } from '../../kubernetes/fields';
import type { StringMap } from '../../kubernetes/fields';
import { readLabelSelector } from '../../kubernetes/label-selector';
import type { LabelSelector } from '../../kubernetes/label-selector';
import { openQuestion, sourceIn, type OpenQuestion } from '../../kubernetes/open-question';
import { readPodTemplate } from '../../kubernetes/pod-template';
import type { PodTemplate } from '../../kubernetes/pod-template';
import type { JsonObject, Resource } from '../../kubernetes/resource';

/** How the pods of a workload are called. */
export type PodNaming =
  /** Random suffixes, which the cluster will generate. */
  | { readonly kind: 'generated' }
  /** StatefulSet: `<name>-<ordinal>`, counted from `start`; pods are each other's predecessors unless `parallel`. */
  | { readonly kind: 'ordinal'; readonly start: number; readonly serviceName: string | null; readonly parallel: boolean }
  /** Job with `completionMode: Indexed`. */
  | { readonly kind: 'indexed' };

/** What a manifest says of the pods that its object makes. */
export interface WorkloadPlan {
  readonly resource: Resource;
  /** The object in which the template stands; another one where a Rollout refers to a Deployment. */
  readonly templateResource: Resource;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly template: PodTemplate;
  /** Labels that all its pods carry: the template's, and those that the controller adds with known values. */
  readonly podLabels: StringMap;
  /** Keys of labels that the controller adds with values of its own choice. */
  readonly generatedLabels: readonly string[];
  /** As the manifest says, before autoscalers. */
  readonly replicas: number;
  readonly replicasDependOn: OpenQuestion | null;
  /** Whether it has any pods at all depends on that. */
  readonly podsUncertain: boolean;
  readonly naming: PodNaming;
  /** Pods without an owner that carry these labels are taken over and counted; null for kinds that take over none. */
  readonly adopts: LabelSelector | null;
  /** One pod on each node that it may run on, instead of `replicas`. */
  readonly onEachNode: boolean;
}

/** Finds another object of the input by API group, kind, namespace and name. */
export type FindResource = (group: string, kind: string, namespace: string | null, name: string) => Resource | undefined;

type Reader = (resource: Resource, spec: JsonObject | undefined, find: FindResource) => readonly WorkloadPlan[];

const READERS: ReadonlyMap<string, { readonly group: string; readonly read: Reader }> = new Map([
  ['Deployment', { group: 'apps', read: deployment }],
  ['ReplicaSet', { group: 'apps', read: replicaSet }],
  ['ReplicationController', { group: '', read: replicationController }],
  ['StatefulSet', { group: 'apps', read: statefulSet }],
  ['DaemonSet', { group: 'apps', read: daemonSet }],
  ['Job', { group: 'batch', read: job }],
  ['CronJob', { group: 'batch', read: cronJob }],
  ['DeploymentConfig', { group: 'apps.openshift.io', read: deploymentConfig }],
  ['Rollout', { group: 'argoproj.io', read: rollout }],
]);

const NO_PLANS: readonly WorkloadPlan[] = [];

/** Groups of custom resources are domain names outside of `k8s.io`; of the groups that Kubernetes serves, all workloads have readers. */
function isCustomGroup(group: string): boolean {
  return group.includes('.') && !group.endsWith('.k8s.io');
}

/** What pods an object makes; several plans where a custom resource carries several templates, none for most kinds. */
export function planWorkloads(resource: Resource, find: FindResource): readonly WorkloadPlan[] {
  const group = groupOf(resource.apiVersion);
  const reader = READERS.get(resource.kind);
  if (reader?.group === group) return reader.read(resource, objectAt(resource.object, 'spec'), find);
  const spec = isCustomGroup(group) ? objectAt(resource.object, 'spec') : undefined;
  if (spec === undefined) return NO_PLANS;
  return customTemplates(spec).map(({ template, path, replicas }) => plan(resource, readPodTemplate(template, path), {
    replicas: replicas ?? 1,
    replicasDependOn: openQuestion('operator-makes-pods', { kind: resource.kind }, [sourceIn(resource)], () => `its operator decides what pods ${resource.kind} ${resource.name} makes`),
  }));
}

/** Whether the pods of a namespace may hang on an object: it is one, makes some, or says how many there are. */
export function concernsPods({ apiVersion, kind }: Pick<Resource, 'apiVersion' | 'kind'>): boolean {
  return kind === 'Pod' || kind === 'HorizontalPodAutoscaler' || READERS.has(kind) || isCustomGroup(groupOf(apiVersion));
}

/** The objects that `concernsPods` holds for, group by group: most objects of most clusters are of kinds for which it never does. */
export function* podMakers(byKind: ReadonlyMap<string, readonly Resource[]>): Iterable<Resource> {
  for (const [kind, resources] of byKind) {
    const all = concernsPods({ apiVersion: '', kind });
    let last = '';
    let isCustom = false;
    for (const resource of resources) {
      if (resource.apiVersion !== last) isCustom = isCustomGroup(groupOf(last = resource.apiVersion));
      if (all || isCustom) yield resource;
    }
  }
}

/** Whether the pods of an object are known from a template inside a custom resource alone, of which its operator makes what it wants. */
export function isCustomWorkload({ apiVersion, kind }: Resource): boolean {
  const group = groupOf(apiVersion);
  return isCustomGroup(group) && READERS.get(kind)?.group !== group;
}

/** Whether an object is a workload by its kind, of an API group that does not serve it: what old manifests hold (`extensions/v1beta1`). */
export function isOfRemovedGroup({ apiVersion, kind }: Resource): boolean {
  const group = groupOf(apiVersion);
  const reader = READERS.get(kind);
  return reader !== undefined && reader.group !== group && !isCustomGroup(group);
}

const NO_KEYS: readonly string[] = [];
const OF_DEPLOYMENT: readonly string[] = ['pod-template-hash'];
const GENERATED: PodNaming = { kind: 'generated' };

/** A plan with the common defaults. */
function plan(resource: Resource, template: PodTemplate, given: Partial<WorkloadPlan> = {}): WorkloadPlan {
  return {
    resource,
    templateResource: resource,
    kind: resource.kind,
    namespace: resource.namespace ?? '',
    name: resource.name,
    template,
    podLabels: template.labels,
    generatedLabels: NO_KEYS,
    replicas: 1,
    replicasDependOn: null,
    naming: GENERATED,
    adopts: null,
    onEachNode: false,
    podsUncertain: given.replicasDependOn !== undefined && given.replicasDependOn !== null,
    ...given,
  };
}

function templateOf(spec: JsonObject | undefined, path = 'spec.template'): PodTemplate {
  return readPodTemplate(objectAt(spec, 'template'), path);
}

/** `replicas` defaults to 1 (`SetDefaults_Deployment` and its like). */
function replicasOf(spec: JsonObject | undefined): number {
  return countAt(spec, 'replicas') ?? 1;
}

/** A paused Deployment makes no new ReplicaSet (`syncDeployment`), so a new one has no pods. */
function deployment(resource: Resource, spec: JsonObject | undefined): readonly WorkloadPlan[] {
  const paused = booleanAt(spec, 'paused') === true;
  return [plan(resource, templateOf(spec), {
    generatedLabels: OF_DEPLOYMENT,
    replicas: paused ? 0 : replicasOf(spec),
    replicasDependOn: paused
      ? openQuestion('deployment-paused', {}, [sourceIn(resource, 'spec.paused')], () => `Deployment ${resource.name} is paused: it keeps the pods it had, a new one makes none`) : null,
  })];
}

function replicaSet(resource: Resource, spec: JsonObject | undefined): readonly WorkloadPlan[] {
  return [plan(resource, templateOf(spec), { replicas: replicasOf(spec), adopts: readLabelSelector(objectAt(spec, 'selector')) })];
}

/** The selector defaults to the template's labels (`SetDefaults_ReplicationController`). */
function replicationController(resource: Resource, spec: JsonObject | undefined): readonly WorkloadPlan[] {
  const template = templateOf(spec);
  const selector = stringMapAt(spec, 'selector');
  const matchLabels = Object.keys(selector).length > 0 ? selector : template.labels;
  return [plan(resource, template, { replicas: replicasOf(spec), adopts: { matchLabels, matchExpressions: [] } })];
}

function statefulSet(resource: Resource, spec: JsonObject | undefined): readonly WorkloadPlan[] {
  return [plan(resource, templateOf(spec), {
    generatedLabels: ['controller-revision-hash'],
    replicas: replicasOf(spec),
    naming: {
      kind: 'ordinal',
      start: countAt(objectAt(spec, 'ordinals'), 'start') ?? 0,
      serviceName: textAt(spec, 'serviceName'),
      parallel: stringAt(spec, 'podManagementPolicy') === 'Parallel',
    },
    adopts: readLabelSelector(objectAt(spec, 'selector')),
  })];
}

/** The template's generation is a label of the pods, and is 1 for a new DaemonSet (`util.CreatePodTemplate`). */
function daemonSet(resource: Resource, spec: JsonObject | undefined): readonly WorkloadPlan[] {
  const template = templateOf(spec);
  const generation = stringMapAt(objectAt(resource.object, 'metadata'), 'annotations')['deprecated.daemonset.template.generation'] ?? '1';
  return [plan(resource, template, {
    podLabels: withLabels(template.labels, ['pod-template-generation', generation]),
    generatedLabels: ['controller-revision-hash'],
    replicasDependOn: openQuestion('pod-on-each-node', {}, [sourceIn(resource)], () => `DaemonSet ${resource.name} runs a pod on each node that it may run on`),
    podsUncertain: false,
    adopts: readLabelSelector(objectAt(spec, 'selector')),
    onEachNode: true,
  })];
}

/**
 * `parallelism` pods at a time, no more than completions are missing (`manageJob`); none when suspended or finished.
 */
function job(resource: Resource, spec: JsonObject | undefined): readonly WorkloadPlan[] {
  const template = templateOf(spec);
  const suspended = booleanAt(spec, 'suspend') === true;
  const status = objectAt(resource.object, 'status');
  return [plan(resource, template, {
    podLabels: withLabels(template.labels, ['batch.kubernetes.io/job-name', resource.name], ['job-name', resource.name]),
    generatedLabels: ['batch.kubernetes.io/controller-uid', 'controller-uid'],
    replicas: suspended || isFinished(status) ? 0 : jobPods(spec, countAt(status, 'succeeded') ?? 0),
    replicasDependOn: openQuestion(suspended ? 'job-suspended' : 'job-until-complete', {}, [sourceIn(resource)],
      () => suspended ? `Job ${resource.name} is suspended` : `the pods of Job ${resource.name} run only until it completes`),
    naming: { kind: stringAt(spec, 'completionMode') === 'Indexed' ? 'indexed' : 'generated' },
  })];
}

function jobPods(spec: JsonObject | undefined, succeeded: number): number {
  const parallelism = countAt(spec, 'parallelism') ?? 1;
  const completions = countAt(spec, 'completions') ?? (countAt(spec, 'parallelism') === undefined ? 1 : parallelism);
  return Math.min(parallelism, Math.max(0, completions - succeeded));
}

function isFinished(status: JsonObject | undefined): boolean {
  return objectsAt(status, 'conditions').some(({ object }) =>
    (stringAt(object, 'type') === 'Complete' || stringAt(object, 'type') === 'Failed') && stringAt(object, 'status') === 'True');
}

/** Between runs a CronJob has no pods; those of a run carry the labels of its Job. */
function cronJob(resource: Resource, spec: JsonObject | undefined): readonly WorkloadPlan[] {
  return [plan(resource, templateOf(objectIn(spec, 'jobTemplate', 'spec'), 'spec.jobTemplate.spec.template'), {
    generatedLabels: ['batch.kubernetes.io/controller-uid', 'batch.kubernetes.io/job-name', 'controller-uid', 'job-name'],
    replicas: 0,
    replicasDependOn: openQuestion('cron-job-while-running', {}, [sourceIn(resource)], () => `CronJob ${resource.name} has pods only while one of its Jobs runs`),
  })];
}

/** OpenShift's DeploymentConfig labels its pods with its name (`deploymentconfig`) and that of the ReplicationController. */
function deploymentConfig(resource: Resource, spec: JsonObject | undefined): readonly WorkloadPlan[] {
  const template = templateOf(spec);
  return [plan(resource, template, {
    podLabels: withLabels(template.labels, ['deploymentconfig', resource.name]),
    generatedLabels: ['deployment'],
    replicas: booleanAt(spec, 'test') === true ? 0 : replicasOf(spec),
  })];
}

/** Argo Rollouts: the template is its own, or that of the workload that `workloadRef` names. */
function rollout(resource: Resource, spec: JsonObject | undefined, find: FindResource): readonly WorkloadPlan[] {
  const reference = objectAt(spec, 'workloadRef');
  const name = textAt(reference, 'name');
  const group = groupOf(textAt(reference, 'apiVersion') ?? 'apps/v1');
  const other = name === null ? undefined : find(group, textAt(reference, 'kind') ?? 'Deployment', resource.namespace, name);
  const templateResource = other ?? resource;
  return [plan(resource, templateOf(objectAt(templateResource.object, 'spec')), {
    templateResource,
    generatedLabels: ['rollouts-pod-template-hash'],
    replicas: replicasOf(spec),
  })];
}

/** A copy of the labels with more of them. */
export function withLabels(labels: StringMap, ...more: readonly (readonly [key: string, value: string])[]): StringMap {
  const all = Object.assign(newStringMap(), labels);
  for (const [key, value] of more) all[key] = value;
  return all;
}
