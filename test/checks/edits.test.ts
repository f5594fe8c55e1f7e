import { applyEdits } from '../../src/checks/edits';

test('an edit writes a field, and makes the objects that lead to it', () => {
  expect(applyEdits({ spec: { ports: [{ port: 1 }, { port: 2 }] } }, [{ path: 'spec.ports[1].targetPort', value: 'http' }])).toEqual({ spec: { ports: [{ port: 1 }, { port: 2, targetPort: 'http' }] } });
  expect(applyEdits({}, [{ path: 'metadata.labels[example.com/app]', value: 'web' }])).toEqual({ metadata: { labels: { 'example.com/app': 'web' } } });
});

test('null removes a field or an item, and other fields keep their order', () => {
  expect(JSON.stringify(applyEdits({ a: 1, b: [1, 2], c: 3 }, [{ path: 'b[0]', value: null }, { path: 'a', value: null }]))).toBe('{"b":[2],"c":3}');
});

test('the object that was given is left as it was', () => {
  const given = { spec: { selector: { app: 'a' } } };
  applyEdits(given, [{ path: 'spec.selector', value: { app: 'b' } }]);
  expect(given).toEqual({ spec: { selector: { app: 'a' } } });
});
