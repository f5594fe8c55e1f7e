import { annotationSource } from './sources';
import { openQuestion, type OpenQuestion } from '../../kubernetes/open-question';
import { describe, type Resource } from '../../kubernetes/resource';

/** What a controller's annotations are to its dialect. */
export interface AnnotationNames {
  /** Every annotation under these is the controller's. */
  readonly prefixes: readonly string[];
  /** Names that the dialect simulates, or that change neither where a request goes nor what it is answered; without prefix. */
  readonly settled: ReadonlySet<string>;
  /** As messages call the controller. */
  readonly title: string;
}

/** Annotations of a controller that its dialect does not simulate: what they do with a request is open. */
export function unsimulatedAnnotations(
  resource: Resource, annotations: Readonly<Record<string, string>>, { prefixes, settled, title }: AnnotationNames,
): readonly OpenQuestion[] {
  const questions: OpenQuestion[] = [];
  for (const key of Object.keys(annotations)) {
    const prefix = prefixes.find((each) => key.startsWith(each));
    if (prefix === undefined || settled.has(key.slice(prefix.length))) continue;
    questions.push(openQuestion('annotation-not-simulated', { annotation: key, value: annotations[key] }, [annotationSource(resource, key)],
      () => `how ${title} handles the annotation ${key} of ${describe(resource)}, which is not simulated`));
  }
  return questions;
}
