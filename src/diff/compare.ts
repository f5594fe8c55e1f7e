import type { Answer } from './answers';
import { newDoubts } from './doubts';

/**
 * How the outcome of requests differs, worst first.
 *
 * - `lost`: they arrived, and no longer do
 * - `moved`: they arrive at other pods or another port
 * - `status`: they do not arrive, and end in another way
 * - `certificate`: https clients see another certificate
 * - `new`: they did not arrive, and do now
 * - `uncertain`: the answer hangs on something that it did not hang on before
 * - `renamed`: they arrive at the same port of the same pods by way of another Service or Service port
 */
export type ChangeKind = 'lost' | 'moved' | 'status' | 'certificate' | 'new' | 'uncertain' | 'renamed';

export const CHANGE_KINDS: readonly ChangeKind[] = ['lost', 'moved', 'status', 'certificate', 'new', 'uncertain', 'renamed'];

/** How an answer differs from the one before; null where it does not. */
export function compareAnswers(before: Answer, after: Answer): ChangeKind | null {
  const { ending: from } = before;
  const { ending: to } = after;
  if (from.key !== to.key) {
    if (to.reach === 'open') return 'uncertain';
    if (from.reach === 'open') return to.reach === 'nowhere' ? 'lost' : 'new';
    if (to.reach === 'nowhere') return from.reach === 'nowhere' ? 'status' : 'lost';
    if (from.reach === 'nowhere') return 'new';
    if ((from.reach === 'redirected') !== (to.reach === 'redirected')) return 'status';
    if (from.podsKey !== to.podsKey) return 'moved';
    return hasNewDoubts(before, after) ? 'uncertain' : 'renamed';
  }
  if (before.certificate !== after.certificate) return 'certificate';
  return hasNewDoubts(before, after) ? 'uncertain' : null;
}

function hasNewDoubts(before: Answer, after: Answer): boolean {
  return newDoubts(before.dependsOn, after.dependsOn).length > 0;
}
