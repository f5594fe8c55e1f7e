import type { Origin } from '../kubernetes/resource';
import type { RequestInput } from '../trace/request';

/** What an expectation can name of an answer. */
export type ExpectField =
  // where requests end: all of these at once
  | 'service' | 'port' | 'workload' | 'pods' | 'containerPort' | 'addresses'
  // what the client sees: one of these
  | 'status' | 'outcome' | 'reason' | 'redirect' | 'rewrittenPath';

export type ExpectValue = string | number;

/** The fields that are named, and their values. */
export type Description = ReadonlyMap<ExpectField, readonly ExpectValue[]>;

/** What is expected of one request. */
export interface Expectation {
  /** What has to be so; fields that are not named may have any value. */
  readonly is: Description;
  /** What must not happen, each by itself. */
  readonly not: readonly Description[];
}

/** One request and what is expected of it; a table of requests is as many tests. */
export interface RouteTest {
  /** As in the file; the request where it has none. */
  readonly name: string;
  /** The request that it is, of a table of several; null for a test with one. */
  readonly row: string | null;
  readonly request: Omit<RequestInput, 'namespace'>;
  readonly expect: Expectation;
  /** Where it stands: `tests[0]`, `tests[0].paths[1]`. */
  readonly path: string;
  readonly origin: Origin;
}

/** Why a part of an expectation file could not be used. */
export interface ExpectationProblem {
  /** The file as the user named it; null where the text had no name. */
  readonly file: string | null;
  /** Counts from 1. */
  readonly line: number | null;
  readonly column: number | null;
  /** Lower case, no full stop. */
  readonly message: string;
}
