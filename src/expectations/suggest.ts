import { compare } from './compare';
import type { CoverageItems } from './coverage-items';
import type { CoverageItem } from './coverage-model';
import { FIELDS, FIELD_NAMES, readValue } from './fields';
import type { Description, ExpectField, ExpectValue } from './model';
import { requestsFor } from './request-candidates';
import type { TestRequest } from './requests';
import { ask } from './run';
import { coveredBy } from './trace-coverage';
import type { Trace } from '../trace/model';

/** A test that could be written: a request, and what the simulation answers today. */
export interface Suggestion {
  /** The item that it was looked for. */
  readonly item: CoverageItem;
  readonly covers: ReadonlySet<CoverageItem>;
  readonly request: TestRequest;
  readonly expect: Description;
  readonly trace: Trace;
}

/** A request that goes through an item, and what becomes of it; null where none was found. */
export function findSuggestion(items: CoverageItems, item: CoverageItem): Suggestion | null {
  let fallback: Suggestion | null = null;
  for (const request of requestsFor(items, item)) {
    const trace = ask(items.simulation, request);
    if (typeof trace === 'string') continue;
    const covers = coveredBy(items, trace);
    if (!covers.has(item)) continue;
    const suggestion = { item, covers, request, expect: todaysAnswer(trace), trace };
    if (trace.outcome !== 'failed') return suggestion;
    fallback ??= suggestion;
  }
  return fallback;
}

const WHERE_IT_ENDS: readonly ExpectField[] = ['service', 'port', 'workload', 'containerPort', 'addresses'];

/** What a trace says that does not hang on how many pods there are. */
function todaysAnswer(trace: Trace): Description {
  const fields: readonly ExpectField[] = trace.outcome === 'delivered' ? WHERE_IT_ENDS
    : trace.outcome === 'answered' && trace.status !== null ? ['status', 'reason', 'redirect'] : ['outcome', 'reason'];
  const named = new Map(FIELD_NAMES.filter((field) => fields.includes(field)).flatMap((field): [ExpectField, readonly ExpectValue[]][] => {
    const each = FIELDS[field];
    const values = each.kind === 'answer' ? [each.of(trace)].filter((value) => value !== null) : [...new Set(trace.destinations.flatMap((end) => each.of(end)))];
    // not what no expectation can name (the API server would refuse such a name), nor what only some destinations have
    const readable = values.length > 0 && values.every((value) => readValue(field, value).value === value);
    return !readable || compare({ is: new Map([[field, values]]), not: [] }, trace).length > 0 ? [] : [[field, values]];
  }));
  return named.size > 0 ? named : new Map([['outcome', [trace.outcome]]]);
}
