import type { ClusterNode, Pod, WorkloadRef } from '../model';
import { withLabels } from './workload-kinds';
import type { WorkloadPlan } from './workload-kinds';
import { textAt, objectAt } from '../../kubernetes/fields';
import { readPod } from '../../kubernetes/pod';
import { failingContainer } from '../../kubernetes/pod-template';
import type { PodSpec } from '../../kubernetes/pod-template';
import type { Resource } from '../../kubernetes/resource';

const NO_KEYS: readonly string[] = [];
const NO_IPS: readonly string[] = [];

/** A Pod of the input; its status is believed, and without one it runs, and is ready if its probes can succeed. */
export function podOf(resource: Resource, workload: WorkloadRef): Pod {
  const { template, status, terminating } = readPod(resource);
  return {
    name: nameOf(resource),
    namespace: resource.namespace ?? '',
    labels: template.labels,
    generatedLabels: NO_KEYS,
    spec: template.spec,
    workload,
    ips: status?.ips ?? NO_IPS,
    statusKnown: status !== null,
    phase: status?.phase ?? 'Running',
    ready: status?.ready ?? failingContainer(template.spec) === undefined,
    terminating,
    node: template.spec.nodeName,
    resource,
    templatePath: '',
  };
}

/** A Pod with `generateName` alone is called like those of a workload of that name. */
function nameOf(resource: Resource): string {
  if (resource.name !== '') return resource.name;
  const prefix = textAt(objectAt(resource.object, 'metadata'), 'generateName') ?? '';
  return `${prefix.replace(/-$/, '')}~0`;
}

/** What all pods of a plan have in common. */
function likeTemplate(plan: WorkloadPlan, workload: WorkloadRef, name: string): Pod {
  return {
    name,
    namespace: plan.namespace,
    labels: plan.podLabels,
    generatedLabels: plan.generatedLabels,
    spec: plan.template.spec,
    workload,
    ips: NO_IPS,
    statusKnown: false,
    phase: 'Running',
    ready: failingContainer(plan.template.spec) === undefined,
    terminating: false,
    node: plan.template.spec.nodeName,
    resource: plan.templateResource,
    templatePath: plan.template.path,
  };
}

/** The n-th pod that a controller makes of a plan, as if it ran, and was ready if its probes can succeed. */
export function simulatedPod(plan: WorkloadPlan, workload: WorkloadRef, n: number): Pod {
  switch (plan.naming.kind) {
    case 'generated': return likeTemplate(plan, workload, `${workload.name}~${n}`);
    case 'indexed': return indexedJobPod(plan, workload, n);
    case 'ordinal': return statefulSetPod(plan, workload, plan.naming.start + n, plan.naming.serviceName);
  }
}

/** A DaemonSet's pod on a node. */
export function daemonPod(plan: WorkloadPlan, workload: WorkloadRef, n: number, node: ClusterNode): Pod {
  return { ...likeTemplate(plan, workload, `${workload.name}~${n}`), node: node.name };
}

/**
 * A StatefulSet's pod: hostname and subdomain are its own name and `serviceName`, whatever the template says
 * (`initIdentity`, `updateIdentity`), and it carries its name and ordinal as labels.
 */
function statefulSetPod(plan: WorkloadPlan, workload: WorkloadRef, ordinal: number, serviceName: string | null): Pod {
  const name = `${plan.name}-${ordinal}`;
  const spec: PodSpec = { ...plan.template.spec, hostname: name, subdomain: serviceName };
  const labels = withLabels(plan.podLabels, ['statefulset.kubernetes.io/pod-name', name], ['apps.kubernetes.io/pod-index', String(ordinal)]);
  return { ...likeTemplate(plan, workload, name), labels, spec };
}

/** A pod of an Indexed Job: its index stands in a label, and `<job>-<index>` is its hostname (`podGenerateNameWithIndex`, `manageJob`). */
function indexedJobPod(plan: WorkloadPlan, workload: WorkloadRef, index: number): Pod {
  const hostname = `${plan.name}-${index}`;
  const labels = withLabels(plan.podLabels, ['batch.kubernetes.io/job-completion-index', String(index)]);
  return { ...likeTemplate(plan, workload, `${hostname}~0`), labels, spec: { ...plan.template.spec, hostname } };
}
