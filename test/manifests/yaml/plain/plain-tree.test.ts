import { parseFieldPath } from '../../../../src/manifests/yaml/field-path';
import { locateField } from '../../../../src/manifests/yaml/field-tree';
import { openPlainTree } from '../../../../src/manifests/yaml/plain/plain-tree';

const TEXT = `# c
a: 1
"b c": { d: [ x, {e: f} ], 'g' : }
h:
- - 1
  -
- i:
   j
  k: [
    l ]
- |
  text
a: 2
on: 3
`;

function at(path: string): string {
  const tree = openPlainTree(TEXT);
  if (tree === null) throw new Error('not of the subset');
  return TEXT.slice(locateField(tree, 4, parseFieldPath(path))).split('\n')[0];
}

test.each([
  ['', 'a: 1'],
  ['a', 'a: 2'],
  ['[b c]', '"b c": { d: [ x, {e: f} ], \'g\' : }'],
  ['[b c].d', "d: [ x, {e: f} ], 'g' : }"],
  ['[b c].d[0]', "x, {e: f} ], 'g' : }"],
  ['[b c].d[1]', "{e: f} ], 'g' : }"],
  ['[b c].d[1].e', "e: f} ], 'g' : }"],
  ['[b c].d[2]', "d: [ x, {e: f} ], 'g' : }"],
  ['[b c].g', "'g' : }"],
  ['[b c].g.x', "'g' : }"],
  ['h', 'h:'],
  ['h[0]', '- 1'],
  ['h[0][0]', '1'],
  ['h[0][1]', '- 1'],
  ['h[1]', 'i:'],
  ['h[1].i', 'i:'],
  ['h[1].k[0]', 'l ]'],
  ['h[2]', '  text'],
  ['h[3]', 'h:'],
  ['true', 'on: 3'],
  ['x.y', 'a: 1'],
])('%s stands at its key, an item where it starts, what is not there at its parent', (path, line) => {
  expect(at(path)).toBe(line);
});

test('a text of several documents, or of more than the subset, has no plain tree', () => {
  expect(openPlainTree('a: 1\n---\nb: 2\n')).toBeNull();
  expect(openPlainTree('a: &x 1\n')).toBeNull();
});

test('no other document starts elsewhere', () => {
  expect(openPlainTree(TEXT)?.root(0)).toBeNull();
});
