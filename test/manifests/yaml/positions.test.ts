import * as fc from 'fast-check';
import { dump } from 'js-yaml';
import { parseManifests } from '../../../src/manifests/yaml/parse';

const TEXT = `# a comment
apiVersion: v1
kind: Service
metadata:
  annotations:
    example.com/x: a
    "quoted key": b
  labels: { a.b: c, on: d }
spec:
  ports:
  - name: x
    port: 1
  - &two
    port: 2
  - *two
  - 5
  defaults: &defaults
    a: 1
    nested: { deep: 1 }
  merged:
    <<: *defaults
    b: 2
  empty:
  twice: 1
  twice: 2
  block: |
    text
`;

function at(path: string, text = TEXT): string {
  const place = parseManifests(text, 'a.yaml').resources[0].origin.locate(path);
  return place === null ? 'nowhere' : `${place.line}:${place.column}`;
}

test.each([
  ['', '2:1'],
  ['kind', '3:1'],
  ['spec', '9:1'],
  ['metadata.annotations[example.com/x]', '6:5'],
  ['metadata.annotations.example.com/x', '6:5'],
  ['metadata.annotations[quoted key]', '7:5'],
  ['metadata.labels[a.b]', '8:13'],
  ['metadata.labels[true]', '8:21'],
  ['spec.ports', '10:3'],
  ['spec.ports[0]', '11:5'],
  ['spec.ports[0].port', '12:5'],
  ['spec.ports[1].port', '14:5'],
  ['spec.ports[3]', '16:5'],
  ['spec.merged.b', '22:5'],
  ['spec.empty', '23:3'],
  ['spec.block', '26:3'],
])('%s stands at %s: the key of a field, the item of a list', (path, place) => {
  expect(at(path)).toBe(place);
});

test('a field that came through an alias or a merge key stands where it was written', () => {
  expect(at('spec.ports[2].port')).toBe('14:5');
  expect(at('spec.merged.a')).toBe('18:5');
  expect(at('spec.merged.nested.deep')).toBe('19:15');
});

test('of a key that comes twice the last is meant', () => {
  expect(at('spec.twice')).toBe('25:3');
});

test.each([
  ['spec.nothing.here', '9:1'],
  ['spec.ports[9].name', '10:3'],
  ['spec.ports[x]', '10:3'],
  ['spec.ports.name', '10:3'],
  ['spec.ports[0].name.first', '11:5'],
  ['nothing', '2:1'],
  ['metadata.labels[nothing]', '8:3'],
])('%s does not exist, so its nearest parent is shown, at %s', (path, place) => {
  expect(at(path)).toBe(place);
});

test('places count from the start of the file, in every document', () => {
  const text = `---\n${TEXT}---\n${TEXT}`;
  const [, second] = parseManifests(text, null).resources;
  expect(second.origin.locate('kind')).toEqual({ line: 3 + 1 + TEXT.split('\n').length, column: 1 });
});

test('characters beyond the basic plane count as editors count them, in UTF-16 units', () => {
  expect(at('b', '{apiVersion: v1, kind: "\u{1F600}", b: c}')).toBe('1:30');
});

const key = fc.oneof(
  fc.stringMatching(/^[a-z][a-zA-Z0-9]{0,8}$/), fc.constantFrom('on', 'yes', '010', '1', 'example.com/x', '__proto__', 'constructor', 'a b', '~', 'null', '#', '- x', '<<'),
);
const scalar = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.constantFrom('yes', '0x10', '1e3', '22:22', 'multi\nline\n', ' lead', '.inf'));
const { value: tree } = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 4 }, scalar, fc.array(tie('value'), { maxLength: 4 }), fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: true })),
}));

function* fields(value: unknown, path: string): Iterable<readonly [string, string]> {
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) yield* fields(item, `${path}[${i}]`);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, item] of Object.entries(value)) {
      yield [`${path}[${name}]`, name];
      yield* fields(item, `${path}[${name}]`);
    }
  }
}

test('whatever is written as YAML or JSON reads back equal, and every field is found on a line that holds its key', () => {
  fc.assert(fc.property(tree, fc.integer({ min: -1, max: 4 }), fc.boolean(), (spec, flowLevel, json) => {
    const object = { apiVersion: 'v1', kind: 'X', metadata: { name: 'x' }, spec };
    const text = `# first\n---\n${json ? JSON.stringify(object, null, 2) : dump(object, { flowLevel })}`;
    const { resources, problems } = parseManifests(text, null);
    expect(problems).toEqual([]);
    expect(resources[0].object).toEqual(object);
    const lines = text.split('\n');
    for (const [path, name] of fields(spec, 'spec')) {
      const place = resources[0].origin.locate(path);
      expect(lines[(place?.line ?? 0) - 1]?.slice((place?.column ?? 0) - 1)).toMatch(new RegExp(`^(?:"|'|\\? ["']?)?${name.replace(/[^\w]/g, '\\$&')}`));
    }
  }), { numRuns: 300 });
});
