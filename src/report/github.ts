import { visibleLines } from './paint';
import type { Finding, Severity } from '../checks/finding';
import { describe } from '../kubernetes/resource';

const COMMANDS: Readonly<Record<Severity, 'error' | 'warning' | 'notice'>> = { error: 'error', warning: 'warning', info: 'notice' };

/**
 * Findings as workflow commands, which GitHub Actions shows at the line of a pull request.
 *
 * @see https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export function githubReport(findings: readonly Finding[]): string {
  return findings.map(command).join('');
}

function command(finding: Finding): string {
  const { resource } = finding;
  const position = resource.origin.locate(finding.path);
  const place = { file: resource.origin.file, line: position?.line ?? null, column: position?.column ?? null };
  return workflowCommand(COMMANDS[finding.severity], { ...place, title: finding.rule }, `${describe(resource)}: ${finding.message}\n${finding.fix}`);
}

/** Where a workflow command is shown. */
export interface Annotation {
  readonly file: string | null;
  readonly line: number | null;
  readonly column: number | null;
  readonly title: string;
}

/** One workflow command, as a line. */
export function workflowCommand(level: 'error' | 'warning' | 'notice', { file, line, column, title }: Annotation, text: string): string {
  const properties = [
    ...(file === null ? [] : [`file=${property(file)}`]),
    ...(line === null ? [] : [`line=${line}`, `col=${column ?? 1}`]),
    `title=${property(title)}`,
  ].join(',');
  return `::${level} ${properties}::${data(text)}\n`;
}

const data = (text: string): string => visibleLines(text).replace(/%/g, '%25').replace(/\n/g, '%0A');

const property = (text: string): string => data(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
