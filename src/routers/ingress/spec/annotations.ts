import { mayServe, servingIngress } from './controllers';
import type { MatchedRequest } from './model';
import { annotationEffect } from './questions';
import type { Ingress } from '../../../kubernetes/ingress';
import type { OpenQuestion } from '../../../kubernetes/open-question';
import type { AnnotationEffect } from '../dialect';
import { KNOWN_CONTROLLERS } from '../known-controllers';

/**
 * What annotations of the Ingress make the router do with a request besides sending it to the backend.
 *
 * The text of Ingress leaves annotations to the controllers; those that may answer, rewrite or refuse this request are named.
 */
export function annotationEffects(match: MatchedRequest, into: OpenQuestion[]): void {
  const ingress = servingIngress(match);
  if (ingress === null) return;
  const { request: { scheme }, path, candidate } = match;
  for (const key of Object.keys(ingress.annotations)) {
    const effect = EFFECTS.get(key);
    if (effect === undefined || mayServe(match, [effect.controller]).length === 0) continue;
    const value = ingress.annotations[key];
    const does = effect.does(shortened(value), { scheme, path, rulePath: candidate?.path ?? null });
    if (does !== null) into.push(annotationEffect(ingress.resource, key, value, does));
  }
}

/** Whether some annotation of an Ingress may do something to a request. */
export function hasEffects({ annotations }: Pick<Ingress, 'annotations'>): boolean {
  return Object.keys(annotations).some((key) => EFFECTS.has(key));
}

/** By key: no two controllers are known to have one. */
const EFFECTS: ReadonlyMap<string, KnownEffect> = new Map(KNOWN_CONTROLLERS.flatMap(({ name: controller, annotations }) =>
  (annotations?.effects ?? []).flatMap(({ keys, does }) => keys.map((key) => [key, { does, controller }] as const))));

interface KnownEffect {
  readonly does: AnnotationEffect['does'];
  readonly controller: string;
}

const LONGEST_VALUE = 80;

function shortened(value: string): string {
  const line = value.trim().replace(/\s+/g, ' ');
  return line.length > LONGEST_VALUE ? `${line.slice(0, LONGEST_VALUE)}...` : line;
}
