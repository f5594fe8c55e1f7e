import { junitReport } from './junit';
import type { JunitCase } from './junit';
import { placeOf } from './place';
import type { Finding } from '../checks/finding';
import type { Rule } from '../checks/rule';
import { describe } from '../kubernetes/resource';

/**
 * Findings as a JUnit report: a failed case for each finding of severity error or warning, a passed one for each rule without any, so that a
 * pipeline shows what was looked at.
 */
export function checkJunit(findings: readonly Finding[], rules: readonly Rule[]): string {
  const failing = findings.filter(({ severity }) => severity !== 'info');
  const found = new Set(failing.map(({ rule }) => rule));
  const quiet = rules.filter(({ id, optIn }) => optIn !== true && !found.has(id));
  const passed = quiet.map((rule): JunitCase => ({ classname: rule.id, name: rule.title, failure: null }));
  return junitReport('cdk8s-routing check', [...failing.map(failedCase), ...passed]);
}

function failedCase({ rule, severity, message, fix, resource, path }: Finding): JunitCase {
  const { file, line } = placeOf(resource, path);
  const name = `${describe(resource)}${path === '' ? '' : ` ${path}`}`;
  return { classname: rule, name, file, line, failure: { message, text: `${severity}: ${message}\n${fix}` } };
}
