import { resolveClient } from './client';
import { compare, type Mismatch } from './compare';
import type { Description, ExpectField, ExpectValue, RouteTest } from './model';
import type { Cluster } from '../cluster/model';
import { nearest } from '../kubernetes/near-miss';
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
    mismatches: mismatches.map((each) => (each.hint === '' && each.not === null ? { ...each, hint: nameHint(simulation.cluster, each) } : each)),
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
    const names = namesOf(cluster, field);
    if (names === null || names.some((each) => isNamed(each, String(value)))) return [];
    return [`not.${field} names '${value}', which is not among the manifests${meant(String(value), names)}`];
  }));
}

function nameHint(cluster: Cluster, { field, expected }: Mismatch): string {
  const names = namesOf(cluster, field);
  const missing = names === null ? undefined : expected.find((value) => !names.some((each) => isNamed(each, String(value))));
  return missing === undefined || names === null ? '' : `'${missing}' is not among the manifests${meant(String(missing), names)}`;
}

/** The names that a field can have, with namespace; null for fields that are no names. */
function namesOf(cluster: Cluster, field: ExpectField): readonly string[] | null {
  if (field === 'service') return cluster.services.all.map((each) => `${each.namespace}/${each.name}`);
  return field === 'workload' ? cluster.workloads.all.map((each) => `${each.namespace}/${each.kind}/${each.name}`) : null;
}

function isNamed(full: string, name: string): boolean {
  return full === name || full.slice(full.indexOf('/') + 1) === name;
}

function meant(name: string, names: readonly string[]): string {
  const near = nearest(name, names) ?? nearest(name, names.map((each) => each.slice(each.indexOf('/') + 1)));
  return near === null ? '' : `, did you mean '${near}'?`;
}

/** Values as messages show them: `80`, `quote and quiz`. */
export function valuesText(values: readonly ExpectValue[], word: 'and' | 'or'): string {
  if (values.length === 0) return 'none';
  const texts = values.map(String);
  return texts.length === 1 ? texts[0] : `${texts.slice(0, -1).join(', ')} ${word} ${texts[texts.length - 1]}`;
}
