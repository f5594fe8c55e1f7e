import type { Routing } from './routing';
import type { RoutingDiff } from '../diff/change';
import { CHANGE_KINDS, type ChangeKind } from '../diff/compare';
import { diffSimulations } from '../diff/diff';
import { likeness, type Likeness } from '../diff/likeness';
import { checked, choice, closedFields, listOf } from '../kubernetes/shapes';
import { userError } from '../kubernetes/user-error';
import { diffText } from '../report/diff';
import { countsText, notCompared } from '../report/diff-wording';

/** Which differences from the old routes are accepted. */
export interface RouteLikeOptions {
  /**
   * The kinds of changes that are accepted, as `cdk8s-routing diff` names them.
   *
   * @default - none
   */
  readonly except?: readonly ChangeKind[];
}

const OPTIONS = closedFields({ except: listOf(choice(CHANGE_KINDS), `kinds of changes: ${CHANGE_KINDS.join(', ')}`) });

/** @throws Error that names the kinds of changes, where the options have another one */
export function readRouteLikeOptions(given: RouteLikeOptions): RouteLikeOptions {
  return checked(given, OPTIONS, 'options', (message) => userError(`toRouteLike: ${message}`));
}

/** What comes of the comparison of two versions. */
export interface RouteLike {
  readonly alike: Likeness;
  report(): string;
}

/** Whether requests end in one version as in another, but for the kinds of changes that are accepted. */
export function compareRoutes(before: Routing, after: Routing, { except = [] }: RouteLikeOptions): RouteLike {
  const whole = diffSimulations(before.simulation, after.simulation);
  const changes = whole.changes.filter(({ kind }) => !except.includes(kind));
  const accepted = whole.changes.filter(({ kind }) => except.includes(kind));
  return { alike: likeness(whole, except), report: () => reportOf({ ...whole, changes }, { ...whole, changes: accepted }) };
}

function reportOf(left: RoutingDiff, accepted: RoutingDiff): string {
  const what = accepted.changes.length === 0 ? '' : `accepted: ${countsText(accepted)}`;
  // that no request changes its outcome would not be true
  if (left.changes.length === 0 && notCompared(left).length === 0 && what !== '') return `no other request changes its outcome; ${what}\n`;
  return `${diffText(left, false)}${what === '' ? '' : `${what}\n`}`;
}
