import { isObject, objectAt, objectIn, objectsAt, stringAt } from '../../kubernetes/fields';
import type { Json, JsonObject } from '../../kubernetes/resource';
import type { Workload } from '../model';

/** A container of a workload's pods as it is written, and where it stands. */
export interface WrittenContainer {
  readonly object: JsonObject;
  readonly name: string;
  /** `spec.template.spec.containers[0]`. */
  readonly path: string;
  /** An init container: it ends before the others start, unless its `restartPolicy` is Always. */
  readonly init: boolean;
}

/** The spec of a workload's pod template as it is written. */
export function podSpecObject(workload: Workload): JsonObject | undefined {
  return objectAt(at(workload.resource.object, workload.template.path), 'spec');
}

const CONTAINERS = new WeakMap<Workload, readonly WrittenContainer[]>();

/** The containers and init containers of a workload's pod template, for fields that routing itself does not read; several rules ask for them. */
export function writtenContainers(workload: Workload): readonly WrittenContainer[] {
  let containers = CONTAINERS.get(workload);
  if (containers === undefined) CONTAINERS.set(workload, containers = findContainers(workload));
  return containers;
}

function findContainers(workload: Workload): readonly WrittenContainer[] {
  const { path } = workload.template;
  const spec = podSpecObject(workload);
  const base = path === '' ? 'spec' : `${path}.spec`;
  const found: WrittenContainer[] = [];
  for (const field of FIELDS) {
    for (const { object, index } of objectsAt(spec, field)) {
      found.push({ object, name: stringAt(object, 'name') ?? '', path: `${base}.${field}[${index}]`, init: field === 'initContainers' });
    }
  }
  return found;
}

const FIELDS = ['containers', 'initContainers'] as const;

/** What stands at a path of plain words and indexes: `spec.workerGroupSpecs[0].template`. */
function at(object: JsonObject, path: string): JsonObject | undefined {
  if (path === 'spec.template') return objectIn(object, 'spec', 'template');
  let value: Json | undefined = object;
  for (const step of path.split(/[.[\]]+/).filter((each) => each !== '')) {
    if (Array.isArray(value)) value = (value as readonly Json[])[Number(step)];
    else if (isObject(value) && Object.hasOwn(value, step)) value = value[step];
    else return undefined;
  }
  return isObject(value) ? value : undefined;
}
