import { EVERY_HOST, hostOf, type Location, type Server } from './servers';
import { serviceBackend, upstreamName, type Upstream } from './upstreams';
import type { IngressPath, IngressRule } from '../../../../kubernetes/ingress';
import type { ReadIngress } from '../settings/settings';

/** What became of a path of a canary. */
export interface CanaryPath {
  readonly read: ReadIngress;
  readonly field: string;
  /** `no-primary`: it takes its canary away for all its paths. `panic`: the controller ends on it. */
  readonly kind: 'no-primary' | 'panic';
}

/**
 * Hangs canaries on the upstreams of the locations with their paths, and so on all locations of these upstreams.
 *
 * @see https://github.com/kubernetes/ingress-nginx/blob/controller-v1.15.1/internal/ingress/controller/controller.go mergeAlternativeBackends
 */
export function mergeCanaries(
  ingresses: readonly ReadIngress[], servers: ReadonlyMap<string, Server>, upstreams: Map<string, Upstream>,
): readonly CanaryPath[] {
  const canaries = ingresses.filter((each) => each.settings.canary !== null);
  const failed: CanaryPath[] = [];
  if (canaries.length === ingresses.length) return failed;
  for (const read of canaries) {
    mergeDefault(read, servers, upstreams, failed);
    for (const rule of read.ingress.rules) {
      if (rule.paths === null) failed.push({ read, field: rule.fieldPath, kind: 'panic' });
      for (const path of rule.paths ?? []) mergePath(read, rule, path, { servers, upstreams, failed });
    }
  }
  return failed;
}

function mergeDefault(read: ReadIngress, servers: ReadonlyMap<string, Server>, upstreams: Map<string, Upstream>, failed: CanaryPath[]): void {
  const { ingress } = read;
  if (ingress.defaultBackend === null) return;
  const backend = serviceBackend(ingress.defaultBackend);
  if (backend === null) {
    failed.push({ read, field: 'spec.defaultBackend', kind: 'panic' });
    return;
  }
  const alternative = upstreams.get(upstreamName(ingress.namespace, backend));
  if (alternative === undefined) return;
  const merged = merge(alternative, servers.get(EVERY_HOST)?.locations ?? [], upstreams, () => true);
  if (!merged) remove(alternative, upstreams, { read, field: 'spec.defaultBackend', kind: 'no-primary' }, failed);
}

interface Merging {
  readonly servers: ReadonlyMap<string, Server>;
  readonly upstreams: Map<string, Upstream>;
  readonly failed: CanaryPath[];
}

function mergePath(read: ReadIngress, rule: IngressRule, path: IngressPath, { servers, upstreams, failed }: Merging): void {
  const backend = serviceBackend(path.backend);
  const alternative = backend === null ? undefined : upstreams.get(upstreamName(read.ingress.namespace, backend));
  const server = servers.get(hostOf(rule));
  if (alternative === undefined || server === undefined) return;
  const type = path.pathType === 'Exact' ? 'Exact' : 'Prefix';
  const merged = merge(alternative, server.locations, upstreams, (location) => location.path === path.path && location.type === type);
  if (!merged) remove(alternative, upstreams, { read, field: path.fieldPath, kind: 'no-primary' }, failed);
}

/** Whether it was hung on a primary, or is one itself, which ends the search. */
function merge(
  alternative: Upstream, locations: readonly Location[], upstreams: ReadonlyMap<string, Upstream>, isItsPath: (location: Location) => boolean,
): boolean {
  let merged = false;
  let isPrimary = false;
  for (const location of locations) {
    const { upstream } = location;
    if (upstream === null) {
      isPrimary = false;
      continue;
    }
    if (upstreams.get(upstream.name) !== upstream) continue;
    isPrimary = upstream === alternative;
    if (isPrimary) break;
    if (upstream.canary !== null || !isItsPath(location)) continue;
    if (!upstream.alternatives.includes(alternative)) upstream.alternatives = [...upstream.alternatives, alternative];
    merged = true;
  }
  return merged || isPrimary;
}

function remove(alternative: Upstream, upstreams: Map<string, Upstream>, path: CanaryPath, failed: CanaryPath[]): void {
  alternative.deleted = true;
  upstreams.delete(alternative.name);
  failed.push(path);
}
