import * as fc from 'fast-check';
import { parseManifests } from '../../../src/manifests/yaml/parse';

const read = (text: string, namespace?: string) => parseManifests(text, 'app.yaml', namespace === undefined ? {} : { namespace });
const names = (text: string) => read(text).resources.map(({ kind, namespace, name }) => `${kind} ${namespace}/${name}`);
const problems = (text: string) => read(text).problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
const pod = (name: string) => `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\n`;

test('documents that follow each other are read in order, empty ones skipped', () => {
  const text = `# hi\n---\n---\nnull\n---\n${pod('a')}---\n# nothing\n---\n${pod('b')}...\n---\n~\n`;
  expect(names(text)).toEqual(['Pod default/a', 'Pod default/b']);
  expect(problems(text)).toEqual([]);
  expect(read('')).toEqual({ resources: [], problems: [] });
});

test('a namespace is filled in for namespaced objects that name none, and only there', () => {
  const text = ['v1/Pod', 'v1/Namespace', 'networking.k8s.io/v1/IngressClass', 'rbac.authorization.k8s.io/v1/ClusterRole', 'example.com/v1/Widget']
    .map((type) => `{apiVersion: ${type.slice(0, type.lastIndexOf('/'))}, kind: ${type.slice(type.lastIndexOf('/') + 1)}, metadata: {name: x}}`)
    .join('\n---\n');
  expect(read(text, 'kiada').resources.map((r) => r.namespace)).toEqual(['kiada', null, null, null, 'kiada']);
  const { resources } = read('apiVersion: v1\nkind: Pod\nmetadata: {name: x, namespace: own}', 'kiada');
  expect(resources[0].namespace).toBe('own');
  expect(read(pod('x'), 'kiada').resources[0].object).toEqual({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'x' } });
});

test('a name that the server will generate ends in a star, and one of a wrong type is shown', () => {
  const named = (metadata: string) => read(`apiVersion: v1\nkind: Pod\nmetadata: ${metadata}`).resources[0].name;
  expect(named('{generateName: web-}')).toBe('web-*');
  expect(named('{name: 12}')).toBe('12');
  expect(named('{name: {a: b}}')).toBe('');
  expect(named('[1]')).toBe('');
});

test('lists are opened up; items of a typed list take their type from it', () => {
  const text = `apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: Service
  metadata: { name: a }
---
apiVersion: v1
kind: PodList
items:
- metadata: { name: b }
`;
  const { resources } = read(text);
  expect(resources.map(({ kind, name, object }) => [kind, name, object.kind])).toEqual([['Service', 'a', 'Service'], ['Pod', 'b', 'Pod']]);
  expect(resources[1].origin.locate('metadata.name')).toEqual({ line: 11, column: 15 });
  expect(names('apiVersion: v1\nkind: List')).toEqual([]);
  expect(names('apiVersion: example.com/v1\nkind: AllowList\nmetadata: {name: x}')).toEqual(['AllowList default/x']);
});

test('items of a list that are no objects are problems at their places', () => {
  expect(problems('apiVersion: v1\nkind: List\nitems:\n- 5\n- kind: X\n')).toEqual([
    '4:3 a number in a list of objects is not a Kubernetes object', '5:3 no Kubernetes object: it has no apiVersion',
  ]);
  expect(problems('apiVersion: v1\nkind: List\nitems: x\n')).toEqual(['3:1 items of a List must be a list, got a string']);
});

test('documents that are no objects are problems, and the others are read', () => {
  const text = `- a\n---\n${pod('a')}---\nfoo\n---\nkind: Pod\nmetadata: {name: b}\n---\napiVersion: 1\nkind: Pod\n`;
  expect(names(text)).toEqual(['Pod default/a']);
  expect(problems(text)).toEqual([
    '1:1 a list is not a Kubernetes object; an object is a mapping with apiVersion and kind',
    '8:1 a string is not a Kubernetes object; an object is a mapping with apiVersion and kind',
    '10:1 no Kubernetes object: it has no apiVersion',
    '13:1 no Kubernetes object: apiVersion must be a string that is not empty, got a number',
  ]);
});

test('a syntax error costs its document alone, and tells its place in the file', () => {
  const text = `${pod('a')}---\na: b: c\n---\n${pod('b')}---\nx: "\n`;
  expect(names(text)).toEqual(['Pod default/a', 'Pod default/b']);
  expect(problems(text)).toEqual([
    '6:5 bad indentation of a mapping entry', '14:1 unexpected end of the stream within a double quoted scalar',
  ]);
});

test('a template is told apart from broken YAML', () => {
  expect(problems('metadata:\n  name: {{ .Release.Name }}')[0]).toMatch(/^2:9 .*; this looks like a Helm template: render it first \(helm template\)/);
  expect(problems('{{- if .Values.x }}\nkind: Pod\n{{- end }}')[0]).toMatch(/Helm template/);
  expect(problems('a: "')[0]).not.toMatch(/Helm/);
});

test('JSON is read: one text, several in a row, one among YAML documents', () => {
  const json = (name: string) => JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { name } }, null, '\t');
  expect(names(json('a'))).toEqual(['Pod default/a']);
  expect(names(`${json('a')}\n${json('b')}${json('c')}`)).toEqual(['Pod default/a', 'Pod default/b', 'Pod default/c']);
  expect(names(`${pod('a')}---\n${json('b')}\n---\n${json('c')}`)).toEqual(['Pod default/a', 'Pod default/b', 'Pod default/c']);
  const { resources } = read(`${json('a')}\n${json('b')}`);
  expect(resources[0].origin.locate('metadata.name')).toEqual({ line: 5, column: 3 });
  expect(resources[1].origin.locate('metadata.name')).toEqual({ line: 12, column: 3 });
  expect(problems('{"apiVersion": "v1" "kind": "Pod"}')).toEqual(['1:21 missed comma between flow collection entries']);
});

test('a byte order mark, Windows line ends and tabs are taken as kubectl takes them', () => {
  const { resources } = read(`\uFEFF${pod('a').replaceAll('\n', '\r\n')}---\r\n${pod('b').replaceAll('\n', '\r\n')}`);
  expect(resources.map((r) => r.name)).toEqual(['a', 'b']);
  expect(resources[0].origin.locate('')).toEqual({ line: 1, column: 1 });
  expect(resources[1].origin.locate('metadata.name')).toEqual({ line: 9, column: 3 });
  expect(problems('a:\n\tb: c')).toEqual(['2:1 tab characters must not be used in indentation']);
});

test('an alias bomb is refused before it goes off', () => {
  const levels = Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`).join(', ')}]`);
  const text = `apiVersion: v1\nkind: ConfigMap\na0: &a0 [x]\n${levels.join('\n')}\n---\n${pod('b')}`;
  expect(names(text)).toEqual(['Pod default/b']);
  expect(problems(text)[0]).toMatch(/^\d+:\d+ aliases stand for more than 1,000,000 values$/);
});

test('aliases that nest too deep, or contain themselves, are refused', () => {
  const chain = Array.from({ length: 2_000 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}]`).join('\n');
  expect(problems(`a0: &a0 [x]\n${chain}`)[0]).toMatch(/aliases nest deeper than 500 levels/);
  expect(problems('a: &a {b: *a}')).toEqual(["1:12 anchor 'a' contains itself"]);
});

test('deep nesting is refused with a place, in YAML and in JSON', () => {
  expect(problems(`a: ${'['.repeat(100_000)}`)[0]).toMatch(/^1:\d+ nested deeper than 500 levels$/);
  expect(problems(`{"a": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`)).toEqual(['1:1 nested deeper than 500 levels']);
  expect(problems(Array.from({ length: 5_000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'))[0]).toMatch(/nested deeper/);
});

test('numbers that JSON cannot hold are refused', () => {
  expect(problems('{"apiVersion": "v1", "kind": "X", "a": 1e400}')).toEqual(['1:1 a number is too large for JSON']);
});

test('a null byte or a binary file is a problem', () => {
  expect(problems('a\0b')).toEqual(['1:2 the text contains a null byte, so it is not YAML']);
  expect(problems('a: \u0007')).toEqual(['1:4 the stream contains non-printable characters']);
});

test('after a thousand problems the rest is not read', () => {
  const { problems: found } = read('---\na: b: c\n'.repeat(100_000));
  expect(found).toHaveLength(1_001);
  expect(found[1_000]).toMatchObject({ line: 2_000, message: 'so many problems (1000) that the rest of the file was not read' });
});

test('any text gives resources and problems, never an exception', () => {
  const fragments = [
    'apiVersion: v1\n', 'kind: Pod\n', 'kind: List\n', 'items:\n', '- ', '  ', 'a: ', '&x ', '*x', '<<: ', '[', ']', '{', '}', '"', "'", '|\n', '>\n',
    '---\n', '...\n', '# ', '\n', '\t', '? ', ': ', '!!int ', '!x ', '%YAML 1.1\n', '\0', '\uFEFF', '\r', '{{ x }}', '__proto__: ', '1e999', '.inf', '\u2028',
  ];
  const text = fc.array(fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...fragments) }, fc.string({ unit: 'binary', maxLength: 3 })), { maxLength: 30 });
  fc.assert(fc.property(text, (parts) => {
    const { resources, problems: found } = read(parts.join(''));
    for (const { origin } of resources) expect(origin.locate('spec.ports[0].name')?.line).toBeGreaterThan(0);
    for (const { line, column } of found) expect([line, column].every((n) => n !== null && n > 0)).toBe(true);
  }), { numRuns: 2_000 });
});
