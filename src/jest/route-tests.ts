import type { Routing } from './routing';
import { coverageOf, isAtLeast } from '../expectations/coverage';
import { parseExpectations } from '../expectations/parse';
import { runExpectations } from '../expectations/run';
import { reasonOf } from '../manifests/find';
import { readTextFile } from '../manifests/text-file';
import { coverageText } from '../report/coverage';
import { testText } from '../report/expectations';
import { placePrefix } from '../report/problem';

/** When a file of route tests passes. */
export interface PassOptions {
  /**
   * How much the passing tests have to cover, in per cent.
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
  const { tests, problems } = parseExpectations(readText(file), file);
  if (problems.length > 0) throw new Error(problems.map(({ line, column, message }) => `${placePrefix(file, line, column)}error: ${message}`).join('\n'));
  if (tests.length === 0) throw new Error(`${file}: no tests`);
  const run = runExpectations(simulation, tests);
  const coverage = threshold === 0 ? null : coverageOf(simulation, run);
  return {
    pass: run.failed === 0 && (coverage === null || isAtLeast(coverage, threshold)),
    report: () => `${testText(run, false)}${coverage === null ? '' : `\n${coverageText(coverage, false)}`}`,
  };
}

function readText(file: string): string {
  try {
    return readTextFile(file);
  } catch (error) {
    throw new Error(`${file}: cannot be read: ${reasonOf(error)}`);
  }
}
