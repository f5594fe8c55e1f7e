import fc from 'fast-check';
import { HARMLESS, partsOf, read, REFERENCES } from './gfm';
import type { Finding } from '../../src/checks/finding';
import { NO_ORIGIN } from '../../src/kubernetes/resource';
import { diffMarkdown } from '../../src/report/diff-markdown';
import { commentText, escapeMarkdown, markdownReport } from '../../src/report/markdown';
import { app, diffOf } from '../diff/simulations';

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

const HOSTILE = [
  'https://example.com/a', 'www.example.com', '@octocat', 'a@example.com', '#12', 'org/repo#3', 'GH-4', '$x$', '0123abcd0123abcd', '![a](http://b/c.png)', '[a](b)',
  '<img src=x onerror=y>', '</td></table>', '<!-- ', '```', '`', '``', '|', '\\|', '\\', '**', '__', '~~', '&lt;script>', '\n\n# head', '\n| a | b |', '\u202e', '\u0000', '- [ ] a',
];

function expectHarmless(report: string, allowed: readonly string[]): void {
  for (const part of partsOf(report)) {
    const { text, types } = read(part);
    expect(text).not.toMatch(REFERENCES);
    expect([...types].filter((type) => !HARMLESS.has(type) && !allowed.includes(type))).toEqual([]);
  }
}

test('a report of findings over hostile names has a table of five columns, and no link, mention or reference outside of code', () => {
  const hostile = fc.array(fc.constantFrom(...HOSTILE, 'a', ' ', '.'), { minLength: 1, maxLength: 6 }).map((parts) => parts.join(''));
  fc.assert(fc.property(fc.array(fc.tuple(hostile, hostile, hostile, hostile), { minLength: 1, maxLength: 3 }), (texts) => {
    const findings = texts.map(([message, fix, name, file]): Finding => ({
      rule: 'r',
      severity: 'error',
      message,
      fix,
      path: '',
      resource: { apiVersion: 'v1', kind: name, namespace: name, name, object: {}, origin: { ...NO_ORIGIN, file } },
    }));
    const report = markdownReport(findings, { objects: 1, suppressed: 0 });
    expect(report.split('\n').filter((line) => line.startsWith('| 🔴'))).toHaveLength(texts.length);
    expectHarmless(report, ['heading']);
  }), { numRuns: 300 });
});

test.each(HOSTILE.filter((text) => !/[\n\u0000]/.test(text)))('a report of a diff over the path %j has no link, mention or reference outside of code', (text) => {
  const version = (name: string): string => {
    const path = { path: `/${text}`, pathType: 'ImplementationSpecific', backend: { service: { name, port: { number: 80 } } } };
    const object = { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: { name: 'web', namespace: 'shop' }, spec: { rules: [{ http: { paths: [path] } }] } };
    return `${app('home')}${app('other')}---\n${JSON.stringify(object)}\n`;
  };
  const report = diffMarkdown(diffOf(version('home'), version('other')));
  expect(report).toMatch(/^### Routing diff: .*\d (moved|uncertain)/);
  expectHarmless(report, ['heading', 'code_block']);
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
