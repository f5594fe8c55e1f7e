import { planWorkloads, type FindResource } from './workload-kinds';
import { fieldsOf, groupOf, isObject, objectIn, stringMapAt, type StringMap } from '../../kubernetes/fields';
import type { Resource } from '../../kubernetes/resource';
import { LabelIndex } from '../label-index';

/** Kinds of Kubernetes itself whose pods get the labels of one template. */
const PLAIN_KINDS: ReadonlySet<string> = new Set(['Pod', 'Deployment', 'ReplicaSet', 'ReplicationController', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob']);

/** Labels that controllers add, with values that may differ from those that a template has. */
export const ADDED_LABELS: ReadonlySet<string> = new Set([
  'pod-template-generation', 'job-name', 'batch.kubernetes.io/job-name', 'batch.kubernetes.io/job-completion-index', 'deploymentconfig',
  'statefulset.kubernetes.io/pod-name', 'apps.kubernetes.io/pod-index',
]);

/** Whether an object is of a kind of Kubernetes itself that is a pod or makes pods. */
export function isPlainWorkload({ apiVersion, kind }: Resource): boolean {
  return PLAIN_KINDS.has(kind) && !groupOf(apiVersion).includes('.');
}

const NO_LABELS: StringMap = {};

/** The labels that pods of an object have at least, as it is written, with values that may be no strings: of several templates each. */
export function writtenLabels(resource: Resource, find: FindResource): readonly StringMap[] {
  const { kind, object } = resource;
  if (!isPlainWorkload(resource)) return planWorkloads(resource, find).map(({ podLabels }) => podLabels);
  const template = kind === 'Pod' ? object : kind === 'CronJob' ? objectIn(object, 'spec', 'jobTemplate', 'spec', 'template') : fieldsOf(fieldsOf(object.spec)?.template);
  const labels = fieldsOf(template?.metadata)?.labels;
  return [isObject(labels) ? labels as StringMap : NO_LABELS];
}

/** Whether labels as they are written hold for some keys of a selector. */
export function carries(labels: StringMap, selector: StringMap, keys: readonly string[]): boolean {
  for (const key of keys) {
    const value: string | null | undefined = labels[key];
    // null decodes to the empty string
    if (value !== selector[key] && !(value === null && selector[key] === '')) return false;
  }
  return true;
}

/** Objects of a namespace by the labels of their pods as they are written. */
export function indexLabels(namespace: string, resources: readonly Resource[], find: FindResource): LabelIndex<Resource> {
  const index = new LabelIndex<Resource>();
  for (const resource of resources) for (const labels of writtenLabels(resource, find)) index.add(namespace, stringMapAt({ labels }, 'labels'), resource);
  return index;
}
