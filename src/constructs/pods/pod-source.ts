import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { isPodSelector, selectedPods } from './pod-selector';
import { isEmptyMap, objectAt, objectIn, stringMapAt, type StringMap } from '../../kubernetes/fields';
import { readPodSpec, readPodTemplate, type Container, type PodTemplate } from '../../kubernetes/pod-template';
import type { JsonObject } from '../../kubernetes/resource';

/** The label that cdk8s-plus puts on the pods of every workload, with a value of the workload's own. */
const ADDRESS_LABEL = 'cdk8s.io/metadata.addr';

/** The pods that a Service is to reach. What it tells is read when it is asked, since workloads grow after they are made. */
export interface PodSource {
  /** `Deployment 'kiada/quote'`, for messages. */
  readonly description: string;
  /** The cdk8s-plus workload, or the object; null where only labels are known. */
  readonly construct: IConstruct | null;
  readonly kind: string | null;
  /** The name of the workload's object. */
  readonly name: string | null;
  readonly namespace: string | undefined;
  /** Labels that all of the pods have; empty where they have none. */
  selector(): StringMap;
  /** Containers and sidecars; null where nothing is known of them. */
  containers(): readonly Container[] | null;
  /** All that labels and containers are made from, in a flat list: where its values are the same, nothing has changed. */
  state(): readonly unknown[];
  /** Whether the state is what it was. Costs next to nothing. */
  isStill(state: readonly unknown[]): boolean;
}

/** Pods that are known by their labels only. */
export function podsByLabels(selector: StringMap): PodSource {
  return {
    description: 'the given labels',
    construct: null,
    kind: null,
    name: null,
    namespace: undefined,
    selector: () => selector,
    containers: () => null,
    state: () => [],
    isStill: () => true,
  };
}

/**
 * The pods of a workload, whatever made it.
 *
 * cdk8s-plus workloads are read by shape: no version's class is another's, and their `toJson` changes what they emit. Plain objects are
 * rendered, which leaves them as they are.
 *
 * @returns undefined where the construct has no pods
 * @throws {RangeError} when it is a selector, and no Service can select the same pods
 */
export function podsOfWorkload(construct: IConstruct): PodSource | undefined {
  if (isWorkload(construct)) {
    return podsOfWorkloadConstruct(construct);
  }
  if (ApiObject.isApiObject(construct)) {
    const owner = construct.node.scope;
    return owner && isWorkload(owner) ? podsOfWorkloadConstruct(owner) : podsOfObject(construct);
  }
  const { workload } = construct as IConstruct & { readonly workload?: IConstruct };
  if (workload === undefined && isPodSelector(construct)) {
    const { labels, namespace } = selectedPods(construct);
    return { ...podsByLabels(labels), description: `'${construct.node.path}'`, namespace };
  }
  const inner = workload ?? construct.node.defaultChild;
  return inner && podsOfWorkload(inner);
}

/** What every workload of every cdk8s-plus version shows. */
interface Workload extends IConstruct {
  readonly kind: string;
  readonly name: string;
  readonly metadata: { readonly namespace?: string };
  readonly matchLabels?: StringMap;
  readonly podMetadata: { getLabel(key: string): string | undefined; toJson(): unknown };
  readonly containers: readonly { readonly name: string; readonly ports?: readonly WorkloadPort[] }[];
}

interface WorkloadPort {
  readonly number: number;
  readonly name?: string;
  readonly protocol?: Container['ports'][number]['protocol'];
}

function isWorkload(construct: IConstruct): construct is Workload {
  const shape = construct as IConstruct & Partial<Workload>;
  return typeof shape.podMetadata === 'object' && Array.isArray(shape.containers);
}

function podsOfWorkloadConstruct(workload: Workload): PodSource {
  return {
    description: `${workload.kind} '${workload.node.path}'`,
    construct: workload,
    kind: workload.kind,
    name: workload.name,
    namespace: workload.metadata.namespace,
    selector: () => selectorOfWorkload(workload),
    containers: () => workload.containers.map(({ name, ports = [] }) => ({
      name,
      ports: ports.map((port) => ({ name: port.name ?? '', containerPort: port.number, protocol: port.protocol ?? 'TCP', hostPort: null })),
    })),
    state: () => stateOfWorkload(workload),
    isStill: (state) => hasState(workload, state),
  };
}

function stateOfWorkload(workload: Workload): unknown[] {
  const state: unknown[] = [];
  const address = workload.podMetadata.getLabel(ADDRESS_LABEL);
  if (address === undefined) {
    state.push(JSON.stringify(selectorOfWorkload(workload)));
  } else {
    state.push(address);
  }
  for (const { name, ports = [] } of workload.containers) {
    state.push(name, ports.length);
    for (const port of ports) {
      state.push(port.number, port.name, port.protocol);
    }
  }
  return state;
}

/** Compares with `stateOfWorkload`, and makes nothing. */
function hasState(workload: Workload, state: readonly unknown[]): boolean {
  const address = workload.podMetadata.getLabel(ADDRESS_LABEL);
  if (address === undefined) return sameState(stateOfWorkload(workload), state);
  if (address !== state[0]) return false;
  let at = 1;
  const { containers } = workload;
  for (let index = 0; index < containers.length; index++) {
    const { name, ports = NO_PORTS } = containers[index];
    if (name !== state[at] || ports.length !== state[at + 1]) return false;
    at += 2;
    for (let each = 0; each < ports.length; each++) {
      const port = ports[each];
      if (port.number !== state[at] || port.name !== state[at + 1] || port.protocol !== state[at + 2]) return false;
      at += 3;
    }
  }
  return at === state.length;
}

const NO_PORTS: readonly WorkloadPort[] = [];

function sameState(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((value, index) => Object.is(value, other[index]));
}

/** The address label alone tells a workload's pods from all others. */
function selectorOfWorkload({ podMetadata, matchLabels }: Workload): StringMap {
  const address = podMetadata.getLabel(ADDRESS_LABEL);
  if (address !== undefined) {
    return { [ADDRESS_LABEL]: address };
  }
  return matchLabels && !isEmptyMap(matchLabels) ? matchLabels : stringMapAt(podMetadata.toJson() as JsonObject | undefined, 'labels');
}

function podsOfObject(object: ApiObject): PodSource | undefined {
  const facts = () => {
    const json = object.toJson() as JsonObject;
    const template = templateOf(json);
    return { template, selector: selectorOfObject(json, template) };
  };
  const containersOf = (spec: PodTemplate['spec'] | undefined) => spec ? [...spec.containers, ...spec.sidecars] : null;
  const { template, selector } = facts();
  if (template === undefined && isEmptyMap(selector)) {
    return undefined;
  }
  const state = (): readonly unknown[] => {
    const { template: now, selector: labels } = facts();
    return [JSON.stringify([labels, containersOf(now?.spec)])];
  };
  return {
    description: `${object.kind} '${object.node.path}'`,
    construct: object,
    kind: object.kind,
    name: object.name,
    namespace: object.metadata.namespace,
    selector: () => facts().selector,
    containers: () => containersOf(facts().template?.spec),
    state,
    isStill: (before) => sameState(state(), before),
  };
}

/** Where the kinds of Kubernetes, and the workloads of others that follow them (Argo Rollout, OpenKruise), keep their pods. */
function templateOf(object: JsonObject): PodTemplate | undefined {
  if (object.kind === 'Pod') {
    const metadata = objectAt(object, 'metadata');
    return {
      labels: stringMapAt(metadata, 'labels'), annotations: stringMapAt(metadata, 'annotations'), spec: readPodSpec(objectAt(object, 'spec')), path: '',
    };
  }
  for (const path of [['spec', 'template'], ['spec', 'jobTemplate', 'spec', 'template']]) {
    const template = objectIn(object, ...path);
    if (objectAt(template, 'spec') !== undefined) {
      return readPodTemplate(template, path.join('.'));
    }
  }
  return undefined;
}

/** What the workload selects its pods by, as far as labels say it; otherwise all labels of the pods. */
function selectorOfObject(object: JsonObject, template: PodTemplate | undefined): StringMap {
  const matchLabels = stringMapAt(objectIn(object, 'spec', 'selector'), 'matchLabels');
  if (template === undefined) {
    return matchLabels;
  }
  const selects = !isEmptyMap(matchLabels) && Object.entries(matchLabels).every(([key, value]) => template.labels[key] === value);
  return selects ? matchLabels : template.labels;
}
