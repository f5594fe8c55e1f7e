import { stringMapAt } from '../fields';
import { readLabelSelector, selects } from '../label-selector';
import type { JsonObject } from '../resource';
import { booleanOrNull, child, isGiven, text } from './fields';
import type { KindRules, ValidationOptions } from './kind-rules';
import { LABEL_SELECTOR } from './label-selector';
import { OBJECT_META, TYPE_META, validateMetadata } from './metadata';
import { dns1123Subdomain } from './names';
import { podContext } from './pod-context';
import { POD_TEMPLATE } from './pod-schema';
import { validatePodTemplate } from './pod-spec';
import { warnOfName, warnOfPodSpec } from './pod-warnings';
import type { Report } from './report';
import { ANY, BOOL, conforms, INT32, INT64, object, STRING, STRING_MAP } from './schema';
import { reportMismatch, validateNonNegative, validateSelected, validateSelector } from './workload-template';

const JOB_SPEC = object({
  parallelism: INT32,
  completions: INT32,
  activeDeadlineSeconds: INT64,
  podFailurePolicy: ANY,
  successPolicy: ANY,
  backoffLimit: INT32,
  backoffLimitPerIndex: INT32,
  maxFailedIndexes: INT32,
  selector: LABEL_SELECTOR,
  manualSelector: BOOL,
  template: POD_TEMPLATE,
  ttlSecondsAfterFinished: INT32,
  completionMode: STRING,
  suspend: BOOL,
  podReplacementPolicy: STRING,
  managedBy: STRING,
  scheduling: ANY,
});

const COUNTS = ['parallelism', 'completions', 'activeDeadlineSeconds', 'backoffLimit', 'ttlSecondsAfterFinished'];
const RESTART_POLICIES = ['OnFailure', 'Never'];
const CONCURRENCY_POLICIES = ['Allow', 'Forbid', 'Replace'];

/** A name and the eleven characters that the controller appends to it must fit in a label. */
const LONGEST_CRON_JOB_NAME = 52;

const UID_LABELS = ['controller-uid', 'batch.kubernetes.io/controller-uid'];
const NAME_LABELS = ['job-name', 'batch.kubernetes.io/job-name'];

/** Stands for the identity that the server will give: no label can say it beforehand. */
const UNKNOWN_UID = '<uid>';

/** `ValidateJob` (batch/validation/validation.go), as far as routing reads jobs. */
export const JOB: KindRules = {
  schema: object({ ...TYPE_META, spec: JOB_SPEC, status: ANY }),
  validate: (job, report, options) => {
    const spec = child(job, 'spec');
    validateMetadata(job, dns1123Subdomain, report);
    if (booleanOrNull(spec, 'manualSelector') === true) {
      validateManualSelector(spec, report);
    } else {
      validateGeneratedSelector(job, spec, report);
    }
    validateJobSpec(spec, 'spec', report, options);
    warn(job, spec, 'spec', report, options);
  },
};

/** `ValidateCronJobCreate`. */
export const CRON_JOB: KindRules = {
  schema: object({
    ...TYPE_META,
    spec: object({
      schedule: STRING,
      timeZone: STRING,
      startingDeadlineSeconds: INT64,
      concurrencyPolicy: STRING,
      suspend: BOOL,
      jobTemplate: object({ metadata: OBJECT_META, spec: JOB_SPEC }),
      successfulJobsHistoryLimit: INT32,
      failedJobsHistoryLimit: INT32,
    }),
    status: ANY,
  }),
  validate: (cronJob, report, options) => {
    const jobSpec = child(child(child(cronJob, 'spec'), 'jobTemplate'), 'spec');
    validateMetadata(cronJob, dns1123Subdomain, report);
    validateCronJob(cronJob, report);
    validateJobSpec(jobSpec, 'spec.jobTemplate.spec', report, options);
    if (isGiven(jobSpec, 'selector')) {
      report.invalid('spec.jobTemplate.spec.selector', jobSpec.selector, '`selector` will be auto-generated');
    }
    if (booleanOrNull(jobSpec, 'manualSelector') === true) {
      report.notSupported('spec.jobTemplate.spec.manualSelector', true, ['nil', 'false']);
    }
    warn(cronJob, jobSpec, 'spec.jobTemplate.spec', report, options);
  },
};

function validateCronJob(cronJob: JsonObject, report: Report): void {
  const spec = child(cronJob, 'spec');
  const name = text(child(cronJob, 'metadata'), 'name');
  if (name.length > LONGEST_CRON_JOB_NAME) {
    report.invalid('metadata.name', name, `must be no more than ${LONGEST_CRON_JOB_NAME} characters`);
  }
  if (text(spec, 'schedule') === '') {
    report.required('spec.schedule');
  }
  const concurrencyPolicy = text(spec, 'concurrencyPolicy');
  if (concurrencyPolicy !== '' && !CONCURRENCY_POLICIES.includes(concurrencyPolicy)) {
    report.notSupported('spec.concurrencyPolicy', concurrencyPolicy, CONCURRENCY_POLICIES);
  }
  for (const key of ['startingDeadlineSeconds', 'successfulJobsHistoryLimit', 'failedJobsHistoryLimit']) {
    validateNonNegative(spec, key, 'spec', report);
  }
}

function validateJobSpec(spec: JsonObject, path: string, report: Report, options: ValidationOptions): void {
  for (const count of COUNTS) {
    validateNonNegative(spec, count, path, report);
  }
  const template = child(spec, 'template');
  const podSpec = child(template, 'spec');
  const specPath = `${path}.template.spec`;
  validatePodTemplate(template, `${path}.template`, podContext(podSpec, specPath, 'template', options), report);
  const restartPolicy = text(podSpec, 'restartPolicy');
  if (restartPolicy === '' || restartPolicy === 'Always') {
    report.required(`${specPath}.restartPolicy`, `must be one of ${RESTART_POLICIES.join(', ')}`);
  } else if (!RESTART_POLICIES.includes(restartPolicy)) {
    report.notSupported(`${specPath}.restartPolicy`, restartPolicy, RESTART_POLICIES);
  }
}

function validateManualSelector(spec: JsonObject, report: Report): void {
  const state = validateSelector(spec, 'spec.selector', report);
  if (state === 'missing') {
    report.required('spec.selector');
  }
  validateSelected(spec, state, 'spec', report);
}

/**
 * `generateSelector` (registry/batch/job/strategy.go) and `validateGeneratedSelector`: the server adds labels that name the job,
 * so those of the user may not differ, and no other selector will do.
 *
 * A job read from a cluster carries what the server added, and its own identity.
 */
function validateGeneratedSelector(job: JsonObject, spec: JsonObject, report: Report): void {
  const metadata = child(job, 'metadata');
  const templateMetadata = child(child(spec, 'template'), 'metadata');
  if (validateSelector(spec, 'spec.selector', report) === 'unreadable' || !conforms(STRING_MAP, templateMetadata.labels)) {
    return;
  }
  const identity = Object.create(null) as Record<string, string>;
  for (const label of UID_LABELS) {
    identity[label] = text(metadata, 'uid') || UNKNOWN_UID;
  }
  for (const label of NAME_LABELS) {
    identity[label] = text(metadata, 'name');
  }
  const labels = stringMapAt(templateMetadata, 'labels');
  for (const label of Object.keys(identity)) {
    if (labels[label] !== undefined && labels[label] !== identity[label]) {
      report.invalid(`spec.template.metadata.labels[${label}]`, labels[label], 'the server sets this label itself, leave it out');
    }
  }
  const selector = readLabelSelector(child(spec, 'selector'));
  if (!selects(selector, identity)) {
    report.invalid('spec.selector', spec.selector, '`selector` not auto-generated; leave it out, or set `manualSelector: true`');
  }
  const completed = { ...identity, ...labels };
  if (!selects(selector, completed)) {
    reportMismatch(labels, 'spec', report);
  }
}

function warn(object_: JsonObject, jobSpec: JsonObject, path: string, report: Report, options: ValidationOptions): void {
  if (report.violations.length > 0) {
    return;
  }
  const podSpec = child(child(jobSpec, 'template'), 'spec');
  warnOfName(object_, 'Pod names and hostnames', report);
  warnOfPodSpec(podSpec, podContext(podSpec, `${path}.template.spec`, 'template', options), report);
}
