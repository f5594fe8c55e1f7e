import type { ListenerOwner } from '../../kubernetes/gateway/gateway';
import type { ListenerSpec } from '../../kubernetes/gateway/listener';

export type ListenerConflict = 'HostnameConflict' | 'ProtocolConflict';

/** The listeners of one object, of those that are valid by themselves. */
export interface ListenersOfOwner {
  readonly owner: ListenerOwner;
  readonly specs: readonly ListenerSpec[];
}

/**
 * Listeners that are not distinct.
 *
 * Objects are looked at in their order: of each, the listeners that conflict with one kept from an object before are out, and of the rest every pair that
 * conflicts is out, so that none wins within an object. Hostnames over which two listeners of a Gateway fight are lost to ListenerSets, too.
 *
 * @param mixedTls whether TLS may be terminated and passed through on one port (feature TLSRouteModeMixed)
 * @see https://github.com/kubernetes-sigs/gateway-api/blob/v1.6.1/apis/v1/gateway_types.go GatewaySpec.Listeners
 */
export function listenerConflicts(objects: readonly ListenersOfOwner[], mixedTls: boolean): ReadonlyMap<ListenerSpec, ListenerConflict> {
  const conflicts = new Map<ListenerSpec, ListenerConflict>();
  const kept = new Map<number, ListenerSpec[]>();
  for (const { specs } of objects) {
    const rest = specs.filter((spec) => {
      const rival = firstConflict(spec, kept.get(spec.port ?? -1) ?? [], mixedTls);
      if (rival !== null) conflicts.set(spec, rival);
      return rival === null;
    });
    const byPort = groupByPort(rest);
    for (const [port, group] of byPort) {
      const before = kept.get(port);
      const stays = group.filter((spec) => {
        const own = firstConflict(spec, group.filter((each) => each !== spec), mixedTls);
        if (own !== null) conflicts.set(spec, own);
        return own !== 'ProtocolConflict';
      });
      if (before === undefined) kept.set(port, stays);
      else before.push(...stays);
    }
  }
  return conflicts;
}

function groupByPort(specs: readonly ListenerSpec[]): ReadonlyMap<number, readonly ListenerSpec[]> {
  const groups = new Map<number, ListenerSpec[]>();
  for (const spec of specs) {
    // a port that the controller chooses conflicts with none
    if (spec.port === null) continue;
    const group = groups.get(spec.port);
    if (group === undefined) groups.set(spec.port, [spec]);
    else group.push(spec);
  }
  return groups;
}

/** Protocols that exclude each other weigh more than equal hostnames. */
function firstConflict(spec: ListenerSpec, others: readonly ListenerSpec[], mixedTls: boolean): ListenerConflict | null {
  let found: ListenerConflict | null = null;
  for (const other of others) {
    const conflict = conflictOf(spec, other, mixedTls);
    if (conflict === 'ProtocolConflict') return conflict;
    found ??= conflict;
  }
  return found;
}

/**
 * HTTP, HTTPS and TLS listeners of a port differ by hostname, TCP and UDP listeners by port alone; plain HTTP beside TLS is compatible only where a controller
 * can tell the two apart, which none is known to promise.
 */
function conflictOf(a: ListenerSpec, b: ListenerSpec, mixedTls: boolean): ListenerConflict | null {
  if ((a.protocol === 'UDP') !== (b.protocol === 'UDP')) return null;
  if (a.protocol === 'UDP' || a.protocol === 'TCP' || b.protocol === 'TCP') return 'ProtocolConflict';
  if ((a.protocol === 'HTTP') !== (b.protocol === 'HTTP')) return 'ProtocolConflict';
  if (a.hostname === b.hostname) return 'HostnameConflict';
  const bothTls = a.protocol === 'TLS' && b.protocol === 'TLS';
  return bothTls && !mixedTls && modeOf(a) !== modeOf(b) ? 'ProtocolConflict' : null;
}

function modeOf({ tls }: ListenerSpec): 'Terminate' | 'Passthrough' {
  return tls?.mode ?? 'Terminate';
}

/** HTTPS and TLS listeners of one port whose hostnames overlap: connections that a client uses again may reach the wrong one. */
export function overlappingListeners(
  specs: readonly ListenerSpec[], overlap: (a: string | null, b: string | null) => boolean,
): ReadonlySet<ListenerSpec> {
  const found = new Set<ListenerSpec>();
  for (const group of groupByPort(specs.filter((spec) => spec.protocol === 'HTTPS' || (spec.protocol === 'TLS' && modeOf(spec) === 'Terminate'))).values()) {
    const named = group.length > MOST_COMPARED ? [] : group;
    for (const spec of named) {
      if (named.some((other) => other !== spec && overlap(spec.hostname, other.hostname))) found.add(spec);
    }
  }
  return found;
}

/** A Gateway has at most 64 listeners; ListenerSets may add thousands. */
const MOST_COMPARED = 1000;
