import type { Answer } from './answers';
import { goneSettings, newQuestions } from './questions';

/**
 * How the outcome of requests differs, worst first.
 *
 * - `lost`: they arrived, and no longer do
 * - `moved`: they arrive at other pods or another port
 * - `status`: they are answered otherwise: another status, a redirect elsewhere, a preflight request of a browser by the router or by pods
 * - `rewritten`: the pods get another path or host
 * - `admitted`: others are let in: credentials, certificates or client addresses are asked for, or no longer
 * - `share`: they are shared among the same Services in other parts
 * - `certificate`: https clients see another certificate
 * - `new`: they did not arrive, and do now
 * - `uncertain`: the answer depends on something that it did not depend on before, or on an annotation no longer
 * - `renamed`: they arrive at the same port of the same pods by way of another Service or Service port
 */
export type ChangeKind = 'lost' | 'moved' | 'status' | 'rewritten' | 'admitted' | 'share' | 'certificate' | 'new' | 'uncertain' | 'renamed';

export const CHANGE_KINDS: readonly ChangeKind[] = [
  'lost', 'moved', 'status', 'rewritten', 'admitted', 'share', 'certificate', 'new', 'uncertain', 'renamed',
];

/** How the outcome differs; null where it does not. */
export function compareOutcomes(before: Answer, after: Answer): ChangeKind | null {
  const { ending: from } = before;
  const { ending: to } = after;
  if (from.key === to.key) return compareAlike(before, after);
  if (from.refusedAtGate !== to.refusedAtGate) return 'admitted';
  if (to.reach === 'open') return 'uncertain';
  if (from.reach === 'open') return to.reach === 'nowhere' ? 'lost' : 'new';
  // a browser has its answer, whoever gives it
  if (from.reason === 'cors-preflight' || to.reason === 'cors-preflight') return 'status';
  if (to.reach === 'nowhere') return from.reach === 'nowhere' ? 'status' : 'lost';
  if (from.reach === 'nowhere') return 'new';
  if (from.reach === 'redirected' || to.reach === 'redirected') return 'status';
  if (from.podsKey !== to.podsKey) return 'moved';
  if (isSeenOtherwise(before, after)) return 'rewritten';
  if (from.servicesKey === to.servicesKey) return 'share';
  return hasOtherQuestions(before, after) ? 'uncertain' : 'renamed';
}

/** Answers that end alike. */
function compareAlike(before: Answer, after: Answer): ChangeKind | null {
  if (isSeenOtherwise(before, after)) return 'rewritten';
  const others = [...newQuestions(before.questions, after.questions), ...newQuestions(after.questions, before.questions)];
  if (others.some(({ code }) => code.startsWith('gate-'))) return 'admitted';
  return hasOtherQuestions(before, after) ? 'uncertain' : null;
}

/** Whether pods get another path or host. */
export function isSeenOtherwise(before: Answer, after: Answer): boolean {
  return before.ending.reach === 'arrives' && after.ending.reach === 'arrives'
    && (before.seen.path !== after.seen.path || before.seen.host !== after.seen.host);
}

/** Whether clients see another certificate of requests that get somewhere before and after. */
export function isCertificateChanged(before: Answer, after: Answer): boolean {
  return before.ending.reach !== 'nowhere' && after.ending.reach !== 'nowhere' && before.certificate !== after.certificate;
}

function hasOtherQuestions(before: Answer, after: Answer): boolean {
  return newQuestions(before.questions, after.questions).length > 0 || goneSettings(before.questions, after.questions).length > 0;
}
