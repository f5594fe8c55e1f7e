import { FIELDS, FIELD_NAMES, type AnswerField, type EndField, type Field } from './fields';
import type { Description, Expectation, ExpectField, ExpectValue } from './model';
import type { Destination, Trace } from '../trace/model';

/** One thing that is not as expected. */
export interface Mismatch {
  readonly field: ExpectField;
  /** null: a field of `expect`; otherwise which entry of `not`. */
  readonly not: number | null;
  readonly expected: readonly ExpectValue[];
  /** Empty: there is none. */
  readonly actual: readonly ExpectValue[];
  /** Why that is so, where it needs a word; empty otherwise. */
  readonly hint: string;
}

/** What of an answer is not as expected; empty where all of it is. */
export function compare(expect: Expectation, trace: Trace): readonly Mismatch[] {
  const ends = expect.is.has('outcome') || trace.outcome === 'delivered' ? trace.destinations : [];
  const wrong = FIELD_NAMES.flatMap((field) => {
    const expected = expect.is.get(field);
    return expected === undefined ? [] : compareField(field, expected, trace, ends);
  });
  const forgivesUnknown = expect.is.has('outcome') || expect.is.has('reason');
  return [...wrong, ...expect.not.flatMap((description, i) => compareNot(description, i, trace, forgivesUnknown))];
}

function compareField(field: ExpectField, expected: readonly ExpectValue[], trace: Trace, ends: readonly Destination[]): readonly Mismatch[] {
  const each = FIELDS[field];
  if (each.kind === 'answer') {
    const actual = each.of(trace);
    if (actual !== null && isNamed(each, actual, new Set(expected))) return [];
    return [{ field, not: null, expected, actual: actual === null ? [] : [actual], hint: answerHint(field, trace) }];
  }
  const actual = endValues(each, ends);
  if (areSame(each, expected, actual, ends)) return [];
  const hint = ends.length === 0 ? `the request is not delivered: ${outcomeText(trace)}` : '';
  return [{ field, not: null, expected, actual, hint }];
}

/** Requests may end at several places, and what is expected is all of them: nothing that was not named, and nothing that was named missing. */
function areSame(field: EndField, expected: readonly ExpectValue[], actual: readonly ExpectValue[], ends: readonly Destination[]): boolean {
  const wanted = new Set(expected);
  const named = new Set(actual.flatMap((value) => field.names(value)));
  return actual.length > 0
    && (field === FIELDS.pods || field === FIELDS.addresses || ends.every((end) => field.of(end).length > 0))
    && actual.every((value) => isNamed(field, value, wanted))
    && expected.every((each) => named.has(each));
}

/** Whether a value is one of those that are expected. */
function isNamed(field: Field, actual: ExpectValue, expected: ReadonlySet<ExpectValue>): boolean {
  return field.names(actual).some((name) => expected.has(name));
}

export function endValues(field: EndField, ends: readonly Destination[]): readonly ExpectValue[] {
  return [...new Set(ends.flatMap((end) => field.of(end)))];
}

/**
 * Something must not happen: no destination is all that the description says of one, and the answer is not what it says.
 *
 * Where a request leaves what the manifests describe, nobody can say what does not happen.
 */
function compareNot(description: Description, index: number, trace: Trace, forgivesUnknown: boolean): readonly Mismatch[] {
  if (trace.outcome === 'unknown' && !forgivesUnknown && !description.has('outcome')) {
    const [[field, expected]] = description;
    return [{ field, not: index, expected, actual: [], hint: `where the request ends is not known (${outcomeText(trace)}); expect outcome: unknown as well to accept that` }];
  }
  const culprit = happens(description, trace);
  if (culprit === null) return [];
  return [...description].map(([field, expected]) => {
    const each = FIELDS[field];
    const actual = each.kind === 'answer' ? [each.of(trace)].filter((value) => value !== null) : endValues(each, culprit);
    return { field, not: index, expected, actual, hint: '' };
  });
}

/** The destinations that are what a description says; null where it does not happen. */
function happens(description: Description, trace: Trace): readonly Destination[] | null {
  const answers = [...description].filter(([field]) => FIELDS[field].kind === 'answer');
  const answered = answers.every(([field, expected]) => {
    const each = FIELDS[field] as AnswerField;
    const actual = each.of(trace);
    return actual !== null && isNamed(each, actual, new Set(expected));
  });
  if (!answered) return null;
  const ends = [...description].filter(([field]) => FIELDS[field].kind === 'end');
  if (ends.length === 0) return [];
  const unwanted = ends.map(([field, expected]) => ({ field: FIELDS[field] as EndField, expected: new Set(expected) }));
  const culprits = trace.destinations.filter((destination) => unwanted.every(({ field, expected }) =>
    field.of(destination).some((value) => isNamed(field, value, expected))));
  return culprits.length === 0 ? null : culprits;
}

function answerHint(field: ExpectField, trace: Trace): string {
  if (field === 'status' && trace.outcome === 'delivered') return 'the request is delivered: its status is the app\'s own, which manifests do not say; expect a service, or outcome: delivered';
  if (field === 'status' && trace.status === null) return `nobody answers: ${outcomeText(trace)}`;
  return field === 'outcome' && trace.reason !== null ? `because of ${trace.reason}` : '';
}

/** `answered 404 (no-matching-rule)`. */
export function outcomeText({ outcome, status, reason }: Trace): string {
  return `${outcome}${status === null ? '' : ` ${status}`}${reason === null ? '' : ` (${reason})`}`;
}
