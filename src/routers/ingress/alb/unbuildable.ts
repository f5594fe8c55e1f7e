import type { Source } from '../../../kubernetes/open-question';
import type { Fault } from '../../model';

/** Why the controller builds nothing of a group: thrown where a part of it is read, and caught for each part, so that all causes are found. */
export class Unbuildable extends Error {
  constructor(readonly code: string, readonly source: Source, reason: string, readonly fix: string, readonly others: readonly Source[] = []) {
    super(reason);
  }
}

/** The value, or null where the part cannot be built, which is noted. */
export function attempt<T>(causes: Unbuildable[], build: () => T): T | null {
  try {
    return build();
  } catch (error) {
    if (!(error instanceof Unbuildable)) throw error;
    causes.push(error);
    return null;
  }
}

/** What an error in one member does to a group. */
export function groupFault({ code, source, message, fix, others }: Unbuildable, group: string, members: readonly Source[]): Fault {
  const neighbors = members.filter((each) => each.resource !== source.resource);
  const affected = neighbors.length === 0 ? '' : `, and updates nothing of the ${neighbors.length} other member${neighbors.length === 1 ? '' : 's'} either`;
  const consequence = `the AWS Load Balancer Controller builds nothing of group ${group}${affected}`;
  return {
    kind: neighbors.length === 0 ? 'refused' : 'breaks-router',
    code,
    source,
    others: [...others, ...neighbors],
    reason: `${message}; ${consequence}`,
    consequence,
    fix,
  };
}
