import { settingOf, settingSource } from './annotations';
import type { Member } from './members';
import { attempt, Unbuildable } from './unbuildable';
import type { Fault } from '../../model';
import { compare } from '../ingress-class';

/** What one load balancer is made of. */
export interface Group {
  /** The name of the group; of an Ingress without one `namespace/name`. */
  readonly name: string;
  /** In their order. */
  readonly members: readonly Member[];
  readonly causes: readonly Unbuildable[];
}

const NAME = /^([a-z0-9][-a-z0-9.]*)?[a-z0-9]$/;
const LONGEST_NAME = 63;
const FURTHEST = 1000;

/** The name of its group; null where it is not a valid one, so that the controller ignores the Ingress. */
export function groupName({ ingress, params }: Member): string | null {
  const name = params?.group ?? settingOf(ingress, 'group.name');
  if (name === null) return fullName({ ingress });
  return NAME.test(name) && name.length <= LONGEST_NAME ? name : null;
}

export function invalidGroupName({ ingress }: Member): Fault {
  return {
    kind: 'ignored',
    code: 'group-name-invalid',
    source: settingSource(ingress, 'group.name'),
    others: [],
    reason: `the AWS Load Balancer Controller ignores the Ingress: ${settingOf(ingress, 'group.name') ?? 'that of its class'} is not a name of a group`,
    fix: 'write the name in lower case, of letters, digits, dots and dashes, 63 at most',
  };
}

/** Members by group: by `group.order`, then by `namespace/name` as text (sortGroupMembers). */
export function groupsOf(members: readonly Member[]): readonly Group[] {
  const byName = new Map<string, Member[]>();
  for (const member of members) {
    const name = groupName(member);
    if (name === null) continue;
    byName.set(name, [...byName.get(name) ?? [], member]);
  }
  return [...byName].map(([name, list]) => {
    const causes: Unbuildable[] = [];
    const orders = new Map(list.map((member) => [member, attempt(causes, () => orderOf(member)) ?? 0]));
    const sorted = [...list].sort((a, b) => (orders.get(a) ?? 0) - (orders.get(b) ?? 0) || compare(fullName(a), fullName(b)));
    return { name, members: sorted, causes };
  });
}

export function fullName({ ingress: { namespace, name } }: Pick<Member, 'ingress'>): string {
  return `${namespace}/${name}`;
}

function orderOf({ ingress }: Member): number {
  const text = settingOf(ingress, 'group.order');
  if (text === null) return 0;
  const order = /^[+-]?\d+$/.test(text) ? Number(text) : NaN;
  if (Math.abs(order) <= FURTHEST) return order;
  throw new Unbuildable('group-order-invalid', settingSource(ingress, 'group.order'), `group.order ${text} is not a whole number from -1000 to 1000`, 'write a number from -1000 to 1000');
}
