import type { WorkloadRef } from '../model';
import type { FindResource } from './workload-kinds';
import { groupOf, objectAt, stringMapAt, textAt } from '../../kubernetes/fields';
import { controllerOf } from '../../kubernetes/metadata';
import type { ControllerRef } from '../../kubernetes/metadata';
import type { Resource } from '../../kubernetes/resource';

const MAX_OWNERS = 10;

/** The object of the input that controls a resource; undefined where nothing does, or the owner is not in the input. */
export function ownerInInput(resource: Resource, find: FindResource): Resource | undefined {
  const controller = controllerOf(resource);
  if (controller === null) return undefined;
  const owner = find(groupOf(controller.apiVersion), controller.kind, resource.namespace, controller.name);
  if (owner !== undefined) return isSame(owner, controller) ? owner : undefined;
  return ownerByName(resource, controller, find);
}

/** A reference with another uid means an object of the same name that is gone. */
function isSame(owner: Resource, controller: ControllerRef): boolean {
  const uid = textAt(objectAt(owner.object, 'metadata'), 'uid');
  return uid === null || controller.uid === null || uid === controller.uid;
}

/**
 * Across an owner that is not in the input, to its own owner, by the names that controllers give:
 * a Deployment's ReplicaSet is `<deployment>-<pod-template-hash>` (`getNewReplicaSet`), a CronJob's Job is `<cronjob>-<minutes>` (`getJobName`).
 */
function ownerByName(resource: Resource, controller: ControllerRef, find: FindResource): Resource | undefined {
  if (controller.kind === 'ReplicaSet') {
    const hash = stringMapAt(objectAt(resource.object, 'metadata'), 'labels')['pod-template-hash'];
    if (hash === undefined || !controller.name.endsWith(`-${hash}`)) return undefined;
    return find('apps', 'Deployment', resource.namespace, controller.name.slice(0, -hash.length - 1));
  }
  if (controller.kind === 'Job') {
    const dash = controller.name.lastIndexOf('-');
    if (!/^\d+$/.test(controller.name.slice(dash + 1))) return undefined;
    return find('batch', 'CronJob', resource.namespace, controller.name.slice(0, dash));
  }
  return undefined;
}

/**
 * The last workload on the chain of owners, the resource itself where no workload owns it.
 *
 * An operator's object that owns a Deployment and carries no pod template is not a workload.
 */
export function topWorkload(resource: Resource, find: FindResource, isWorkload: (resource: Resource) => boolean): Resource {
  let top = resource;
  for (let i = 0; i < MAX_OWNERS; i++) {
    const owner = ownerInInput(top, find);
    if (owner === undefined || owner === resource || !isWorkload(owner)) return top;
    top = owner;
  }
  return top;
}

/** Whose a Pod of the input is: its last owner that is a workload, an owner that is none or that the input lacks, or nobody's. */
export function workloadOfPod(pod: Resource, find: FindResource, isWorkload: (resource: Resource) => boolean): WorkloadRef {
  const namespace = pod.namespace ?? '';
  const top = topWorkload(pod, find, isWorkload);
  if (top !== pod) return { kind: top.kind, namespace, name: top.name };
  const controller = controllerOf(pod);
  // A mirror pod of the kubelet is owned by its Node, which makes no pods.
  if (controller === null || controller.kind === 'Node') return { kind: pod.kind, namespace, name: pod.name };
  return { kind: controller.kind, namespace, name: controller.name };
}
