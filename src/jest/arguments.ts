import { FieldReader } from '../expectations/field-reader';
import type { Description } from '../expectations/model';
import { parseExpectation } from '../expectations/parse';
import { readRequest as readRequestField, type TestRequest } from '../expectations/requests';
import type { Json } from '../kubernetes/resource';

/** A request: `GET http://api.example.com/quote`, `http://quote`, or its parts. */
export type RouteRequest = string | RouteRequestParts;

export interface RouteRequestParts {
  readonly url: string;
  /** @default 'GET' */
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Of a URL that has none: `http`, `https`. */
  readonly scheme?: string;
  readonly query?: string | Readonly<Record<string, string | readonly string[]>>;
  /**
   * The workload whose pods ask, `KIND/NAME` or `NAMESPACE/KIND/NAME`.
   *
   * @default - from outside the cluster
   */
  readonly from?: string;
}

/** Where a request ends; only what is given is compared. A list is everything that shares the requests. */
export interface RouteTo {
  /** The Service, `NAME` or `NAMESPACE/NAME`. */
  readonly to?: string | readonly string[];
  /** The port of the Service. */
  readonly port?: number | readonly number[];
  /** `KIND/NAME` or `NAMESPACE/KIND/NAME`. */
  readonly workload?: string | readonly string[];
  /** The names of all pods that may get the request. */
  readonly pods?: string | readonly string[];
  /** The port of the pod. */
  readonly containerPort?: number | readonly number[];
  /** Addresses that belong to no pod of the manifests. */
  readonly addresses?: string | readonly string[];
  /** The path that the pod sees. */
  readonly rewrittenPath?: string;
}

/** What a client gets that is not led to a pod; only what is given is compared. A list is alternatives. */
export interface Answer {
  readonly status?: number | readonly number[];
  /** A code such as `no-matching-rule`. */
  readonly reason?: string | readonly string[];
  /** The URL that the client is sent to. */
  readonly redirect?: string;
  readonly outcome?: 'delivered' | 'answered' | 'failed' | 'unknown';
}

export function readRequest(request: RouteRequest): TestRequest {
  const reader = new FieldReader();
  const read = readRequestField(plain(request), '', reader);
  if (read === null || reader.problems.length > 0) throw new Error(reader.problems.map(({ path, message }) => `${path === '' ? 'request' : path.slice(1)}: ${message}`).join('\n'));
  return read;
}

export function readDestination({ to, ...others }: RouteTo = {}): Description {
  const fields = { ...(to === undefined ? {} : { service: to }), ...others };
  return Object.keys(fields).length === 0 ? new Map() : readFields(fields);
}

export function readAnswer(answer: number | Answer): Description {
  return readFields(typeof answer === 'number' ? { status: answer } : answer);
}

/** Reads arguments as the fields of `expect` in a file of route tests, with the same problems. */
function readFields(fields: RouteTo | Answer): Description {
  const { expect, problems } = parseExpectation(plain(fields));
  if (expect === null) throw new Error(problems.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)).join('\n'));
  return expect.is;
}

function plain(value: unknown): Json {
  return JSON.parse(JSON.stringify(value ?? null)) as Json;
}
