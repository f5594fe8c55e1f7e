import { withoutNulls } from './plain';
import type { RoutingCoverageKind, RoutingTestStatus } from './routing-enums';
import type { RoutingObject } from './routing-results';
import { RoutingTrace } from './routing-trace';
import { coverageOf, type Coverage } from '../expectations/coverage';
import { describeRequest, titleOf } from '../expectations/requests';
import { valuesText, type TestResult, type TestRun } from '../expectations/run';
import { suggestionYaml } from '../expectations/suggestion-yaml';
import { coverageFields, coverageText } from '../report/coverage';
import { expectedText, fieldName, placeOfTest, testText } from '../report/expectations';
import type { Simulation } from '../trace/simulation';

/** A field of an answer that is not as expected. */
export interface RoutingMismatch {
  /** The field, as the file names it: `service`, `not.service`. */
  readonly field: string;

  /** What was expected. */
  readonly expected: string;

  /** What came. */
  readonly actual: string;

  /** What else is known of the difference; empty where nothing is. */
  readonly hint: string;
}

/** What became of a route test. */
export interface RoutingTestResult {
  /** Its name; the request where it has none. */
  readonly name: string;

  /** Whether it passed. */
  readonly status: RoutingTestStatus;

  /** The file that it stands in. */
  readonly file: string;

  /** The line in that file, from 1. */
  readonly line: number;

  /** The request, `GET http://api.example.com/quote`. */
  readonly request: string;

  /** What is not as expected. Empty where it passed. */
  readonly mismatches: RoutingMismatch[];

  /**
   * Why the request could not be asked at all.
   *
   * @default - it was asked
   */
  readonly error?: string;

  /** What is worth knowing of a test that says less than it seems to. */
  readonly notes: string[];

  /**
   * How the request is routed.
   *
   * @default - it could not be asked
   */
  readonly trace?: RoutingTrace;
}

/** Something that a route test can go through. */
export interface RoutingCoverageItem {
  /** What it is. */
  readonly kind: RoutingCoverageKind;

  /** What reports call it. */
  readonly label: string;

  /** Its object. */
  readonly object: RoutingObject;

  /** Its field. */
  readonly path: string;

  /**
   * The file of the object.
   *
   * @default - it was read from no file
   */
  readonly file?: string;

  /**
   * The line of the field, from 1.
   *
   * @default - it was read from no file
   */
  readonly line?: number;

  /** The names of the passing tests that went through it. */
  readonly tests: string[];

  /**
   * Why no request can go through it, so that it does not count.
   *
   * @default - some can
   */
  readonly because?: string;
}

/** What passing route tests went through. */
export interface RoutingCoverage {
  /** The share of the items that is covered, 0 to 100 with one decimal, rounded down. */
  readonly percent: number;

  /** How many items are covered. */
  readonly covered: number;

  /** How many items there are. */
  readonly total: number;

  /** The rules, paths, default backends, redirects and Service ports. */
  readonly items: RoutingCoverageItem[];

  /** What no request can go through. */
  readonly unreachable: RoutingCoverageItem[];
}

/** What became of a file of route tests. */
export class RoutingTestRun {
  /** @internal */
  public static _of(simulation: Simulation, run: TestRun): RoutingTestRun {
    return new RoutingTestRun(simulation, run);
  }

  /** How many tests passed. */
  public readonly passed: number;

  /** How many tests failed. */
  public readonly failed: number;

  /** Every test. */
  public readonly results: RoutingTestResult[];

  readonly #simulation: Simulation;
  readonly #run: TestRun;
  #coverage?: Coverage;

  private constructor(simulation: Simulation, run: TestRun) {
    this.#simulation = simulation;
    this.#run = run;
    this.passed = run.passed;
    this.failed = run.failed;
    this.results = run.results.map(resultOf);
  }

  /** What the passing tests went through, of everything that requests can go through. */
  public coverage(): RoutingCoverage {
    const { items, unreachable, ...counts } = coverageFields(this.covered()) as unknown as RoutingCoverage;
    return withoutNulls({ ...counts, items, unreachable: unreachable.map((item) => ({ ...item, tests: [] })) }) as RoutingCoverage;
  }

  /** Tests of what no test goes through, as a file of route tests: what the simulation answers today. Empty where nothing is left. */
  public suggestTests(): string {
    return suggestionYaml(this.covered().suggestions);
  }

  /** The tests, and of each that failed what was expected, what came, and the way of the request: what `cdk8s-routing test` prints. */
  public explain(): string {
    return testText(this.#run, false);
  }

  /** What is covered and what is not, as text: what `cdk8s-routing test --coverage` prints. */
  public explainCoverage(): string {
    return coverageText(this.covered(), false);
  }

  private covered(): Coverage {
    this.#coverage ??= coverageOf(this.#simulation, this.#run);
    return this.#coverage;
  }
}

function resultOf({ test, status, mismatches, error, notes, trace }: TestResult): RoutingTestResult {
  const { file, line } = placeOfTest(test);
  const fields = withoutNulls({
    name: titleOf(test),
    status,
    file,
    line,
    request: describeRequest(test.request),
    mismatches: mismatches.map((each) => ({ field: fieldName(each), expected: expectedText(each), actual: valuesText(each.actual, 'and'), hint: each.hint })),
    error,
    notes,
  }) as RoutingTestResult;
  return trace === null ? fields : { ...fields, trace: RoutingTrace._of(trace) };
}
