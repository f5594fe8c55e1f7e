import type { ReferenceGrant } from '../../kubernetes/gateway/reference-grant';

/** Who refers to what. */
export interface GrantedReference {
  readonly from: { readonly group: string; readonly kind: string; readonly namespace: string };
  readonly to: { readonly group: string; readonly kind: string; readonly namespace: string; readonly name: string };
}

/**
 * Whether a reference may cross namespaces: a grant in the namespace of the target names the group, kind and namespace of the one who refers, and
 * the group and kind (and, if it has one, the name) of the target. Entries of different grants do not add up.
 *
 * @see https://github.com/kubernetes-sigs/gateway-api/blob/v1.6.1/apis/v1beta1/referencegrant_types.go ReferenceGrantSpec
 */
export function isGranted(grants: readonly ReferenceGrant[], { from, to }: GrantedReference): boolean {
  if (from.namespace === to.namespace) return true;
  return grants.some((grant) => grant.namespace === to.namespace
    && grant.from.some((entry) => entry.group === from.group && entry.kind === from.kind && entry.namespace === from.namespace)
    && grant.to.some((entry) => entry.group === to.group && entry.kind === to.kind && (entry.name === null || entry.name === to.name)));
}

/** The grant that would permit it, for messages. */
export function missingGrant({ from, to }: GrantedReference): string {
  const group = to.group === '' ? '' : ` (${to.group})`;
  return `add a ReferenceGrant to namespace ${to.namespace} with from ${from.kind} (${from.group}) in namespace ${from.namespace}, and to ${to.kind}${group} ${to.name}`;
}
