import { createHash } from 'node:crypto';
import { jsonText } from './paint';
import { placeOf } from './place';
import type { Finding, Severity } from '../checks/finding';
import { fingerprint } from '../checks/fingerprint';
import { describe } from '../kubernetes/resource';

const SEVERITIES: Readonly<Record<Severity, string>> = { error: 'critical', warning: 'minor', info: 'info' };

/**
 * Findings as a code quality report, which GitLab shows in merge requests.
 *
 * The fingerprints are those of the baseline, by which a finding is the same one in another version; of several with one, each has its own.
 *
 * @see https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
 */
export function gitlabReport(findings: readonly Finding[]): string {
  const seen = new Map<string, number>();
  return jsonText(findings.map((finding) => {
    const print = fingerprint(finding);
    const count = seen.get(print) ?? 0;
    seen.set(print, count + 1);
    const { file, line } = placeOf(finding.resource, finding.path);
    return {
      description: `${describe(finding.resource)}: ${finding.message}`,
      check_name: finding.rule,
      fingerprint: createHash('sha256').update(`${print}|${count}`).digest('hex'),
      severity: SEVERITIES[finding.severity],
      location: { path: relative(file ?? '<text>'), lines: { begin: line ?? 1 } },
    };
  }));
}

/** GitLab compares paths with those of the repository, which have slashes and no `./` at the start. */
const relative = (file: string): string => file.replaceAll('\\', '/').replace(/^(?:\.\/)+/, '');
