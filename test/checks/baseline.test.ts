import { formatBaseline, parseBaseline, subtractBaseline } from '../../src/checks/baseline';
import type { Finding } from '../../src/checks/finding';
import { NO_ORIGIN } from '../../src/kubernetes/resource';

const finding = (name: string, message = 'm'): Finding => ({
  rule: 'service-selects-nothing',
  severity: 'error',
  message,
  fix: 'f',
  path: 'spec.selector',
  resource: { apiVersion: 'v1', kind: 'Service', namespace: 'kiada', name, object: {}, origin: NO_ORIGIN },
});

test('what was there before is known, however it is worded now', () => {
  const baseline = parseBaseline(formatBaseline([finding('quote')]));
  expect(subtractBaseline([finding('quote', 'reworded'), finding('quiz')], baseline)).toEqual({ fresh: [finding('quiz')], known: 1 });
});

test('the same finding once more than before is new', () => {
  const baseline = parseBaseline(formatBaseline([finding('quote')]));
  expect(subtractBaseline([finding('quote'), finding('quote')], baseline).fresh).toHaveLength(1);
});

test('the text does not depend on the order of findings', () => {
  expect(formatBaseline([finding('a'), finding('b')])).toBe(formatBaseline([finding('b'), finding('a')]));
});

test.each(['{}', '[]', '{"version": 2, "findings": {}}', '{"version": 1, "findings": {"x": -1}}', '{'])('%s is not a baseline', (text) => {
  expect(() => parseBaseline(text)).toThrow(SyntaxError);
});

test('a byte order mark is not a fault, and a fault has its line', () => {
  expect(parseBaseline('\ufeff{"version": 1, "findings": {"a": 1}}').get('a')).toBe(1);
  expect(() => parseBaseline('{"version": 1,\n"findings": {\n"a": 1,}}')).toThrow(/\(line 3\)$/);
});

test('a count that is nested deeper than can be written out is told like any other', () => {
  expect(() => parseBaseline(`{"version": 1, "findings": {"a": ${'['.repeat(50_000)}${']'.repeat(50_000)}}}`)).toThrow("got a value for 'a', expected how often it occurs");
});
