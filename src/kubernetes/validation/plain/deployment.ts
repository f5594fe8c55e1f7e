import type { Json, JsonObject } from '../../resource';
import { isObject } from '../fields';
import { dns1123Label, dns1123Subdomain } from '../names';
import { isPlainContainer } from './container';
import { fieldCount, given, isAbsentOrCount, isAbsentOrFlag, isPlainAnnotations, isPlainLabels, isPlainMetadata } from './parts';

/** Seconds that a Deployment's pods have to be ready, where it does not say. */
export const DEFAULT_PROGRESS_DEADLINE = 600;

/** Of more containers or ports the rules of pods find out which are alike. */
const FEW = 8;

/** Whether a Deployment is one of those with which nothing can be wrong; of one that is not, nothing is said. */
export function isPlainDeployment(deployment: JsonObject): boolean {
  const { metadata, spec } = deployment;
  // pods are named after it: a label, where a subdomain would do
  if (fieldCount(deployment) !== 4 || !isPlainMetadata(metadata, dns1123Label) || !isObject(spec)) return false;
  const { replicas, selector, template, strategy, revisionHistoryLimit, minReadySeconds, progressDeadlineSeconds } = spec;
  if (!isAbsentOrCount(replicas) || !isAbsentOrCount(revisionHistoryLimit) || !isPlainStrategy(strategy) || !isObject(template)
    || !leavesTime(minReadySeconds, progressDeadlineSeconds)
    || fieldCount(spec) !== 2 + given(replicas) + given(strategy) + given(revisionHistoryLimit) + given(minReadySeconds)
      + given(progressDeadlineSeconds)) return false;
  const { metadata: templateMetadata, spec: podSpec } = template;
  if (fieldCount(template) !== 2 || !isObject(templateMetadata)) return false;
  const { labels, annotations } = templateMetadata;
  return isPlainLabels(labels) && (annotations === undefined || isPlainAnnotations(annotations))
    && fieldCount(templateMetadata) === 1 + given(annotations)
    && selectsAll(selector, labels) && isPlainPodSpec(podSpec);
}

/** Whether pods are to be ready for less time than they are given. */
function leavesTime(minReadySeconds: Json | undefined, progressDeadlineSeconds: Json | undefined): boolean {
  if (!isAbsentOrCount(minReadySeconds) || !isAbsentOrCount(progressDeadlineSeconds)) return false;
  return Number(progressDeadlineSeconds ?? DEFAULT_PROGRESS_DEADLINE) > Number(minReadySeconds ?? 0);
}

function isPlainStrategy(strategy: Json | undefined): boolean {
  if (strategy === undefined) return true;
  if (!isObject(strategy)) return false;
  const { type, rollingUpdate } = strategy;
  return (type === undefined || type === 'RollingUpdate' || (type === 'Recreate' && rollingUpdate === undefined))
    && fieldCount(strategy) === given(type) + given(rollingUpdate);
}

/** Whether a selector has labels alone, all of which the template has: they are valid as those are. */
function selectsAll(selector: Json | undefined, labels: JsonObject): boolean {
  if (!isObject(selector) || fieldCount(selector) !== 1) return false;
  const { matchLabels } = selector;
  if (!isObject(matchLabels)) return false;
  let some = false;
  for (const key in matchLabels) {
    const value = matchLabels[key];
    if (typeof value !== 'string' || labels[key] !== value) return false;
    some = true;
  }
  return some;
}

function isPlainPodSpec(spec: Json | undefined): boolean {
  if (!isObject(spec)) return false;
  const { containers, volumes, serviceAccountName, automountServiceAccountToken, restartPolicy, terminationGracePeriodSeconds } = spec;
  const { securityContext, nodeSelector, affinity, tolerations, topologySpreadConstraints, enableServiceLinks } = spec;
  const { dnsPolicy, hostNetwork, setHostnameAsFQDN } = spec;
  return Array.isArray(containers) && arePlainContainers(containers as readonly Json[])
    && (serviceAccountName === undefined || (typeof serviceAccountName === 'string' && dns1123Subdomain(serviceAccountName) === null))
    && isAbsentOrFlag(automountServiceAccountToken) && isAbsentOrFlag(enableServiceLinks)
    && (restartPolicy === undefined || restartPolicy === 'Always') && isAbsentOrCount(terminationGracePeriodSeconds)
    && (nodeSelector === undefined || isPlainLabels(nodeSelector))
    && (dnsPolicy === undefined || dnsPolicy === 'ClusterFirst' || dnsPolicy === 'Default') && (hostNetwork === undefined || hostNetwork === false)
    && isAbsentOrFlag(setHostnameAsFQDN)
    && fieldCount(spec) === 1 + given(volumes) + given(serviceAccountName) + given(automountServiceAccountToken) + given(restartPolicy)
      + given(terminationGracePeriodSeconds) + given(securityContext) + given(nodeSelector) + given(affinity) + given(tolerations)
      + given(topologySpreadConstraints) + given(enableServiceLinks) + given(dnsPolicy) + given(hostNetwork) + given(setHostnameAsFQDN);
}

function arePlainContainers(containers: readonly Json[]): boolean {
  if (containers.length === 0 || containers.length > FEW) return false;
  for (let i = 0; i < containers.length; i++) {
    const container = containers[i];
    if (!isPlainContainer(container)) return false;
    for (let before = 0; before < i; before++) {
      if ((containers[before] as JsonObject).name === container.name) return false;
    }
  }
  return (containers.length === 1 && portsOf(containers[0]).length < 2) || haveOtherPorts(containers.flatMap(portsOf));
}

const NO_PORTS: readonly Json[] = [];

function portsOf(container: Json): readonly Json[] {
  return ((container as JsonObject).ports ?? NO_PORTS) as readonly Json[];
}

/** Whether no two ports have a name or a number in common, whatever their protocols. */
function haveOtherPorts(ports: readonly Json[]): boolean {
  if (ports.length > FEW) return false;
  for (let i = 1; i < ports.length; i++) {
    const { name, containerPort } = ports[i] as JsonObject;
    for (let before = 0; before < i; before++) {
      const other = ports[before] as JsonObject;
      if (other.containerPort === containerPort || (name !== undefined && other.name === name)) return false;
    }
  }
  return true;
}
