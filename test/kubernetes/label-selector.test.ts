import { judgeSelector, readLabelSelector, selects, type Match } from '../../src/kubernetes/label-selector';
import type { JsonObject } from '../../src/kubernetes/resource';

test.each([
  ['In', ['a', 'b'], true, false],
  ['NotIn', ['a'], false, true],
  ['Exists', [], true, false],
  ['DoesNotExist', [], false, true],
  ['Resembles', ['a'], false, false],
])('%s %p holds for the label: %p, without it: %p', (operator, values, present, absent) => {
  const selector = readLabelSelector({ matchExpressions: [{ key: 'tier', operator, values }] });
  expect(selects(selector, { tier: 'a' })).toBe(present);
  expect(selects(selector, {})).toBe(absent);
});

test('labels and expressions must all hold, and the empty selector holds for everything', () => {
  const selector = readLabelSelector({ matchLabels: { app: 'web' }, matchExpressions: [{ key: 'tier', operator: 'Exists' }] });
  expect(selects(selector, { app: 'web', tier: 'x' })).toBe(true);
  expect(selects(selector, { app: 'web' })).toBe(false);
  expect(selects(readLabelSelector(undefined), {})).toBe(true);
});

test.each<[JsonObject, Match]>([
  [{}, 'yes'],
  [{ matchLabels: { app: 'web' } }, 'yes'],
  [{ matchLabels: { app: 'db' } }, 'no'],
  [{ matchLabels: { 'pod-template-hash': 'abc' } }, 'maybe'],
  [{ matchLabels: { tier: 'web' } }, 'no'],
  [{ matchExpressions: [{ key: 'pod-template-hash', operator: 'Exists' }] }, 'yes'],
  [{ matchExpressions: [{ key: 'pod-template-hash', operator: 'DoesNotExist' }] }, 'no'],
  [{ matchExpressions: [{ key: 'pod-template-hash', operator: 'NotIn', values: ['a'] }] }, 'maybe'],
  [{ matchLabels: { 'app': 'db', 'pod-template-hash': 'abc' } }, 'no'],
])('%j for a label whose value a controller chooses: %s', (selector, expected) => {
  expect(judgeSelector(readLabelSelector(selector), { labels: { app: 'web' }, generatedLabels: ['pod-template-hash'] })).toBe(expected);
});

test.each<[JsonObject, Match]>([
  [{}, 'yes'],
  [{ matchLabels: { app: 'web' } }, 'yes'],
  [{ matchLabels: { app: 'db' } }, 'no'],
  [{ matchLabels: { tier: 'web' } }, 'maybe'],
  [{ matchExpressions: [{ key: 'tier', operator: 'DoesNotExist' }] }, 'maybe'],
  [{ matchExpressions: [{ key: 'app', operator: 'In', values: ['web'] }] }, 'yes'],
])('%j where there may be more labels: %s', (selector, expected) => {
  expect(judgeSelector(readLabelSelector(selector), { labels: { app: 'web' }, generatedLabels: [], moreLabels: true })).toBe(expected);
});
