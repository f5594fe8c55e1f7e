import fc from 'fast-check';
import type { Finding } from '../../src/checks/finding';
import { applySuppressions, wildcard } from '../../src/checks/suppressions';
import { NO_ORIGIN } from '../../src/kubernetes/resource';
import type { JsonObject, Resource } from '../../src/kubernetes/resource';

const service = (name: string, annotations: JsonObject = {}): Resource =>
  ({ apiVersion: 'v1', kind: 'Service', namespace: 'kiada', name, object: { metadata: { annotations } }, origin: NO_ORIGIN });

const finding = (resource: Resource, rule = 'service-selects-nothing'): Finding =>
  ({ rule, severity: 'error', message: 'm', fix: 'f', resource, path: 'spec.selector' });

const suppression = (object: string, rule = 'service-selects-nothing') => ({ rule, object, reason: 'the operator makes the pods', path: 'suppressions[0]' });

test.each([
  ['Service/quote', true], ['Service/kiada/quote', true], ['Service/*/quote', true], ['*/kiada/q*e', true],
  ['Service/other/quote', false], ['Ingress/quote', false], ['Service/quot', false],
])('a configured suppression of %s suppresses a finding on Service kiada/quote: %p', (object, expected) => {
  const quote = service('quote');
  const outcome = applySuppressions([finding(quote)], [quote], [suppression(object)], NO_ORIGIN);
  expect(outcome.suppressed.length === 1).toBe(expected);
  expect(outcome.faults.map((fault) => fault.rule)).toEqual(expected ? [] : ['unused-suppression']);
});

test('the rule * suppresses every rule', () => {
  const quote = service('quote');
  expect(applySuppressions([finding(quote, 'a'), finding(quote, 'b')], [quote], [suppression('Service/quote', '*')], NO_ORIGIN).kept).toEqual([]);
});

test('an annotation suppresses one rule on its object and nothing else', () => {
  const quote = service('quote', { 'ignore.cdk8s-routing/a': 'known' });
  const other = service('other');
  const { kept } = applySuppressions([finding(quote, 'a'), finding(quote, 'b'), finding(other, 'a')], [quote, other], [], NO_ORIGIN);
  expect(kept.map((one) => `${one.resource.name} ${one.rule}`)).toEqual(['quote b', 'other a']);
});

test('an annotation without a reason suppresses nothing, and that is said', () => {
  const quote = service('quote', { 'ignore.cdk8s-routing/a': ' ' });
  const { kept, faults } = applySuppressions([finding(quote, 'a')], [quote], [], NO_ORIGIN);
  expect(kept).toHaveLength(1);
  expect(faults.map((fault) => fault.rule)).toEqual(['suppression-without-reason']);
});

test('an annotation that suppresses nothing is reported at the annotation', () => {
  const quote = service('quote', { 'ignore.cdk8s-routing/a': 'was true once' });
  expect(applySuppressions([], [quote], [], NO_ORIGIN).faults).toMatchObject([
    { rule: 'unused-suppression', severity: 'warning', path: 'metadata.annotations[ignore.cdk8s-routing/a]' },
  ]);
});

test('wildcard agrees with a regular expression that says the same', () => {
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 6 }), fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 8 }), (pattern, text) => {
    expect(wildcard(pattern)(text)).toBe(new RegExp(`^${pattern.replace(/\*+/g, '.*')}$`).test(text));
  }));
});
