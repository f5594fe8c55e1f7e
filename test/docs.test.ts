import * as fs from 'node:fs';
import * as path from 'node:path';
import { anchorsOf, linksOf } from './docs/markdown';
import { renderPage } from './docs/page';
import { typeErrors } from './docs/types';
import { reasonsPage, REASONS_PAGE } from '../tools/reasons-md';

/** `UPDATE_DOCS=1 npx jest test/docs.test.ts` writes what really comes out into the pages, and compiles their TypeScript. */
const UPDATE = process.env.UPDATE_DOCS !== undefined && process.env.UPDATE_DOCS !== '';

const ROOT = path.join(__dirname, '..');

/** Every page that a user reads. */
const PAGES = ['README.md', ...fs.readdirSync(path.join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.md')).map((name) => `docs/${name.replaceAll('\\', '/')}`).sort()];

const read = (page: string): string => fs.readFileSync(path.join(ROOT, page), 'utf8');

function expectPage(page: string, real: string): void {
  if (UPDATE) fs.writeFileSync(path.join(ROOT, page), real);
  else expect(real).toBe(read(page));
}

test(`${REASONS_PAGE} says what the code says`, () => {
  expectPage(REASONS_PAGE, reasonsPage());
});

test.each(PAGES)('%s shows what really comes out', async (page) => {
  expectPage(page, await renderPage(read(page), page));
});

test('the index leads to every page, itself or by the index of a folder', () => {
  const linked = (page: string): string[] => linksOf(read(page)).map(({ target }) => path.posix.join(path.posix.dirname(page), target.split('#')[0]));
  const direct = linked('docs/README.md');
  const reached = new Set(['README.md', 'docs/README.md', ...direct, ...direct.filter((page) => page.endsWith('/README.md') && fs.existsSync(path.join(ROOT, page))).flatMap(linked)]);
  expect(PAGES.filter((page) => !reached.has(page))).toEqual([]);
});

test.each(PAGES)('the links of %s lead somewhere', (page) => {
  const broken = linksOf(read(page)).filter(({ target }) => {
    const [file, anchor] = target.split('#');
    const place = file === '' ? page : path.posix.join(path.posix.dirname(page), file);
    if (!fs.existsSync(path.join(ROOT, place))) return true;
    return anchor !== undefined && !anchorsOf(read(place)).has(anchor);
  });
  expect(broken).toEqual([]);
});

// When code changes, what it synthesizes shows it; a prop that never existed shows when it is written.
if (UPDATE) {
  test('the TypeScript of all pages compiles', () => {
    expect(typeErrors(new Map(PAGES.map((page) => [page, read(page)])))).toEqual([]);
  }, 60_000);
}
