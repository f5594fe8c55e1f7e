import type { Finding } from '../../checks/finding';
import type { Resource } from '../../kubernetes/resource';
import type { Analysis } from '../workspace/analysis';

/** How messages name an object: `Service kiada/quote`, `IngressClass nginx` (`describe`). */
const NAMED = /\b([A-Z][A-Za-z]+) (?:([a-z0-9][-a-z0-9]*)\/)?([a-z0-9][-.a-z0-9]*[a-z0-9]|[a-z0-9])/g;

const MOST = 10;

/** The other objects that a finding names, as far as they are in the manifests. */
export function mentionedObjects({ unrefused: { cluster } }: Analysis, { message, fix, resource }: Finding): readonly Resource[] {
  const found = new Set<Resource>();
  for (const [, kind, namespace, name] of `${message}\n${fix}`.matchAll(NAMED)) {
    const named = cluster.find(kind, namespace ?? null, name) ?? cluster.find(kind, namespace ?? resource.namespace, name);
    if (named !== undefined && named !== resource) found.add(named);
    if (found.size >= MOST) break;
  }
  return [...found];
}
