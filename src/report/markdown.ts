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
  return commentText([headline, '| | object | what is wrong | fix | where |', '| --- | --- | --- | --- | --- |', ...rows, '']);
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

/**
 * Text as Markdown and HTML show it literally, in one line; what is between backticks stays code.
 *
 * What GitHub makes links, mentions, references or formulas of becomes code, since no backslash keeps it from that.
 *
 * @see https://github.github.com/gfm/#autolinks-extension-
 */
export function escapeMarkdown(text: string): string {
  const parts = text.split('`');
  // a backtick that has no other is text
  if (parts.length % 2 === 0) parts.push(parts.splice(-2).join('`'));
  const pieces = parts.flatMap((part, i) => (i % 2 === 1 ? [code(part)] : literal(part)));
  // two pieces of code beside each other would be one of another kind
  return pieces.filter((piece) => piece !== '').reduce((before, piece) => before + (before.endsWith('`') && piece.startsWith('`') ? ' ' : '') + piece, '');
}

/** `https://...`, `www.`, `a@b`, `@name`, `#1`, `GH-1`, `$x$`, and names of commits. */
const MARKUP = /:\/\/|www\.|@|#\d|\bgh-\d|\$|\b[0-9a-f]{7,}\b|\b(?:mailto|xmpp):/i;

function literal(text: string): string[] {
  return oneLine(text).split(/( +)/).flatMap((word) => {
    if (!MARKUP.test(word)) return [escaped(word)];
    const [, before, inner, after] = /^([("'[]*)([^]*?)([)"'\],.;:!?]*)$/.exec(word) ?? ['', '', word, ''];
    return [escaped(before), code(inner), escaped(after)];
  });
}

const escaped = (text: string): string => text.replace(/[\\*_[\]<>|~#@!&`]/g, (found) => (found === '<' ? '&lt;' : found === '&' ? '&amp;' : `\\${found}`));

const code = (text: string): string => `\`${oneLine(text).replace(/`/g, "'").replace(/\|/g, '\\|')}\``;

const oneLine = (text: string): string => visible(text.replace(/[ \t\r\n]+/g, ' '));

/** What a comment on GitHub holds, in bytes to be sure, less the note that some lines are left out. */
const LONGEST_COMMENT = 65_536 - 200;

/** As many lines as a comment of a code host holds; those that are left out are counted. */
export function commentText(lines: readonly string[]): string {
  const encoder = new TextEncoder();
  let size = 0;
  const fitting = lines.findIndex((line) => {
    size += encoder.encode(line).length + 1;
    return size > LONGEST_COMMENT;
  });
  if (fitting === -1) return lines.join('\n');
  const left = lines.slice(fitting).filter((line) => line.startsWith('| ')).length;
  return [...lines.slice(0, fitting), '', `and ${left} more, which a comment has no room for.`, ''].join('\n');
}
