import type { Finding, Severity } from '../../src/checks/finding';
import { FindingLimit, MOST_FINDINGS } from '../../src/checks/finding-limit';
import type { Rule } from '../../src/checks/rule';
import { runChecks } from '../../src/checks/run';
import { buildCluster } from '../../src/cluster/build';
import { NO_ORIGIN } from '../../src/kubernetes/resource';
import { simulate } from '../../src/trace/simulation';

const resource = { apiVersion: 'v1', kind: 'Service', namespace: 'a', name: 'b', object: {}, origin: NO_ORIGIN };
const finding = (severity: Severity): Finding => ({ rule: 'x', severity, message: 'm', fix: 'f', resource, path: '' });

test('findings of one severity do not keep out those of another', () => {
  const limit = new FindingLimit(2);
  for (const severity of ['info', 'info', 'info', 'error', 'info'] as const) limit.add(finding(severity));
  expect(limit.findings.map((each) => each.severity)).toEqual(['info', 'info', 'error']);
  expect(limit.left).toBe(2);
});

test('a rule with far too many findings says so', () => {
  const rule: Rule = {
    id: 'chatty',
    severity: 'warning',
    title: 't',
    why: 'w',
    fix: 'm',
    sources: [],
    check: () => Array.from({ length: MOST_FINDINGS + 5 }, () => finding('warning')),
  };
  const { findings } = runChecks(simulate(buildCluster([])), { registry: [rule] });
  expect(findings).toHaveLength(MOST_FINDINGS + 1);
  expect(findings.find((each) => each.rule === 'findings-cut')).toMatchObject({ severity: 'warning', message: 'rule chatty has 5 more findings, which are not reported' });
});
