import { clusterOf } from './objects';
import type { Trace } from '../../../src/trace/model';
import { parseRequest } from '../../../src/trace/request';
import { simulate, type Simulation } from '../../../src/trace/simulation';
import { traceRequest } from '../../../src/trace/trace';

export function simulationOf(...documents: readonly string[]): Simulation {
  return simulate(clusterOf(...documents));
}

export interface Asked {
  readonly method?: string;
  readonly headers?: readonly string[];
  readonly from?: string;
}

export function ask(simulation: Simulation, url: string, asked: Asked = {}): Trace {
  const { request, error } = parseRequest({ url, namespace: 'shop', ...asked });
  if (request === null) throw new Error(error);
  return traceRequest(simulation, request);
}

/** The Service that a request ends at, with its share where there are several; the status or the reason where it ends at none. */
export function endOf({ outcome, status, reason, destinations, redirect }: Trace): string {
  if (redirect !== undefined) return `${status ?? ''} ${redirect}`;
  if (outcome !== 'delivered') return String(status ?? reason);
  return destinations.map(({ service, share }) => `${service?.name ?? '-'}${share < 1 ? ` ${Math.round(share * 100)} %` : ''}`).join(', ');
}

/** Codes of what an answer depends on. */
export function openCodes({ questions }: Trace): readonly string[] {
  return questions.map(({ code }) => code);
}
