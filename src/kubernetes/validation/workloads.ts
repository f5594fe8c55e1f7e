import { isEmptyMap, stringMapAt } from '../fields';
import { readLabelSelector, selects } from '../label-selector';
import type { JsonObject } from '../resource';
import { child, childOrNull, integer, integerOrNull, isGiven, text } from './fields';
import type { KindRules, ValidationOptions } from './kind-rules';
import { TYPE_META, validateMetadata, type NameRule } from './metadata';
import { dns1123LabelWithoutDots, dns1123Subdomain } from './names';
import { DEFAULT_PROGRESS_DEADLINE } from './plain/deployment';
import { podContext, type PodRole } from './pod-context';
import { POD_TEMPLATE, REPLICAS_AND_TEMPLATE } from './pod-schema';
import { validatePodTemplate, validateTemplateMetadata } from './pod-spec';
import { warnOfName, warnOfPodSpec } from './pod-warnings';
import { STATEFUL_SERVICE_NAMES, STATEFUL_TEMPLATES } from './releases';
import type { Report } from './report';
import { ANY, BOOL, conforms, INT32, object, STRING, STRING_MAP, type ObjectSchema, type Schema } from './schema';
import { reportMismatch, validateNonNegative, validateRunsForever, validateSelected, validateSelector, type SelectorState } from './workload-template';

const DEPLOYMENT_STRATEGIES = ['Recreate', 'RollingUpdate'];
const UPDATE_STRATEGIES = ['RollingUpdate', 'OnDelete'];
const MANAGEMENT_POLICIES = ['OrderedReady', 'Parallel'];

const STRATEGY = object({ type: STRING, rollingUpdate: ANY });

function workloadSchema(fields: Readonly<Record<string, Schema>>): ObjectSchema {
  return object({ ...TYPE_META, spec: object({ ...REPLICAS_AND_TEMPLATE, ...fields }), status: ANY });
}

/** `ValidateDeployment` (apps/validation/validation.go). */
export const DEPLOYMENT: KindRules = {
  schema: workloadSchema({ strategy: STRATEGY, revisionHistoryLimit: INT32, paused: BOOL, progressDeadlineSeconds: INT32 }),
  validate: (deployment, report, options) => {
    const spec = child(deployment, 'spec');
    validateWorkload(deployment, dns1123Subdomain, report);
    validateReplicated(spec, 'Deployment', report, options);
    validateDeploymentStrategy(child(spec, 'strategy'), report);
    validateNonNegative(spec, 'revisionHistoryLimit', 'spec', report);
    validateProgressDeadline(spec, report);
    warn(deployment, 'template', report, options);
  },
};

/** `ValidateReplicaSet`. */
export const REPLICA_SET: KindRules = {
  schema: workloadSchema({}),
  validate: (replicaSet, report, options) => {
    validateWorkload(replicaSet, dns1123Subdomain, report);
    validateReplicated(child(replicaSet, 'spec'), 'ReplicaSet', report, options);
    warn(replicaSet, 'template', report, options);
  },
};

/** `ValidateStatefulSet`. */
export const STATEFUL_SET: KindRules = {
  schema: workloadSchema({
    volumeClaimTemplates: ANY,
    serviceName: STRING,
    podManagementPolicy: STRING,
    updateStrategy: STRATEGY,
    revisionHistoryLimit: INT32,
    persistentVolumeClaimRetentionPolicy: ANY,
    ordinals: object({ start: INT32 }),
  }),
  validate: (statefulSet, report, options) => {
    const spec = child(statefulSet, 'spec');
    validateWorkload(statefulSet, dns1123LabelWithoutDots, report);
    validateStatefulSpec(spec, report, options);
    validateRunsForever(child(spec, 'template'), 'spec.template', 'StatefulSet', report);
    warn(statefulSet, 'stateful-template', report, options);
    if (report.violations.length === 0 && integer(spec, 'revisionHistoryLimit') < 0) {
      report.warn('spec.revisionHistoryLimit', 'a negative value retains all historical revisions; a value >= 0 is recommended');
    }
  },
};

/** `ValidateDaemonSet`: other than elsewhere, a missing selector is reported as one that does not match. */
export const DAEMON_SET: KindRules = {
  schema: object({
    ...TYPE_META,
    spec: object({
      selector: REPLICAS_AND_TEMPLATE.selector,
      template: POD_TEMPLATE,
      updateStrategy: STRATEGY,
      minReadySeconds: INT32,
      revisionHistoryLimit: INT32,
    }),
    status: ANY,
  }),
  validate: (daemonSet, report, options) => {
    const spec = child(daemonSet, 'spec');
    validateWorkload(daemonSet, dns1123Subdomain, report);
    const state = validateSelector(spec, 'spec.selector', report);
    validateSelected(spec, state, 'spec', report);
    if (state === 'empty') {
      reportEmptySelector('daemonset', report);
    }
    validateTemplate(spec, 'template', report, options);
    validateRunsForever(child(spec, 'template'), 'spec.template', 'DaemonSet', report);
    validateUpdateStrategy(child(spec, 'updateStrategy'), report);
    validateNonNegative(spec, 'revisionHistoryLimit', 'spec', report);
    warn(daemonSet, 'template', report, options);
  },
};

/** `ValidateReplicationController`: its selector is a plain map, by default the template's labels. */
export const REPLICATION_CONTROLLER: KindRules = {
  schema: workloadSchema({ selector: STRING_MAP }),
  validate: (controller, report, options) => {
    const spec = child(controller, 'spec');
    validateWorkload(controller, dns1123Subdomain, report);
    validatePlainSelector(spec, report);
    if (childOrNull(spec, 'template') === null) {
      report.required('spec.template');
    } else {
      validateTemplate(spec, 'template', report, options);
      validateRunsForever(child(spec, 'template'), 'spec.template', 'ReplicationController', report);
    }
    warn(controller, 'template', report, options);
  },
};

function validateWorkload(workload: JsonObject, nameRule: NameRule, report: Report): void {
  const spec = child(workload, 'spec');
  validateMetadata(workload, nameRule, report);
  validateNonNegative(spec, 'replicas', 'spec', report);
  validateNonNegative(spec, 'minReadySeconds', 'spec', report);
}

/** `ValidateDeploymentSpec` and `ValidateReplicaSetSpec`: the template is looked at only beside a valid selector. */
function validateReplicated(spec: JsonObject, kind: string, report: Report, options: ValidationOptions): void {
  const state = validateRequiredSelector(spec, 'deployment', report);
  if (state === 'invalid') {
    report.invalid('spec.selector', spec.selector, 'invalid label selector');
    return;
  }
  validateSelected(spec, state, 'spec', report);
  validateTemplate(spec, 'template', report, options);
  validateRunsForever(child(spec, 'template'), 'spec.template', kind, report);
}

function validateStatefulSpec(spec: JsonObject, report: Report, options: ValidationOptions): void {
  const managementPolicy = text(spec, 'podManagementPolicy');
  if (managementPolicy !== '' && !MANAGEMENT_POLICIES.includes(managementPolicy)) {
    report.invalid('spec.podManagementPolicy', managementPolicy, `must be ${MANAGEMENT_POLICIES.join(' or ')}`);
  }
  const strategy = child(spec, 'updateStrategy');
  validateUpdateStrategy(strategy, report);
  if (text(strategy, 'type') === 'OnDelete' && isGiven(strategy, 'rollingUpdate')) {
    report.invalid('spec.updateStrategy.rollingUpdate', strategy.rollingUpdate, 'only allowed for updateStrategy \'RollingUpdate\'');
  }
  validateNonNegative(child(spec, 'ordinals'), 'start', 'spec.ordinals', report);
  const serviceName = text(spec, 'serviceName');
  if (serviceName !== '' && options.kubernetesMinor >= STATEFUL_SERVICE_NAMES) {
    report.invalidIf('spec.serviceName', serviceName, dns1123LabelWithoutDots(serviceName));
  }
  const state = validateRequiredSelector(spec, 'statefulset', report);
  if (state === 'invalid') {
    report.invalid('spec.selector', spec.selector, 'invalid label selector');
    return;
  }
  validateSelected(spec, state, 'spec', report);
  if (options.kubernetesMinor >= STATEFUL_TEMPLATES) {
    validateTemplate(spec, 'stateful-template', report, options);
  } else {
    validateTemplateMetadata(child(spec, 'template'), 'spec.template', report);
  }
}

function validateRequiredSelector(spec: JsonObject, kind: string, report: Report): SelectorState {
  const state = validateSelector(spec, 'spec.selector', report);
  if (state === 'missing') {
    report.required('spec.selector');
  } else if (state === 'empty') {
    reportEmptySelector(kind, report);
  }
  return state;
}

function reportEmptySelector(kind: string, report: Report): void {
  report.invalid('spec.selector', {}, `empty selector is invalid for ${kind}`);
}

function validatePlainSelector(spec: JsonObject, report: Report): void {
  const metadata = child(child(spec, 'template'), 'metadata');
  if (!conforms(STRING_MAP, spec.selector) || !conforms(STRING_MAP, metadata.labels)) {
    return;
  }
  const labels = stringMapAt(metadata, 'labels');
  const selector = stringMapAt(spec, 'selector');
  if (!isEmptyMap(selector)) {
    if (childOrNull(spec, 'template') !== null && !selects({ ...readLabelSelector(undefined), matchLabels: selector }, labels)) {
      reportMismatch(labels, 'spec', report);
    }
  } else if (isEmptyMap(labels)) {
    report.required('spec.selector');
  }
}

function validateProgressDeadline(spec: JsonObject, report: Report): void {
  const deadline = integerOrNull(spec, 'progressDeadlineSeconds');
  const minReadySeconds = integer(spec, 'minReadySeconds');
  if ((deadline ?? DEFAULT_PROGRESS_DEADLINE) <= minReadySeconds) {
    report.invalid('spec.progressDeadlineSeconds', deadline, `must be greater than minReadySeconds (${minReadySeconds})`);
  }
}

function validateDeploymentStrategy(strategy: JsonObject, report: Report): void {
  const type = text(strategy, 'type');
  if (type !== '' && !DEPLOYMENT_STRATEGIES.includes(type)) {
    report.notSupported('spec.strategy', type, DEPLOYMENT_STRATEGIES);
  }
  if (type === 'Recreate' && isGiven(strategy, 'rollingUpdate')) {
    report.forbidden('spec.strategy.rollingUpdate', 'may not be specified when strategy `type` is \'Recreate\'');
  }
}

function validateUpdateStrategy(strategy: JsonObject, report: Report): void {
  const type = text(strategy, 'type');
  if (type !== '' && !UPDATE_STRATEGIES.includes(type)) {
    report.notSupported('spec.updateStrategy', type, UPDATE_STRATEGIES);
  }
}

function validateTemplate(spec: JsonObject, role: PodRole, report: Report, options: ValidationOptions): void {
  const template = child(spec, 'template');
  validatePodTemplate(template, 'spec.template', podContext(child(template, 'spec'), 'spec.template.spec', role, options), report);
}

/** The warnings of the registry strategies. */
function warn(workload: JsonObject, role: PodRole, report: Report, options: ValidationOptions): void {
  if (report.violations.length > 0) {
    return;
  }
  if (workload.kind !== 'StatefulSet' && workload.kind !== 'DaemonSet') {
    warnOfName(workload, 'Pod names and hostnames', report);
  }
  const podSpec = child(child(child(workload, 'spec'), 'template'), 'spec');
  warnOfPodSpec(podSpec, podContext(podSpec, 'spec.template.spec', role, options), report);
}
