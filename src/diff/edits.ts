import { isKind, objectIn } from '../kubernetes/fields';
import { describe, NO_ORIGIN, type Json, type JsonObject, type ObjectRef, type Resource } from '../kubernetes/resource';

/** A change of the manifests that is tried out. */
export type Edit =
  | { readonly kind: 'without'; readonly ref: ObjectRef }
  | { readonly kind: 'scale'; readonly ref: ObjectRef; readonly replicas: number }
  | { readonly kind: 'node-down'; readonly node: string }
  | { readonly kind: 'not-ready'; readonly ref: ObjectRef }
  | { readonly kind: 'set'; readonly resources: readonly Resource[] };

/** The manifests with an edit; a text is why it cannot be made: lower case, no full stop. */
export function edited(resources: readonly Resource[], edit: Edit): readonly Resource[] | string {
  switch (edit.kind) {
    case 'set': return withObjects(resources, edit.resources);
    case 'node-down': return withoutNode(resources, edit.node);
    default: {
      const found = resources.filter((each) => isNamed(each, edit.ref));
      if (found.length === 0) return unknownObject(resources, edit.ref);
      if (edit.kind === 'without') return withoutOwned(resources.filter((each) => !found.includes(each)), found);
      return edit.kind === 'scale' ? scaled(resources, found, edit.replicas) : notReady(resources, found);
    }
  }
}

function unknownObject(resources: readonly Resource[], ref: ObjectRef): string {
  const names = [...new Set(resources.filter(({ kind }) => kind.toLowerCase() === ref.kind.toLowerCase()).map(describe))];
  return `the manifests have no ${describe(ref)}${names.length === 0 ? '' : `; there ${names.length === 1 ? 'is' : 'are'} ${names.slice(0, 5).join(', ')}`}`;
}

/** Objects without namespace are named as if they were in any. */
function isNamed({ kind, namespace, name }: Resource, ref: ObjectRef): boolean {
  return kind.toLowerCase() === ref.kind.toLowerCase() && name === ref.name && (namespace === null || namespace === ref.namespace);
}

function withObjects(resources: readonly Resource[], objects: readonly Resource[]): readonly Resource[] {
  const group = ({ apiVersion }: Resource): string => apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  const isSame = (a: Resource, b: Resource): boolean =>
    a.kind === b.kind && a.namespace === b.namespace && a.name === b.name && group(a) === group(b);
  return [...resources.filter((each) => !objects.some((other) => isSame(each, other))), ...objects];
}

/** What the garbage collector takes along. */
function withoutOwned(resources: readonly Resource[], gone: readonly Resource[]): readonly Resource[] {
  const owned = resources.filter((each) => gone.some((owner) => isOwnedBy(each, owner)));
  return owned.length === 0 ? resources : withoutOwned(resources.filter((each) => !owned.includes(each)), owned);
}

function isOwnedBy({ object, namespace }: Resource, owner: Resource): boolean {
  const references = fieldsOf(object, 'metadata').ownerReferences;
  if (!Array.isArray(references) || namespace !== owner.namespace) return false;
  return (references as readonly JsonObject[]).some((each) => each?.kind === owner.kind && each.name === owner.name);
}

function scaled(resources: readonly Resource[], workloads: readonly Resource[], replicas: number): readonly Resource[] | string {
  const fixed = workloads.find(({ object }) => !isScalable(object));
  if (fixed !== undefined) return `${describe(fixed)} has no replicas to scale`;
  // pods that exist are of the number there was; the controller makes those of the new one
  return withoutOwned(resources, workloads).map((each) => workloads.includes(each) ? withReplicas(each, replicas) : each);
}

function isScalable({ kind }: JsonObject): boolean {
  return ['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController'].includes(String(kind));
}

function withReplicas(resource: Resource, replicas: number): Resource {
  return { ...resource, object: { ...resource.object, spec: { ...fieldsOf(resource.object, 'spec'), replicas } } };
}

function notReady(resources: readonly Resource[], found: readonly Resource[]): readonly Resource[] | string {
  const pods = resources.filter((each) => isKind(each, '', 'Pod') && (found.includes(each) || isBelow(each, found, resources)));
  const other = found.find((each) => !isKind(each, '', 'Pod') && fieldsOf(each.object, 'spec').template === undefined);
  if (other !== undefined) return `${describe(other)} has no pods that could be not ready`;
  const withPods = found.filter((each) => pods.some((pod) => pod === each || isBelow(pod, [each], resources)));
  const made = found.filter((each) => !withPods.includes(each)).map(podOf);
  const unscaled = resources.map(
    (each) => found.includes(each) && !withPods.includes(each) && isScalable(each.object) ? withReplicas(each, 0) : each,
  );
  const daemons = found.filter(({ kind }) => kind === 'DaemonSet');
  const kept = unscaled.filter((each) => !daemons.includes(each) || withPods.includes(each));
  return [...kept.map((each) => pods.includes(each) ? unready(each) : each), ...made];
}

/** Whether a pod belongs to one of some workloads, by way of others or not. */
function isBelow(pod: Resource, owners: readonly Resource[], resources: readonly Resource[]): boolean {
  if (owners.some((owner) => isOwnedBy(pod, owner))) return true;
  const between = resources.filter((each) => isOwnedBy(pod, each));
  return between.length > 0 && between.some((each) => isBelow(each, owners, resources));
}

const NOT_READY: Json = { phase: 'Running', conditions: [{ type: 'Ready', status: 'False' }] };

function unready(pod: Resource): Resource {
  return { ...pod, object: { ...pod.object, status: { ...fieldsOf(pod.object, 'status'), phase: 'Running', conditions: [{ type: 'Ready', status: 'False' }] } } };
}

/** A pod of a workload that has none in the manifests, which is there and not ready. */
function podOf({ object, apiVersion, kind, namespace, name }: Resource): Resource {
  const template = fieldsOf(object, 'spec', 'template');
  const metadata = fieldsOf(template, 'metadata');
  const pod = `${name}-0`;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    namespace,
    name: pod,
    origin: NO_ORIGIN,
    object: {
      apiVersion: 'v1',
      kind: 'Pod',
      spec: fieldsOf(template, 'spec'),
      status: NOT_READY,
      metadata: { ...metadata, name: pod, namespace, ownerReferences: [{ apiVersion, kind, name, uid: 'of-the-workload', controller: true }] },
    },
  };
}

/** Pods of the node go, those that nothing else can take included; new ones are made elsewhere. */
function withoutNode(resources: readonly Resource[], node: string): readonly Resource[] | string {
  const nodes = resources.filter((each) => isKind(each, '', 'Node'));
  const pinned = (spec: JsonObject): boolean => spec.nodeName === node || fieldsOf(spec, 'nodeSelector')['kubernetes.io/hostname'] === node;
  const isThere = (each: Resource): boolean => isKind(each, '', 'Pod') && pinned(fieldsOf(each.object, 'spec'));
  const templateOf = ({ object }: Resource): JsonObject => fieldsOf(object, 'spec', 'template', 'spec');
  const isPinned = (each: Resource): boolean => isScalable(each.object) && pinned(templateOf(each));
  if (!nodes.some(({ name }) => name === node) && !resources.some((each) => isThere(each) || isPinned(each))) {
    return `the manifests have no Node ${node}${nodes.length === 0 ? ', and no pod that is on it' : `; there are ${nodes.slice(0, 5).map(({ name }) => name).join(', ')}`}`;
  }
  return resources.filter((each) => !(isKind(each, '', 'Node') && each.name === node) && !isThere(each)).map((each) => isPinned(each) ? withReplicas(each, 0) : each);
}

/** The object at a path of keys, empty where there is none. */
function fieldsOf(object: JsonObject, ...keys: readonly string[]): JsonObject {
  return objectIn(object, ...keys) ?? {};
}
