import { failureText, placeOfTest } from './expectations';
import { workflowCommand } from './github';
import { junitReport } from './junit';
import type { Coverage } from '../expectations/coverage';
import { titleOf } from '../expectations/requests';
import type { TestRun } from '../expectations/run';
import { describe } from '../kubernetes/resource';

/** A run of route tests as JUnit XML. */
export function testJunit({ results }: TestRun): string {
  return junitReport('routes', results.map((result) => {
    const { file, line } = placeOfTest(result.test);
    return { classname: file ?? 'routes', name: titleOf(result.test), failure: result.status === 'passed' ? null : failureText(result), file, line };
  }));
}

/**
 * Failed route tests as workflow commands, which GitHub Actions shows at their lines; what is not covered as notices at the manifests.
 *
 * @param coverage null: coverage is not asked for
 */
export function testGithub({ results }: TestRun, coverage: Coverage | null): string {
  const failed = results.filter(({ status }) => status === 'failed').map((result) => {
    const { text } = failureText(result);
    return workflowCommand('error', { ...placeOfTest(result.test), title: titleOf(result.test) }, text);
  });
  const uncovered = (coverage?.items ?? []).filter(({ tests }) => tests.length === 0).map(({ item }) => {
    const position = item.resource.origin.locate(item.path);
    const place = { file: item.resource.origin.file, line: position?.line ?? null, column: position?.column ?? null };
    return workflowCommand('notice', { ...place, title: 'not covered by a route test' }, `${item.label} of ${describe(item.resource)}`);
  });
  return [...failed, ...uncovered].join('');
}
