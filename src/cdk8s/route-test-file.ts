import type { RouteTest } from '../expectations/model';
import { parseExpectations } from '../expectations/parse';
import { reasonOf } from '../manifests/find';
import { readTextFile } from '../manifests/text-file';
import { placePrefix } from '../report/problem';

/**
 * Reads a file of route tests.
 *
 * @param fail makes the error of a message
 * @throws Error with file, line and column when it cannot be read, or has no tests
 */
export function readRouteTests(file: string, fail: (message: string) => Error): readonly RouteTest[] {
  const { tests, problems } = parseExpectations(readText(file, fail), file);
  if (problems.length > 0) throw fail(problems.map(({ line, column, message }) => `${placePrefix(file, line, column)}error: ${message}`).join('\n'));
  if (tests.length === 0) throw fail(`${file}: no tests`);
  return tests;
}

function readText(file: string, fail: (message: string) => Error): string {
  try {
    return readTextFile(file);
  } catch (error) {
    throw fail(`${file}: cannot be read: ${reasonOf(error)}`);
  }
}
