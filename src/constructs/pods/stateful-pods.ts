import { ApiObject, JsonPatch } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { PodSource } from './pod-source';
import { integerAt, objectIn, textAt } from '../../kubernetes/fields';
import type { JsonObject } from '../../kubernetes/resource';

/** The longest name of a StatefulSet whose pods can be made: they carry it in a label (63 characters), with a hash behind it. */
const LONGEST_NAME = 52;

const INT32_MAX = 2 ** 31 - 1;

type Fail = (message: string) => Error;

/** The pods of a StatefulSet, which have names that are known before they run. */
export interface StatefulPods {
  readonly name: string;
  readonly start: number;
  /** null where an autoscaler decides. */
  replicas(): number | null;
}

/** What every cdk8s-plus version's StatefulSet shows. */
interface StatefulSetConstruct extends IConstruct {
  readonly service: { readonly name: string; readonly node?: IConstruct['node'] };
  readonly replicas?: number;
  readonly hasAutoscaler?: boolean;
}

/** The StatefulSet that was given a headless Service before, and that Service's name. */
const WIRED = new WeakMap<IConstruct, string>();

/**
 * Makes a headless Service the one that a StatefulSet's pods are named under (`spec.serviceName`), and tells what their names are.
 *
 * @param start the first ordinal, undefined where it is as the StatefulSet says
 * @returns undefined where the pods are not those of a StatefulSet
 * @throws when the StatefulSet names another Service, or another first ordinal
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id
 */
export function wireStatefulSet(pods: PodSource, serviceName: string, start: number | undefined, fail: Fail): StatefulPods | undefined {
  if (start !== undefined && (pods.kind !== 'StatefulSet' || !(Number.isInteger(start) && start >= 0 && start <= INT32_MAX))) {
    throw fail(pods.kind === 'StatefulSet'
      ? `ordinalsStart is ${start}; specify a whole number from 0 to ${INT32_MAX}`
      : `got 'ordinalsStart', and the pods of ${pods.description} have no ordinals; those of a StatefulSet do`);
  }
  const { construct, name } = pods;
  if (pods.kind !== 'StatefulSet' || construct === null || name === null) {
    return undefined;
  }
  const wired = WIRED.get(construct);
  if (wired !== undefined) {
    throw fail(`the pods of ${pods.description} are named under the headless Service '${wired}' already, and a StatefulSet has one such Service; use that one`);
  }
  const stateful = ApiObject.isApiObject(construct)
    ? wireObject(construct, serviceName, start, fail)
    : wireConstruct(construct as StatefulSetConstruct, name, serviceName, start, fail);
  WIRED.set(construct, serviceName);
  return stateful;
}

/** Throws when a StatefulSet of that name could not make pods. */
export function checkStatefulSetName(name: string, fail: Fail): void {
  if (name.length > LONGEST_NAME) {
    throw fail(`'${name}' has ${name.length} characters; a StatefulSet of a name longer than ${LONGEST_NAME} cannot make pods, since they carry it with a hash `
      + 'in a label; specify a shorter id or metadata.name');
  }
}

function wireConstruct(set: StatefulSetConstruct, name: string, serviceName: string, start: number | undefined, fail: Fail): StatefulPods {
  const { service } = set;
  if (service.name !== serviceName) {
    if (service.node?.scope !== set) {
      throw fail(otherService(`StatefulSet '${set.node.path}'`, service.name));
    }
    patch(ApiObject.of(set), 'serviceName', serviceName);
  }
  if (start !== undefined) {
    patch(ApiObject.of(set), 'ordinals', { start });
  }
  return { name, start: start ?? 0, replicas: () => set.hasAutoscaler ? null : set.replicas ?? 1 };
}

function wireObject(object: ApiObject, serviceName: string, start: number | undefined, fail: Fail): StatefulPods {
  const spec = () => objectIn(object.toJson() as JsonObject, 'spec');
  const named = textAt(spec(), 'serviceName');
  if (named !== null && named !== serviceName) {
    throw fail(otherService(`StatefulSet '${object.node.path}'`, named));
  }
  const ordinal = integerAt(objectIn(spec(), 'ordinals'), 'start');
  if (start !== undefined && ordinal !== undefined && ordinal !== start) {
    throw fail(`ordinalsStart is ${start}, and StatefulSet '${object.node.path}' starts at ${ordinal}; specify one of them`);
  }
  if (named === null) {
    patch(object, 'serviceName', serviceName);
  }
  if (start !== undefined && ordinal === undefined) {
    patch(object, 'ordinals', { start });
  }
  return { name: object.name, start: start ?? ordinal ?? 0, replicas: () => integerAt(spec(), 'replicas') ?? 1 };
}

function patch(object: ApiObject, field: string, value: unknown): void {
  object.addJsonPatch(JsonPatch.add(`/spec/${field}`, value));
}

function otherService(description: string, name: string): string {
  return `${description} names its pods under the Service '${name}'; set its metadata.name to '${name}', or leave the Service of the StatefulSet out`;
}
