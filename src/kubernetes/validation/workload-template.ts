import { stringMapAt, type StringMap } from '../fields';
import { readLabelSelector, selects } from '../label-selector';
import type { JsonObject } from '../resource';
import { child, childOrNull, int64OrNull, text } from './fields';
import { isEmptySelector, LABEL_SELECTOR, validateLabelSelector } from './label-selector';
import type { Report } from './report';
import { conforms, STRING_MAP } from './schema';

const MOST_LABELS_SHOWN = 5;
const LONGEST_LABEL_SHOWN = 80;

/*
 * What the rules of all workloads share (apps/validation and batch/validation).
 */

export type SelectorState =
  | 'missing'
  /** It selects everything. */
  | 'empty'
  | 'invalid'
  /** Decoding has reported it; nothing can be said of what it selects. */
  | 'unreadable'
  | 'usable';

/** Reports what is wrong inside a workload's selector, and says what can be done with it. */
export function validateSelector(spec: JsonObject, path: string, report: Report): SelectorState {
  const selector = childOrNull(spec, 'selector');
  if (!conforms(LABEL_SELECTOR, spec.selector)) {
    return 'unreadable';
  }
  if (selector === null) {
    return 'missing';
  }
  if (isEmptySelector(selector)) {
    return 'empty';
  }
  const before = report.violations.length;
  validateLabelSelector(selector, path, report);
  return report.violations.length === before ? 'usable' : 'invalid';
}

/** Reports a template whose labels the selector does not match; a missing selector matches nothing (`labels.Nothing`). */
export function validateSelected(spec: JsonObject, state: SelectorState, specPath: string, report: Report): void {
  const metadata = child(child(spec, 'template'), 'metadata');
  if ((state !== 'usable' && state !== 'missing') || !conforms(STRING_MAP, metadata.labels)) {
    return;
  }
  const labels = stringMapAt(metadata, 'labels');
  if (state === 'missing' || !selects(readLabelSelector(child(spec, 'selector')), labels)) {
    reportMismatch(labels, specPath, report);
  }
}

export function reportMismatch(labels: StringMap, specPath: string, report: Report): void {
  const shown = Object.keys(labels).slice(0, MOST_LABELS_SHOWN).map(key => `${key}=${labels[key]}`.slice(0, LONGEST_LABEL_SHOWN)).join(', ');
  report.add(`${specPath}.template.metadata.labels`, 'invalid',
    `\`selector\` does not match template \`labels\` (${shown === '' ? 'there are none' : shown}); the template must carry every label that the selector asks for`);
}

/** What only pods and jobs may have. */
export function validateRunsForever(template: JsonObject, path: string, kind: string, report: Report): void {
  const spec = child(template, 'spec');
  const restartPolicy = text(spec, 'restartPolicy');
  if (restartPolicy !== '' && restartPolicy !== 'Always') {
    report.notSupported(`${path}.spec.restartPolicy`, restartPolicy, ['Always']);
  }
  if (int64OrNull(spec, 'activeDeadlineSeconds') !== null) {
    report.forbidden(`${path}.spec.activeDeadlineSeconds`, `activeDeadlineSeconds in ${kind} is not supported`);
  }
}

/** `ValidateNonnegativeField`. */
export function validateNonNegative(object: JsonObject, key: string, path: string, report: Report): void {
  const value = int64OrNull(object, key) ?? 0;
  if (value < 0) {
    report.invalid(`${path}.${key}`, value, 'must be greater than or equal to 0');
  }
}
