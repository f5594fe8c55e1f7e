import { objectsAt, stringAt, stringMapAt, stringsAt } from './fields';
import type { StringMap } from './fields';
import type { JsonObject } from './resource';

/** One entry of `matchExpressions`. */
export interface LabelRequirement {
  readonly key: string;
  /** `In`, `NotIn`, `Exists` or `DoesNotExist`. */
  readonly operator: string;
  readonly values: readonly string[];
}

/** A LabelSelector (apimachinery meta/v1): all of it must hold. */
export interface LabelSelector {
  readonly matchLabels: StringMap;
  readonly matchExpressions: readonly LabelRequirement[];
}

export function readLabelSelector(selector: JsonObject | undefined): LabelSelector {
  return {
    matchLabels: stringMapAt(selector, 'matchLabels'),
    matchExpressions: objectsAt(selector, 'matchExpressions').map(({ object }) => ({
      key: stringAt(object, 'key') ?? '',
      operator: stringAt(object, 'operator') ?? '',
      values: stringsAt(object, 'values'),
    })),
  };
}

/** `metav1.LabelSelectorAsSelector`: the empty selector matches everything; an unknown operator matches nothing. */
export function selects(selector: LabelSelector, labels: StringMap): boolean {
  for (const key of Object.keys(selector.matchLabels)) {
    if (labels[key] !== selector.matchLabels[key]) return false;
  }
  return selector.matchExpressions.every((requirement) => holds(requirement, labels));
}

/** `labels.Requirement.Matches`: `NotIn` holds for labels that are absent. */
function holds({ key, operator, values }: LabelRequirement, labels: StringMap): boolean {
  const value: string | undefined = labels[key];
  switch (operator) {
    case 'In': return value !== undefined && values.includes(value);
    case 'NotIn': return value === undefined || !values.includes(value);
    case 'Exists': return value !== undefined;
    case 'DoesNotExist': return value === undefined;
    default: return false;
  }
}
