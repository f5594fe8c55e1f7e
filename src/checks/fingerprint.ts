import type { Finding } from './finding';

/**
 * What makes a finding the same one in another run: rule, object and field, and neither line nor wording.
 *
 * Indexes of lists stay in, so two ports of one Service are two findings.
 */
export function fingerprint(finding: Pick<Finding, 'rule' | 'resource' | 'path'>): string {
  const { kind, namespace, name } = finding.resource;
  return [finding.rule, kind, namespace ?? '', name, finding.path].join('|');
}
