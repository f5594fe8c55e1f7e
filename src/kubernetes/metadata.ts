import { booleanAt, objectAt, objectsAt, stringMapAt, textAt } from './fields';
import type { StringMap } from './fields';
import type { JsonObject, Resource } from './resource';

/** The owner whose controller manages an object (`metadata.ownerReferences`, the one with `controller: true`). */
export interface ControllerRef {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string | null;
}

/** What every object may say of itself. */
export interface Metadata {
  readonly labels: StringMap;
  readonly annotations: StringMap;
  readonly uid: string | null;
  readonly creationTimestamp: string | null;
  readonly deletionTimestamp: string | null;
  readonly controller: ControllerRef | null;
}

export function metadataOf(resource: Resource): Metadata {
  const metadata = objectAt(resource.object, 'metadata');
  return {
    labels: stringMapAt(metadata, 'labels'),
    annotations: stringMapAt(metadata, 'annotations'),
    uid: textAt(metadata, 'uid'),
    creationTimestamp: textAt(metadata, 'creationTimestamp'),
    deletionTimestamp: textAt(metadata, 'deletionTimestamp'),
    controller: readController(metadata),
  };
}

/** The controlling owner, as `metav1.GetControllerOf` finds it: the first reference with `controller: true`. */
export function controllerOf(resource: Resource): ControllerRef | null {
  return readController(objectAt(resource.object, 'metadata'));
}

function readController(metadata: JsonObject | undefined): ControllerRef | null {
  for (const { object } of objectsAt(metadata, 'ownerReferences')) {
    if (booleanAt(object, 'controller') !== true) continue;
    const apiVersion = textAt(object, 'apiVersion');
    const kind = textAt(object, 'kind');
    const name = textAt(object, 'name');
    if (apiVersion === null || kind === null || name === null) return null;
    return { apiVersion, kind, name, uid: textAt(object, 'uid') };
  }
  return null;
}
