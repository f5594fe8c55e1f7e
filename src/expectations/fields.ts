import type { ExpectField, ExpectValue } from './model';
import { nearest } from '../kubernetes/near-miss';
import type { Json } from '../kubernetes/resource';
import type { Destination, Outcome, Trace } from '../trace/model';
import { REASONS } from '../trace/reasons';
import { parseWorkloadRef } from '../trace/request';
import { parseTarget } from '../trace/target';

/** A value that was read, or what is wrong with it (lower case, no full stop). */
export type ReadValue = { readonly value: ExpectValue; readonly error: null } | { readonly value: null; readonly error: string };

interface FieldBase {
  /** What a value is, for messages. */
  readonly what: string;
  read(value: string | number): ReadValue;
  /** What an expectation may call a value of a trace. */
  names(actual: ExpectValue): readonly ExpectValue[];
}

/** A field of where requests end. Requests can end at several places at once, so that a list is all of them. */
export interface EndField extends FieldBase {
  readonly kind: 'end';
  /** Empty where a destination has none. */
  of(destination: Destination): readonly ExpectValue[];
}

/** A field of the answer, which is one value; a list is alternatives. */
export interface AnswerField extends FieldBase {
  readonly kind: 'answer';
  of(trace: Trace): ExpectValue | null;
}

export type Field = EndField | AnswerField;

/** Any namespace: what a name without one means. */
const ANY_NAMESPACE = '';

const itself = (actual: ExpectValue): readonly ExpectValue[] => [actual];

/** A name with its namespace, and without. */
const withAndWithoutNamespace = (actual: ExpectValue): readonly ExpectValue[] =>
  typeof actual === 'string' ? [actual, actual.slice(actual.indexOf('/') + 1)] : [actual];

const nameOf = (value: string | number, pattern: RegExp, what: string): ReadValue =>
  typeof value === 'string' && pattern.test(value) ? { value, error: null } : wrong(value, what);

const inRange = (value: string | number, low: number, high: number, what: string): ReadValue => {
  const number = typeof value === 'string' && /^\d{1,5}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number) && number >= low && number <= high ? { value: number, error: null } : wrong(value, what);
};

const OUTCOMES: readonly Outcome[] = ['delivered', 'answered', 'failed', 'unknown'];

/** What an expectation can name, in the order in which reports show it. */
export const FIELDS: Readonly<Record<ExpectField, Field>> = {
  outcome: {
    kind: 'answer',
    what: OUTCOMES.join(', '),
    read: (value) => {
      const outcome = OUTCOMES.find((each) => each === value);
      return outcome === undefined ? wrong(value, OUTCOMES.join(', '), nearest(String(value), OUTCOMES)) : { value: outcome, error: null };
    },
    names: itself,
    of: (trace) => trace.outcome,
  },
  status: {
    kind: 'answer',
    what: 'a status from 100 to 599',
    read: (value) => inRange(value, 100, 599, 'a status from 100 to 599'),
    names: itself,
    of: (trace) => trace.status,
  },
  reason: {
    kind: 'answer',
    what: 'a reason such as no-matching-rule',
    read: readReason,
    names: itself,
    of: (trace) => trace.reason,
  },
  redirect: {
    kind: 'answer',
    what: 'the URL that the client is sent to',
    read: (value) => nameOf(value, /\S/, 'a URL'),
    names: itself,
    of: (trace) => trace.redirect ?? null,
  },
  rewrittenPath: {
    kind: 'answer',
    what: 'the path that the pod sees',
    read: (value) => nameOf(value, /^\//, 'a path that starts with /'),
    names: itself,
    of: pathAtPod,
  },
  service: {
    kind: 'end',
    what: 'a Service, NAME or NAMESPACE/NAME',
    read: (value) => nameOf(value, /^[^/\s]+(\/[^/\s]+)?$/, 'NAME or NAMESPACE/NAME of a Service'),
    names: withAndWithoutNamespace,
    of: ({ service }) => (service === null ? [] : [`${service.namespace}/${service.name}`]),
  },
  port: {
    kind: 'end',
    what: 'a port of the Service',
    read: (value) => inRange(value, 1, 65535, 'a port number of the Service, 1 to 65535'),
    names: itself,
    of: ({ service }) => (service === null ? [] : [service.port]),
  },
  workload: {
    kind: 'end',
    what: 'a workload, KIND/NAME or NAMESPACE/KIND/NAME',
    read: readWorkload,
    names: withAndWithoutNamespace,
    of: ({ workload }) => (workload === null ? [] : [`${workload.namespace}/${workload.kind}/${workload.name}`]),
  },
  pods: {
    kind: 'end',
    what: 'names of pods',
    read: (value) => nameOf(value, /^[^/\s]+$/, 'the name of a pod'),
    names: itself,
    of: ({ pods }) => pods,
  },
  containerPort: {
    kind: 'end',
    what: 'a port of the pod',
    read: (value) => inRange(value, 1, 65535, 'a port number of the pod, 1 to 65535'),
    names: itself,
    of: ({ port }) => [port],
  },
  addresses: {
    kind: 'end',
    what: 'addresses that belong to no pod',
    read: (value) => nameOf(value, /^[^/\s]+$/, 'an address'),
    names: itself,
    of: ({ addresses }) => addresses,
  },
};

export const FIELD_NAMES = Object.keys(FIELDS) as readonly ExpectField[];

/** The value of a field, or what is wrong with it. */
export function readValue(field: ExpectField, value: Json): ReadValue {
  const { what, read } = FIELDS[field];
  if (typeof value === 'string' || typeof value === 'number') return read(value);
  return wrong(value, what);
}

function readWorkload(value: string | number): ReadValue {
  const ref = parseWorkloadRef(String(value), ANY_NAMESPACE);
  if (typeof ref === 'string') return { value: null, error: ref };
  return { value: ref.namespace === ANY_NAMESPACE ? `${ref.kind}/${ref.name}` : `${ref.namespace}/${ref.kind}/${ref.name}`, error: null };
}

/** Codes are stable, so that a misspelled one would never match; one that is near none may be a dialect's own. */
function readReason(value: string | number): ReadValue {
  if (typeof value !== 'string' || !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(value)) return wrong(value, 'a reason such as no-matching-rule');
  if (Object.hasOwn(REASONS, value)) return { value, error: null };
  const meant = nearest(value, Object.keys(REASONS));
  return meant === null ? { value, error: null } : wrong(value, 'a reason of a trace', meant);
}

function pathAtPod(trace: Trace): string | null {
  if (trace.outcome !== 'delivered') return null;
  return trace.rewrittenPath ?? parseTarget(trace.request.url, trace.request.headers).target?.path ?? null;
}

function wrong(value: Json, expected: string, meant: string | null = null): ReadValue {
  const got = typeof value === 'string' ? `'${value.slice(0, 100)}'` : value === null ? 'nothing' : typeof value === 'object' ? `a ${Array.isArray(value) ? 'list' : 'mapping'}` : String(value);
  return { value: null, error: `got ${got}, expected ${expected}${meant === null ? '' : `, did you mean '${meant}'?`}` };
}
