import type { Routing } from './routing';
import { readRouteTests } from '../cdk8s/route-test-file';
import { coverageOf, isAtLeast } from '../expectations/coverage';
import { runExpectations } from '../expectations/run';
import { coverageText } from '../report/coverage';
import { testText } from '../report/expectations';

/** When a file of route tests passes. */
export interface PassOptions {
  /**
   * How much the passing tests have to cover, in percent.
   *
   * @default 0
   */
  readonly coverage?: number;
}

/**
 * Runs a file of route tests.
 *
 * @throws Error when the file cannot be read
 */
export function runFile(
  { simulation }: Routing, file: string, { coverage: threshold = 0 }: PassOptions,
): { readonly pass: boolean; report(): string } {
  const tests = readRouteTests(file, (message) => new Error(message));
  const run = runExpectations(simulation, tests);
  const coverage = threshold === 0 ? null : coverageOf(simulation, run);
  return {
    pass: run.failed === 0 && (coverage === null || isAtLeast(coverage, threshold)),
    report: () => `${testText(run, false)}${coverage === null ? '' : `\n${coverageText(coverage, false)}`}`,
  };
}
