import { NO_ORIGIN } from '../../src/kubernetes/resource';
import { parseManifests } from '../../src/manifests/yaml/parse';
import { placeOf, placeText } from '../../src/report/place';

test('a field has file, line and column; an object without text has none', () => {
  const [resource] = parseManifests('apiVersion: v1\nkind: Pod\nspec:\n  hostname: a\n', 'a.yaml').resources;
  expect(placeOf(resource, 'spec.hostname')).toEqual({ file: 'a.yaml', line: 4, column: 3 });
  expect(placeText(placeOf(resource, null))).toBe('a.yaml:1');
  expect(placeText(placeOf({ ...resource, origin: NO_ORIGIN }, 'spec'))).toBe('');
  expect(placeText(placeOf(null, null))).toBe('');
  expect(placeText({ file: 'a.yaml', line: null, column: null })).toBe('a.yaml');
});
