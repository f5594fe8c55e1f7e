import { isObject, listAt, mapObjectsAt, objectOf, stringAt } from '../../kubernetes/fields';
import type { Json, JsonObject } from '../../kubernetes/resource';
import type { Workload } from '../model';

/** A container of a workload's pods as it is written, and where it stands. */
export class WrittenContainer {
  /** @param init an init container: it ends before the others start, unless its `restartPolicy` is Always */
  constructor(readonly object: JsonObject, readonly init: boolean, private readonly template: string, private readonly index: number) {}

  get name(): string {
    return stringAt(this.object, 'name') ?? '';
  }

  /** `spec.template.spec.containers[0]`. */
  get path(): string {
    return `${this.template === '' ? '' : `${this.template}.`}spec.${this.init ? 'initContainers' : 'containers'}[${this.index}]`;
  }
}

/** The spec of a workload's pod template as it is written. */
export function podSpecObject(workload: Workload): JsonObject | undefined {
  return objectOf(at(workload.resource.object, workload.template.path)?.spec);
}

/** The containers and init containers of a workload's pod template, for fields that routing itself does not read. */
export function writtenContainers(workload: Workload): readonly WrittenContainer[] {
  const { path } = workload.template;
  const spec = podSpecObject(workload);
  const containers = mapObjectsAt(spec, 'containers', (object, index) => new WrittenContainer(object, false, path, index));
  if (listAt(spec, 'initContainers').length === 0) return containers;
  return [...containers, ...mapObjectsAt(spec, 'initContainers', (object, index) => new WrittenContainer(object, true, path, index))];
}

/** What stands at a path of plain words and indexes: `spec.workerGroupSpecs[0].template`. */
function at(object: JsonObject, path: string): JsonObject | undefined {
  if (path === 'spec.template') return objectOf(objectOf(object.spec)?.template);
  let value: Json | undefined = object;
  for (const step of path.split(/[.[\]]+/).filter((each) => each !== '')) {
    if (Array.isArray(value)) value = (value as readonly Json[])[Number(step)];
    else if (isObject(value) && Object.hasOwn(value, step)) value = value[step];
    else return undefined;
  }
  return isObject(value) ? value : undefined;
}
