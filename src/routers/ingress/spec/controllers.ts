import { controllersAmong, type ClassController } from '../class-controller';
import type { MatchedRequest } from './model';
import type { Ingress } from '../../../kubernetes/ingress';

/** The controllers of a list that may serve the class of a request. */
export function mayServe({ table }: MatchedRequest, among: readonly ClassController[]): readonly ClassController[] {
  return controllersAmong(table.cluster, table, among);
}

/** The Ingress whose path or default backend takes a request. */
export function servingIngress({ candidate, host, route }: MatchedRequest): Ingress | null {
  if (candidate !== null) return candidate.ingress;
  return route === null ? null : host?.fallback?.ingress ?? null;
}
