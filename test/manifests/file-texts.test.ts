import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readFileTexts } from '../../src/manifests/file-texts';
import { findManifestsSync } from '../../src/manifests/find';

function folder(files: Readonly<Record<string, string | Buffer>>): string {
  const root = mkdtempSync(join(tmpdir(), 'texts-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(root, name, '..'), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  return root;
}

test('a file that did not change is not read again, and one that did is', () => {
  const root = folder({ 'a.yaml': 'a: 1\n', 'b/b.yml': 'b: 1\n' });
  const { texts: first } = readFileTexts(['.'], root, [], new Map());
  expect([...first].map(([file, { name, text }]) => [file === join(root, name), name, text])).toEqual([[true, 'a.yaml', 'a: 1\n'], [true, 'b/b.yml', 'b: 1\n']]);
  writeFileSync(join(root, 'a.yaml'), 'a: 2\n');
  utimesSync(join(root, 'a.yaml'), 1, 1);
  const { texts: second } = readFileTexts(['.'], root, [], first);
  expect(second.get(join(root, 'a.yaml'))?.text).toBe('a: 2\n');
  expect(second.get(join(root, 'b/b.yml'))).toBe(first.get(join(root, 'b/b.yml')));
  rmSync(join(root, 'b'), { recursive: true });
  expect([...readFileTexts(['.'], root, [], second).texts.keys()]).toEqual([join(root, 'a.yaml')]);
});

test('bytes that are no text are a problem at their line', () => {
  const root = folder({ 'a.yaml': Buffer.from([0x61, 0x0A, 0xFF, 0x0A]) });
  expect([...readFileTexts(['.'], root, [], new Map()).texts.values()]).toMatchObject([{ text: { file: 'a.yaml', line: 2, column: 1, message: expect.stringContaining('UTF-8') } }]);
});

test('a search of very many folders ends, and says so once', () => {
  const root = folder({ 'a/a.yaml': '', 'b/b.yaml': '', 'c/c.yaml': '', 'd/d.yaml': '' });
  const { files, problems } = findManifestsSync(['.'], root, [], 3);
  expect(files.map(({ name }) => name)).toEqual(['a/a.yaml', 'b/b.yaml']);
  expect(problems).toMatchObject([{ file: 'c', message: 'more than 3 folders to search; name a folder' }]);
});

test('what the search finds and leaves out is said', () => {
  const root = folder({ 'chart/Chart.yaml': 'name: x\n', 'chart/templates/a.yaml': 'a: {{ .x }}\n' });
  expect(readFileTexts(['.'], root, [], new Map()).notes).toEqual([expect.stringMatching(/^chart: a Helm chart/)]);
});
