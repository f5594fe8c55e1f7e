import { countAt, isObject, listAt, objectAt } from '../../kubernetes/fields';
import type { Json, JsonObject } from '../../kubernetes/resource';

/** A pod template found in a custom resource. */
export interface FoundTemplate {
  readonly template: JsonObject;
  /** `spec.template`, `spec.workerGroupSpecs[0].template`. */
  readonly path: string;
  /** `replicas` beside the template, null where there is none. */
  readonly replicas: number | null;
}

const MAX_DEPTH = 8;
const MAX_TEMPLATES = 100;

/**
 * The pod templates of a custom resource's spec: objects with `spec.containers`, a list of objects.
 *
 * Most operators that make pods embed a PodTemplateSpec (Argo Rollouts, OpenKruise, Ray, JobSet...). Nothing inside of a template is searched.
 */
export function customTemplates(spec: JsonObject): readonly FoundTemplate[] {
  const found: FoundTemplate[] = [];
  search(spec, 'spec', 0, found);
  return found;
}

function search(object: JsonObject, path: string, depth: number, found: FoundTemplate[]): void {
  if (depth > MAX_DEPTH) return;
  for (const key of Object.keys(object)) {
    const value = object[key];
    if (typeof value !== 'object' || value === null) continue;
    if (found.length >= MAX_TEMPLATES) return;
    if (Array.isArray(value)) searchList(value as readonly Json[], `${path}.${key}`, depth, found);
    else visit(object, value as JsonObject, `${path}.${key}`, depth, found);
  }
}

function searchList(items: readonly Json[], path: string, depth: number, found: FoundTemplate[]): void {
  for (let index = 0; index < items.length; index++) {
    const item = items[index];
    if (!isObject(item)) continue;
    if (found.length >= MAX_TEMPLATES) return;
    visit(undefined, item, `${path}[${index}]`, depth, found);
  }
}

function visit(parent: JsonObject | undefined, value: JsonObject, path: string, depth: number, found: FoundTemplate[]): void {
  if (isPodTemplate(value)) found.push({ template: value, path, replicas: countAt(parent, 'replicas') ?? null });
  else search(value, path, depth + 1, found);
}

/** Custom templates must carry labels: without, no Service can select the pods, and it may be something else. */
function isPodTemplate(value: JsonObject): boolean {
  const labels = objectAt(objectAt(value, 'metadata'), 'labels');
  if (labels === undefined) return false;
  const containers = listAt(objectAt(value, 'spec'), 'containers');
  return containers.length > 0 && containers.every((container) => isObject(container));
}
