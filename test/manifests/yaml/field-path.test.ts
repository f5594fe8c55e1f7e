import * as fc from 'fast-check';
import { formatFieldPath, parseFieldPath } from '../../../src/manifests/yaml/field-path';

const names = (path: string) => parseFieldPath(path).map((step) => step.bracket ? `[${step.name}]` : step.name);

test('fields are parted by dots, indexes and keys stand in brackets', () => {
  expect(names('spec.ports[0].name')).toEqual(['spec', 'ports', '[0]', 'name']);
  expect(names('metadata.annotations[example.com/x]')).toEqual(['metadata', 'annotations', '[example.com/x]']);
  expect(names('[0][1]')).toEqual(['[0]', '[1]']);
  expect(names('')).toEqual([]);
});

test('a bracket in a key does not end it where no step could follow', () => {
  expect(names('data[a]b].c')).toEqual(['data', '[a]b]', 'c']);
});

test('any text gives steps that write a path with the same steps', () => {
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'ab.[]/0') }), (path) => {
    const steps = parseFieldPath(path);
    expect(steps.length).toBeLessThanOrEqual(path.length + 1);
    expect(() => formatFieldPath(steps)).not.toThrow();
  }));
  fc.assert(fc.property(fc.array(fc.record({ name: fc.stringMatching(/^[a-z]+$/), bracket: fc.boolean() })), (steps) => {
    fc.pre(steps.length === 0 || steps[0].bracket || steps[0].name !== '');
    expect(parseFieldPath(formatFieldPath(steps))).toEqual(steps);
  }));
});
