import * as fc from 'fast-check';
import { dump } from 'js-yaml';
import { cutBigList } from '../../../src/manifests/yaml/big-list';
import { parseManifests } from '../../../src/manifests/yaml/parse';

function cut(text: string, size = 0) {
  const list = cutBigList(text, { start: 0, end: text.length }, size);
  return list === null ? null : { frame: list.frame, pieces: list.pieces.map(({ span }) => text.slice(span.start, span.end)) };
}

test('what comes after a document is none of its business', () => {
  const text = 'kind: List\nitems:\n- a\n---\nkind: List\nitems:\n- b\n';
  const end = text.indexOf('---');
  expect(cutBigList(text, { start: 0, end }, 0)?.pieces).toEqual([{ span: { start: 18, end }, items: 1 }]);
  expect(cutBigList(text, { start: 0, end: 11 }, 0)).toBeNull();
});

test('a list is cut where items start, and the frame is what remains', () => {
  const text = 'apiVersion: v1\nitems:\n- a: 1\n  b: |\n    - x\n\n# c\n- c:\n  - d\nkind: List\nmetadata: {}\n';
  expect(cut(text)).toEqual({
    frame: 'apiVersion: v1\nkind: List\nmetadata: {}\n',
    pieces: ['- a: 1\n  b: |\n    - x\n\n# c\n', '- c:\n  - d\n'],
  });
  expect(cut(text, 1000)?.pieces).toHaveLength(1);
  expect(cut('kind: List\nitems:\n  - a\n  -\n    b: 1\nx: 1')?.pieces).toEqual(['  - a\n', '  -\n    b: 1\n']);
});

test.each(['a: 1\n', 'a: 1\nitems: []\n', 'a: 1\nitems:\n  a: 1\n', 'a: 1\nitems: # c\n- b\nitems:\n- c\n', ''])('%j is not a list to cut', (text) => {
  expect(cut(text)).toBeNull();
});

/** Long enough to be read piece by piece. */
function longList(item: (i: number) => string): string {
  return `apiVersion: v1\nitems:\n${Array.from({ length: 4_000 }, (_, i) => item(i)).join('')}kind: List\nmetadata: {}\n`;
}

const service = (i: number) => `- apiVersion: v1\n  kind: Service\n  metadata:\n    name: s${i}\n    annotations: {long: "${'x'.repeat(80)}"}\n`;

test('a long list is read whole, each item with its own place', () => {
  const { resources, problems } = parseManifests(`---\n${longList(service)}`, 'a.yaml');
  expect(problems).toEqual([]);
  expect(resources.map((r) => r.name)).toEqual(Array.from({ length: 4_000 }, (_, i) => `s${i}`));
  expect(resources[3_999].origin.locate('metadata.name')).toEqual({ line: 3 + 5 * 3_999 + 4, column: 5 });
  expect(resources[3_999].origin.locate('')).toEqual({ line: 3 + 5 * 3_999 + 1, column: 3 });
});

test('faults in a long list have their places', () => {
  const { resources, problems } = parseManifests(longList((i) => i === 2_000 ? '- 5\n' : service(i)), null);
  expect(resources).toHaveLength(3_999);
  expect(problems).toMatchObject([{ line: 3 + 5 * 2_000, column: 3, message: 'a number in a list of objects is not a Kubernetes object' }]);
  const broken = parseManifests(longList((i) => i === 2_000 ? '- a: b: c\n' : service(i)), null);
  expect(broken.resources).toEqual([]);
  expect(broken.problems).toMatchObject([{ line: 3 + 5 * 2_000, column: 7, kind: 'syntax' }]);
});

test('an alias to another item, and text without indentation, are read as in any document', () => {
  const aliased = parseManifests(longList((i) => i === 0 ? service(0).replace('{long', '&a {long') : service(i).replace(/\{long.*/, '*a')), null);
  expect(aliased.problems).toEqual([]);
  expect(aliased.resources[3_999].object).toMatchObject({ metadata: { annotations: { long: 'x'.repeat(80) } } });
  const quoted = parseManifests(longList((i) => service(i).replace('"x', '"y\n- x')), null);
  expect(quoted.problems).toEqual([]);
  expect(quoted.resources).toHaveLength(4_000);
});

test('a long document that is not a List is read as one', () => {
  const { resources } = parseManifests(longList(service).replace('kind: List', 'kind: Items'), null);
  expect(resources).toMatchObject([{ kind: 'Items' }]);
});

test('a document of a size that no server takes is refused', () => {
  const { problems } = parseManifests(`a:\n${'- b\n'.repeat(5_000_000)}`, null);
  expect(problems).toMatchObject([{ line: 1, column: 1, message: 'a document of more than 16 MB, which is larger than any object may be' }]);
});

test('a text in braces of that size that is not JSON is refused with what JSON says, and not given to the YAML parser', () => {
  const items = `{"apiVersion":"v1","kind":"List","items":[${'1,'.repeat(9_000_000)}`;
  const { problems } = parseManifests(`${items}]}`, null);
  expect(problems).toMatchObject([{ line: 1, message: expect.stringMatching(/^a document of more than 16 MB that is not JSON: Unexpected token/) }]);
  const stream = parseManifests(`{"a":1}\n{"b":\n${' '.repeat(17_000_000)}x}`, null);
  expect(stream.problems).toMatchObject([{ line: 2, message: expect.stringMatching(/not JSON/) }]);
});

test('whatever the items are, the pieces together are the list', () => {
  const item = fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), fc.oneof(fc.string(), fc.array(fc.string()), fc.constant('a\n- b\nitems:\n')), { noNullPrototype: true });
  fc.assert(fc.property(fc.array(item, { minLength: 1 }), fc.boolean(), fc.nat(50), (items, seqNoIndent, size) => {
    const text = dump({ apiVersion: 'v1', items, kind: 'List' }, { seqNoIndent });
    const list = cut(text, size);
    if (list === null) return;
    expect(list.frame).toBe('apiVersion: v1\nkind: List\n');
    expect(text).toBe(`apiVersion: v1\nitems:\n${list.pieces.join('')}kind: List\n`);
    expect(list.pieces.every((piece) => /^ *-/.test(piece))).toBe(true);
  }));
});
