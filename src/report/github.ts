import type { Finding, Severity } from '../checks/finding';
import { describe } from '../kubernetes/resource';

const COMMANDS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

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
  const properties = [
    ...(resource.origin.file === null ? [] : [`file=${property(resource.origin.file)}`]),
    ...(position === null ? [] : [`line=${position.line}`, `col=${position.column}`]),
    `title=${property(finding.rule)}`,
  ].join(',');
  return `::${COMMANDS[finding.severity]} ${properties}::${data(`${describe(resource)}: ${finding.message}\n${finding.fix}`)}\n`;
}

const data = (text: string): string => text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');

const property = (text: string): string => data(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
