import { podSpecObject } from './pod-spec-fields';
import { groupOf, listAt, objectAt, objectsAt, stringAt, stringsAt } from '../../kubernetes/fields';
import type { JsonObject, Resource } from '../../kubernetes/resource';
import type { Cluster, Workload } from '../model';
import { oncePerCluster } from '../once-per-cluster';

/** What a workload may do to pods besides its own, as RBAC grants it to its ServiceAccount. */
export interface PodWriter {
  readonly workload: Workload;
  /** It may create pods, or workloads that do. */
  readonly creates: boolean;
  /** It may set labels on pods: which one is the leader, which one is active. */
  readonly labels: boolean;
}

interface Grant {
  readonly creates: boolean;
  readonly labels: boolean;
}

const WORKLOADS: ReadonlySet<string> = new Set(['deployments', 'statefulsets', 'daemonsets', 'replicasets', 'replicationcontrollers', 'jobs']);

const writersByNamespace = oncePerCluster(findPodWriters);

/**
 * The workloads of the manifests that may make or label pods in their own namespace.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/
 */
export function podWriters(cluster: Cluster, namespace: string): readonly PodWriter[] {
  return writersByNamespace(cluster).get(namespace) ?? [];
}

function findPodWriters(cluster: Cluster): ReadonlyMap<string, readonly PodWriter[]> {
  const granted = grantsByAccount(cluster.resources);
  const writers = new Map<string, PodWriter[]>();
  if (granted.size === 0) return writers;
  for (const workload of cluster.workloads.all) {
    const spec = podSpecObject(workload);
    const account = stringAt(spec, 'serviceAccountName') ?? stringAt(spec, 'serviceAccount');
    const grant = account === undefined ? undefined : granted.get(`${workload.namespace}/${account}`);
    if (grant === undefined) continue;
    const writer = { workload, ...grant };
    const known = writers.get(workload.namespace);
    if (known === undefined) writers.set(workload.namespace, [writer]);
    else known.push(writer);
  }
  return writers;
}

/** What the ServiceAccounts, as `namespace/name`, may do to pods. */
function grantsByAccount(resources: readonly Resource[]): ReadonlyMap<string, Grant> {
  const rbac = resources.filter((each) => groupOf(each.apiVersion) === 'rbac.authorization.k8s.io');
  const roles = new Map<string, Grant>();
  for (const role of rbac) {
    const grant = role.kind === 'Role' || role.kind === 'ClusterRole' ? grantOf(role) : null;
    if (grant !== null) roles.set(`${role.kind} ${role.kind === 'Role' ? role.namespace ?? '' : ''}/${role.name}`, grant);
  }
  const granted = new Map<string, Grant>();
  if (roles.size === 0) return granted;
  for (const binding of rbac) {
    if (binding.kind !== 'RoleBinding' && binding.kind !== 'ClusterRoleBinding') continue;
    const ref = objectAt(binding.object, 'roleRef');
    const kind = stringAt(ref, 'kind') ?? '';
    const grant = roles.get(`${kind} ${kind === 'Role' ? binding.namespace ?? '' : ''}/${stringAt(ref, 'name') ?? ''}`);
    if (grant === undefined) continue;
    for (const { object } of objectsAt(binding.object, 'subjects')) {
      if (stringAt(object, 'kind') !== 'ServiceAccount') continue;
      const account = `${stringAt(object, 'namespace') ?? binding.namespace ?? ''}/${stringAt(object, 'name') ?? ''}`;
      const known = granted.get(account);
      granted.set(account, { creates: grant.creates || known?.creates === true, labels: grant.labels || known?.labels === true });
    }
  }
  return granted;
}

function grantOf(role: Resource): Grant | null {
  let creates = false;
  let labels = false;
  for (const { object } of objectsAt(role.object, 'rules')) {
    const resources = stringsAt(object, 'resources');
    const verbs = stringsAt(object, 'verbs');
    const all = verbs.includes('*');
    const pods = resources.includes('*') || resources.includes('pods');
    creates ||= (all || verbs.includes('create')) && (pods || resources.some((each) => WORKLOADS.has(each)));
    labels ||= pods && isUnrestricted(object) && (all || verbs.includes('patch') || verbs.includes('update'));
  }
  return creates || labels ? { creates, labels } : null;
}

/** A rule for objects of given names. */
function isUnrestricted(rule: JsonObject): boolean {
  return listAt(rule, 'resourceNames').length === 0;
}
