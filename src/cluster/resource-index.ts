import type { Notice } from './model';
import { groupOf } from '../kubernetes/fields';
import type { Resource } from '../kubernetes/resource';

/** API groups that Kubernetes itself serves; a kind of theirs is meant before a custom kind of the same name. */
const BUILT_IN_GROUPS: ReadonlySet<string> = new Set([
  '', 'apps', 'batch', 'autoscaling', 'networking.k8s.io', 'discovery.k8s.io', 'policy', 'rbac.authorization.k8s.io', 'storage.k8s.io',
  'apiextensions.k8s.io', 'admissionregistration.k8s.io', 'scheduling.k8s.io', 'node.k8s.io', 'coordination.k8s.io', 'certificates.k8s.io',
]);

/** The objects of the input, each once. */
export interface ResourceIndex {
  readonly resources: readonly Resource[];
  readonly notices: readonly Notice[];
  find(kind: string, namespace: string | null, name: string): Resource | undefined;
  findInGroup(group: string, kind: string, namespace: string | null, name: string): Resource | undefined;
}

/**
 * Objects by what identifies them in the API: group, kind, namespace and name, whichever version they are written in.
 *
 * Of an object that comes twice the later one counts, as after two `kubectl apply`.
 */
export function indexResources(all: readonly Resource[]): ResourceIndex {
  const byIdentity = new Map<string, Resource>();
  const notices: Notice[] = [];
  for (const resource of all) {
    const key = identity(groupOf(resource.apiVersion), resource.kind, resource.namespace, resource.name);
    if (resource.name === '') {
      byIdentity.set(`${key}${byIdentity.size}`, resource);
      continue;
    }
    const earlier = byIdentity.get(key);
    if (earlier !== undefined) {
      notices.push({ resource, path: '', message: `is given twice${firstPlace(earlier)}: the later one counts` });
      byIdentity.delete(key);
    }
    byIdentity.set(key, resource);
  }
  const resources = notices.length === 0 ? all : [...byIdentity.values()];
  const byKind = new Map<string, Resource>();
  for (const resource of resources) {
    const key = identity('', resource.kind, resource.namespace, resource.name);
    if (!byKind.has(key) || BUILT_IN_GROUPS.has(groupOf(resource.apiVersion))) byKind.set(key, resource);
  }
  return {
    resources,
    notices,
    find: (kind, namespace, name) => byKind.get(identity('', kind, namespace, name)),
    findInGroup: (group, kind, namespace, name) => byIdentity.get(identity(group, kind, namespace, name)),
  };
}

function identity(group: string, kind: string, namespace: string | null, name: string): string {
  return `${group}\0${kind}\0${namespace ?? '\0'}\0${name}`;
}

function firstPlace(resource: Resource): string {
  const position = resource.origin.locate('');
  if (resource.origin.file === null) return '';
  return position === null ? `, first in ${resource.origin.file}` : `, first at ${resource.origin.file}:${position.line}`;
}
