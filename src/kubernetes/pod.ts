import { isKind, objectAt, objectsAt, stringAt, textAt } from './fields';
import { readPodTemplate } from './pod-template';
import type { PodTemplate } from './pod-template';
import type { Resource } from './resource';

export type PodPhase = 'Pending' | 'Running' | 'Succeeded' | 'Failed' | 'Unknown';

/** What a Pod's `status` says; everything that depends on it is unknown where there is none. */
export interface PodStatus {
  readonly phase: string;
  readonly ready: boolean;
  readonly ips: readonly string[];
}

/** A Pod (core v1): its labels and spec, and its status where the input has one. */
export interface PodView {
  readonly template: PodTemplate;
  /** null where the input has no status (or the empty one that synthesized manifests carry). */
  readonly status: PodStatus | null;
  readonly terminating: boolean;
}

export function readPod(resource: Resource): PodView {
  return {
    template: readPodTemplate(resource.object, ''),
    status: readPodStatus(resource),
    terminating: textAt(objectAt(resource.object, 'metadata'), 'deletionTimestamp') !== null,
  };
}

/** A Pod as a cluster shows it: with a status, or on its way out, which no manifest says. An API server took it, whatever it is called. */
export function isLivePod(resource: Resource): boolean {
  if (!isKind(resource, '', 'Pod')) return false;
  return readPodStatus(resource) !== null || textAt(objectAt(resource.object, 'metadata'), 'deletionTimestamp') !== null;
}

/**
 * A status counts as given when it has a phase, conditions or addresses.
 *
 * A Ready condition that is absent means not ready (`podutils.IsPodReady`).
 */
function readPodStatus(resource: Resource): PodStatus | null {
  const status = objectAt(resource.object, 'status');
  const phase = textAt(status, 'phase');
  const conditions = objectsAt(status, 'conditions');
  const ips = objectsAt(status, 'podIPs').map(({ object }) => textAt(object, 'ip')).filter((ip) => ip !== null);
  const podIP = textAt(status, 'podIP');
  if (ips.length === 0 && podIP !== null) ips.push(podIP);
  if (phase === null && conditions.length === 0 && ips.length === 0) return null;
  const readyCondition = conditions.find(({ object }) => stringAt(object, 'type') === 'Ready');
  const ready = stringAt(readyCondition?.object, 'status') === 'True';
  return { phase: phase ?? (ips.length > 0 ? 'Running' : 'Pending'), ready, ips };
}
