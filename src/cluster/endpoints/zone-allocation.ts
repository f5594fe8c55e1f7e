import { objectIn, objectsAt, stringAt } from '../../kubernetes/fields';
import type { Json } from '../../kubernetes/resource';
import type { ClusterNode } from '../model';

/** Shares of the cluster's CPUs by zone, and of endpoints that each zone should have. */
export type ZoneNumbers = ReadonlyMap<string, number>;

/** How many endpoints a zone may lack of its share (`overloadThreshold`). */
const OVERLOAD_THRESHOLD = 0.2;

const CONTROL_PLANE_LABELS = ['node-role.kubernetes.io/control-plane', 'node-role.kubernetes.io/master'];

/**
 * The share of the allocatable CPUs that each zone has (`TopologyCache.SetNodes`).
 *
 * @returns null where there are fewer than two zones, or a node that is ready says neither its zone nor its CPUs
 */
export function cpuSharesByZone(nodes: Iterable<ClusterNode>): ZoneNumbers | null {
  const cpus = new Map<string, number>();
  let total = 0;
  for (const node of nodes) {
    if (CONTROL_PLANE_LABELS.some((label) => node.labels[label] !== undefined) || !isReady(node)) continue;
    const cpu = milliCpus(objectIn(node.resource.object, 'status', 'allocatable')?.cpu);
    if (node.zone === null || node.zone === '' || cpu === 0) return null;
    cpus.set(node.zone, (cpus.get(node.zone) ?? 0) + cpu);
    total += cpu;
  }
  if (cpus.size < 2) return null;
  return new Map([...cpus].map(([zone, cpu]) => [zone, cpu / total]));
}

function isReady(node: ClusterNode): boolean {
  const conditions = objectsAt(objectIn(node.resource.object, 'status'), 'conditions');
  return conditions.some(({ object }) => stringAt(object, 'type') === 'Ready' && stringAt(object, 'status') === 'True');
}

/** A quantity of CPUs in thousandths: `4`, `3920m`, `1.5`; 0 for everything else. */
function milliCpus(quantity: Json | undefined): number {
  const text = typeof quantity === 'number' ? String(quantity) : quantity;
  if (typeof text !== 'string' || !/^\d+(\.\d+)?m?$/.test(text)) return 0;
  return text.endsWith('m') ? Number(text.slice(0, -1)) : Number(text) * 1000;
}

/**
 * For each endpoint the zone that it is to serve (`TopologyCache.AddHints`): its own, but zones with more endpoints than their share of the CPUs
 * give some to zones with fewer.
 *
 * Where several zones could give or take, the controller chooses at random, and the first by name is chosen here.
 *
 * @param zones the zones of the ready endpoints
 * @returns null where no allocation is possible: then no endpoint has hints
 */
export function allocateZones(zones: readonly (string | null)[], shares: ZoneNumbers | null): readonly string[] | null {
  if (shares === null || shares.size > zones.length) return null;
  const desired = desiredEndpoints(zones.length, shares);
  if (desired === null) return null;
  const allocated: string[] = [];
  for (const zone of zones) {
    if (zone === null || zone === '') return null;
    allocated.push(zone);
  }
  redistribute(allocated, desired);
  return allocated;
}

/** `getAllocations`: the zones' shares, none below the minimum that keeps it from overload. */
function desiredEndpoints(count: number, shares: ZoneNumbers): Map<string, number> | null {
  const desired = new Map<string, number>();
  let left = count;
  for (const zone of [...shares.keys()].sort()) {
    const share = (shares.get(zone) ?? 0) * count;
    const minimum = Math.ceil(share * (1 / (1 + OVERLOAD_THRESHOLD)));
    desired.set(zone, Math.max(share, minimum));
    left -= minimum;
  }
  return left < 0 ? null : desired;
}

/** `getGivingAndReceivingZones` and `redistributeHints`. */
function redistribute(allocated: string[], desired: ReadonlyMap<string, number>): void {
  const surplus = new Map<string, number>();
  for (const [zone, number] of desired) surplus.set(zone, -number);
  for (const zone of allocated) {
    const known = surplus.get(zone);
    if (known !== undefined) surplus.set(zone, known + 1);
  }
  for (;;) {
    const [giving, toGive] = extreme(surplus, 1);
    const [receiving, toReceive] = extreme(surplus, -1);
    if (giving === null || receiving === null || (toGive < 1 && toReceive < 1) || toGive < 0.5 || toReceive < 0.5) return;
    const index = allocated.indexOf(giving);
    allocated[index] = receiving;
    surplus.set(giving, toGive - 1);
    surplus.set(receiving, 1 - toReceive);
  }
}

/** The zone with the most to give (sign 1) or to take (sign -1). */
function extreme(surplus: ReadonlyMap<string, number>, sign: 1 | -1): readonly [zone: string | null, number: number] {
  let zone: string | null = null;
  let most = 0;
  for (const [candidate, number] of surplus) {
    if (number * sign > most) {
      zone = candidate;
      most = number * sign;
    }
  }
  return [zone, most];
}
