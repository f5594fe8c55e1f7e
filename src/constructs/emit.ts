import type { ApiObject } from 'cdk8s';
import type { JsonObject } from '../kubernetes/resource';
import { validateObject } from '../kubernetes/validation/validate';

/** The struct without the fields that were not given. */
export function defined<T extends object>(struct: T): T {
  return Object.fromEntries(Object.entries(struct).filter(([, value]) => value !== undefined)) as T;
}

/**
 * Throws when the API server would refuse an object.
 *
 * @param body what the object has besides `apiVersion`, `kind` and `metadata`
 */
export function checkObject(object: ApiObject, body: JsonObject, fail: (message: string) => Error): void {
  const metadata = object.metadata.toJson() as JsonObject;
  const { violations } = validateObject({ apiVersion: object.apiVersion, kind: object.kind, metadata, ...body });
  if (violations.length > 0) {
    const causes = violations.map(({ path, message }) => path === '' ? message : `${path}: ${message}`);
    throw fail(`the API server would refuse the ${object.kind}: ${causes.join('; ')}`);
  }
}
