import { groupOf } from '../fields';

/*
 * API versions that no server from 1.27 on serves: removed ones (kubernetes.io/docs/reference/using-api/deprecation-guide) and
 * ones that never were.
 */

interface Served {
  readonly apiVersion: string;
  /** API versions that older releases served, with the minor of Kubernetes 1.x that removed them. */
  readonly removed: ReadonlyMap<string, number>;
}

const NEVER_MOVED: ReadonlyMap<string, number> = new Map();
const FIRST_APPS: ReadonlyMap<string, number> = new Map([['apps/v1beta1', 16], ['apps/v1beta2', 16]]);
const EXTENSIONS_AND_APPS: ReadonlyMap<string, number> = new Map([['extensions/v1beta1', 16], ['apps/v1beta1', 16], ['apps/v1beta2', 16]]);
const OLD_INGRESS: ReadonlyMap<string, number> = new Map([['extensions/v1beta1', 22], ['networking.k8s.io/v1beta1', 22]]);

const SERVED: ReadonlyMap<string, Served> = new Map<string, Served>([
  ['Service', { apiVersion: 'v1', removed: NEVER_MOVED }],
  ['Endpoints', { apiVersion: 'v1', removed: NEVER_MOVED }],
  ['Pod', { apiVersion: 'v1', removed: NEVER_MOVED }],
  ['ReplicationController', { apiVersion: 'v1', removed: NEVER_MOVED }],
  ['EndpointSlice', { apiVersion: 'discovery.k8s.io/v1', removed: new Map([['discovery.k8s.io/v1beta1', 25]]) }],
  ['Ingress', { apiVersion: 'networking.k8s.io/v1', removed: OLD_INGRESS }],
  ['IngressClass', { apiVersion: 'networking.k8s.io/v1', removed: new Map([['networking.k8s.io/v1beta1', 22]]) }],
  ['NetworkPolicy', { apiVersion: 'networking.k8s.io/v1', removed: new Map([['extensions/v1beta1', 16]]) }],
  ['Deployment', { apiVersion: 'apps/v1', removed: EXTENSIONS_AND_APPS }],
  ['ReplicaSet', { apiVersion: 'apps/v1', removed: EXTENSIONS_AND_APPS }],
  ['DaemonSet', { apiVersion: 'apps/v1', removed: EXTENSIONS_AND_APPS }],
  ['StatefulSet', { apiVersion: 'apps/v1', removed: FIRST_APPS }],
  ['Job', { apiVersion: 'batch/v1', removed: NEVER_MOVED }],
  ['CronJob', { apiVersion: 'batch/v1', removed: new Map([['batch/v1beta1', 25], ['batch/v2alpha1', 21]]) }],
]);

/** Kubernetes' own API groups; a kind of the same name in any other group is somebody else's. */
const OWN_GROUPS: ReadonlySet<string> = new Set(['', 'apps', 'batch', 'discovery.k8s.io', 'extensions', 'networking.k8s.io', 'policy']);

/** Kinds are case-sensitive. */
const BY_LOWER_CASE: ReadonlyMap<string, string> = new Map([...SERVED.keys()].map(kind => [kind.toLowerCase(), kind]));

/**
 * Why no server knows the kind under this API version, and what to write instead.
 *
 * @returns null where it may be served, be it as a custom resource, and where no API version is given
 */
export function unserved(apiVersion: string, kind: string): string | null {
  if (apiVersion === '' || !OWN_GROUPS.has(groupOf(apiVersion))) {
    return null;
  }
  const meant = SERVED.has(kind) ? kind : BY_LOWER_CASE.get(kind.toLowerCase());
  const served = meant === undefined ? undefined : SERVED.get(meant);
  if (served === undefined || (served.apiVersion === apiVersion && meant === kind)) {
    return null;
  }
  const minor = served.removed.get(apiVersion);
  const reason = minor === undefined ? '' : `, which Kubernetes 1.${minor} removed`;
  return `no matches for kind "${kind}" in version "${apiVersion}"${reason}; use kind ${meant} of ${served.apiVersion}`;
}
