import { isGranted, type GrantedReference } from './grants';
import type { Cluster } from '../../cluster/model';
import type { ReferenceGrant } from '../../kubernetes/gateway/reference-grant';
import { NearNames } from '../../kubernetes/near-names';
import type { Externals } from '../../manifests/config';
import { NO_EXTERNALS } from '../../manifests/externals';

/** What Gateways are compiled from. */
export interface GatewayInputs {
  readonly cluster: Cluster;
  /** What the cluster holds besides. */
  readonly externals: Externals;
  /** ReferenceGrants by namespace. */
  readonly grants: ReadonlyMap<string, readonly ReferenceGrant[]>;
  /** Names of the objects of a kind in a namespace, for near misses. */
  namesOf(kind: string, namespace: string): NearNames;
}

export function gatewayInputs(cluster: Cluster, externals: Externals | undefined): GatewayInputs {
  const grants = new Map<string, ReferenceGrant[]>();
  for (const grant of cluster.gatewayObjects.grants) {
    const known = grants.get(grant.namespace);
    if (known === undefined) grants.set(grant.namespace, [grant]);
    else known.push(grant);
  }
  let names: ReadonlyMap<string, NearNames> | undefined;
  return {
    cluster,
    externals: externals ?? NO_EXTERNALS,
    grants,
    namesOf: (kind, namespace) => (names ??= namesByKind(cluster)).get(`${kind} ${namespace}`) ?? NO_NAMES,
  };
}

const NO_NAMES = new NearNames([]);

function namesByKind({ resources }: Cluster): ReadonlyMap<string, NearNames> {
  const names = new Map<string, string[]>();
  for (const { kind, namespace, name } of resources) {
    const key = `${kind} ${namespace ?? ''}`;
    const known = names.get(key);
    if (known === undefined) names.set(key, [name]);
    else known.push(name);
  }
  return new Map([...names].map(([key, all]) => [key, new NearNames(all)]));
}

/** Whether a reference stays in its namespace, or a ReferenceGrant lets it cross. */
export function permits({ grants }: GatewayInputs, reference: GrantedReference): boolean {
  return reference.from.namespace === reference.to.namespace || isGranted(grants.get(reference.to.namespace) ?? [], reference);
}
