import { applyEdits } from '../../src/checks/edits';
import type { Edit } from '../../src/checks/finding';
import { SourceText } from '../../src/lsp/text/source-text';
import { textChanges } from '../../src/lsp/text/text-edits';
import { parseManifests } from '../../src/manifests/yaml/parse';

/** The text after an edit of its one object; null where it cannot be made. */
function edited(text: string, edit: Edit): string | null {
  const [resource] = parseManifests(text, 'app.yaml').resources;
  const root = new SourceText(text).nodeOf(resource);
  const changes = root === null ? null : textChanges(text, root, edit);
  if (changes === null) return null;
  const fromTheEnd = [...changes].sort((a, b) => b.start - a.start);
  const result = fromTheEnd.reduce((all, { start, end, text: by }) => all.slice(0, start) + by + all.slice(end), text);
  expect(parseManifests(result, 'app.yaml').resources[0].object).toEqual(applyEdits(resource.object, [edit]));
  return result;
}

const HEAD = 'apiVersion: v1\nkind: Service\n';

test.each([
  ['a plain scalar', 'spec: { type: A } # why\n', { path: 'spec.type', value: 'B' }, 'spec: { type: B } # why\n'],
  ['quotes', "spec:\n  type: 'A'\n", { path: 'spec.type', value: "it's" }, "spec:\n  type: 'it''s'\n"],
  ['a string that looks like a number', 'spec:\n  type: A\n', { path: 'spec.type', value: '80' }, 'spec:\n  type: "80"\n'],
  ['a string that looks like a boolean', 'spec:\n  type: A\n', { path: 'spec.type', value: 'no' }, 'spec:\n  type: "no"\n'],
  ['a string with a colon', 'spec:\n  type: A\n', { path: 'spec.type', value: 'a: b' }, 'spec:\n  type: "a: b"\n'],
  ['a number', 'spec:\n  port: "80"\n', { path: 'spec.port', value: 81 }, 'spec:\n  port: 81\n'],
  ['a value that was left out', 'spec:\n  type:\n  other: 1\n', { path: 'spec.type', value: 'A' }, 'spec:\n  type: A\n  other: 1\n'],
  ['an item', 'spec: { hosts: [a, b] }\n', { path: 'spec.hosts[1]', value: 'c' }, 'spec: { hosts: [a, c] }\n'],
  ['a field of a label with dots', 'metadata:\n  labels:\n    example.com/app: a\n', { path: 'metadata.labels[example.com/app]', value: 'b' }, 'metadata:\n  labels:\n    example.com/app: b\n'],
])('%s is written in its place', (_, text, edit, expected) => {
  expect(edited(HEAD + text, edit)).toBe(HEAD + expected);
});

test.each([
  ['in a block', 'spec:\n  a: 1 # one\nother: 2\n', { path: 'spec.b', value: 'x' }, 'spec:\n  a: 1 # one\n  b: x\nother: 2\n'],
  ['in an item of a list', 'spec:\n  ports:\n  - port: 1\n  - port: 2\n', { path: 'spec.ports[0].name', value: 'x' }, 'spec:\n  ports:\n  - port: 1\n    name: x\n  - port: 2\n'],
  ['in brackets', 'spec: { a: 1 }\n', { path: 'spec.b', value: 'x' }, 'spec: { a: 1, b: x }\n'],
  ['in empty brackets', 'spec: {}\n', { path: 'spec.b', value: 'x' }, 'spec: { b: x }\n'],
  ['with what leads to it', 'metadata:\n  name: a\n', { path: 'metadata.annotations[example.com/x]', value: 'why' }, 'metadata:\n  name: a\n  annotations:\n    example.com/x: why\n'],
  ['where nothing is', 'metadata:\n  name: a\nspec:\n', { path: 'spec.b', value: 1 }, 'metadata:\n  name: a\nspec: { b: 1 }\n'],
  ['behind a block scalar', 'spec:\n  text: |\n    a\n    b\nother: 1\n', { path: 'spec.b', value: 'x' }, 'spec:\n  text: |\n    a\n    b\n  b: x\nother: 1\n'],
  ['at the end of a text without a line end', 'spec:\n  a: 1', { path: 'spec.b', value: 'x' }, 'spec:\n  a: 1\n  b: x'],
  ['in lines that end as on Windows', 'spec:\r\n  a: 1\r\nother: 2\r\n', { path: 'spec.b', value: 'x' }, 'spec:\r\n  a: 1\r\n  b: x\r\nother: 2\r\n'],
])('a field that is not there is added %s', (_, text, edit, expected) => {
  expect(edited(HEAD + text, edit)).toBe(HEAD + expected);
});

test.each([
  ['a line', 'spec:\n  a: 1\n  b: 2 # two\n  c: 3\n', { path: 'spec.b', value: null }, 'spec:\n  a: 1\n  c: 3\n'],
  ['a block', 'spec:\n  a: 1\n  b:\n    x: 1\n    y: 2\nother: 1\n', { path: 'spec.b', value: null }, 'spec:\n  a: 1\nother: 1\n'],
  ['the first field of an item', 'spec:\n  ports:\n    - name: x\n      port: 1\n', { path: 'spec.ports[0].name', value: null }, 'spec:\n  ports:\n    - port: 1\n'],
  ['a field in brackets', 'spec: { a: 1, b: 2, c: 3 }\n', { path: 'spec.b', value: null }, 'spec: { a: 1, c: 3 }\n'],
  ['the first field in brackets', 'spec: { a: 1, b: 2 }\n', { path: 'spec.a', value: null }, 'spec: { b: 2 }\n'],
  ['an item in brackets', 'spec: { hosts: [a, b] }\n', { path: 'spec.hosts[1]', value: null }, 'spec: { hosts: [a] }\n'],
])('%s is removed', (_, text, edit, expected) => {
  expect(edited(HEAD + text, edit)).toBe(HEAD + expected);
});

test('what is not there need not be removed', () => {
  expect(edited(`${HEAD}spec: { a: 1 }\n`, { path: 'spec.b', value: null })).toBe(`${HEAD}spec: { a: 1 }\n`);
});

test.each([
  ['an alias', 'metadata:\n  labels: &labels { app: a }\nspec:\n  selector: *labels\n', { path: 'spec.selector.app', value: 'b' }],
  ['a merge key', 'metadata:\n  labels: &labels { app: a }\nspec:\n  selector:\n    <<: *labels\n', { path: 'spec.selector.app', value: 'b' }],
  ['a block scalar', 'spec:\n  text: |\n    a\n', { path: 'spec.text', value: 'b' }],
])('what stands in %s is left alone', (_, text, edit) => {
  expect(edited(HEAD + text, edit)).toBeNull();
});
