import fc from 'fast-check';
import type { Finding } from '../../src/checks/finding';
import { NO_ORIGIN } from '../../src/kubernetes/resource';
import { commentText, escapeMarkdown, markdownReport } from '../../src/report/markdown';

/** The part of commonmark that is used here; it comes without types. */
interface CommonMark {
  readonly Parser: new () => { parse(text: string): CommonNode };
}

interface CommonNode {
  walker(): { next(): { readonly entering: boolean; readonly node: { readonly type: string; readonly literal: string | null } } | null };
}

const { Parser } = jest.requireActual<CommonMark>('commonmark');

/** What is seen outside of code, and the types of nodes. */
function read(markdown: string): { readonly text: string; readonly types: ReadonlySet<string> } {
  const types = new Set<string>();
  let text = '';
  const walker = new Parser().parse(markdown).walker();
  for (let step = walker.next(); step !== null; step = walker.next()) {
    if (!step.entering) continue;
    types.add(step.node.type);
    text += step.node.type === 'text' ? step.node.literal ?? '' : step.node.type === 'code' ? '\u0000' : '';
  }
  return { text, types };
}

/** What GitHub makes of text outside of code: GFM's extended autolinks, mentions, references to issues and commits, formulas. */
const REFERENCES = /(?:https?|ftp):\/\/|www\.|[\w.+-]+@[\w-]+|(?:^|\W)@\w|#\d|\bGH-\d|\$[^$]+\$|\b[0-9a-f]{7,40}\b/i;

const HARMLESS = new Set(['document', 'paragraph', 'text', 'code']);

test.each([
  'see https://example.com/a_b.', '(www.example.com)', 'ask @octocat', 'mail a.b@example.com', 'fixes #12', 'org/repo#3 and GH-4', '$x$ and $a b$', 'at 0123abcd0123abcd',
  'ftp://x, "http://y"', '`a`@b`c`', '[a](b) <img src=x> *b* _c_ ~~d~~ | e', '`code` and `more', '&amp; &lt;', 'mailto:a@b', '1. a', 'a\u200b@b', 'gh-`1',
])('%j is shown as it is, without a link, mention or reference outside of code', (text) => {
  const { text: seen, types } = read(`x ${escapeMarkdown(text)}`);
  expect(seen).not.toMatch(REFERENCES);
  expect([...types].filter((type) => !HARMLESS.has(type))).toEqual([]);
});

test('whatever a text is made of, it has no link, mention or reference outside of code', () => {
  const part = fc.constantFrom('https://', 'www.', '@', '#', '1', 'a', '.com', '$', '`', '``', ' ', '|', '\\', '<', '>', '&', '*', '_', '[', ']', '(', ')', '!', '~', 'gh-', 'deadbeef', '\n', '\u200b', ':');
  fc.assert(fc.property(fc.array(part, { maxLength: 14 }).map((parts) => parts.join('')), (text) => {
    const { text: seen, types } = read(`x ${escapeMarkdown(text)}`);
    expect(seen).not.toMatch(REFERENCES);
    expect([...types].filter((type) => !HARMLESS.has(type))).toEqual([]);
  }), { numRuns: 5000 });
});

test('a report is cut to what a comment holds, and what is left out is counted', () => {
  const finding = (message: string): Finding => ({
    rule: 'r', severity: 'error', message, fix: 'f', path: '', resource: { apiVersion: 'v1', kind: 'Service', namespace: 'a', name: 'b', object: {}, origin: NO_ORIGIN },
  });
  const short = Array.from({ length: 2_000 }, (_, i) => finding(`ä ${i}`));
  const report = markdownReport(short, { objects: 1, suppressed: 0 });
  const rows = report.split('\n').filter((line) => line.includes('🔴')).length;
  expect(Buffer.byteLength(report)).toBeLessThanOrEqual(65_536);
  expect(rows).toBeGreaterThan(500);
  expect(report).toContain(`and ${2_000 - rows} more, which a comment has no room for.`);
  expect(Buffer.byteLength(markdownReport([finding('x'.repeat(100_000))], { objects: 1, suppressed: 0 }))).toBeLessThanOrEqual(65_536);
  expect(commentText(['a', 'b'])).toBe('a\nb');
});
