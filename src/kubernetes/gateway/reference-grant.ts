import { mapObjectsAt, objectAt, stringAt, textAt } from '../fields';
import type { Resource } from '../resource';

/** A ReferenceGrant: objects of other namespaces may refer to objects of its own. */
export interface ReferenceGrant {
  readonly resource: Resource;
  readonly namespace: string;
  readonly name: string;
  readonly from: readonly { readonly group: string; readonly kind: string; readonly namespace: string; readonly fieldPath: string }[];
  /** `name` null: every object of the kind. */
  readonly to: readonly { readonly group: string; readonly kind: string; readonly name: string | null; readonly fieldPath: string }[];
}

/** @see https://github.com/kubernetes-sigs/gateway-api/blob/v1.6.1/apis/v1beta1/referencegrant_types.go ReferenceGrantSpec */
export function readReferenceGrant(resource: Resource): ReferenceGrant {
  const spec = objectAt(resource.object, 'spec');
  return {
    resource,
    namespace: resource.namespace ?? '',
    name: resource.name,
    from: mapObjectsAt(spec, 'from', (entry, index) => ({
      group: stringAt(entry, 'group') ?? '', kind: stringAt(entry, 'kind') ?? '', namespace: stringAt(entry, 'namespace') ?? '', fieldPath: `spec.from[${index}]`,
    })),
    to: mapObjectsAt(spec, 'to', (entry, index) => ({
      group: stringAt(entry, 'group') ?? '', kind: stringAt(entry, 'kind') ?? '', name: textAt(entry, 'name'), fieldPath: `spec.to[${index}]`,
    })),
  };
}
