import { annotationsOf } from './routes';
import type { Cluster, Workload } from '../cluster/model';
import { podSpecObject, writtenContainers } from '../cluster/workloads/pod-spec-fields';
import { integerAt, listAt, objectAt, objectIn, objectsAt, stringAt, stringMapAt } from '../kubernetes/fields';
import type { JsonObject } from '../kubernetes/resource';

const TEXTS = new WeakMap<Workload, string>();

/** ConfigMaps beyond this size are data; what they say of ports is not looked for. */
const LONGEST_CONFIG = 200_000;

/** Longer ones hold whole objects (`kubectl.kubernetes.io/last-applied-configuration`). */
const LONGEST_ANNOTATION = 100;

/**
 * Whether a workload's pods are told a number: in arguments, environment, probes, annotations, or the ConfigMaps that they read.
 *
 * Containers need not declare the ports that they listen on, and what they are configured with says more.
 */
export function isToldNumber(cluster: Cluster, workload: Workload, number: number): boolean {
  let text = TEXTS.get(workload);
  if (text === undefined) TEXTS.set(workload, text = textOf(cluster, workload));
  return new RegExp(`(?<![\\d.])${number}(?![\\d])`).test(text);
}

function textOf(cluster: Cluster, workload: Workload): string {
  const own = Object.values(annotationsOf(workload.resource)).filter((each) => each.length < LONGEST_ANNOTATION);
  const texts: unknown[] = [...Object.values(workload.template.annotations), ...own];
  for (const { object } of writtenContainers(workload)) {
    texts.push(...objectsAt(object, 'env').map(({ object: env }) => stringAt(env, 'value')), ...listAt(object, 'command'), ...listAt(object, 'args'), ...probePorts(object));
  }
  for (const name of configMapsOf(workload)) {
    const config = cluster.find('ConfigMap', workload.namespace, name);
    if (config !== undefined) texts.push(...Object.values(stringMapAt(config.object, 'data')).filter((each) => each.length <= LONGEST_CONFIG));
  }
  return texts.filter((each) => typeof each === 'string' || typeof each === 'number').join('\n');
}

function probePorts(container: JsonObject): readonly (number | undefined)[] {
  return ['readinessProbe', 'livenessProbe', 'startupProbe'].flatMap((probe) =>
    ['httpGet', 'tcpSocket', 'grpc'].map((action) => integerAt(objectIn(container, probe, action), 'port')));
}

/** Names of the ConfigMaps that the pods mount, or take their environment from. */
function configMapsOf(workload: Workload): ReadonlySet<string> {
  const names = new Set<string>();
  const add = (name: string | undefined): void => {
    if (name !== undefined) names.add(name);
  };
  for (const { object } of objectsAt(podSpecObject(workload), 'volumes')) {
    add(stringAt(objectAt(object, 'configMap'), 'name'));
    for (const { object: source } of objectsAt(objectAt(object, 'projected'), 'sources')) add(stringAt(objectAt(source, 'configMap'), 'name'));
  }
  for (const { object } of writtenContainers(workload)) {
    for (const { object: from } of objectsAt(object, 'envFrom')) add(stringAt(objectAt(from, 'configMapRef'), 'name'));
    for (const { object: env } of objectsAt(object, 'env')) add(stringAt(objectIn(env, 'valueFrom', 'configMapKeyRef'), 'name'));
  }
  return names;
}
