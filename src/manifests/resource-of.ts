import { isClusterScoped } from './cluster-scoped';
import type { Json, JsonObject, Origin, Resource } from '../kubernetes/resource';

/**
 * An object as a resource.
 *
 * @param namespace the namespace of namespaced objects that name none
 * @returns null where `apiVersion` or `kind` is no text, so that nobody can tell what the object is
 */
export function resourceOf(object: JsonObject, namespace: string, origin: Origin): Resource | null {
  const { apiVersion, kind } = object;
  if (!isFilled(apiVersion) || !isFilled(kind)) return null;
  const metadata = isObject(object.metadata) ? object.metadata : {};
  const own = isFilled(metadata.namespace) ? metadata.namespace : namespace;
  return { apiVersion, kind, namespace: isClusterScoped(apiVersion, kind) ? null : own, name: nameOf(metadata), object, origin };
}

/** The object's name as messages show it; one that the server will generate ends in `*`. */
function nameOf(metadata: JsonObject): string {
  const { name, generateName } = metadata;
  if (isFilled(name)) return name;
  // the server refuses these; the name they were meant to be still tells which object it is
  if (typeof name === 'number' || typeof name === 'boolean') return String(name);
  return isFilled(generateName) ? `${generateName}*` : '';
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isFilled(value: Json | undefined): value is string {
  return typeof value === 'string' && value !== '';
}
