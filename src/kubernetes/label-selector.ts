import { isEmptyMap, objectsAt, stringAt, stringMapAt, stringsAt } from './fields';
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

/** Whether a selector selects everything. */
export function isEverything(selector: LabelSelector): boolean {
  return selector.matchExpressions.length === 0 && isEmptyMap(selector.matchLabels);
}

/** An answer where the manifests may not say enough. */
export type Match = 'yes' | 'no' | 'maybe';

/** Labels of which some may not be known. */
export interface KnownLabels {
  readonly labels: StringMap;
  /** Keys of labels that will be there, with values that are not known. */
  readonly generatedLabels: readonly string[];
  /** There may be labels besides these. */
  readonly moreLabels?: boolean;
}

/** As `selects`, for labels that are not all known. */
export function judgeSelector(selector: LabelSelector, known: KnownLabels): Match {
  const { labels, generatedLabels } = known;
  if (known.moreLabels !== true && generatedLabels.length === 0) return selects(selector, labels) ? 'yes' : 'no';
  let found: Match = 'yes';
  for (const key of Object.keys(selector.matchLabels)) {
    if (labels[key] === selector.matchLabels[key]) continue;
    if (labels[key] !== undefined || !isOpen(key, known)) return 'no';
    found = 'maybe';
  }
  for (const requirement of selector.matchExpressions) {
    const judged = judgeRequirement(requirement, known);
    if (judged === 'no') return 'no';
    if (judged === 'maybe') found = 'maybe';
  }
  return found;
}

/** A label whose value alone is not known is there all the same. */
function judgeRequirement(requirement: LabelRequirement, known: KnownLabels): Match {
  const { key, operator } = requirement;
  if (known.labels[key] !== undefined || !isOpen(key, known)) return holds(requirement, known.labels) ? 'yes' : 'no';
  if (!known.generatedLabels.includes(key)) return 'maybe';
  return operator === 'Exists' ? 'yes' : operator === 'DoesNotExist' ? 'no' : 'maybe';
}

function isOpen(key: string, { generatedLabels, moreLabels }: KnownLabels): boolean {
  return moreLabels === true || generatedLabels.includes(key);
}
