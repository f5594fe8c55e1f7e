import { byAge } from './age';
import { intersect, type Hostname } from './hostnames';
import type { AttachedListener, Attachment, GatewayListener } from './model';
import type { RouteKind } from '../../kubernetes/gateway/kinds';

/**
 * An HTTPRoute and a GRPCRoute whose hostnames meet on a listener: the older is accepted, then the first by namespace and name, and the other is not.
 *
 * @see https://github.com/kubernetes-sigs/gateway-api/blob/v1.6.1/apis/v1/grpcroute_types.go GRPCRouteSpec.Hostnames
 */
export function settleContests(attachments: readonly Attachment[]): readonly Attachment[] {
  const losses = new Map<AttachedListener, AttachedListener>();
  for (const group of byListener(attachments).values()) contest(group, losses);
  return losses.size === 0 ? attachments : attachments.map((attachment) => withoutLosses(attachment, losses));
}

interface Contender {
  readonly attachment: Attachment;
  readonly attached: AttachedListener;
}

/** Listeners on which routes of both kinds are. */
function byListener(attachments: readonly Attachment[]): ReadonlyMap<GatewayListener, readonly Contender[]> {
  const groups = new Map<GatewayListener, Contender[]>();
  for (const attachment of attachments) {
    if (attachment.route.kind !== 'HTTPRoute' && attachment.route.kind !== 'GRPCRoute') continue;
    for (const attached of attachment.listeners) {
      const group = groups.get(attached.listener);
      if (group === undefined) groups.set(attached.listener, [{ attachment, attached }]);
      else group.push({ attachment, attached });
    }
  }
  for (const [listener, group] of groups) {
    if (group.every(({ attachment }) => attachment.route.kind === group[0].attachment.route.kind)) groups.delete(listener);
  }
  return groups;
}

function contest(contenders: readonly Contender[], losses: Map<AttachedListener, AttachedListener>): void {
  const kept = new Map<RouteKind, Contender[]>([['HTTPRoute', []], ['GRPCRoute', []]]);
  for (const contender of [...contenders].sort((a, b) => byAge(a.attachment.route, b.attachment.route))) {
    const { kind } = contender.attachment.route;
    const others = kept.get(kind === 'HTTPRoute' ? 'GRPCRoute' : 'HTTPRoute') ?? [];
    const winner = others.find(({ attached }) => meet(attached.hostnames, contender.attached.hostnames));
    if (winner === undefined) kept.get(kind)?.push(contender);
    else losses.set(contender.attached, winner.attached);
  }
}

function meet(a: readonly Hostname[], b: readonly Hostname[]): boolean {
  return a.some((one) => b.some((other) => intersect(one, other) !== undefined));
}

function withoutLosses(attachment: Attachment, losses: ReadonlyMap<AttachedListener, AttachedListener>): Attachment {
  const left = attachment.listeners.filter((attached) => !losses.has(attached));
  if (left.length === attachment.listeners.length) return attachment;
  if (left.length > 0) return { ...attachment, listeners: left };
  const { kind } = attachment.route;
  const other = kind === 'HTTPRoute' ? 'GRPCRoute' : 'HTTPRoute';
  return {
    ...attachment,
    listeners: [],
    accepted: 'False',
    reason: 'Conflicted',
    message: `an older ${other}, or one first by name, has the same hostname on the listener, which takes one of the two kinds`,
    fix: `set a hostname of its own on the ${kind}`,
  };
}
