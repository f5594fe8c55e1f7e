import type { RuleContext } from './context';
import type { Severity } from './finding';
import { podSpecObject } from './pod-spec-fields';
import type { Workload } from '../cluster/model';
import { objectAt, stringAt } from '../kubernetes/fields';
import { isMisspelling, nearest } from '../kubernetes/near-miss';
import { describe } from '../kubernetes/resource';

type Labels = Readonly<Record<string, string>>;

/** How sure it is that pods with some labels are missing, and what was probably meant. */
export interface AbsentPods {
  readonly severity: Severity;
  /** What is there instead, or why it may be right; one sentence without full stop. */
  readonly because: string;
  /** What to change; null where nothing better than "the labels or the selector" can be said. */
  readonly mend: string | null;
  /** The namespace that has such pods; absent where none has. */
  readonly reach?: string;
}

/**
 * Judges a selector that no pod of the manifests has the labels for.
 *
 * It is an error where what was meant is in sight: the same labels in another namespace, all but one typing mistake, or the words that
 * the namespace's own pods are labelled with. Pods that operators make stand in no manifest, and neither do those of other teams:
 * there it is a warning, or no more than information.
 *
 * @param name of the object that selects: a workload of the same name is the likeliest to be meant
 * @returns null where the pods are known to come from elsewhere
 */
export function judgeAbsentPods(context: RuleContext, namespace: string, labels: Labels, name: string | null = null): AbsentPods | null {
  if (context.declaresPods(namespace, labels)) return null;
  return typo(context, namespace, labels, name, isMisspelling)
    ?? onWorkload(context, namespace, labels)
    ?? controlPlane(namespace)
    ?? operator(context, namespace)
    ?? elsewhere(context, namespace, labels)
    ?? writers(context, namespace, labels)
    ?? typo(context, namespace, labels, name, isNear)
    ?? operatorElsewhere(context)
    ?? strangers(context, namespace, labels);
}

function labelsOf(workload: Workload): Labels {
  return workload.pods[0]?.labels ?? workload.template.labels;
}

function elsewhere(context: RuleContext, namespace: string, labels: Labels): AbsentPods | null {
  const { cluster } = context.simulation;
  for (const other of context.namespaces) {
    if (other === namespace) continue;
    const [found] = cluster.workloadsMatching(other, labels);
    if (found === undefined) continue;
    return {
      severity: 'error',
      because: `${describe(found)} has them, and a selector reaches its own namespace only`,
      mend: `put it into namespace ${other}, or the pods into ${namespace}`,
      reach: other,
    };
  }
  return null;
}

/** A namespace with more workloads is not searched to the end, so that many wrong selectors stay affordable. */
const MOST_COMPARED = 1000;

/** Whether one text may be meant by the other. */
type Likeness = (given: string, actual: string) => boolean;

/** A workload that has all the labels but one, and that one nearly. */
function typo(context: RuleContext, namespace: string, labels: Labels, name: string | null, isAlike: Likeness): AbsentPods | null {
  const keys = Object.keys(labels);
  let first: AbsentPods | null = null;
  for (const workload of context.simulation.cluster.workloads.inNamespace(namespace).slice(0, MOST_COMPARED)) {
    const given = labelsOf(workload);
    const missing = keys.filter((key) => given[key] !== labels[key]);
    if (missing.length !== 1) continue;
    const [key] = missing;
    const meant = nearLabel(key, labels[key], given, isAlike);
    if (meant === null) continue;
    const judged: AbsentPods = {
      severity: 'error',
      because: `${describe(workload)} has ${meant}, not ${key}=${labels[key]}`,
      mend: `write ${meant.replace('=', ': ')} instead of ${key}: ${labels[key]}`,
    };
    if (name === null || workload.name === name) return judged;
    first ??= judged;
  }
  return first;
}

function nearLabel(key: string, value: string, given: Labels, isAlike: Likeness): string | null {
  const actual = given[key];
  if (actual !== undefined) return isAlike(value, actual) ? `${key}=${actual}` : null;
  const near = nearest(key, Object.keys(given));
  return near !== null && given[near] === value ? `${near}=${value}` : null;
}

/** Near in spelling; a word more (`prometheus` and `prometheus-adapter`) is another name, not a mistake. */
function isNear(a: string, b: string): boolean {
  return nearest(a, [b]) !== null && Math.abs(a.length - b.length) <= 3 && !a.startsWith(`${b}-`) && !b.startsWith(`${a}-`);
}

/** A workload that carries the labels itself; its pods get those of the template only. */
function onWorkload(context: RuleContext, namespace: string, labels: Labels): AbsentPods | null {
  const keys = Object.keys(labels);
  for (const workload of context.simulation.cluster.workloads.inNamespace(namespace).slice(0, MOST_COMPARED)) {
    const own = objectAt(objectAt(workload.resource.object, 'metadata'), 'labels');
    if (own === undefined || workload.template.path === '' || keys.some((key) => own[key] !== labels[key])) continue;
    const missing = keys.filter((key) => labelsOf(workload)[key] !== labels[key]).map((key) => `${key}: ${labels[key]}`).join(' and ');
    return {
      severity: 'error',
      because: `${describe(workload)} has them on itself, and its pods get the labels of the template`,
      mend: `add ${missing} to ${workload.template.path}.metadata.labels of ${describe(workload)}, or select labels that stand there`,
    };
  }
  return null;
}

const DECLARE = 'correct the labels; if something else makes the pods, declare them under externals.pods in cdk8s-routing.yaml';

/** The pods of the control plane and of the cluster's own add-ons stand in nobody's manifests. */
function controlPlane(namespace: string): AbsentPods | null {
  return namespace === 'kube-system' ? { severity: 'info', because: 'pods of the control plane stand in no manifest', mend: DECLARE } : null;
}

function operator(context: RuleContext, namespace: string): AbsentPods | null {
  const maker = context.makerIn(namespace);
  return maker === null ? null : { severity: 'info', because: `an operator may make them (${describe(maker)})`, mend: DECLARE };
}

function operatorElsewhere({ operators: [first] }: RuleContext): AbsentPods | null {
  return first === undefined ? null : { severity: 'warning', because: `an operator may make them (${describe(first)})`, mend: DECLARE };
}

/** Pods that something of the namespace makes at run time, or labels: which of them is the leader stands in no manifest. */
function writers(context: RuleContext, namespace: string, labels: Labels): AbsentPods | null {
  const found = context.podWriters(namespace);
  if (found.length === 0) return null;
  const known = context.labelKeys(namespace);
  const foreign = Object.keys(labels).filter((key) => !known.has(key));
  if (foreign.length === 0) return null;
  const labeller = foreign.length === Object.keys(labels).length ? undefined : found.find((each) => each.labels
    && Object.keys(labels).every((key) => foreign.includes(key) || labelsOf(each.workload)[key] === labels[key]));
  if (labeller !== undefined) {
    return { severity: 'info', because: `${describe(labeller.workload)} may set the label ${foreign.join(' and ')} on pods at run time`, mend: DECLARE };
  }
  const maker = found.find((each) => each.creates);
  return maker === undefined ? null : { severity: 'info', because: `${describe(maker.workload)} may create pods, and so make them`, mend: DECLARE };
}

function strangers(context: RuleContext, namespace: string, labels: Labels): AbsentPods {
  const { cluster } = context.simulation;
  const workloads = cluster.workloads.inNamespace(namespace).slice(0, MOST_COMPARED);
  if (workloads.length === 0) {
    const where = cluster.workloads.all.length === 0 ? 'the manifests have no workload' : `the manifests have no workload in namespace ${namespace}`;
    return { severity: 'warning', because: `${where}, so the pods come from elsewhere or from nowhere`, mend: DECLARE };
  }
  const known = context.labelKeys(namespace);
  const foreign = Object.keys(labels).find((key) => !known.has(key));
  const partly = foreign === undefined ? null : lacksLabels(context, namespace, labels, known);
  if (partly !== null) return partly;
  if (foreign !== undefined) return { severity: 'warning', because: `no pod of namespace ${namespace} has a label ${foreign}`, mend: DECLARE };
  const key = Object.keys(labels).find((each) => !workloads.some((workload) => labelsOf(workload)[each] === labels[each]));
  if (key === undefined) return { severity: 'error', because: 'each of the labels is on some pod, no pod has them all', mend: null };
  return { severity: 'error', because: `the pods of namespace ${namespace} have ${valuesOf(key, workloads)}`, mend: null };
}

/** Pods that have the labels but for keys that no pod has: nobody will add them where the pods may not change themselves. */
function lacksLabels(context: RuleContext, namespace: string, labels: Labels, known: ReadonlySet<string>): AbsentPods | null {
  const present = Object.entries(labels).filter(([key]) => known.has(key));
  const foreign = Object.keys(labels).filter((key) => !known.has(key));
  const missing = foreign.map((key) => `${key}: ${labels[key]}`).join(' and ');
  const [near] = present.length === 0 ? [] : context.simulation.cluster.workloadsMatching(namespace, Object.fromEntries(present));
  if (near === undefined) return null;
  return {
    severity: mayBeLabelled(near, foreign.map((key) => labels[key])) ? 'warning' : 'error',
    because: `${describe(near)} has them but for ${missing}`,
    mend: `remove ${missing} from the selector, or add it to ${near.template.path === '' ? '' : `${near.template.path}.`}metadata.labels of ${describe(near)}`,
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
  const values = [...new Set(workloads.map((workload) => labelsOf(workload)[key]).filter((value) => value !== undefined))];
  const shown = values.slice(0, MOST_SHOWN).map((value) => `${key}=${value}`).join(', ');
  return values.length > MOST_SHOWN ? `${shown}...` : shown;
}
