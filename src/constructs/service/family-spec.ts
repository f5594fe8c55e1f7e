import type { ServiceOptions } from './service-options';
import type { JsonObject } from '../../kubernetes/resource';

/**
 * What the options about IP families add to a Service's `spec`.
 *
 * @internal
 */
export function familySpec({ ipFamilies, ipFamilyPolicy }: ServiceOptions): JsonObject {
  return { ipFamilies: ipFamilies && [...ipFamilies], ipFamilyPolicy };
}
