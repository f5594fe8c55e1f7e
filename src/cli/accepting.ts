import type { CommonOptions } from './input';
import { complain, UsageError, type CliIo } from './io';
import { unknownDifference } from '../diff/accepted';
import type { RoutingDiff } from '../diff/change';
import { CHANGE_KINDS } from '../diff/compare';
import type { AcceptedDifference } from '../manifests/config';

/** The differences that the config accepts. Throws a `UsageError` where it names a kind that there is not. */
export function acceptedOf({ loaded }: CommonOptions): readonly AcceptedDifference[] {
  const accepted = loaded.config?.acceptedDifferences ?? [];
  const unknown = unknownDifference(accepted);
  if (unknown !== undefined) throw new UsageError(`${unknown.field}.kind: got '${unknown.kind}', expected one of ${CHANGE_KINDS.join(', ')}`);
  return accepted;
}

/** Says what accepts nothing: it may hide a difference to come. */
export function complainOfUnused(given: readonly AcceptedDifference[], { accepted }: RoutingDiff, io: CliIo): void {
  const used = new Set(accepted.map(({ acceptance }) => acceptance));
  for (const { field, kind, reason } of given.filter((each) => !used.has(each))) complain(io, `warning: ${field} of the config accepts no difference: no request is ${kind} so (${reason}); remove it`);
}
