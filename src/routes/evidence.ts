import type { Evidence } from './model';
import { textsOf, type OpenQuestion } from '../kubernetes/open-question';
import type { Trail } from '../trace/trail';

/** What bears on where a request goes: Secrets are seldom among the manifests of what uses them, and change its certificate alone. */
export function routeQuestions({ openQuestions }: Trail): readonly OpenQuestion[] {
  return openQuestions.filter(({ code }) => code !== 'secret-outside-manifests');
}

/** What a trail says besides where a request ends. A policy that blocks is told with the question whether policies are enforced, of which it is the source. */
export function evidenceOf(trail: Trail): Evidence {
  const openQuestions = routeQuestions(trail);
  const barriers = openQuestions.filter(({ code }) => code === 'policies-enforced').flatMap(({ sources }) => sources.map(({ resource }) => resource));
  return { dependsOn: textsOf(openQuestions), barriers: [...new Set(barriers)] };
}
