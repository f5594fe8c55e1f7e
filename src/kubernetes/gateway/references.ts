import { GATEWAY_GROUP } from './kinds';
import { integerAt, mapObjectsAt, stringAt, textAt } from '../fields';
import type { JsonObject } from '../resource';

/** A reference to an object, as it is written; the API server has filled in group and kind. */
export interface Reference {
  /** Empty is the core group. */
  readonly group: string;
  readonly kind: string;
  /** null where the reference names none: that of the object it is in. */
  readonly namespace: string | null;
  readonly name: string;
  /** Where it is: `spec.listeners[0].tls.certificateRefs[0]`. */
  readonly fieldPath: string;
}

/** What a route attaches to. */
export interface ParentRef extends Reference {
  readonly sectionName: string | null;
  readonly port: number | null;
}

/** The defaults of group and kind differ from field to field. */
export interface ReferenceDefaults {
  readonly group: string;
  readonly kind: string;
}

const SECRET: ReferenceDefaults = { group: '', kind: 'Secret' };

export function readReference(object: JsonObject | undefined, fieldPath: string, defaults: ReferenceDefaults): Reference {
  return {
    group: stringAt(object, 'group') ?? defaults.group,
    kind: textAt(object, 'kind') ?? defaults.kind,
    namespace: textAt(object, 'namespace'),
    name: stringAt(object, 'name') ?? '',
    fieldPath,
  };
}

/** References to Secrets where they say nothing else (`SecretObjectReference`). */
export function readSecretRefs(object: JsonObject | undefined, key: string, fieldPath: string): readonly Reference[] {
  return mapObjectsAt(object, key, (item, index) => readReference(item, `${fieldPath}.${key}[${index}]`, SECRET));
}

/** References that have no defaults (`ObjectReference`, `LocalObjectReference`). */
export function readObjectRefs(object: JsonObject | undefined, key: string, fieldPath: string): readonly Reference[] {
  return mapObjectsAt(object, key, (item, index) => readReference(item, `${fieldPath}.${key}[${index}]`, { group: '', kind: '' }));
}

/** @see https://github.com/kubernetes-sigs/gateway-api/blob/v1.6.1/apis/v1/shared_types.go ParentReference */
export function readParentRef(object: JsonObject | undefined, fieldPath: string): ParentRef {
  return {
    ...readReference(object, fieldPath, { group: GATEWAY_GROUP, kind: 'Gateway' }),
    sectionName: textAt(object, 'sectionName'),
    port: integerAt(object, 'port') ?? null,
  };
}
