import type { JsonObject } from '../resource';
import { child, elementObject, elementText, list, text } from './fields';
import { validateLabels } from './metadata';
import { labelValue, qualifiedName } from './names';
import type { Report } from './report';
import { listOf, object, STRING, STRING_LIST, STRING_MAP } from './schema';

/** `metav1.LabelSelector`. */
export const LABEL_SELECTOR = object({
  matchLabels: STRING_MAP,
  matchExpressions: listOf(object({ key: STRING, operator: STRING, values: STRING_LIST })),
});

/** `ValidateLabelSelector` (apimachinery, apis/meta/v1/validation). */
export function validateLabelSelector(selector: JsonObject, path: string, report: Report): void {
  validateLabels(child(selector, 'matchLabels'), `${path}.matchLabels`, report);
  const expressions = list(selector, 'matchExpressions');
  for (let index = 0; index < expressions.length; index++) {
    validateRequirement(elementObject(expressions[index]), `${path}.matchExpressions[${index}]`, report);
  }
}

/** `ValidateLabelSelectorRequirement`. */
function validateRequirement(requirement: JsonObject, path: string, report: Report): void {
  const operator = text(requirement, 'operator');
  const values = list(requirement, 'values');
  if (operator === 'In' || operator === 'NotIn') {
    if (values.length === 0) {
      report.required(`${path}.values`, 'must be specified when `operator` is \'In\' or \'NotIn\'');
    }
  } else if (operator === 'Exists' || operator === 'DoesNotExist') {
    if (values.length > 0) {
      report.forbidden(`${path}.values`, 'may not be specified when `operator` is \'Exists\' or \'DoesNotExist\'');
    }
  } else {
    report.invalid(`${path}.operator`, operator, 'not a valid selector operator, use In, NotIn, Exists or DoesNotExist');
  }
  report.invalidIf(`${path}.key`, text(requirement, 'key'), qualifiedName(text(requirement, 'key')));
  for (let index = 0; index < values.length; index++) {
    const value = elementText(values[index]);
    report.invalidIf(`${path}.values[${index}]`, value, labelValue(value));
  }
}

/** Whether a selector has no requirement, and so selects everything. */
export function isEmptySelector(selector: JsonObject): boolean {
  return Object.keys(child(selector, 'matchLabels')).length === 0 && list(selector, 'matchExpressions').length === 0;
}
