import type { MatchedRequest } from './model';
import type { Ingress } from '../../../kubernetes/ingress';
import { controllersAmong } from '../class-controller';
import type { ControllerName } from '../dialect';

/** The controllers of a list that may serve the class of a request. */
export function mayServe({ table }: MatchedRequest, among: readonly ControllerName[]): readonly ControllerName[] {
  return controllersAmong(table.cluster, table, among);
}

/** The Ingress whose path or default backend takes a request. */
export function servingIngress({ candidate, host, route }: MatchedRequest): Ingress | null {
  if (candidate !== null) return candidate.ingress;
  return route === null ? null : host?.fallback?.ingress ?? null;
}
