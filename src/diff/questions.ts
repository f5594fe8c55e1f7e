import { questionKey, type OpenQuestion } from '../kubernetes/open-question';

/** What the answer depends on now and did not before: no question of the same code and facts was open. */
export function newQuestions(before: readonly OpenQuestion[], after: readonly OpenQuestion[]): readonly OpenQuestion[] {
  if (after.length === 0) return [];
  const known = new Set(before.map(questionKey));
  return after.filter((each) => !known.has(questionKey(each)));
}

/** What annotations asked for and no longer do: nothing is open there any more, and yet requests are treated otherwise. */
export function goneSettings(before: readonly OpenQuestion[], after: readonly OpenQuestion[]): readonly OpenQuestion[] {
  const settings = before.filter(({ sources }) => sources.some(({ kind }) => kind === 'annotation'));
  return settings.length === 0 ? settings : newQuestions(after, settings);
}

/** Equal for questions that are the same as far as a diff goes, in any order. */
export function keyOf(questions: readonly OpenQuestion[]): string {
  return [...new Set(questions.map(questionKey))].sort().join('\n');
}
