import * as fs from 'node:fs';
import * as path from 'node:path';
import { strayLines } from './excerpt';
import { blocksOf } from './markdown';

const ROOT = path.join(__dirname, '../..');
const PAGES = path.join(ROOT, 'docs/languages');

const excerpts = fs.readdirSync(PAGES).flatMap((page) => blocksOf(fs.readFileSync(path.join(PAGES, page), 'utf8')).flatMap((block) => {
  const file = /^from (\S+)$/.exec(block.directive ?? '')?.[1];
  return file === undefined ? [] : [{ page, line: block.line, file, body: block.body }];
}));

test('pages of other languages show what the examples have, which run through packed packages in npm run test:languages', () => {
  const stray = excerpts.map((each) => ({ ...each, stray: strayLines(each.body, fs.readFileSync(path.join(ROOT, each.file), 'utf8')) }));
  expect(stray.filter((each) => each.stray !== null).map(({ page, line, file, stray: part }) => `${page}:${line}: ${file} does not have:\n${part}`)).toEqual([]);
  expect(new Set(excerpts.map(({ file }) => file)).size).toBeGreaterThan(9);
});

test('code of a page stands in a file whatever its indentation, and lines of dots stand for what is left out', () => {
  const file = 'a = f(\n    1,\n    2,\n    3,\n)\nb = 4\n';
  expect(strayLines('a = f(\n  1,\n  # ...\n  3,\n)\n', file)).toBeNull();
  expect(strayLines('a = f(\n1,\n3,\n)', file)).toBe('a = f(\n1,\n3,\n)');
  expect(strayLines('b = 4\n// ...\nc = 5', file)).toBe('c = 5');
  expect(strayLines('a = f', file)).toBe('a = f');
});
