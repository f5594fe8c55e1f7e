import { compare, type Mismatch } from './compare';
import type { Description, ExpectValue, RouteTest } from './model';
import { unknownNameText } from './names';
import type { Cluster } from '../cluster/model';
import { resolveClient } from '../trace/client';
import type { Trace } from '../trace/model';
import { parseRequest } from '../trace/request';
import type { Simulation } from '../trace/simulation';
import { traceRequest } from '../trace/trace';

/** What became of one test. */
export interface TestResult {
  readonly test: RouteTest;
  readonly status: 'passed' | 'failed';
  readonly mismatches: readonly Mismatch[];
  /** Why the request could not be asked at all; null where it was. */
  readonly error: string | null;
  /** null where the request could not be asked. */
  readonly trace: Trace | null;
  /** What is worth knowing of a test that says less than it seems to; one sentence each, without full stop. */
  readonly notes: readonly string[];
}

export interface TestRun {
  readonly results: readonly TestResult[];
  readonly passed: number;
  readonly failed: number;
}

/** Asks the simulation every request, and compares. */
export function runExpectations(simulation: Simulation, tests: readonly RouteTest[]): TestRun {
  const results = tests.map((test) => runTest(simulation, test));
  const passed = results.filter((each) => each.status === 'passed').length;
  return { results, passed, failed: results.length - passed };
}

function runTest(simulation: Simulation, test: RouteTest): TestResult {
  const trace = ask(simulation, test.request);
  if (typeof trace === 'string') return { test, status: 'failed', mismatches: [], error: trace, trace: null, notes: [] };
  const mismatches = compare(test.expect, trace);
  const notes = test.expect.not.flatMap((description) => unknownNames(simulation.cluster, description));
  return {
    test,
    status: mismatches.length === 0 ? 'passed' : 'failed',
    error: null,
    trace,
    notes,
    mismatches: mismatches.map((each) => withNameHint(simulation.cluster, each)),
  };
}

/**
 * Follows a request as a test means it.
 *
 * @returns a text where it cannot be asked: what is wrong. A client that does not exist reaches nothing, and so would meet every `not`
 */
export function ask(simulation: Simulation, request: RouteTest['request']): Trace | string {
  const { namespace } = simulation.cluster.settings;
  const from = request.from == null ? null : resolveClient(simulation.cluster, request.from, namespace);
  if (typeof from === 'string') return `from: ${from}`;
  const parsed = parseRequest({ ...request, from: from === null ? null : `${from.namespace}/${from.kind}/${from.name}`, namespace });
  return parsed.request === null ? parsed.error : traceRequest(simulation, parsed.request);
}

/** Names that would never be met, because the manifests have nothing of that name. */
function unknownNames(cluster: Cluster, description: Description): readonly string[] {
  return [...description].flatMap(([field, values]) => values.flatMap((value) => {
    const text = unknownNameText(cluster, field, value);
    return text === null ? [] : [`not.${field}: ${text}`];
  }));
}

/** A mismatch that tells of expected names which the manifests do not have. */
export function withNameHint(cluster: Cluster, mismatch: Mismatch): Mismatch {
  if (mismatch.not !== null) return mismatch;
  const unknown = mismatch.expected.map((value) => unknownNameText(cluster, mismatch.field, value)).filter((text) => text !== null);
  return { ...mismatch, hint: [...unknown, mismatch.hint].filter((text) => text !== '').join('; ') };
}

/** Values as messages show them: `80`, `quote and quiz`. */
export function valuesText(values: readonly ExpectValue[], word: 'and' | 'or'): string {
  if (values.length === 0) return 'none';
  const texts = values.map(String);
  return texts.length === 1 ? texts[0] : `${texts.slice(0, -1).join(', ')} ${word} ${texts[texts.length - 1]}`;
}
