import type { ZoneAnswer } from './model';
import type { OpenQuestion } from '../../kubernetes/open-question';

/** The name does not exist. */
export function nothing(name: string, because: string, questions: readonly OpenQuestion[] = []): ZoneAnswer {
  return {
    outcome: 'NXDOMAIN',
    records: [],
    target: null,
    alias: null,
    resource: null,
    path: null,
    decision: `${name} does not exist`,
    because,
    questions,
  };
}

/** The name exists, and has no records of the type that was asked for. */
export function noData(name: string, because: string): ZoneAnswer {
  return { ...nothing(name, because), outcome: 'NOERROR', decision: `${name} has no records` };
}
