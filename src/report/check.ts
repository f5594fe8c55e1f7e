import { columns, plural } from './columns';
import { jsonText, painter, reportText } from './paint';
import type { Paint, Style } from './paint';
import { placeOf } from './place';
import type { Place } from './place';
import type { Finding, Severity } from '../checks/finding';
import { describe } from '../kubernetes/resource';

/** What stands behind a check's findings. */
export interface CheckSummary {
  /** How many objects were checked. */
  readonly objects: number;
  /** How many findings a suppression hid. */
  readonly suppressed: number;
}

/** Findings as JSON, version 1. */
export function checkJson(findings: readonly Finding[], summary: CheckSummary): string {
  return jsonText({
    version: 1,
    findings: findings.map(findingFields),
    summary: {
      objects: summary.objects,
      errors: count(findings, 'error'),
      warnings: count(findings, 'warning'),
      infos: count(findings, 'info'),
      suppressed: summary.suppressed,
    },
  });
}

/** The fields of a finding, for documents that hold findings. */
export function findingFields(finding: Finding): Readonly<Record<string, unknown>> {
  const { rule, severity, message, fix, edits, resource, path } = finding;
  const { apiVersion, kind, namespace, name } = resource;
  const { file, line, column } = placeOf(resource, path);
  const { construct } = resource.origin;
  const object = { apiVersion, kind, namespace, name };
  return { rule, severity, message, fix, ...(edits === undefined ? {} : { edits }), object, path, file, line, column, construct };
}

/** Findings for people: by file, each with its fix beneath, and a summary. */
export function checkText(findings: readonly Finding[], summary: CheckSummary, color: boolean): string {
  const paint = painter(color);
  const files = new Map<string, Placed[]>();
  for (const finding of findings) {
    const place = placeOf(finding.resource, finding.path);
    const heading = place.file ?? finding.resource.origin.construct ?? '(no file)';
    const group = files.get(heading);
    if (group === undefined) files.set(heading, [{ finding, place }]);
    else group.push({ finding, place });
  }
  const blocks = [...files].map(([file, placed]) => [paint('strong', file), ...findingLines(placed, paint), ''].join('\n'));
  return reportText([...blocks, summaryLine(findings, summary, paint), '']);
}

interface Placed {
  readonly finding: Finding;
  readonly place: Place;
}

const STYLES: Readonly<Record<Severity, Style>> = { error: 'error', warning: 'warning', info: 'info' };

function findingLines(placed: readonly Placed[], paint: Paint): string[] {
  const heads = columns(placed.map(({ finding, place }) => [
    { style: 'dim', text: `  ${place.line === null ? '-' : `${place.line}:${place.column ?? 1}`}` },
    { style: STYLES[finding.severity], text: finding.severity },
    `${describe(finding.resource)}: ${finding.message}`,
    { style: 'dim', text: finding.rule },
  ]), paint);
  const indent = ' '.repeat(6);
  return placed.flatMap(({ finding }, i) => {
    const { construct } = finding.resource.origin;
    const lines = [heads[i]];
    if (finding.fix !== '') lines.push(`${indent}${paint('good', 'fix')} ${paint('plain', finding.fix)}`);
    if (construct !== null) lines.push(`${indent}${paint('dim', `in construct ${construct}`)}`);
    return lines;
  });
}

function summaryLine(findings: readonly Finding[], { objects, suppressed }: CheckSummary, paint: Paint): string {
  const hidden = suppressed === 0 ? '' : `, ${suppressed} suppressed`;
  if (findings.length === 0) return `${paint('good', '✔ no problems')} in ${plural(objects, 'object')}${hidden}`;
  const errors = count(findings, 'error');
  const infos = count(findings, 'info');
  const parts = [plural(errors, 'error'), plural(count(findings, 'warning'), 'warning'), ...(infos === 0 ? [] : [`${infos} info`])];
  const total = `${errors > 0 ? '✖' : '⚠'} ${plural(findings.length, 'problem')} (${parts.join(', ')})`;
  return `${paint(errors > 0 ? 'error' : 'warning', total)} in ${plural(objects, 'object')}${hidden}`;
}

function count(findings: readonly Finding[], severity: Severity): number {
  return findings.reduce((sum, finding) => finding.severity === severity ? sum + 1 : sum, 0);
}
