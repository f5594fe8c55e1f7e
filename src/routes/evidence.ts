import type { Evidence } from './model';
import { textsOf } from '../kubernetes/open-question';
import type { Trail } from '../trace/trail';

/** What a trail says besides where a request ends. A policy that blocks is told with the question whether policies are enforced, of which it is the source. */
export function evidenceOf({ openQuestions }: Trail): Evidence {
  const barriers = openQuestions.filter(({ code }) => code === 'policies-enforced').flatMap(({ sources }) => sources.map(({ resource }) => resource));
  return { dependsOn: textsOf(openQuestions), barriers: [...new Set(barriers)] };
}
