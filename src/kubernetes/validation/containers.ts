import type { JsonObject } from '../resource';
import { childOrNull, elementObject, integer, isGiven, list, text, textOrNull } from './fields';
import { dns1123LabelWithoutDots, portName, portNumber } from './names';
import type { PodContext } from './pod-context';
import { validateLifecycle, validateProbes } from './probes';
import { CONTAINER_RESTART_POLICIES, DROPPED_RESTART_POLICIES } from './releases';
import type { Report } from './report';

/*
 * `validateContainers`, `validateInitContainers` and `validateContainerCommon` (core/validation/validation.go), as far as
 * routing reads containers.
 */

const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];
const PULL_POLICIES = ['Always', 'IfNotPresent', 'Never'];
const TERMINATION_MESSAGE_POLICIES = ['File', 'FallbackToLogsOnError'];
const RESTART_POLICIES = ['Always', 'Never', 'OnFailure'];

export function validateContainers(spec: JsonObject, context: PodContext, gracePeriod: number, report: Report): void {
  const containers = list(spec, 'containers');
  const listPath = `${context.specPath}.containers`;
  if (containers.length === 0) {
    report.required(listPath);
    return;
  }
  const names = new Set<string>();
  const hostPorts = new Set<string>();
  for (let index = 0; index < containers.length; index++) {
    const container = elementObject(containers[index]);
    const path = `${listPath}[${index}]`;
    validateCommon(container, path, context, report);
    validateUniqueName(text(container, 'name'), names, path, report);
    validateLifecycle(container, gracePeriod, path, report);
    validateProbes(container, path, report);
    validateRestartPolicy(container, path, context, report);
    validateHostPorts(container, path, context, hostPorts, report);
    if (context.hostNetwork) {
      validateHostNetworkPorts(container, path, context, report);
    }
  }
}

/** Init containers run one by one, so their host ports may be those of others. */
export function validateInitContainers(spec: JsonObject, context: PodContext, gracePeriod: number, report: Report): void {
  const containers = list(spec, 'initContainers');
  if (containers.length === 0) {
    return;
  }
  const names = new Set(list(spec, 'containers').map(container => text(elementObject(container), 'name')));
  for (let index = 0; index < containers.length; index++) {
    const container = elementObject(containers[index]);
    const path = `${context.specPath}.initContainers[${index}]`;
    validateCommon(container, path, context, report);
    validateUniqueName(text(container, 'name'), names, path, report);
    validateHostPorts(container, path, context, new Set(), report);
    if (textOrNull(container, 'restartPolicy') === 'Always') {
      validateLifecycle(container, gracePeriod, path, report);
      validateProbes(container, path, report);
    } else {
      validateInitOnly(container, path, context, report);
    }
  }
}

/** What an init container that is no sidecar may not have. */
function validateInitOnly(container: JsonObject, path: string, context: PodContext, report: Report): void {
  for (const key of ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe']) {
    if (childOrNull(container, key) !== null) {
      report.forbidden(`${path}.${key}`, 'may not be set for init containers without restartPolicy=Always');
    }
  }
  const restartPolicy = textOrNull(container, 'restartPolicy');
  if (restartPolicy === null || context.kubernetesMinor === DROPPED_RESTART_POLICIES) {
    return;
  }
  const supported = context.kubernetesMinor >= CONTAINER_RESTART_POLICIES ? RESTART_POLICIES : ['Always'];
  if (!supported.includes(restartPolicy)) {
    report.notSupported(`${path}.restartPolicy`, restartPolicy, supported);
  }
}

function validateRestartPolicy(container: JsonObject, path: string, context: PodContext, report: Report): void {
  const restartPolicy = textOrNull(container, 'restartPolicy');
  if (restartPolicy === null || context.kubernetesMinor === DROPPED_RESTART_POLICIES) {
    return;
  }
  if (context.kubernetesMinor < CONTAINER_RESTART_POLICIES) {
    report.forbidden(`${path}.restartPolicy`, 'may not be set for non-init containers');
  } else if (!RESTART_POLICIES.includes(restartPolicy)) {
    report.notSupported(`${path}.restartPolicy`, restartPolicy, RESTART_POLICIES);
  }
}

function validateUniqueName(name: string, names: Set<string>, path: string, report: Report): void {
  if (name !== '' && names.has(name)) {
    report.duplicate(`${path}.name`, name);
  }
  names.add(name);
}

function validateCommon(container: JsonObject, path: string, context: PodContext, report: Report): void {
  const name = text(container, 'name');
  if (name === '') {
    report.required(`${path}.name`);
  } else {
    report.invalidIf(`${path}.name`, name, dns1123LabelWithoutDots(name));
  }
  validateImage(text(container, 'image'), path, context, report);
  validateChoice(container, 'terminationMessagePolicy', TERMINATION_MESSAGE_POLICIES, path, report);
  validateChoice(container, 'imagePullPolicy', PULL_POLICIES, path, report);
  if (isGiven(container, 'ports')) {
    validatePorts(container, path, context, report);
  }
}

/** Spaces around the image's name are refused for pods only: in a template they may be all of it, for a webhook to fill in. */
function validateImage(image: string, path: string, context: PodContext, report: Report): void {
  if (image === '') {
    report.required(`${path}.image`);
  } else if (context.role === 'pod' && image.trim() !== image) {
    report.invalid(`${path}.image`, image, 'must not have leading or trailing whitespace');
  }
}

function validateChoice(container: JsonObject, key: string, choices: readonly string[], path: string, report: Report): void {
  const value = text(container, key);
  if (value !== '' && !choices.includes(value)) {
    report.notSupported(`${path}.${key}`, value, choices);
  }
}

/** `validateContainerPorts`: names are unique within a container, not within a pod. */
function validatePorts(container: JsonObject, containerPath: string, context: PodContext, report: Report): void {
  const ports = list(container, 'ports');
  const names = new Set<string>();
  for (let index = 0; index < ports.length; index++) {
    const port = elementObject(ports[index]);
    const path = `${containerPath}.ports[${index}]`;
    validatePortName(text(port, 'name'), names, path, report);
    const containerPort = integer(port, 'containerPort');
    if (containerPort === 0) {
      report.required(`${path}.containerPort`);
    } else {
      report.invalidIf(`${path}.containerPort`, containerPort, portNumber(containerPort));
    }
    const hostPort = hostPortOf(port, context);
    if (hostPort !== 0) {
      report.invalidIf(`${path}.hostPort`, hostPort, portNumber(hostPort));
    }
    const protocol = protocolOf(port);
    if (!PROTOCOLS.includes(protocol)) {
      report.notSupported(`${path}.protocol`, protocol, PROTOCOLS);
    }
  }
}

function validatePortName(name: string, names: Set<string>, path: string, report: Report): void {
  if (name === '') {
    return;
  }
  const problem = portName(name);
  if (problem !== null) {
    report.invalid(`${path}.name`, name, problem);
  } else if (names.has(name)) {
    report.duplicate(`${path}.name`, name);
  }
  names.add(name);
}

/** `AccumulateUniqueHostPorts`, over what `taken` holds already. */
function validateHostPorts(container: JsonObject, containerPath: string, context: PodContext, taken: Set<string>, report: Report): void {
  const ports = list(container, 'ports');
  for (let index = 0; index < ports.length; index++) {
    const port = elementObject(ports[index]);
    const hostPort = hostPortOf(port, context);
    if (hostPort === 0) {
      continue;
    }
    const key = `${protocolOf(port)}/${text(port, 'hostIP')}/${hostPort}`;
    if (taken.has(key)) {
      report.duplicate(`${containerPath}.ports[${index}].hostPort`, key);
    }
    taken.add(key);
  }
}

/** `validatePodHostNetworkDeps`. */
function validateHostNetworkPorts(container: JsonObject, containerPath: string, context: PodContext, report: Report): void {
  const ports = list(container, 'ports');
  for (let index = 0; index < ports.length; index++) {
    const port = elementObject(ports[index]);
    const hostPort = hostPortOf(port, context);
    if (hostPort !== 0 && hostPort !== integer(port, 'containerPort')) {
      report.invalid(`${containerPath}.ports[${index}].hostPort`, hostPort, 'must match `containerPort` when `hostNetwork` is true');
    }
  }
}

/** The protocol, TCP where none is given. */
export function protocolOf(port: JsonObject): string {
  return text(port, 'protocol') || 'TCP';
}

/** The host port; in the host's network it is the container port where none is given. */
export function hostPortOf(port: JsonObject, context: PodContext): number {
  const hostPort = integer(port, 'hostPort');
  return hostPort === 0 && context.defaultsHostPorts ? integer(port, 'containerPort') : hostPort;
}
