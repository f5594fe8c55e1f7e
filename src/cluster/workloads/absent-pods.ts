import { nearWorkloads } from './near-workloads';
import { labelKeys, namespacesWithWorkloads, podLabels } from './pod-labels';
import { makerIn, operators } from './pod-makers';
import { podSpecObject } from './pod-spec-fields';
import { podWriters } from './pod-writers';
import { refusedWithLabels, refusedWorkloads } from './refused-workloads';
import { objectAt, stringAt } from '../../kubernetes/fields';
import { isMisspelling, nearest } from '../../kubernetes/near-miss';
import { describe, type Resource } from '../../kubernetes/resource';
import { LabelIndex } from '../label-index';
import type { Cluster, Workload } from '../model';
import { oncePerCluster } from '../once-per-cluster';

type Labels = Readonly<Record<string, string>>;

/** How sure it is that pods with some labels are missing, and what was probably meant. */
export interface AbsentPods {
  /** `info`: something may well make such pods. */
  readonly severity: 'error' | 'warning' | 'info';
  /** What is there instead, or why it may be right; one sentence without full stop. */
  readonly because: string;
  /** What to change; null where nothing better than "the labels or the selector" can be said. */
  readonly fix: string | null;
  /** What may make such pods, or label them. */
  readonly maker?: Resource;
  /** The labels that were meant, where that is plain. */
  readonly meant?: Labels;
  /** The namespace that has such pods; absent where none has. */
  readonly reach?: string;
}

/**
 * Judges a selector that no pod of the manifests has the labels for.
 *
 * It is an error where what was meant is in sight: the same labels in another namespace, all but one typing mistake, or the words that
 * the namespace's own pods are labeled with. Pods that operators make are in no manifest, and neither do those of other teams:
 * there it is a warning, or no more than information.
 *
 * @param name of the object that selects: a workload of the same name is the likeliest to be meant
 * @returns null where a workload that the API server refuses has them: that is said of the workload
 */
export function judgeAbsentPods(cluster: Cluster, namespace: string, labels: Labels, name: string | null = null): AbsentPods | null {
  if (refusedWithLabels(cluster, namespace, labels) !== undefined) return null;
  return typo(cluster, namespace, labels, name, isMisspelling)
    ?? onWorkload(cluster, namespace, labels)
    ?? controlPlane(namespace)
    ?? operator(cluster, namespace)
    ?? elsewhere(cluster, namespace, labels)
    ?? labellers(cluster, namespace, labels)
    ?? typo(cluster, namespace, labels, name, isNear)
    ?? creators(cluster, namespace)
    ?? operatorElsewhere(cluster)
    ?? unlikeAny(cluster, namespace, labels);
}

/** The workloads of a namespace that have pods of their own in the running cluster; not all of very many. */
function workloadsOf(cluster: Cluster, namespace: string): readonly Workload[] {
  return cluster.workloads.inNamespace(namespace).slice(0, MOST_COMPARED).filter(({ hooks }) => hooks === undefined);
}

function elsewhere(cluster: Cluster, namespace: string, labels: Labels): AbsentPods | null {
  for (const other of namespacesWithWorkloads(cluster)) {
    if (other === namespace) continue;
    const [found] = cluster.workloadsMatching(other, labels);
    if (found === undefined) continue;
    return {
      severity: 'error',
      because: `${describe(found)} has them, and a selector reaches its own namespace only`,
      fix: `put it into namespace ${other}, or the pods into ${namespace}`,
      reach: other,
    };
  }
  return null;
}

/** A namespace with more workloads is not searched to the end, so that many wrong selectors stay affordable. */
const MOST_COMPARED = 1000;

/** Whether one text may be meant by the other. */
type Likeness = (given: string, actual: string) => boolean;

/** More workloads are not compared one by one: those that come near are looked up. */
const FEW = 200;

function comparedWith(cluster: Cluster, namespace: string, labels: Labels): readonly Workload[] {
  const isMany = cluster.workloads.inNamespace(namespace).length > FEW && !Object.keys(labels).some(isPodName);
  return isMany ? nearWorkloads(cluster, namespace, labels) : workloadsOf(cluster, namespace);
}

/** A workload that has all the labels but one, and that one nearly. */
function typo(cluster: Cluster, namespace: string, labels: Labels, name: string | null, isAlike: Likeness): AbsentPods | null {
  const keys = Object.keys(labels);
  let first: AbsentPods | null = null;
  for (const workload of comparedWith(cluster, namespace, labels)) {
    const near = nearOf(workload, labels, isAlike);
    if (near === null) continue;
    const { key, meant } = near;
    const [meantKey, value] = meant;
    const judged: AbsentPods = {
      severity: 'error',
      because: `did you mean ${meantKey}=${value} (${describe(workload)})?`,
      fix: `write ${meantKey}: ${value} instead of ${key}: ${labels[key]}`,
      meant: Object.fromEntries(keys.map((each) => (each === key ? meant : [each, labels[each]]))),
    };
    if (name === null || workload.name === name) return judged;
    first ??= judged;
  }
  return first;
}

/** The one label that the pods of a workload lack, and what was meant by it; null where they lack more, or nothing is near. */
function nearOf(workload: Workload, labels: Labels, isAlike: Likeness): { readonly key: string; readonly meant: readonly [string, string] } | null {
  const keys = Object.keys(labels);
  const isSingle = keys.some(isPodName);
  const compared = isSingle ? workload.pods.slice(0, MOST_PODS).map((pod) => pod.labels) : [podLabels(workload)];
  for (const given of compared) {
    const missing = keys.filter((key) => given[key] !== labels[key]);
    const [key] = missing;
    // Another ordinal is another pod, and no mistake in writing
    if (missing.length !== 1 || (isPodName(key) && isAlike === isNear)) continue;
    const meant = nearLabel(key, labels[key], given, isAlike);
    if (meant !== null) return { key, meant };
  }
  return null;
}

/** Of a StatefulSet whose pods are selected one by one, so many are compared. */
const MOST_PODS = 20;

/** The label that was meant by one that a pod lacks; null where none is near. */
function nearLabel(key: string, value: string, given: Labels, isAlike: Likeness): readonly [string, string] | null {
  const actual = given[key];
  if (actual !== undefined) return isAlike(value, actual) ? [key, actual] : null;
  const near = nearest(key, Object.keys(given));
  if (near !== null && given[near] === value) return [near, value];
  if (isAlike !== isNear || !isTelling(value)) return null;
  const other = Object.keys(given).find((each) => given[each] === value);
  return other === undefined ? null : [other, value];
}

/** Whether a value names something, so that pods which have it under another key are likely meant; `true`, `v1` and `primary` are found under many keys. */
function isTelling(value: string): boolean {
  return value.length >= 3 && /[a-z]{2}/i.test(value) && !/^(?:true|false|none|yes|no)$/i.test(value) && !ROLE_OF_SOME.test(value);
}

/** Labels that tell one pod of a StatefulSet from the next. */
function isPodName(key: string): boolean {
  return key === 'statefulset.kubernetes.io/pod-name' || key === 'apps.kubernetes.io/pod-index';
}

/** Near in spelling; a word more (`prometheus` and `prometheus-adapter`) is another name, not a mistake. */
function isNear(a: string, b: string): boolean {
  return nearest(a, [b]) !== null && Math.abs(a.length - b.length) <= 3 && !a.startsWith(`${b}-`) && !b.startsWith(`${a}-`);
}

/** Workloads with a template by the labels that they carry themselves. */
const workloadsByOwnLabels = oncePerCluster(({ workloads }) => {
  const index = new LabelIndex<Workload>();
  for (const workload of workloads.all) {
    if (workload.hooks !== undefined || workload.template.path === '') continue;
    const own = objectAt(objectAt(workload.resource.object, 'metadata'), 'labels');
    if (own !== undefined) index.add(workload.namespace, Object.fromEntries(Object.entries(own).filter((each): each is [string, string] => typeof each[1] === 'string')), workload);
  }
  return index;
});

/** A workload that carries the labels itself; its pods get those of the template only. */
function onWorkload(cluster: Cluster, namespace: string, labels: Labels): AbsentPods | null {
  const keys = Object.keys(labels);
  for (const workload of workloadsByOwnLabels(cluster).match(namespace, labels)) {
    const missing = keys.filter((key) => podLabels(workload)[key] !== labels[key]).map((key) => `${key}: ${labels[key]}`).join(' and ');
    return {
      severity: 'error',
      because: `${describe(workload)} has them on itself, and its pods get the labels of the template`,
      fix: `add ${missing} to ${workload.template.path}.metadata.labels of ${describe(workload)}, or select labels that stand there`,
    };
  }
  return null;
}

const DECLARE = 'correct the labels; if something else creates the pods, declare them under externals.pods in cdk8s-routing.yaml';

/** The pods of the control plane and of the cluster's own add-ons are in nobody's manifests. */
function controlPlane(namespace: string): AbsentPods | null {
  return namespace === 'kube-system' ? { severity: 'info', because: 'pods of the control plane are in no manifest', fix: DECLARE } : null;
}

function operator(cluster: Cluster, namespace: string): AbsentPods | null {
  const maker = makerIn(cluster, namespace);
  return maker === null ? null : { severity: 'info', because: `an operator may make them (${describe(maker)})`, fix: DECLARE, maker };
}

function operatorElsewhere(cluster: Cluster): AbsentPods | null {
  const [first] = operators(cluster);
  return first === undefined ? null : { severity: 'warning', because: `an operator may make them (${describe(first)})`, fix: DECLARE, maker: first.resource };
}

/** Labels that something of the namespace sets at run time, or on pods that it makes: which of them is the leader is in no manifest. */
function labellers(cluster: Cluster, namespace: string, labels: Labels): AbsentPods | null {
  const found = podWriters(cluster, namespace);
  if (found.length === 0) return null;
  const known = labelKeys(cluster, namespace);
  const foreign = Object.keys(labels).filter((key) => !known.has(key));
  if (foreign.length === 0) return null;
  const labeller = foreign.length === Object.keys(labels).length ? undefined : found.find((each) => each.labels
    && Object.keys(labels).every((key) => foreign.includes(key) || podLabels(each.workload)[key] === labels[key]));
  if (labeller === undefined) return null;
  const because = `${describe(labeller.workload)} may set the label ${foreign.join(' and ')} on pods at run time`;
  return { severity: 'info', because, fix: DECLARE, maker: labeller.workload.resource };
}

/** Pods that something of the namespace makes at run time. */
function creators(cluster: Cluster, namespace: string): AbsentPods | null {
  const maker = podWriters(cluster, namespace).find((each) => each.creates);
  if (maker === undefined) return null;
  return { severity: 'info', because: `${describe(maker.workload)} may create pods, and so make them`, fix: DECLARE, maker: maker.workload.resource };
}

function unlikeAny(cluster: Cluster, namespace: string, labels: Labels): AbsentPods {
  const workloads = workloadsOf(cluster, namespace);
  if (workloads.length === 0) return fromElsewhere(cluster, namespace);
  const known = labelKeys(cluster, namespace);
  const foreign = Object.keys(labels).find((key) => !known.has(key));
  const partly = foreign === undefined ? null : lacksLabels(cluster, namespace, labels, known);
  if (partly !== null) return partly;
  if (foreign !== undefined) return { severity: 'warning', because: `no pod in namespace ${namespace} has a label ${foreign}`, fix: DECLARE };
  const key = Object.keys(labels).find((each) => !workloads.some((workload) => podLabels(workload)[each] === labels[each]));
  if (key === undefined) return { severity: 'error', because: 'each of the labels is on some pod, no pod has them all', fix: null };
  return { severity: 'error', because: `the pods of namespace ${namespace} have ${valuesOf(key, workloads)}`, fix: null };
}

/** Manifests without workloads of a namespace describe only a part of it; those without any may be of a Service that leads nowhere. */
function fromElsewhere(cluster: Cluster, namespace: string): AbsentPods {
  const [refused] = refusedWorkloads(cluster, namespace);
  if (refused !== undefined) return { severity: 'warning', because: `${describe(refused)} would be rejected by the API server and is ignored, and it has other labels`, fix: DECLARE };
  const isPart = cluster.workloads.all.some(({ hooks }) => hooks === undefined);
  const where = isPart ? `the manifests have no workload in namespace ${namespace}` : 'the manifests have no workload';
  return { severity: isPart ? 'info' : 'warning', because: `${where}, so the pods come from elsewhere or from nowhere`, fix: DECLARE };
}

/** Pods that have the labels but for keys that no pod has: nobody will add them where the pods may not change themselves. */
function lacksLabels(cluster: Cluster, namespace: string, labels: Labels, known: ReadonlySet<string>): AbsentPods | null {
  const present = Object.entries(labels).filter(([key]) => known.has(key));
  const foreign = Object.keys(labels).filter((key) => !known.has(key));
  const missing = foreign.map((key) => `${key}: ${labels[key]}`).join(' and ');
  const [near] = present.length === 0 ? [] : cluster.workloadsMatching(namespace, Object.fromEntries(present));
  if (near === undefined) return null;
  return {
    severity: mayBeLabelled(near, foreign.map((key) => labels[key])) ? 'warning' : 'error',
    because: `${describe(near)} has them but for ${missing}`,
    fix: `remove ${missing} from the selector, or add it to ${near.template.path === '' ? '' : `${near.template.path}.`}metadata.labels of ${describe(near)}`,
  };
}

/** What one of several equal pods is: a template gives the same labels to all of them. */
const ROLE_OF_SOME = /^(?:master|primary|leader|active|replica|secondary|slave|follower|standby)$/i;

/** Whether something may add labels to a workload's pods at run time: themselves, or what chooses a leader among them. */
function mayBeLabelled(workload: Workload, values: readonly string[]): boolean {
  return stringAt(podSpecObject(workload), 'serviceAccountName') !== undefined
    || (workload.pods.length > 1 && values.some((value) => ROLE_OF_SOME.test(value)));
}

const MOST_SHOWN = 5;

function valuesOf(key: string, workloads: readonly Workload[]): string {
  const values = [...new Set(workloads.map((workload) => podLabels(workload)[key]).filter((value) => value !== undefined))];
  const shown = values.slice(0, MOST_SHOWN).map((value) => `${key}=${value}`).join(', ');
  return values.length > MOST_SHOWN ? `${shown}...` : shown;
}
