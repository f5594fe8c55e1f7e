import type { Mismatch } from '../expectations/compare';
import { mismatchLines } from '../report/expectations';
import { painter } from '../report/paint';
import { traceText } from '../report/trace';
import type { Trace } from '../trace/model';

/** What was expected and what came, and the way of the request. */
export function describeResult(mismatches: readonly Mismatch[], trace: Trace): string {
  return `${mismatchLines(mismatches, painter(false)).join('\n')}\n\n${traceText(trace, false)}`;
}
