import { Report, show } from '../../../src/kubernetes/validation/report';

test('values are shown as JSON', () => {
  expect(show('a"b')).toBe('"a\\"b"');
  expect(show(80)).toBe('80');
  expect(show(null)).toBe('null');
  expect(show(['10.0.0.1', 5])).toBe('["10.0.0.1", 5]');
});

test('long values are cut', () => {
  expect(show('a'.repeat(1000))).toBe(`"${'a'.repeat(120)}"...`);
  expect(show(Array.from({ length: 100 }, (_, i) => i))).toBe('[0, 1, 2, 3, 4, 5, 6, 7, ...]');
  expect(show({ a: 1 })).toBe('an object');
});

test('causes are told in the server\'s order, with what was got and what is allowed', () => {
  const report = new Report();
  report.required('spec.ports');
  report.notSupported('spec.type', 'Lb', ['ClusterIP', 'NodePort']);
  report.invalidIf('spec.x', 1, null);
  report.tooMany('endpoints', 1001, 1000);
  expect(report.violations).toEqual([
    { path: 'spec.ports', reason: 'required', message: 'required value is missing' },
    { path: 'spec.type', reason: 'not-supported', message: 'unsupported value "Lb": supported values are "ClusterIP", "NodePort"' },
    { path: 'endpoints', reason: 'too-many', message: 'too many: 1001, must have at most 1000 items' },
  ]);
});
