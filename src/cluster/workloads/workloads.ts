import { findAutoscalers } from './autoscalers';
import { LabelIndex } from '../label-index';
import type { ClusterNode, Notice, Pod, Workload, WorkloadRef } from '../model';
import { NameTable } from '../name-table';
import { nodesForDaemon } from '../nodes';
import { ownerInInput, topWorkload, workloadOfPod } from './ownership';
import { daemonPod, podOf, simulatedPod } from './pods';
import { plannedReplicas, PodBudget } from './replicas';
import { planWorkloads } from './workload-kinds';
import type { FindResource, WorkloadPlan } from './workload-kinds';
import { compact, countAt, isKind, objectIn } from '../../kubernetes/fields';
import type { StringMap } from '../../kubernetes/fields';
import { endedHooks } from '../../kubernetes/helm-hook';
import { selects } from '../../kubernetes/label-selector';
import { controllerOf } from '../../kubernetes/metadata';
import { openQuestion, sourceIn, type OpenQuestion } from '../../kubernetes/open-question';
import { readPodTemplate } from '../../kubernetes/pod-template';
import type { Resource } from '../../kubernetes/resource';

/** Pods that share their labels, and their workload. */
export interface LabelledPods {
  readonly workload: Workload;
  readonly pods: readonly Pod[];
}

export interface WorkloadsAndPods {
  readonly workloads: readonly Workload[];
  readonly pods: readonly Pod[];
  /** Every pod once; the templates of workloads, with or without pods. */
  readonly index: LabelIndex<LabelledPods>;
  /** Hooks of Helm, by the labels that their pods carry while they run. */
  readonly hooks: LabelIndex<Workload>;
  readonly notices: readonly Notice[];
  findWorkload(kind: string, namespace: string, name: string): Workload | undefined;
}

/** A workload whose pods are still being collected. */
interface OpenWorkload extends Workload {
  pods: readonly Pod[];
  replicas: number;
  replicasDependOn: OpenQuestion | null;
  podsUncertain: boolean;
  hooks?: readonly string[];
  autoscaled?: { readonly most: number | null };
}

const NO_PODS = { replicas: 0, replicasDependOn: null, podsUncertain: false };

/** All pods of the cluster: those of the input, and those that the controllers make of the workloads. */
export function makeWorkloads(resources: readonly Resource[], find: FindResource, nodes: ReadonlyMap<string, ClusterNode>): WorkloadsAndPods {
  return new WorkloadBuilder(resources, find, nodes).build();
}

class WorkloadBuilder {
  private readonly plans = new Map<Resource, readonly WorkloadPlan[]>();
  /** Objects whose pods get generated names, by namespace and name. */
  private readonly plannedByName = new NameTable<Resource>();
  private readonly podResources: Resource[] = [];
  private readonly workloads: OpenWorkload[] = [];
  /** The pods of workloads to which they were added more than once; the others share the list of what was added. */
  private readonly grown = new Map<OpenWorkload, Pod[]>();
  private readonly workloadsByKind = new Map<string, NameTable<OpenWorkload>>();
  private readonly index = new LabelIndex<LabelledPods>();
  private readonly hooks = new LabelIndex<Workload>();
  /** Objects whose pods, or whose ReplicaSets or Jobs, are in the input: those are the truth, and nothing is simulated. */
  private readonly observed = new Set<Resource>();
  private readonly ownedWorkloads = new Set<Resource>();
  private readonly podsByName = new NameTable<Pod>();
  /** Pods of the input without an owner, which controllers may take over; and those that one has taken over. */
  private readonly orphans = new LabelIndex<Pod>();
  private readonly adopted = new Set<Pod>();
  private readonly budget = new PodBudget();

  constructor(
    private readonly resources: readonly Resource[],
    private readonly find: FindResource,
    private readonly nodes: ReadonlyMap<string, ClusterNode>,
  ) {}

  build(): WorkloadsAndPods {
    this.readPlans();
    for (const [resource, plans] of this.plans) this.open(this.topOf(resource), plans[0]);
    for (const resource of this.podResources) this.addPodOfInput(resource);
    this.simulateAll();
    // keeps this alone, and not what it was made from
    const { workloadsByKind } = this;
    return {
      workloads: this.workloads,
      pods: this.workloads.flatMap((workload) => workload.pods),
      index: this.index,
      hooks: this.hooks,
      notices: this.budget.notices,
      findWorkload: (kind, namespace, name) => workloadsByKind.get(kind)?.get(namespace, name),
    };
  }

  private readPlans(): void {
    for (const resource of this.resources) {
      if (isKind(resource, '', 'Pod')) {this.podResources.push(resource);} else {
        const plans = planWorkloads(resource, this.find);
        if (plans.length === 0) continue;
        this.plans.set(resource, plans);
        if (plans[0].naming.kind === 'generated') this.plannedByName.set(plans[0].namespace, plans[0].name, resource);
      }
    }
    for (const child of this.plans.keys()) {
      if (this.observe(child)) this.ownedWorkloads.add(child);
    }
    for (const child of this.podResources) this.observe(child);
  }

  private observe(child: Resource): boolean {
    const owner = ownerInInput(child, this.find);
    if (owner === undefined) return false;
    this.observed.add(owner);
    return true;
  }

  private readonly isWorkload = (resource: Resource): boolean => this.plans.has(resource);

  private topOf(resource: Resource): Resource {
    return this.ownedWorkloads.has(resource) ? topWorkload(resource, this.find, this.isWorkload) : resource;
  }

  private open(resource: Resource, plan: WorkloadPlan): OpenWorkload {
    const { kind, name } = resource;
    const namespace = resource.namespace ?? '';
    const template = this.plans.get(resource)?.[0].template ?? plan.template;
    return this.workloadsByKind.get(kind)?.get(namespace, name)
      ?? this.add({ kind, namespace, name, resource, template, replicas: 0, replicasDependOn: null, podsUncertain: false, pods: [] });
  }

  private add(workload: OpenWorkload): OpenWorkload {
    const { kind, namespace, name } = workload;
    let table = this.workloadsByKind.get(kind);
    if (table === undefined) this.workloadsByKind.set(kind, table = new NameTable());
    table.set(namespace, name, workload);
    this.workloads.push(workload);
    return workload;
  }

  private addPodOfInput(resource: Resource): void {
    const hooks = endedHooks(resource);
    if (hooks.length > 0) {
      const { kind, name } = resource;
      const template = readPodTemplate(resource.object, '');
      this.addHook(this.add({ kind, namespace: resource.namespace ?? '', name, resource, template, ...NO_PODS, pods: [] }), hooks, template.labels);
      return;
    }
    const ref = this.byConvention(resource) ?? workloadOfPod(resource, this.find, this.isWorkload);
    const pod = podOf(resource, ref);
    const workload = this.workloadsByKind.get(ref.kind)?.get(ref.namespace, ref.name)
      ?? this.add({ ...ref, resource, template: readPodTemplate(resource.object, ''), ...NO_PODS, pods: [] });
    this.put(workload, { workload, pods: [pod] });
    this.podsByName.set(pod.namespace, pod.name, pod);
    if (controllerOf(resource) === null) this.orphans.add(pod.namespace, pod.labels, pod);
  }

  private addHook(workload: OpenWorkload, hooks: readonly string[], labels: StringMap): void {
    workload.hooks = hooks;
    const events = hooks.join(', ');
    workload.replicasDependOn = openQuestion('helm-hook-while-running', { hooks: events }, [sourceIn(workload.resource)],
      () => `${workload.kind} ${workload.name} has pods only while Helm runs it (${events})`);
    this.hooks.add(workload.namespace, labels, workload);
  }

  /** A Pod that is called as generated names are written here, `<workload>~<n>`, states what becomes of that workload's pods. */
  private byConvention(resource: Resource): WorkloadRef | null {
    const tilde = resource.name.lastIndexOf('~');
    if (tilde === -1 || controllerOf(resource) !== null) return null;
    const namespace = resource.namespace ?? '';
    const name = resource.name.slice(0, tilde);
    const workload = this.plannedByName.get(namespace, name);
    if (workload === undefined) return null;
    this.observed.add(workload);
    return { kind: workload.kind, namespace, name };
  }

  private put(workload: OpenWorkload, labeled: LabelledPods): void {
    const { pods } = labeled;
    const grown = this.grown.get(workload);
    if (grown !== undefined) for (const pod of pods) grown.push(pod);
    else if (workload.pods.length === 0) workload.pods = pods;
    else this.grown.set(workload, workload.pods = [...workload.pods, ...pods]);
    workload.replicas = workload.pods.length;
    if (pods.length > 0) this.index.add(workload.namespace, pods[0].labels, labeled);
  }

  private simulateAll(): void {
    const autoscalers = findAutoscalers(this.resources);
    for (const [resource, plans] of this.plans) {
      const top = this.topOf(resource);
      const isObserved = this.observed.has(resource);
      const hooks = isObserved ? [] : endedHooks(top);
      for (const plan of plans) {
        const workload = this.open(top, plan);
        if (hooks.length > 0) {
          this.addHook(workload, hooks, plan.podLabels);
          continue;
        }
        const { count, dependsOn, uncertain, autoscaled } = plannedReplicas(plan, autoscalers);
        if (autoscaled !== undefined) workload.autoscaled = autoscaled;
        const pods = isObserved ? [] : asReported(plan, this.simulate(plan, workload, count));
        if (!isObserved) {
          workload.replicasDependOn ??= plan.onEachNode && this.nodes.size > 0 ? null : dependsOn;
          workload.podsUncertain ||= uncertain;
        }
        if (pods.length > 0 && pods[0].labels === plan.podLabels) {this.put(workload, { workload, pods });} else {
          this.index.add(plan.namespace, plan.podLabels, { workload, pods: [] });
          for (const pod of pods) this.put(workload, { workload, pods: [pod] });
        }
      }
    }
  }

  private simulate(plan: WorkloadPlan, workload: OpenWorkload, replicas: number): readonly Pod[] {
    const ref = { kind: workload.kind, namespace: workload.namespace, name: workload.name };
    if (plan.onEachNode && this.nodes.size > 0) {
      const template = objectIn(plan.resource.object, 'spec', 'template');
      const nodes = nodesForDaemon(template, this.nodes.values());
      return nodes.slice(0, this.budget.grant(plan, nodes.length)).map((node, n) => daemonPod(plan, ref, n, node));
    }
    if (plan.naming.kind === 'ordinal') return this.simulateStatefulSet(plan, ref, replicas, plan.naming);
    const count = this.budget.grant(plan, Math.max(0, replicas - this.adopt(plan, replicas)));
    const first = plan.naming.kind === 'indexed' ? 0 : workload.pods.filter(({ resource }) => resource.kind !== 'Pod').length;
    const pods: Pod[] = [];
    for (let n = 0; n < count; n++) pods.push(simulatedPod(plan, ref, first + n));
    return compact(pods);
  }

  /** Pods of the input that carry the names of ordinals stand for them; unless they are made in parallel, each waits for those before to be ready. */
  private simulateStatefulSet(plan: WorkloadPlan, ref: WorkloadRef, replicas: number, naming: { start: number; parallel: boolean }): readonly Pod[] {
    const pods: Pod[] = [];
    const count = this.budget.grant(plan, replicas);
    for (let n = 0; n < count; n++) {
      const given = this.podsByName.get(plan.namespace, `${plan.name}-${naming.start + n}`);
      if (given === undefined) pods.push(simulatedPod(plan, ref, n));
      else if (!naming.parallel && (!given.ready || given.terminating)) break;
    }
    return pods;
  }

  /** How many Pods of the input a controller takes over: those that nothing owns, that it selects, and that are not finished (`ClaimPods`). */
  private adopt(plan: WorkloadPlan, limit: number): number {
    if (plan.adopts === null) return 0;
    let count = 0;
    for (const pod of this.orphans.match(plan.namespace, plan.adopts.matchLabels)) {
      if (count === limit) break;
      if (this.adopted.has(pod) || !isActive(pod) || !selects(plan.adopts, pod.labels)) continue;
      this.adopted.add(pod);
      count += 1;
    }
    return count;
  }
}

const REPORTERS: ReadonlySet<string> = new Set(['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet', 'ReplicationController']);

/** How many pods are ready, where the object's status says it (`kubectl get` of workloads without their pods). */
function asReported(plan: WorkloadPlan, pods: readonly Pod[]): readonly Pod[] {
  if (!REPORTERS.has(plan.kind)) return pods;
  const status = objectIn(plan.resource.object, 'status');
  const made = countAt(status, 'replicas') ?? countAt(status, 'currentNumberScheduled') ?? 0;
  const ready = countAt(status, 'readyReplicas') ?? countAt(status, 'numberReady') ?? 0;
  const isAsReported = ready >= pods.length ? pods.every((pod) => pod.ready) : false;
  return made === 0 || isAsReported ? pods : pods.map((pod, n) => (pod.ready === (n < ready) ? pod : { ...pod, ready: n < ready }));
}

/** `controller.IsPodActive`. */
function isActive(pod: Pod): boolean {
  return pod.phase !== 'Succeeded' && pod.phase !== 'Failed' && !pod.terminating;
}
