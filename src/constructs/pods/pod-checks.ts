import type { IConstruct } from 'constructs';
import type { PodOptions } from './pod-options';
import { podsByLabels, podsOfWorkload, type PodSource } from './pod-source';
import { defined } from '../emit';

type Fail = (message: string) => Error;

const INT32_MAX = 2 ** 31 - 1;

/**
 * Throws when it is not plain where the pods come from.
 *
 * @param imageOnly further props that make sense for pods that are made from `image` only
 */
export function checkPodOptions(options: PodOptions, imageOnly: object, fail: Fail): void {
  const { image, workload, selector, replicas, autoscaling, readiness, container } = options;
  const given = Object.keys(defined({ image, workload, selector }));
  if (given.length !== 1) {
    throw fail(`${given.length === 0 ? 'nothing says where the pods come from' : `got ${given.map((name) => `'${name}'`).join(' and ')}`}; `
      + 'specify one of \'image\', \'workload\' and \'selector\'');
  }
  if (image !== undefined) {
    checkImage(image, replicas, fail);
    if (readiness !== undefined && container?.readiness !== undefined) {
      throw fail('got both \'readiness\' and \'container.readiness\'; specify one of them');
    }
    return;
  }
  const [misplaced] = Object.keys(defined({ replicas, autoscaling, readiness, container, ...imageOnly }));
  if (misplaced !== undefined) {
    throw fail(`got '${misplaced}' together with '${given[0]}'; it is for pods that are made from 'image', set it on the workload instead`);
  }
}

/**
 * The pods of a workload, or those that carry labels.
 *
 * @throws when there is nothing to select them by
 */
export function podsOf(workload: IConstruct | undefined, selector: PodOptions['selector'], fail: Fail): PodSource {
  if (workload === undefined) {
    if (Object.keys(selector ?? {}).length === 0) {
      throw fail('selector is empty, and a Service with an empty selector selects nothing; specify the labels of the pods');
    }
    return podsByLabels({ ...selector });
  }
  const pods = podsIn(workload, fail);
  if (pods === undefined) {
    throw fail(`workload '${workload.node.path}' has no pods; specify a workload or Pods of cdk8s-plus, an ApiObject with a pod template, or the pods' labels as 'selector'`);
  }
  if (Object.keys(pods.selector()).length === 0) {
    throw fail(`the pods of ${pods.description} have no labels to select them by; add labels to its pod template`);
  }
  return pods;
}

/**
 * The pods of a workload.
 *
 * @returns undefined where it has none
 * @throws when it is a selector, and no Service can select the same pods
 */
export function podsIn(workload: IConstruct, fail: Fail): PodSource | undefined {
  try {
    return podsOfWorkload(workload);
  } catch (error) {
    if (error instanceof RangeError) throw fail(`workload '${workload.node.path}' ${error.message}`);
    throw error;
  }
}

/** The same pods, for another Service. */
export function samePods(workload: IConstruct | undefined, pods: PodSource): PodOptions {
  return workload ? { workload } : { selector: { ...pods.selector() } };
}

/**
 * Throws when the Service is in another namespace than its pods.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#services-in-kubernetes
 */
export function checkNamespace(pods: PodSource, namespace: string | undefined, fail: Fail): void {
  if (pods.namespace !== undefined && namespace !== undefined && pods.namespace !== namespace) {
    throw fail(`the Service is in namespace '${namespace}' and ${pods.description} in '${pods.namespace}', and a Service selects pods of its own namespace only; `
      + 'leave out metadata.namespace; for a name in another namespace, make an ExternalAlias to this Service\'s dnsName there');
  }
}

function checkImage(image: string, replicas: number | undefined, fail: Fail): void {
  if (image.trim() === '' || image !== image.trim()) {
    throw fail(`image '${image}' is not a valid image name; use one such as 'nginx:1.27'`);
  }
  if (replicas !== undefined && !(Number.isInteger(replicas) && replicas >= 0 && replicas <= INT32_MAX)) {
    throw fail(`replicas is ${replicas}; specify a whole number from 0 to ${INT32_MAX}`);
  }
}
