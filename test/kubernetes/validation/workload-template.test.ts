import type { Json, JsonObject } from '../../../src/kubernetes/resource';
import { Report } from '../../../src/kubernetes/validation/report';
import { reportMismatch, validateNonNegative, validateSelected, validateSelector, type SelectorState } from '../../../src/kubernetes/validation/workload-template';

test.each<[Json, SelectorState]>([
  [null, 'missing'],
  [{ matchLabels: {} }, 'empty'],
  [{ matchLabels: { app: 'web' } }, 'usable'],
  [{ matchLabels: { app: 'a b' } }, 'invalid'],
  [{ matchLabels: { app: 5 } }, 'unreadable'],
  ['app=web', 'unreadable'],
])('the selector %j is %s', (selector, state) => expect(validateSelector({ selector }, 'spec.selector', new Report())).toBe(state));

test('only a usable or missing selector is compared with the labels', () => {
  const spec: JsonObject = { selector: { matchLabels: { app: 'x' } }, template: { metadata: { labels: { app: 'web' } } } };
  const states: SelectorState[] = ['usable', 'missing', 'empty', 'invalid', 'unreadable'];
  const mismatches = states.map(state => {
    const report = new Report();
    validateSelected(spec, state, 'spec', report);
    return report.violations.length;
  });
  expect(mismatches).toEqual([1, 1, 0, 0, 0]);
});

test('a number beyond 32 bits is negative too', () => {
  const report = new Report();
  validateNonNegative({ seconds: -(2 ** 40) }, 'seconds', 'spec', report);
  expect(report.violations.map(violation => violation.path)).toEqual(['spec.seconds']);
});

test('a mismatch shows the labels that there are', () => {
  const report = new Report();
  reportMismatch({ app: 'Web', tier: 'x' }, 'spec', report);
  expect(report.violations[0].message).toContain('`selector` does not match template `labels` (app=Web, tier=x)');
});
