import { parseManifests } from '../../../src/manifests/yaml/parse';

const A = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n';
const B = A.replace('name: a', 'name: b');
const JSON_B = '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"b"}}';

/** Names of the objects, or the place of the first problem. */
function read(text: string): readonly string[] | string {
  const { resources, problems: [problem] } = parseManifests(text, null);
  return problem === undefined ? resources.map(({ name }) => name) : `${problem.line}:${problem.column}`;
}

// each was run with kubectl 1.32
test.each([
  ['a byte order mark', `\uFEFF${A}`, ['a']],
  ['a byte order mark after ---', `${A}---\n\uFEFF${B}`, ['a', 'b']],
  ['a byte order mark after a comment', `# c\n\uFEFF${A}---\n${B}`, ['a', 'b']],
  ['a comment after ---', `--- # c\n${A}---\t# c\n${B}`, ['a', 'b']],
  ['documents that end with ...', `${A}...\n# c\n---\n${B}...\n`, ['a', 'b']],
  ['tabs within a line', `${A}data:\t\n  a:\tb\t# c\n`, ['a']],
  ['tabs in [] and {}', `${A}data: {\n\t"a": "b"\n\t}\n`, ['a']],
  ['tabs in quotes', `${A}data:\n  a: "x\n\t\n\ty"\n`, ['a']],
  ['tabs in a block scalar', `${A}data:\n  a: |\n    x\n    \ty\n    -\tz\n`, ['a']],
  ['a List', `apiVersion: v1\nkind: List\nitems:\n- ${JSON_B}\n`, ['b']],
])('%s is read', (_, text, names) => expect(read(text)).toEqual(names));

test.each([
  ['text after ---', '---apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n', '1:4'],
  ['an object after ---', `${A}--- ${JSON_B}\n`, '4:5'],
  ['a line of a tab', `${A}\t\n`, '4:1'],
  ['a line of a tab between documents', `${A}  \t\n---\n${B}`, '4:3'],
  ['a comment after a tab', `${A}data:\n\t# c\n  a: b\n`, '5:1'],
  ['a tab after -', `${A}list:\n- \ta\n`, '5:3'],
  ['a tab before the text of a block scalar', `${A}data:\n  a: |\n    \tx\n`, '6:5'],
  ['a tab below the text of a block scalar', `${A}data:\n  a: |\n    x\n\t\nb: c\n`, '7:1'],
  ['a tab in a plain text of several lines', `${A}data:\n  a: x\n\t\n    y\n`, '6:1'],
  ['a version of YAML', `%YAML 1.1\n---\n${A}`, '1:1'],
  ['... after comments', `# c\n...\n${A}`, '2:1'],
  ['a document after ... without ---', `${A}...\n${B}`, '5:1'],
  ['a List in a List', `apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: List\n  items:\n  - ${JSON_B}\n`, '6:3'],
  ['an empty typed list in a List', 'apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: ConfigMapList, items: []}\n', '4:41'],
])('%s is refused, as kubectl refuses or loses it', (_, text, place) => expect(read(text)).toBe(place));
