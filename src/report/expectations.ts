import { plural } from './columns';
import { coverageFields } from './coverage';
import { jsonText, painter, reportText, type Paint } from './paint';
import { traceFields, traceText } from './trace';
import type { Mismatch } from '../expectations/compare';
import type { Coverage } from '../expectations/coverage';
import type { ExpectationProblem, ExpectValue, RouteTest } from '../expectations/model';
import { describeRequest, titleOf } from '../expectations/requests';
import { valuesText, type TestResult, type TestRun } from '../expectations/run';
import { descriptionJson, suggestionJson } from '../expectations/suggestion-yaml';

/** Where a test stands. */
export function placeOfTest({ origin, path }: RouteTest): Pick<ExpectationProblem, 'file' | 'line' | 'column'> {
  const position = origin.locate(path);
  return { file: origin.file, line: position?.line ?? null, column: position?.column ?? null };
}

/** A run of route tests as JSON, version 1. */
export function testJson(run: TestRun, coverage: Coverage | null): string {
  return jsonText({
    version: 1,
    results: run.results.map(resultJson),
    summary: { tests: run.results.length, passed: run.passed, failed: run.failed },
    coverage: coverage === null ? null : coverageFields(coverage),
    suggestions: (coverage?.suggestions ?? []).map(suggestionJson),
  });
}

function resultJson({ test, status, mismatches, error, trace, notes }: TestResult): unknown {
  const { method = 'GET', url, from = null } = test.request;
  const { is, not } = test.expect;
  return {
    name: titleOf(test),
    status,
    ...placeOfTest(test),
    request: { method, url, from },
    expected: { ...descriptionJson(is), ...(not.length === 0 ? {} : { not: not.map(descriptionJson) }) },
    mismatches: mismatches.map(mismatchJson),
    error,
    notes,
    trace: trace === null ? null : traceFields(trace),
  };
}

function mismatchJson(mismatch: Mismatch): unknown {
  const { expected, actual, hint } = mismatch;
  return { field: fieldName(mismatch), expected: oneOrList(expected), actual: oneOrList(actual), hint };
}

function oneOrList(values: readonly ExpectValue[]): ExpectValue | readonly ExpectValue[] | null {
  return values.length === 0 ? null : values.length === 1 ? values[0] : values;
}

/** `service`, `not.service`. */
export function fieldName({ field, not }: Mismatch): string {
  return not === null ? field : `not.${field}`;
}

/** A run of route tests for people: by file, each failure with what was expected, what came, and the way of the request. */
export function testText({ results, passed, failed }: TestRun, color: boolean): string {
  const paint = painter(color);
  const files = new Map<string, TestResult[]>();
  for (const result of results) {
    const file = result.test.origin.file ?? '(no file)';
    const group = files.get(file);
    if (group === undefined) files.set(file, [result]);
    else group.push(result);
  }
  const blocks = [...files].map(([file, group]) => [paint('strong', file), ...group.flatMap((result) => resultLines(result, paint, color)), ''].join('\n'));
  const counts = [...(failed === 0 ? [] : [paint('error', `${failed} failed`)]), ...(passed === 0 ? [] : [paint('good', `${passed} passed`)])];
  return reportText([...blocks, `${plural(results.length, 'test')}${counts.length === 0 ? '' : `: ${counts.join(', ')}`}`, '']);
}

function resultLines(result: TestResult, paint: Paint, color: boolean): readonly string[] {
  const { test, status, trace, notes } = result;
  const doubts = [
    ...notes.map((note) => `    ${paint('warning', 'note:')} ${paint('plain', note)}`),
    ...(status === 'failed' ? [] : (trace?.dependsOn ?? []).map((sentence) => paint('dim', `    depends on: ${sentence}`))),
  ];
  if (status === 'passed') return [`  ${paint('good', '✔')} ${paint('plain', titleOf(test))}`, ...doubts];
  const { line } = placeOfTest(test);
  const at = line === null ? '' : paint('dim', `  line ${line}`);
  return [
    `  ${paint('error', '✖')} ${paint('plain', titleOf(test))}${at}`,
    ...doubts,
    ...failureLines(result, paint).map((text) => `    ${text}`),
    '',
    ...(trace === null ? [] : traceText(trace, color).trimEnd().split('\n').map((text) => (text === '' ? '' : `    ${text}`))),
    ...(trace === null ? [] : ['']),
  ];
}

/** What was expected and what came, a field at a time. */
export function failureLines({ mismatches, error }: TestResult, paint: Paint): readonly string[] {
  return error === null ? mismatchLines(mismatches, paint) : [paint('error', error)];
}

export function mismatchLines(mismatches: readonly Mismatch[], paint: Paint): readonly string[] {
  return mismatches.flatMap((mismatch) => [
    `${paint('strong', fieldName(mismatch))}: expected ${paint('good', expectedText(mismatch))}, got ${paint('error', valuesText(mismatch.actual, 'and'))}`,
    ...(mismatch.hint === '' ? [] : [`  ${paint('plain', mismatch.hint)}`]),
  ]);
}

const ALTERNATIVES: ReadonlySet<string> = new Set(['status', 'outcome', 'reason', 'redirect', 'rewrittenPath']);

/** What was expected, as failures show it: `quote and quiz`, `not quiz`. */
export function expectedText({ field, not, expected }: Mismatch): string {
  const word = not !== null || ALTERNATIVES.has(field) ? 'or' : 'and';
  return `${not === null ? '' : 'not '}${valuesText(expected, word)}`;
}

/** A failure in one line, and as text with the way of the request. */
export function failureText(result: TestResult): { readonly message: string; readonly text: string } {
  const plain = painter(false);
  const lines = failureLines(result, plain);
  const trace = result.trace === null ? describeRequest(result.test.request) : traceText(result.trace, false).trimEnd();
  return { message: lines[0] ?? 'failed', text: `${lines.join('\n')}\n\n${trace}\n` };
}
