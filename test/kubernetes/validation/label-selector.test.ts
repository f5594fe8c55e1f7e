import type { JsonObject } from '../../../src/kubernetes/resource';
import { isEmptySelector, validateLabelSelector } from '../../../src/kubernetes/validation/label-selector';
import { Report } from '../../../src/kubernetes/validation/report';

function causes(selector: JsonObject): string[] {
  const report = new Report();
  validateLabelSelector(selector, 'spec.selector', report);
  return report.violations.map(violation => `${violation.path} ${violation.reason}`);
}

const expression = (key: string, operator: string | null, ...values: string[]): JsonObject => ({ matchExpressions: [{ key, operator, values }] });
const EXPRESSION = 'spec.selector.matchExpressions[0]';

test.each<[JsonObject]>([
  [{}],
  [{ matchLabels: { 'example.com/app': 'Web', 'tier': '', 'x': null } }],
  [expression('app', 'In', 'a', '')],
  [expression('app', 'DoesNotExist')],
])('%j is valid', selector => expect(causes(selector)).toEqual([]));

test.each<[JsonObject, string[]]>([
  [{ matchLabels: { '-a': 'b c' } }, ['spec.selector.matchLabels invalid', 'spec.selector.matchLabels invalid']],
  [expression('app', 'In'), [`${EXPRESSION}.values required`]],
  [expression('app', 'Exists', 'a b'), [`${EXPRESSION}.values forbidden`, `${EXPRESSION}.values[0] invalid`]],
  [expression('', 'Exists'), [`${EXPRESSION}.key invalid`]],
  [expression('app', null, 'a'), [`${EXPRESSION}.operator invalid`]],
  [{ matchExpressions: [null] }, [`${EXPRESSION}.operator invalid`, `${EXPRESSION}.key invalid`]],
])('%j is not', (selector, expected) => expect(causes(selector)).toEqual(expected));

test('a selector without requirements is empty', () => {
  expect(isEmptySelector({ matchLabels: {}, matchExpressions: null })).toBe(true);
  expect(isEmptySelector(expression('a', 'Exists'))).toBe(false);
});
