import type { Log } from 'sarif';
import type { Finding } from '../../src/checks/finding';
import type { Rule } from '../../src/checks/rule';
import type { Origin } from '../../src/kubernetes/resource';
import { githubReport } from '../../src/report/github';
import { gitlabReport } from '../../src/report/gitlab';
import { junitReport } from '../../src/report/junit';
import { markdownReport } from '../../src/report/markdown';
import { sarifReport } from '../../src/report/sarif';

const origin: Origin = { file: 'dist/a b.yaml', construct: 'app/kiada/quote', locate: () => ({ line: 12, column: 5 }) };

const finding = (changes: Partial<Finding> = {}): Finding => ({
  rule: 'service-selects-nothing',
  severity: 'error',
  message: 'its selector matches no pod, `app: quote` would',
  fix: 'write `app: quote`',
  resource: { apiVersion: 'v1', kind: 'Service', namespace: 'kiada', name: 'quote', object: {}, origin },
  path: 'spec.selector',
  ...changes,
});

const rule: Rule = {
  id: 'service-selects-nothing', severity: 'error', title: 't', why: 'w', fix: 'm', sources: ['https://kubernetes.io'], check: () => [],
};

const sarif = (findings: readonly Finding[]) => (JSON.parse(sarifReport(findings, [rule], '1.2.3')) as Log).runs[0];

test('a SARIF result stands at the line, and its file is a URI', () => {
  const [result] = sarif([finding()]).results ?? [];
  expect(result.locations?.[0].physicalLocation).toEqual({ artifactLocation: { uri: 'dist/a%20b.yaml' }, region: { startLine: 12, startColumn: 5 } });
  expect(result).toMatchObject({ ruleId: 'service-selects-nothing', ruleIndex: 0, level: 'error' });
});

test('info is a SARIF note, and a finding of no listed rule has no index', () => {
  const [result] = sarif([finding({ severity: 'info', rule: 'other' })]).results ?? [];
  expect(result.level).toBe('note');
  expect(result).not.toHaveProperty('ruleIndex');
});

test('a SARIF fingerprint does not depend on line or wording', () => {
  const moved = finding({ message: 'reworded', resource: { ...finding().resource, origin: { ...origin, locate: () => null } } });
  const prints = (sarif([finding(), moved]).results ?? []).map((result) => result.partialFingerprints);
  expect(prints[0]).toEqual(prints[1]);
});

test('a GitHub annotation escapes what would end it early', () => {
  const text = githubReport([finding({ message: '100%\nof it', resource: { ...finding().resource, origin: { ...origin, file: 'a,b:c.yaml' } } })]);
  expect(text).toBe('::error file=a%2Cb%3Ac.yaml,line=12,col=5,title=service-selects-nothing::Service kiada/quote: 100%25%0Aof it%0Awrite `app: quote`\n');
});

test('a JUnit report counts failures and escapes markup and control characters', () => {
  const text = junitReport('check', [
    { classname: 'a', name: 'b', failure: null },
    { classname: 'x<y', name: '"q"', failure: { message: 'm', text: 'a & \u001b[31m' } },
  ]);
  expect(text).toContain('<testsuite name="check" tests="2" failures="1" errors="0" skipped="0">');
  expect(text).toContain('<testcase classname="x&lt;y" name="&quot;q&quot;">');
  expect(text).toContain('a &amp; \\u001b[31m');
});

test('a Markdown report puts the worst first', () => {
  const rows = markdownReport([finding({ severity: 'info' }), finding()], { objects: 3, suppressed: 1 }).split('\n').filter((line) => line.startsWith('| ')).slice(2);
  expect(rows[0]).toContain('🔴');
  expect(rows[1]).toContain('🔵');
});

test('names cannot put markup into a Markdown report', () => {
  const text = markdownReport([finding({ message: '<img src=x> | [a](b) `co|de`' })], { objects: 1, suppressed: 0 });
  expect(text).toContain('&lt;img src=x\\> \\| \\[a\\](b) `co\\|de`');
});

test('no report holds characters that command a terminal or turn text around, whatever is in names', () => {
  const odd = finding({ message: 'a\u001b[31m\u009b2J\u202eb\ud800', path: '\u202e', resource: { ...finding().resource, name: '\u2066x\u007f', origin: { ...origin, file: 'a\u001b\n\ud800.yaml' } } });
  const junit = junitReport('check', [{ classname: odd.message, name: odd.resource.name, failure: { message: odd.message, text: odd.message } }]);
  for (const text of [sarifReport([odd], [rule], '1'), githubReport([odd]), junit, markdownReport([odd], { objects: 1, suppressed: 0 })]) {
    expect(text.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
  }
});

test('a code quality report has what GitLab reads: a path of the repository, a line, a severity, and a fingerprint of each finding', () => {
  const same = finding({ resource: { ...finding().resource, origin: { ...origin, file: './dist/a.yaml' } } });
  const report = JSON.parse(gitlabReport([same, same, finding({ severity: 'info', path: '' })])) as { fingerprint: string }[];
  expect(report[0]).toEqual({
    description: 'Service kiada/quote: its selector matches no pod, `app: quote` would',
    check_name: 'service-selects-nothing',
    fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
    severity: 'critical',
    location: { path: 'dist/a.yaml', lines: { begin: 12 } },
  });
  expect(new Set(report.map(({ fingerprint }) => fingerprint)).size).toBe(3);
  const moved = { ...same, message: 'other words', resource: { ...same.resource, origin: { ...same.resource.origin, locate: () => null } } };
  expect(JSON.parse(gitlabReport([moved]))).toMatchObject([{ fingerprint: report[0].fingerprint, location: { lines: { begin: 1 } } }]);
});
