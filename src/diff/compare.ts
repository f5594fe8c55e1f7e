import type { Answer } from './answers';
import { goneSettings, newQuestions } from './questions';

/**
 * How the outcome of requests differs, worst first.
 *
 * - `lost`: they arrived, and no longer do
 * - `moved`: they arrive at other pods or another port
 * - `status`: they do not arrive, and end in another way
 * - `certificate`: https clients see another certificate
 * - `new`: they did not arrive, and do now
 * - `uncertain`: the answer depends on something that it did not depend on before, or on an annotation no longer
 * - `renamed`: they arrive at the same port of the same pods by way of another Service or Service port
 */
export type ChangeKind = 'lost' | 'moved' | 'status' | 'certificate' | 'new' | 'uncertain' | 'renamed';

export const CHANGE_KINDS: readonly ChangeKind[] = ['lost', 'moved', 'status', 'certificate', 'new', 'uncertain', 'renamed'];

/** How the outcome differs; null where it does not. */
export function compareOutcomes(before: Answer, after: Answer): ChangeKind | null {
  const { ending: from } = before;
  const { ending: to } = after;
  if (from.key === to.key) return hasOtherQuestions(before, after) ? 'uncertain' : null;
  if (to.reach === 'open') return 'uncertain';
  if (from.reach === 'open') return to.reach === 'nowhere' ? 'lost' : 'new';
  if (to.reach === 'nowhere') return from.reach === 'nowhere' ? 'status' : 'lost';
  if (from.reach === 'nowhere') return 'new';
  if ((from.reach === 'redirected') !== (to.reach === 'redirected')) return 'status';
  if (from.podsKey !== to.podsKey) return 'moved';
  return hasOtherQuestions(before, after) ? 'uncertain' : 'renamed';
}

/** Whether clients see another certificate of requests that get somewhere before and after. */
export function isCertificateChanged(before: Answer, after: Answer): boolean {
  return before.ending.reach !== 'nowhere' && after.ending.reach !== 'nowhere' && before.certificate !== after.certificate;
}

function hasOtherQuestions(before: Answer, after: Answer): boolean {
  return newQuestions(before.questions, after.questions).length > 0 || goneSettings(before.questions, after.questions).length > 0;
}
