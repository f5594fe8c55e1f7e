import type { MatchedRequest } from './model';
import type { Ingress } from '../../../kubernetes/ingress';
import { controllersAmong } from '../class-controller';
import type { ControllerFacts, Deviations } from '../dialect';
import { KNOWN_CONTROLLERS } from '../known-controllers';

/** The controllers of a list that may serve the class of a request. */
export function mayServe({ table }: MatchedRequest, among: readonly string[]): readonly string[] {
  return controllersAmong(table.cluster, table, among);
}

/** The controllers that part from the text in some way, and may serve the class of a request. */
export function deviating<Part extends keyof Deviations>(match: MatchedRequest, part: Part, how?: Deviations[Part]): readonly string[] {
  const parts = (facts: ControllerFacts): boolean => facts.deviations?.[part] !== undefined && (how === undefined || facts.deviations[part] === how);
  return mayServe(match, KNOWN_CONTROLLERS.filter(parts).map(({ name }) => name));
}

/** The Ingress whose path or default backend takes a request. */
export function servingIngress({ candidate, host, route }: MatchedRequest): Ingress | null {
  if (candidate !== null) return candidate.ingress;
  return route === null ? null : host?.fallback?.ingress ?? null;
}
