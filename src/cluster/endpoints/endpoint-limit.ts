import type { Service } from '../../kubernetes/service';
import type { LabelIndex } from '../label-index';
import type { Notice, Pod } from '../model';
import type { LabelledPods } from '../workloads/workloads';

/** Kubernetes is tested up to 150,000 pods; Services that select more than these together were not meant to. */
export const MAX_ENDPOINTS = 500_000;

/** So few are counted sooner than looked up. */
const FEW = 32;

/** How many of the pods that a selector matches are looked at. */
export interface EndpointLimit {
  /** For each Service; Infinity unless there are far too many. */
  readonly perService: number;
  readonly notices: readonly Notice[];
}

/**
 * Keeps the number of endpoints within reason, where many Services select many pods each; what is cut is told.
 *
 * Every Service gets the same limit, so that those with few endpoints keep them all.
 */
export function endpointLimit(services: readonly Service[], index: Pick<LabelIndex<LabelledPods>, 'match'>, most = MAX_ENDPOINTS): EndpointLimit {
  const counts = services.map(({ type, namespace, selector }) => (selector === null || type === 'ExternalName' ? 0 : countPods(index.match(namespace, selector))));
  const perService = largestShare(counts, most);
  if (perService === Infinity) return { perService, notices: [] };
  const notices = services.flatMap(({ resource }, i): readonly Notice[] => counts[i] <= perService ? [] : [{
    kind: 'limited',
    resource,
    path: 'spec.selector',
    message: `selects ${counts[i]} pods, of which ${perService} are looked at: Services of the manifests have more than ${most.toLocaleString('en')} endpoints together`,
  }]);
  return { perService, notices };
}

/** Thousands of Services may select the same list of pods. */
const COUNTS = new WeakMap<readonly LabelledPods[], number>();

/** How many pods, and workloads without pods, count for a limit. */
export function countPods(found: readonly LabelledPods[]): number {
  if (found.length <= FEW) return found.reduce(addPods, 0);
  let count = COUNTS.get(found);
  if (count === undefined) COUNTS.set(found, count = found.reduce(addPods, 0));
  return count;
}

/** The first pods, up to a limit. */
export function firstPods(found: readonly LabelledPods[], most: number): readonly Pod[] {
  if (found.length === 1 && found[0].pods.length <= most) return found[0].pods;
  const pods: Pod[] = [];
  for (const entry of found) {
    for (const pod of entry.pods) {
      if (pods.length >= most) return pods;
      pods.push(pod);
    }
  }
  return pods;
}

/** Workloads without pods are looked at as well. */
function addPods(sum: number, { pods }: LabelledPods): number {
  return sum + Math.max(1, pods.length);
}

/** The largest limit under which the counts add up to no more than that, and at least 1. */
function largestShare(counts: readonly number[], most: number): number {
  const ascending = counts.filter((count) => count > 0).sort((a, b) => a - b);
  let left = most;
  for (let i = 0; i < ascending.length; i += 1) {
    const share = Math.floor(left / (ascending.length - i));
    if (ascending[i] > share) return Math.max(1, share);
    left -= ascending[i];
  }
  return Infinity;
}
