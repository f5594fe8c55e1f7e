import type { ApiObject } from 'cdk8s';
import { metadataJson } from './metadata-json';
import type { JsonObject } from '../kubernetes/resource';
import { validateObject } from '../kubernetes/validation/validate';

/** The struct without the fields that were not given. */
export function defined<T extends object>(struct: T): T {
  const result: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(struct)) {
    if (value !== undefined) result[key] = value;
  }
  return result as T;
}

/** The newest release whose rules are known, which takes no address that is written ambiguously. */
const KUBERNETES_MINOR = 36;

/**
 * Throws when the API server would refuse an object.
 *
 * Names that only the newest releases take are refused where they are chosen.
 *
 * @param body what the object has besides `apiVersion`, `kind` and `metadata`
 */
export function checkObject(object: ApiObject, body: JsonObject, fail: (message: string) => Error): void {
  const whole = { apiVersion: object.apiVersion, kind: object.kind, metadata: metadataJson(object), ...body };
  const { violations } = validateObject(whole, { kubernetesMinor: KUBERNETES_MINOR });
  if (violations.length > 0) {
    const causes = violations.map(({ path, message }) => path === '' ? message : `${path}: ${message}`);
    throw fail(`the API server would refuse the ${object.kind}: ${causes.join('; ')}`);
  }
}
