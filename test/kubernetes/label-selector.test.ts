import { readLabelSelector, selects } from '../../src/kubernetes/label-selector';

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
