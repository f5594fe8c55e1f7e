import { EMPTY_MAP, newStringMap } from '../../kubernetes/fields';
import type { StringMap } from '../../kubernetes/fields';
import type { Service } from '../../kubernetes/service';

export const HEADLESS_LABEL = 'service.kubernetes.io/headless';

/** Labels that say what a slice belongs to; the model has fields for them. */
const RESERVED: ReadonlySet<string> = new Set(['kubernetes.io/service-name', 'endpointslice.kubernetes.io/managed-by', HEADLESS_LABEL]);

/** Labels without the reserved ones. */
export function withoutReserved(labels: StringMap): StringMap {
  const keys = Object.keys(labels);
  if (!keys.some((key) => RESERVED.has(key))) return labels;
  const copy = newStringMap();
  for (const key of keys) {
    if (!RESERVED.has(key)) copy[key] = labels[key];
  }
  return Object.keys(copy).length === 0 ? EMPTY_MAP : copy;
}

/** The Service's labels, which the controller copies to its slices except for the reserved ones (`setEndpointSliceLabels`). */
export function copiedServiceLabels(service: Service): StringMap {
  return withoutReserved(service.labels);
}
