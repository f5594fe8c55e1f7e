import { visible } from './paint';
import type { Finding, Severity } from '../checks/finding';
import { describe } from '../kubernetes/resource';

const MARKS: Readonly<Record<Severity, string>> = { error: '🔴', warning: '🟠', info: '🔵' };

/** Findings as a comment for a pull request: a headline, and a table with the worst first. */
export function markdownReport(findings: readonly Finding[], summary: { readonly objects: number; readonly suppressed: number }): string {
  const count = (severity: Severity): number => findings.filter((finding) => finding.severity === severity).length;
  const counts = [plural(count('error'), 'error'), plural(count('warning'), 'warning'), plural(count('info'), 'info')].join(', ');
  const suppressed = summary.suppressed === 0 ? '' : `, ${summary.suppressed} suppressed`;
  const headline = `### Routing check: ${counts}\n\n${plural(summary.objects, 'object')} checked${suppressed}.\n`;
  if (findings.length === 0) return headline;
  const order: readonly Severity[] = ['error', 'warning', 'info'];
  const rows = order.flatMap((severity) => findings.filter((finding) => finding.severity === severity).map(row));
  return [headline, '| | object | what is wrong | fix | where |', '| --- | --- | --- | --- | --- |', ...rows, ''].join('\n');
}

function row(finding: Finding): string {
  const { resource } = finding;
  const position = resource.origin.locate(finding.path);
  const where = resource.origin.file === null ? (resource.origin.construct ?? '') : `${resource.origin.file}${position === null ? '' : `:${position.line}`}`;
  const cells = [
    MARKS[finding.severity], escapeMarkdown(describe(resource)), `${escapeMarkdown(finding.message)} (${code(finding.rule)})`,
    escapeMarkdown(finding.fix), where === '' ? '' : code(where),
  ];
  return `| ${cells.join(' | ')} |`;
}

const plural = (n: number, word: string): string => `${n} ${word}${n === 1 || word === 'info' ? '' : 's'}`;

/** Text as Markdown and HTML show it literally, in one line; what stands between backticks stays code. */
export function escapeMarkdown(text: string): string {
  return text.split('`').map((part, i, parts) => {
    const isCode = i % 2 === 1 && i < parts.length - 1;
    return isCode ? code(part) : oneLine(part).replace(/[\\*_[\]<>|~#@!&`]/g, (found) => (found === '<' ? '&lt;' : found === '&' ? '&amp;' : `\\${found}`));
  }).join('');
}

const code = (text: string): string => `\`${oneLine(text).replace(/`/g, "'").replace(/\|/g, '\\|')}\``;

const oneLine = (text: string): string => visible(text.replace(/[ \t\r\n]+/g, ' '));
