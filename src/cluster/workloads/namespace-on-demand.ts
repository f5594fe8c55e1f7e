import type { FindResource } from './workload-kinds';
import { makeWorkloads, type LabelledPods, type WorkloadsAndPods } from './workloads';
import { ADDED_LABELS, carries, indexLabels, writtenLabels } from './written-labels';
import { fieldsOf, objectIn, textAt, type StringMap } from '../../kubernetes/fields';
import { controllerOf } from '../../kubernetes/metadata';
import type { Resource } from '../../kubernetes/resource';
import type { LabelIndex } from '../label-index';
import type { ClusterNode, Workload } from '../model';
import { compareResources } from '../resource-index';

/** What the workloads of a namespace are made from. */
export interface NamespaceSources {
  readonly find: FindResource;
  /** Whether the API server takes an object. */
  isTaken(resource: Resource): boolean;
  nodes(): ReadonlyMap<string, ClusterNode>;
}

/** So many selectors are compared with the labels of each object, which costs less than to index them. */
const FEW_SELECTORS = 6;

/**
 * The workloads and pods of one namespace, which are made when somebody asks about them: owners, adopted pods, autoscalers and selectors do not
 * reach beyond it.
 *
 * Where it holds pods, or objects that others own, all are made together; else each workload by itself.
 */
export class NamespaceOnDemand {
  /** Whether each object has the pods that it would have alone. */
  private readonly areApart: boolean;
  private readonly makers: readonly Resource[];
  private readonly scalers = new Map<string, Resource[]>();
  private readonly made = new Map<Resource | null, WorkloadsAndPods>();
  private labels: LabelIndex<Resource> | undefined;
  private selectors = 0;

  /** @param resources those of the namespace that `concernsPods` holds for */
  constructor(private readonly namespace: string, private readonly resources: readonly Resource[], private readonly sources: NamespaceSources) {
    this.areApart = areApart(resources);
    this.makers = resources.filter((each) => {
      const target = scaledBy(each);
      if (target !== null) this.scalers.set(target, [...this.scalers.get(target) ?? [], each]);
      return target === null;
    });
  }

  get workloads(): readonly Workload[] {
    return this.parts(this.makers).flatMap((part) => part.workloads);
  }

  match(selector: StringMap): readonly LabelledPods[] {
    return joined(this.parts(this.carrying(selector)), (part) => part.index.match(this.namespace, selector));
  }

  matchHooks(selector: StringMap): readonly Workload[] {
    return joined(this.parts(this.carrying(selector)), (part) => part.hooks.match(this.namespace, selector));
  }

  find(kind: string, name: string): Workload | undefined {
    for (const part of this.parts(this.makers.filter((each) => each.name === name))) {
      const found = part.findWorkload(kind, this.namespace, name);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** The workloads of some objects, and perhaps others. */
  of(makers: readonly Resource[]): readonly Workload[] {
    return this.parts(makers).flatMap((part) => part.workloads);
  }

  /** Objects whose pods have all labels of a selector, as they are written: those that the API server refuses among them. */
  carriers(selector: StringMap): readonly Resource[] {
    const keys = Object.keys(selector);
    return this.withLabels(selector, keys).sort(compareResources);
  }

  /** Objects that may have pods with all labels of a selector, those that controllers add among them. */
  private carrying(selector: StringMap): readonly Resource[] {
    return this.areApart ? this.withLabels(selector, Object.keys(selector).filter((key) => !ADDED_LABELS.has(key))) : [];
  }

  private withLabels(selector: StringMap, keys: readonly string[]): Resource[] {
    this.selectors += 1;
    if (this.selectors <= FEW_SELECTORS) {
      return this.makers.filter((each) => writtenLabels(each, this.sources.find).some((labels) => carries(labels, selector, keys)));
    }
    const wanted = Object.fromEntries(keys.map((key) => [key, selector[key]]));
    return [...new Set((this.labels ??= indexLabels(this.namespace, this.makers, this.sources.find)).match(this.namespace, wanted))];
  }

  /** What is made of some objects, each by itself; of all where they are not apart. */
  private parts(makers: readonly Resource[]): readonly WorkloadsAndPods[] {
    if (!this.areApart) return [this.make(null, () => this.resources)];
    return [...new Set(makers)].sort(compareResources).map((maker) => this.make(maker, () => [maker, ...this.scalers.get(maker.name) ?? []]));
  }

  private make(maker: Resource | null, resources: () => readonly Resource[]): WorkloadsAndPods {
    let made = this.made.get(maker);
    if (made === undefined) {
      const { find, isTaken, nodes } = this.sources;
      const taken = resources().filter((each) => isTaken(each));
      this.made.set(maker, made = makeWorkloads(taken.length > 1 ? taken.sort(compareResources) : taken, find, nodes()));
    }
    return made;
  }
}

/** The list of the one part itself, as thousands of Services may ask for the same thousands of pods. */
function joined<T>(parts: readonly WorkloadsAndPods[], of: (part: WorkloadsAndPods) => readonly T[]): readonly T[] {
  return parts.length === 1 ? of(parts[0]) : parts.flatMap(of);
}

/** Whether no object is a pod, or owned by another, or called as another one of its kind is. */
function areApart(resources: readonly Resource[]): boolean {
  const kinds = new Map<string, Set<string>>();
  for (const resource of resources) {
    const { kind, name, object } = resource;
    let names = kinds.get(kind);
    if (names === undefined) kinds.set(kind, names = new Set());
    const before = names.size;
    if (kind === 'Pod' || names.add(name).size === before) return false;
    if (fieldsOf(object.metadata)?.ownerReferences !== undefined && controllerOf(resource) !== null) return false;
  }
  return true;
}

/** The name of what an object scales; null where it is no autoscaler. */
function scaledBy({ kind, object }: Resource): string | null {
  return kind === 'HorizontalPodAutoscaler' || kind === 'ScaledObject' ? textAt(objectIn(object, 'spec', 'scaleTargetRef'), 'name') : null;
}
